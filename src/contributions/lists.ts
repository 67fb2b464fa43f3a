// Lists of contributions: what an organisation works on, and what waits for the editors, with counts. Two statements at most.
import type { EntityManager, SelectQueryBuilder } from "typeorm";
import type { Viewer } from "../people/sessions.ts";
import { ContributionTable, type ContributionRow } from "./contributions.entity.ts";
import { cursorOf, placeOf, type Page } from "./history.ts";
import {
  selectSummaries,
  submittedBefore,
  summaryOf,
  waitsForAnswer,
  type Summary,
  type SummaryRow,
} from "./summaries.ts";

export interface SummaryPage {
  contributions: Summary[];
  endCursor: string | null;
}

export const REVIEW_LISTS = Object.freeze({
  WAITING: "alles Eingereichte",
  OVERDUE: "Eingereichtes, dessen Frist vorbei ist",
  ANSWERED: "Beiträge in jedem Stand, zu denen die Organisation zuletzt geschrieben hat",
});
export type ReviewList = keyof typeof REVIEW_LISTS;

/** Those of the viewer's organisation, the longest unchanged first; `toDo`: only those that wait for it. */
export function ownContributions(
  manager: EntityManager,
  viewer: Viewer,
  toDo: boolean,
  page: Page,
  now: Date,
): Promise<SummaryPage> {
  const query = selectSummaries(manager, viewer);
  query.where("c.organisation = :organisation", { organisation: viewer.organisation });
  if (toDo) query.andWhere(`(c.state = 'CHANGES_REQUESTED' OR c.state <> 'ARCHIVED' AND ${waitsForAnswer(query)})`);
  return pageOf(query, "c.updatedAt", ({ updatedAt }) => updatedAt, { viewer, page, now });
}

/** What waits for the editors, of all organisations or of one; what is due next comes first. */
export function reviewList(
  manager: EntityManager,
  viewer: Viewer,
  { list, organisation }: { list: ReviewList; organisation: string | null },
  page: Page,
  now: Date,
): Promise<SummaryPage> {
  const query = selectSummaries(manager, viewer);
  if (list === "ANSWERED") query.where(`c.state <> 'ARCHIVED' AND ${waitsForAnswer(query)}`);
  else query.where("c.state = 'SUBMITTED'");
  if (list === "OVERDUE") query.andWhere("c.submittedAt < :overdue", { overdue: submittedBefore(now.getTime()) });
  if (organisation !== null) query.andWhere("c.organisation = :organisation", { organisation });
  const at = ({ submittedAt, updatedAt }: Summary) => submittedAt ?? updatedAt;
  return pageOf(query, "COALESCE(c.submittedAt, c.updatedAt)", at, { viewer, page, now });
}

export interface ReviewCounts {
  waiting: number;
  overdue: number;
  /** Within the next seven days. */
  dueSoon: number;
  answered: number;
}

/** Of all organisations or of one. One statement. */
export async function reviewCounts(
  manager: EntityManager,
  organisation: string | null,
  now: Date,
): Promise<ReviewCounts> {
  const query = manager.createQueryBuilder(ContributionTable, "c");
  const submitted = "c.state = 'SUBMITTED'";
  const sum = (condition: string) => `CAST(COALESCE(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0) AS integer)`;
  query
    .select(sum(submitted), "waiting")
    .addSelect(sum(`${submitted} AND c.submittedAt < :overdue`), "overdue")
    .addSelect(sum(`${submitted} AND c.submittedAt >= :overdue AND c.submittedAt < :soon`), "dueSoon")
    .addSelect(sum(`${waitsForAnswer(query)}`), "answered")
    .where("c.state <> 'ARCHIVED'")
    .setParameters({
      overdue: submittedBefore(now.getTime()),
      soon: submittedBefore(now.getTime() + 7 * 24 * 60 * 60_000),
      party: "EDITOR",
    });
  if (organisation !== null) query.andWhere("c.organisation = :organisation", { organisation });
  return (await query.getRawOne<ReviewCounts>())!;
}

/** `order` is what `at` says of an entry, as SQL. */
async function pageOf(
  query: SelectQueryBuilder<ContributionRow>,
  order: string,
  at: (summary: Summary) => string,
  { viewer, page: { first, after }, now }: { viewer: Viewer; page: Page; now: Date },
): Promise<SummaryPage> {
  if (after !== null) {
    const { at, id: last } = placeOf(after);
    query.andWhere(`(${order} > :at OR (${order} = :at AND c.id > :last))`, { at, last });
  }
  const rows = await query
    .orderBy(order)
    .addOrderBy("c.id")
    .limit(first + 1)
    .getRawMany<SummaryRow>();
  const contributions = rows.slice(0, first).map((row) => summaryOf(row, viewer, now));
  const last = rows.length > first ? contributions.at(-1) : undefined;
  return { contributions, endCursor: last ? cursorOf({ at: at(last), id: last.id }) : null };
}
