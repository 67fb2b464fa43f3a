// The store alone: the door to an empty, migrated database, without seeds, search or server.
import type { EntityManager, EntitySchema } from "typeorm";
import { MIGRATIONS, TABLES } from "../../src/database.ts";
import { openDb, type Db, type DbParts } from "../../src/platform/db.ts";
import { putSetting, SettingTable } from "../../src/platform/setting.ts";
import { aDatabase, type Kind, type TestDatabase } from "./app.ts";

export interface TestStore extends Db {
  readonly database: TestDatabase;
  /** Reads as another process would, over connections of its own. */
  outside<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
}

/** Close it after use; the database goes with it. */
export async function aStore(kind: Kind, parts: Partial<DbParts> = {}): Promise<TestStore> {
  const database = await aDatabase(kind);
  const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS, ...parts });
  await db.migrate();
  return {
    ...db,
    database,
    outside: (work) => outside(database, work),
    close: async () => {
      await db.close();
      await database.drop();
    },
  };
}

/** Reads a database over connections of its own. */
export async function outside<T>(database: TestDatabase, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
  try {
    return await db.read(work);
  } finally {
    await db.close();
  }
}

/** The smallest thing that can be written: a note without meaning. */
export const note = (manager: EntityManager, name: string, value = "") => putSetting(manager, name, value);
export const notes = async (manager: EntityManager) =>
  (await manager.find(SettingTable)).map(({ name }) => name).sort();

/** Every row of every table that the database itself knows of, in lower case. */
export const dump = (database: TestDatabase): Promise<string> =>
  outside(database, async (manager) => {
    const tables: { name: string }[] = await manager.query(
      database.config.kind === "sqlite"
        ? "SELECT name FROM sqlite_master WHERE type = 'table'"
        : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const rows = await Promise.all(tables.map(({ name }) => manager.query(`SELECT * FROM "${name}"`)));
    return JSON.stringify(rows).toLowerCase();
  });

/** Every row of every table, in an order that does not depend on the database. */
export async function everything(manager: EntityManager): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const table of TABLES as EntitySchema<object>[])
    tables[table.options.name] = (await manager.find(table)).map((row) => JSON.stringify(row)).sort();
  return tables;
}
