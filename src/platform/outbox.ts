// "This must be done": a set of dirty keys, marked in the writer's own transaction, settled only at the version that was seen.
import { EntitySchema, type EntityManager } from "typeorm";

/** No payload: whoever works it off reads what is true then. `version` grows with each mark. */
export interface DirtyRow {
  topic: string;
  key: string;
  version: number;
  notBefore: string;
  attempts: number;
  lastError: string | null;
}
export const OutboxTable = new EntitySchema<DirtyRow>({
  name: "outbox",
  columns: {
    topic: { type: "text", primary: true },
    key: { type: "text", primary: true },
    version: { type: "integer" },
    notBefore: { type: "text" },
    attempts: { type: "integer" },
    lastError: { type: "text", nullable: true },
  },
});

/** Marks keys as to be worked off now. Call it in the transaction that changed what they name. */
export async function mark(manager: EntityManager, topic: string, keys: readonly string[], now: Date): Promise<void> {
  for (let at = 0; at < keys.length; at += 200) {
    const rows = keys
      .slice(at, at + 200)
      .map((key) => ({ topic, key, version: 1, notBefore: now.toISOString(), attempts: 0, lastError: null }));
    await manager
      .createQueryBuilder()
      .insert()
      .into(OutboxTable)
      .values(rows)
      .updateEntity(false)
      .onConflict(
        "(topic, key) DO UPDATE SET version = outbox.version + 1, not_before = excluded.not_before, attempts = 0, last_error = NULL",
      )
      .execute();
  }
}

/** Up to `limit` due keys, oldest first. */
export const due = (manager: EntityManager, topic: string, now: Date, limit = 500): Promise<DirtyRow[]> =>
  manager
    .createQueryBuilder(OutboxTable, "o")
    .where("o.topic = :topic AND o.notBefore <= :now", { topic, now: now.toISOString() })
    .orderBy("o.notBefore")
    .addOrderBy("o.key")
    .limit(limit)
    .getMany();

/** Removes the keys that have not been marked again since they were read. */
export async function settle(manager: EntityManager, rows: readonly DirtyRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 200) {
    // A key that was settled and marked anew counts from 1 again; its time tells the two apart.
    const seen = rows
      .slice(at, at + 200)
      .map(({ topic, key, version, notBefore }) => ({ topic, key, version, notBefore }));
    await manager.createQueryBuilder().delete().from(OutboxTable).where(seen).execute();
  }
}
