// Reading comments: threads of a contribution, oldest first, each with its answers.
import type { EntityManager, SelectQueryBuilder } from "typeorm";
import type { Party } from "../domain/workflow.ts";
import { problem } from "../domain/problem.ts";
import { CommentTable, type CommentRow } from "./contributions.entity.ts";
import { withActor, type Actor, type Page } from "./history.ts";

export interface CommentEntry extends Actor, Pick<CommentRow, "id" | "position" | "text" | "version" | "createdAt"> {
  by: Party;
}
export interface Thread extends CommentEntry, Pick<CommentRow, "path" | "resolvedAt"> {
  answers: CommentEntry[];
}

export interface ThreadPage extends Page {
  /** Only open ones, or only those that are done; null: all. */
  open: boolean | null;
}

/** Two statements. Throws ProblemError for a place that is none. */
export async function threadsOf(
  manager: EntityManager,
  contribution: string,
  { first, after, open }: ThreadPage,
): Promise<{ comments: Thread[]; endCursor: string | null }> {
  const query = entries(manager).where("e.contribution = :contribution AND e.thread = e.id", { contribution });
  if (open !== null) query.andWhere(`e.resolvedAt IS ${open ? "" : "NOT "}NULL`);
  if (after !== null) query.andWhere("e.position > :after", { after: positionOf(after) });
  const rows = await query.limit(first + 1).getRawMany<Raw>();
  const comments = await withAnswers(manager, rows.slice(0, first));
  return { comments, endCursor: rows.length > first ? String(comments.at(-1)!.position) : null };
}

/** Two statements. */
export async function threadById(manager: EntityManager, id: string): Promise<Thread> {
  const rows = await entries(manager).where("e.id = :id", { id }).getRawMany<Raw>();
  return (await withAnswers(manager, rows))[0]!;
}

type Raw = Omit<Thread, "path" | "answers"> & { path: string; thread: string };

async function withAnswers(manager: EntityManager, rows: Raw[]): Promise<Thread[]> {
  const threads = rows.map(({ id }) => id);
  const answers =
    threads.length === 0
      ? []
      : await entries(manager).where("e.thread IN (:...threads) AND e.thread <> e.id", { threads }).getRawMany<Raw>();
  return rows.map(({ path, ...row }) => ({
    ...row,
    path: JSON.parse(path) as string[],
    answers: answers.filter(({ thread }) => thread === row.id),
  }));
}

const entries = (manager: EntityManager): SelectQueryBuilder<CommentRow> =>
  withActor(manager.createQueryBuilder(CommentTable, "e"), "e.author")
    .addSelect(["e.id AS id", "e.position AS position", "e.thread AS thread", "e.version AS version"])
    .addSelect(["e.path AS path", "e.text AS text", 'e.party AS "by"'])
    .addSelect(['e.createdAt AS "createdAt"', 'e.resolvedAt AS "resolvedAt"'])
    .orderBy("e.position");

function positionOf(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw problem("INVALID_CURSOR", ["after"], "Diese Stelle gibt es nicht. Bitte einen endCursor verwenden.");
}
