// What happened to the catalogue, in the order in which it became visible: for processes that follow it, and for machines that ask.
import { EntitySchema, type EntityManager } from "typeorm";

/** PUBLISHED: a new revision; REPROJECTED: the same one under new rules or terms; WITHDRAWN: no longer published. */
export type ChangeKind = "PUBLISHED" | "REPROJECTED" | "WITHDRAWN";

export interface ChangeRow {
  /** Without gaps and never decreasing for those who come later. */
  number: number;
  example: string;
  kind: ChangeKind;
  at: string;
}
export const ChangeTable = new EntitySchema<ChangeRow>({
  name: "catalogueChange",
  columns: {
    number: { type: "integer", primary: true },
    example: { type: "text" },
    kind: { type: "text" },
    at: { type: "text" },
  },
});

/** One row: the number of the last change. Its lock makes the order of numbers that of commits. */
export const ChangeCounterTable = new EntitySchema<{ name: string; last: number }>({
  name: "changeCounter",
  columns: { name: { type: "text", primary: true }, last: { type: "integer" } },
});
const COUNTER = "catalogue";

/** Call it in the transaction that changed the examples. */
export async function recordChanges(
  manager: EntityManager,
  kind: ChangeKind,
  slugs: readonly string[],
  now: Date,
): Promise<void> {
  if (slugs.length === 0) return;
  await manager.increment(ChangeCounterTable, { name: COUNTER }, "last", slugs.length);
  const first = (await lastChange(manager)) - slugs.length + 1;
  const rows = slugs.map((example, i): ChangeRow => ({ number: first + i, example, kind, at: now.toISOString() }));
  for (let at = 0; at < rows.length; at += 500) await manager.insert(ChangeTable, rows.slice(at, at + 500));
}

export const lastChange = async (manager: EntityManager): Promise<number> =>
  (await manager.findOneByOrFail(ChangeCounterTable, { name: COUNTER })).last;

/** Up to `limit` changes after a number, oldest first. */
export const changesAfter = (manager: EntityManager, number: number, limit: number): Promise<ChangeRow[]> =>
  manager
    .createQueryBuilder(ChangeTable, "c")
    .where("c.number > :number", { number })
    .orderBy("c.number")
    .limit(limit)
    .getMany();
