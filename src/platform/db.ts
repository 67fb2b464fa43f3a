// The one door to the database: queued writes, separate reads, the same on SQLite and PostgreSQL (docs/adr/0001).
import "reflect-metadata";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sqlite3 from "sqlite3";
import { DataSource, type DataSourceOptions, type EntityManager, type QueryRunner } from "typeorm";
import { withLock, type Lock } from "./exclusive.ts";
import { SnakeNames } from "./snake-names.ts";

type Entities = NonNullable<DataSourceOptions["entities"]>;
type Migrations = NonNullable<DataSourceOptions["migrations"]>;

export type DatabaseConfig = { kind: "sqlite"; file: string } | { kind: "postgres"; url: string };

export interface Db {
  readonly kind: DatabaseConfig["kind"];
  /** Runs `work` in one transaction; on SQLite one after the other. A failure rolls back this work and nothing else. */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Runs `work` on a connection that cannot write and never sees an open transaction. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Runs `work` while no other process prepares the same database; freed by the system when the process dies. */
  exclusively<T>(work: () => Promise<T>, onWait?: () => void): Promise<T>;
  /** Brings the schema up to date. Refuses a database that is newer than the code. */
  migrate(): Promise<void>;
  /** Overwrites what deleted and changed rows left behind in the database's files. Rejects when there is no room for it. */
  purge(): Promise<void>;
  /** Writes and reads back through the other connection; rejects when what is acknowledged would not last, or after three seconds. */
  probe(): Promise<void>;
  /** Lets running work finish first. */
  close(): Promise<void>;
}

export interface DbParts {
  entities: Entities;
  migrations: Migrations;
  /** Called when the connection can no longer be trusted (disk full, damaged file); the process should end. */
  onFatal?: (error: unknown) => void;
  /** Receives every SQL statement; tests count them. */
  onQuery?: (sql: string) => void;
}

/** SQLite rolls back by itself after these, and the driver does not notice: only a new process is safe (reliability C1.3). */
const FATAL = /SQLITE_(FULL|IOERR|NOMEM|CORRUPT|NOTADB)/;

/** Whether a statement failed because another row has the same unique value; a check beforehand cannot see what is not committed yet. */
export const isDuplicate = (error: unknown): boolean =>
  /SQLITE_CONSTRAINT.*UNIQUE|\b23505\b|duplicate key/.test(
    `${(error as { code?: unknown })?.code} ${(error as Error)?.message}`,
  );

export async function openDb(config: DatabaseConfig, parts: DbParts): Promise<Db> {
  const common = {
    entities: parts.entities,
    migrations: parts.migrations,
    migrationsTransactionMode: "each" as const,
    namingStrategy: new SnakeNames(),
    synchronize: false,
    invalidWhereValuesBehavior: { null: "throw" as const, undefined: "throw" as const },
    ...(parts.onQuery ? { logging: ["query" as const], logger: queryListener(parts.onQuery) } : {}),
  };
  return finishing(
    await (config.kind === "sqlite" ? openSqlite(config.file, common, parts) : openPostgres(config.url, common)),
  );
}

/** Without the traces that TypeORM switches on: they write every statement's parameters out, for each call. */
const driver = { ...sqlite3, verbose: () => sqlite3 };

async function openSqlite(file: string, common: object, parts: DbParts): Promise<Db> {
  mkdirSync(dirname(file), { recursive: true });
  const open = async (pragmas: string[]) => {
    const source = new DataSource({
      ...common,
      type: "sqlite",
      driver,
      database: file,
      enableWAL: true,
      busyTimeout: 10_000,
    });
    await source.initialize();
    for (const pragma of pragmas) await source.query(`PRAGMA ${pragma}`);
    return source;
  };
  const writer = await open(["synchronous = FULL"]);
  const reader = await open(["query_only = ON"]);
  // One statement at a time on the reader, or queued reads starve the writer's thread (measurements 4).
  (reader.driver as unknown as { databaseConnection: { serialize(): void } }).databaseConnection.serialize();
  const fail = (error: unknown) => {
    if (FATAL.test(String((error as { code?: string })?.code ?? error))) parts.onFatal?.(error);
    throw error;
  };
  const inTurn = queue();
  const write: Db["write"] = (work) => inTurn(() => inSqliteTransaction(writer, work, parts.onFatal).catch(fail));
  return {
    kind: "sqlite",
    write,
    read: (work) => work(reader.manager).catch(fail),
    exclusively: async (work, onWait) => withLock(await sqliteLock(`${file}.lock`), work, onWait),
    migrate: () => inTurn(() => migrateSqlite(writer)),
    purge: () => inTurn(() => purgeSqlite(writer)),
    probe: prober(write, reader.manager),
    close: async () => {
      await inTurn(() => writer.destroy());
      await reader.destroy();
    },
  };
}

async function openPostgres(url: string, common: object): Promise<Db> {
  const limits = {
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  };
  const open = (extra: object) =>
    new DataSource({ ...common, type: "postgres", url, poolSize: 10, extra: { ...limits, ...extra } }).initialize();
  const writer = await open({});
  const reader = await open({ options: "-c default_transaction_read_only=on" });
  const write: Db["write"] = (work) => writer.transaction(work);
  return {
    kind: "postgres",
    write,
    read: (work) => work(reader.manager),
    exclusively: async (work, onWait) => withLock(await postgresLock(url), work, onWait),
    migrate: () => migrate(writer),
    purge: () => writer.query("VACUUM"),
    probe: prober(write, reader.manager),
    close: async () => {
      await writer.destroy();
      await reader.destroy();
    },
  };
}

