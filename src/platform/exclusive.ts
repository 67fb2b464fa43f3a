// One process at a time: a lock that the operating system or PostgreSQL frees when its holder dies.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import sqlite3 from "sqlite3";

/** The SQLite lock lies in a small file beside the database, because migrations need the database itself. */
type Place = { file: string } | { url: string };

/** Any number that no other application on the same PostgreSQL uses: "PRAXIS" in ASCII. */
const ADVISORY_KEY = "88355263760723";
const PATIENCE_MS = 120_000;

/** Waits up to two minutes for the lock, calls `onWait` once if it has to wait, then runs `work` and frees the lock. */
export async function withExclusiveAccess<T>(place: Place, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  const release = await ("file" in place ? lockFile(place.file, onWait) : lockPostgres(place.url, onWait));
  try {
    return await work();
  } finally {
    await release();
  }
}

async function retry(attempt: () => Promise<boolean>, onWait?: () => void) {
  const end = Date.now() + PATIENCE_MS;
  for (let tries = 0; !(await attempt()); tries++) {
    if (tries === 0) onWait?.();
    if (Date.now() > end) throw new Error("Ein anderer Prozess bereitet die Datenbank seit über zwei Minuten vor.");
    await sleep(100);
  }
}

async function lockFile(file: string, onWait?: () => void) {
  const connection = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)));
  });
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => connection.exec(sql, (error) => (error ? reject(error) : resolve())));
  await retry(async () => {
    try {
      await run("BEGIN EXCLUSIVE");
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === "SQLITE_BUSY") return false;
      throw error;
    }
  }, onWait);
  return () => new Promise<void>((resolve, reject) => connection.close((error) => (error ? reject(error) : resolve())));
}

async function lockPostgres(url: string, onWait?: () => void) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  await retry(async () => {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS taken", [ADVISORY_KEY]);
    return rows[0].taken as boolean;
  }, onWait);
  return () => client.end();
}
