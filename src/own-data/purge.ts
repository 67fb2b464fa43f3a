// Erased rows leave bytes behind in the database's files: noted with the erasure, removed after it, at the latest by the next start.
import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { Db } from "../platform/db.ts";
import { getSetting, putSetting, SettingTable } from "../platform/setting.ts";

const DUE = "purge-due";

/** Call it in the transaction that erases. */
export const purgeLater = (manager: EntityManager) => putSetting(manager, DUE, randomUUID());

/** Does nothing when it is not due. Rejects when there is no room or no time for it; it is due still. */
export async function purge(db: Db): Promise<void> {
  const value = await db.read((manager) => getSetting(manager, DUE));
  if (value === undefined) return;
  await db.purge();
  // Not what somebody else has erased meanwhile.
  await db.write((manager) => manager.delete(SettingTable, { name: DUE, value }));
}