/** A small file beside the database, because migrations need the database itself. */
async function sqliteLock(file: string): Promise<Lock> {
  const source = await new DataSource({ type: "sqlite", driver, database: file }).initialize();
  const take = async () => {
    try {
      await source.query("BEGIN EXCLUSIVE");
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === "SQLITE_BUSY") return false;
      throw error;
    }
  };
  return { take, release: () => source.destroy() };
}

/** Any number that no other application on the same PostgreSQL uses: "PRAXIS" in ASCII. */
const ADVISORY_KEY = "88355263760723";

async function postgresLock(url: string): Promise<Lock> {
  // The lock belongs to the connection, so there must be exactly one.
  const source = await new DataSource({ type: "postgres", url, poolSize: 1, connectTimeoutMS: 5_000 }).initialize();
  const runner = source.createQueryRunner();
  const take = async () =>
    (await runner.query("SELECT pg_try_advisory_lock($1) AS taken", [ADVISORY_KEY]))[0].taken as boolean;
  const release = async () => {
    await runner.release();
    await source.destroy();
  };
  return { take, release };
}

/** BEGIN IMMEDIATE takes the write lock at once, so that no other process can slip in between a read and a write. */
async function inSqliteTransaction<T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
  onFatal: DbParts["onFatal"],
): Promise<T> {
  const runner = source.createQueryRunner() as { -readonly [K in keyof QueryRunner]: QueryRunner[K] } & {
    transactionDepth: number;
  };
  await runner.query("BEGIN IMMEDIATE");
  runner.isTransactionActive = true;
  runner.transactionDepth = 1;
  try {
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await runner.rollbackTransaction().catch((rollback: unknown) => onFatal?.(rollback));
    throw error;
  } finally {
    if (runner.transactionDepth !== 0) onFatal?.(new Error("Nach der Transaktion ist noch eine offen."));
  }
}

/** First come, first served; a rejected task does not stop the next. */
function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };
}

/** TypeORM cuts off what runs on PostgreSQL when it closes, and reads on both. */
function finishing(db: Db): Db {
  const running = new Set<Promise<unknown>>();
  const watched = <T>(result: Promise<T>): Promise<T> => {
    const ended: Promise<unknown> = result.catch(() => undefined).then(() => running.delete(ended));
    running.add(ended);
    return result;
  };
  return {
    ...db,
    write: (work) => watched(db.write(work)),
    read: (work) => watched(db.read(work)),
    close: async () => {
      await Promise.all(running);
      await db.close();
    },
  };
}

/** The pages are written anew; the log beside the file still has the old ones until it is emptied. */
async function purgeSqlite(source: DataSource): Promise<void> {
  await source.query("VACUUM");
  const [{ busy }] = await source.query("PRAGMA wal_checkpoint(TRUNCATE)");
  if (busy !== 0) throw new Error("Die Protokolldatei der Datenbank ließ sich nicht leeren.");
}

async function migrateSqlite(source: DataSource): Promise<void> {
  // A migration that fails leaves foreign keys switched off (reliability C1.5).
  await migrate(source).finally(() => source.query("PRAGMA foreign_keys = ON"));
  const broken: unknown[] = await source.query("PRAGMA foreign_key_check");
  const [{ foreign_keys: enabled }] = await source.query("PRAGMA foreign_keys");
  if (broken.length > 0 || enabled !== 1)
    throw new Error("Nach der Migration sind Fremdschlüssel verletzt oder abgeschaltet.");
}

async function migrate(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const runner = source.createQueryRunner();
  const applied: { name: string }[] = (await runner.hasTable("migrations"))
    ? await source.query("SELECT name FROM migrations ORDER BY timestamp")
    : [];
  if (source.options.type === "postgres") await runner.release();
  const newer = applied.filter(({ name }) => !known.has(name));
  if (newer.length > 0)
    throw new Error(
      `Die Datenbank ist neuer als dieses Programm (unbekannte Migration ${newer[0]!.name}). Bitte die passende Programmversion starten.`,
    );
  await source.runMigrations();
}

const PROBE_MS = 3_000;

/** One probe at a time, however many ask. */
function prober(write: Db["write"], reader: EntityManager): Db["probe"] {
  let running: Promise<void> | undefined;
  return async () => {
    running ??= writeAndReadBack(write, reader).finally(() => (running = undefined));
    const patience = new AbortController();
    const late = sleep(PROBE_MS, undefined, { signal: patience.signal }).then(() => {
      throw new Error("Die Datenbank nimmt seit drei Sekunden keinen Schreibvorgang an.");
    });
    await Promise.race([running, late]).finally(() => patience.abort());
  };
}

/** Counts upwards in the database, so that other processes that probe it too do no harm. */
async function writeAndReadBack(write: Db["write"], reader: EntityManager): Promise<void> {
  const count = async (manager: EntityManager): Promise<number> =>
    Number((await manager.query("SELECT value FROM setting WHERE name = 'probe'"))[0]?.value);
  const written = await write(async (manager) => {
    await manager.query(
      `INSERT INTO setting (name, value) VALUES ('probe', '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(setting.value AS bigint) + 1 AS text)`,
    );
    return count(manager);
  });
  if (!((await count(reader)) >= written)) throw new Error("Ein bestätigter Schreibvorgang ist nicht sichtbar.");
}

const queryListener = (onQuery: (sql: string) => void) => ({
  logQuery: (sql: string) => onQuery(sql),
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
});
