// Contributions in lists, with what one needs to choose: until when, how many comments, and what one may do. One statement a page.
import { In, type EntityManager, type SelectQueryBuilder } from "typeorm";
import { partyOf, possibleActions, type Action, type State } from "../domain/workflow.ts";
import type { Viewer } from "../people/sessions.ts";
import { CommentTable, ContributionTable, VersionTable, type ContributionRow } from "./contributions.entity.ts";

const DAY_MS = 24 * 60 * 60_000;
/** How long editors take at most to answer. */
const REVIEW_MS = 14 * DAY_MS;

export interface Summary {
  id: string;
  title: string | null;
  organisation: string;
  example: string | null;
  state: State;
  version: number;
  updatedAt: string;
  submittedAt: string | null;
  /** Two weeks after it was submitted; null while it does not wait for the editors. */
  dueAt: string | null;
  /** Whole days until then, negative when it is past. */
  daysLeft: number | null;
  openComments: number;
  /** Of these, in which the other side has the last word. */
  unansweredComments: number;
  actions: Action[];
}

/** When what is due at a moment must have been submitted. */
export const submittedBefore = (due: number): string => new Date(due - REVIEW_MS).toISOString();

type Row = Pick<
  ContributionRow,
  "id" | "organisation" | "example" | "state" | "version" | "publishedVersion" | "updatedAt" | "submittedAt"
>;
/** What the database tells of a contribution for a viewer. */
export interface SummaryRow extends Row {
  content: string;
  openComments: number;
  unansweredComments: number;
  /** 1: the viewer has written on what is not published yet. */
  wrote: number;
}

/** As the viewer sees it now. */
export function summaryOf(row: SummaryRow, viewer: Viewer, now: Date): Summary {
  const { id, organisation, example, state, version, updatedAt, submittedAt, openComments, unansweredComments } = row;
  const due = state === "SUBMITTED" && submittedAt !== null ? Date.parse(submittedAt) + REVIEW_MS : null;
  const published = row.publishedVersion !== null;
  return {
    id,
    title: titleOf(row.content),
    organisation,
    example,
    state,
    version,
    updatedAt,
    submittedAt,
    dueAt: due === null ? null : new Date(due).toISOString(),
    daysLeft: due === null ? null : Math.floor((due - now.getTime()) / DAY_MS),
    openComments,
    unansweredComments,
    actions: possibleActions({ state, published, party: partyOf(viewer, organisation), wrote: row.wrote === 1 }),
  };
}

/** In any order. */
export async function summariesOf(
  manager: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
  now: Date,
): Promise<Summary[]> {
  const rows = await selectSummaries(manager, viewer)
    .where({ id: In(ids) })
    .getRawMany<SummaryRow>();
  return rows.map((row) => summaryOf(row, viewer, now));
}

/** The columns of `SummaryRow`, of contributions `c`; `version` is the id of the version whose content is told. */
export function selectSummaries(
  manager: EntityManager,
  viewer: Viewer,
  version = "c.current",
): SelectQueryBuilder<ContributionRow> {
  const query = manager
    .createQueryBuilder(ContributionTable, "c")
    .innerJoin(VersionTable.options.name, "v", `v.id = ${version}`)
    .select(["c.id AS id", "c.organisation AS organisation", "c.example AS example", "c.state AS state"])
    .addSelect(["c.version AS version", 'c.publishedVersion AS "publishedVersion"', "v.content AS content"])
    .addSelect(['c.updatedAt AS "updatedAt"', 'c.submittedAt AS "submittedAt"']);
  const count = (threads: SelectQueryBuilder<object>) =>
    `(${threads.andWhere("k.contribution = c.id").select("CAST(COUNT(*) AS integer)").getQuery()})`;
  return query
    .addSelect(count(openThreads(query)), "openComments")
    .addSelect(count(unanswered(query)), "unansweredComments")
    .addSelect(`CASE WHEN EXISTS ${wroteOn(query)} THEN 1 ELSE 0 END`, "wrote")
    .setParameters({ account: viewer.account, party: viewer.role === "CONTRIBUTOR" ? "MEMBER" : "EDITOR" });
}

/** A condition: in an open thread of `c` the viewer's side, `:party`, does not have the last word. */
export const waitsForAnswer = (query: SelectQueryBuilder<ContributionRow>): string =>
  `c.id IN ${unanswered(query).select("k.contribution").getQuery()}`;

/** The words that the partial index ix_contribution_comment_open has. */
const openThreads = (query: SelectQueryBuilder<ContributionRow>) =>
  query.subQuery().from(CommentTable, "k").where("k.thread = k.id AND k.resolvedAt IS NULL");

const unanswered = (query: SelectQueryBuilder<ContributionRow>) => {
  const last = query
    .subQuery()
    .select("l.party")
    .from(CommentTable, "l")
    .where("l.thread = k.id AND l.text IS NOT NULL")
    .orderBy("l.position", "DESC")
    .limit(1);
  return openThreads(query).andWhere(`${last.getQuery()} <> :party`);
};

/** Versions of `c` that the viewer, `:account`, has saved since the published one. */
const wroteOn = (query: SelectQueryBuilder<ContributionRow>) =>
  query
    .subQuery()
    .select("1")
    .from(VersionTable, "w")
    .where("w.contribution = c.id AND w.author = :account AND w.number > COALESCE(c.publishedVersion, 0)")
    .getQuery();

export const titleOf = (content: string): string | null => {
  const { title } = JSON.parse(content) as { title?: unknown };
  return typeof title === "string" && title.trim() !== "" ? title.trim().slice(0, 200) : null;
};
