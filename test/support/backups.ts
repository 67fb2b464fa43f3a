// Backups as an operator takes and restores them: VACUUM INTO on SQLite, a copy of the database on PostgreSQL.
import { copyFileSync, rmSync } from "node:fs";
import sqlite3 from "sqlite3";
import { onServer, type TestDatabase } from "./databases.ts";

export interface Backup {
  /** The database is again what it was. Nobody may be using it; PostgreSQL also wants that of making one. */
  restore(): Promise<void>;
  drop(): Promise<void>;
}

let count = 0;

export async function aBackup({ config }: TestDatabase): Promise<Backup> {
  if (config.kind === "sqlite") {
    const { file } = config;
    const copy = `${file}.backup-${++count}`;
    await onFile(file, `VACUUM INTO '${copy}'`);
    return {
      restore: async () => {
        // A log of the newer file must not meet the older one.
        for (const beside of ["-wal", "-shm"]) rmSync(file + beside, { force: true });
        copyFileSync(copy, file);
      },
      drop: async () => rmSync(copy, { force: true }),
    };
  }
  const name = new URL(config.url).pathname.slice(1);
  const copy = `${name}_backup_${++count}`;
  await onServer(`CREATE DATABASE ${copy} TEMPLATE ${name}`);
  return {
    restore: async () => {
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
      await onServer(`CREATE DATABASE ${name} TEMPLATE ${copy}`);
    },
    drop: () => onServer(`DROP DATABASE IF EXISTS ${copy}`),
  };
}

function onFile(file: string, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const db = new sqlite3.Database(file);
    db.exec(sql, (failure) => db.close((error) => (failure || error ? reject(failure ?? error) : resolve())));
  });
}
