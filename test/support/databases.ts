// Databases of a test's own: a SQLite file, or a PostgreSQL database where TEST_POSTGRES_URL names a server; empty, or with seeds loaded.
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import pg from "pg";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { DatabaseConfig } from "../../src/platform/db.ts";
import { databasePrefix } from "./run.ts";
import { RUN, shared, type Shared } from "./shared.ts";

const POSTGRES = process.env.TEST_POSTGRES_URL;

/** The databases that suites run on; `describe.skipIf(!available)` says so in the output. */
export const DATABASES = [
  { kind: "sqlite", available: true },
  { kind: "postgres", available: POSTGRES !== undefined },
] as const;
export type Kind = DatabaseConfig["kind"];

export interface TestDatabase {
  config: DatabaseConfig;
  /** For DATABASE_URL of a child process. */
  url: string;
  /** Where the index that belongs to it is kept. */
  searchIndex: string;
  /** Where the list of the erased that belongs to it is. */
  erasedList: string;
  drop(): Promise<void>;
}

/** An empty database; drop it after use. */
export const aDatabase = (kind: Kind = "sqlite"): Promise<TestDatabase> => make(kind, aFolder(), aName());

/** A database into which a server has loaded these seeds before, with its index. `name` says which seeds they are. */
export async function aLoadedDatabase(kind: Kind, name: string, seeds: string): Promise<TestDatabase> {
  const pattern = shared(`${name}_${kind}`);
  if (pattern.claim()) {
    const { url, searchIndex, erasedList } = await make(kind, pattern.folder, nameOf(pattern));
    const env = { LOG_LEVEL: "silent", DATABASE_URL: url, SEARCH_INDEX: searchIndex, ERASED_LIST: erasedList };
    await (await createApp(readConfig(env), { seeds })).close();
    pattern.ready();
  }
  return make(kind, aFolder(), aName(), pattern.isReady ? pattern : undefined);
}

async function make(kind: Kind, folder: string, name: string, pattern?: Shared): Promise<TestDatabase> {
  if (pattern) cpSync(pattern.folder, folder, { recursive: true });
  const searchIndex = join(folder, "praxisatlas.search-index");
  const erasedList = join(folder, "praxisatlas.erased");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (kind === "sqlite") {
    const file = join(folder, "praxisatlas.sqlite");
    return { config: { kind, file }, url: `sqlite:${file}`, searchIndex, erasedList, drop: async () => remove() };
  }
  await onServer(`CREATE DATABASE ${name}${pattern ? ` TEMPLATE ${nameOf(pattern)}` : ""}`);
  const url = new URL(POSTGRES!);
  url.pathname = `/${name}`;
  return {
    config: { kind, url: url.href },
    url: url.href,
    searchIndex,
    erasedList,
    drop: async () => {
      remove();
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

const aName = () => `praxisatlas_test_${randomBytes(6).toString("hex")}`;
const aFolder = () => mkdtempSync(join(tmpdir(), "praxisatlas_test_"));
const nameOf = ({ folder }: Shared) => databasePrefix(RUN) + basename(folder);

export async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
