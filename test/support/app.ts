// A whole application on a database of its own: a SQLite file, or a PostgreSQL database where TEST_POSTGRES_URL names a server.
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import pg from "pg";
import { createApp, type App, type AppOptions } from "../../src/app.ts";
import { publish, withdraw } from "../../src/catalogue/publish.ts";
import { readConfig } from "../../src/config.ts";
import type { ExampleContent } from "../../src/domain/content.ts";
import type { DatabaseConfig } from "../../src/platform/db.ts";

export const SEEDS = resolve("seeds");
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
  /** For ERASED_LIST. */
  erasedList: string;
  drop(): Promise<void>;
}

/** An empty database; drop it after use. */
export async function aDatabase(kind: Kind = "sqlite"): Promise<TestDatabase> {
  const name = `praxisatlas_test_${randomBytes(6).toString("hex")}`;
  const folder = mkdtempSync(join(tmpdir(), `${name}_`));
  const erasedList = join(folder, "praxisatlas.erased");
  const forget = () => rmSync(folder, { recursive: true, force: true });
  if (kind === "sqlite") {
    const file = join(folder, "praxisatlas.sqlite");
    return {
      config: { kind, file },
      url: `sqlite:${file}`,
      erasedList,
      drop: async () => forget(),
    };
  }
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(POSTGRES!);
  url.pathname = `/${name}`;
  return {
    config: { kind, url: url.href },
    url: url.href,
    erasedList,
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).finally(forget),
  };
}

export async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A copy of seeds/ that a test may change; removed by `drop`. */
export function someSeeds(): { folder: string; drop: () => void } {
  const parent = mkdtempSync(join(tmpdir(), "praxisatlas_seeds_"));
  const folder = join(parent, "seeds");
  mkdirSync(folder);
  cpSync(SEEDS, folder, { recursive: true });
  return { folder, drop: () => rmSync(parent, { recursive: true, force: true }) };
}

let collection: string | undefined;
/** Seeds with the 36 examples of the 2013 collection only: a catalogue that fits on one page, and whose examples tests know by name. */
export function theCollection(): string {
  if (collection) return collection;
  const { folder, drop } = someSeeds();
  process.once("exit", drop);
  for (const name of readdirSync(join(folder, "examples")))
    if (!readFileSync(join(folder, "examples", name), "utf8").includes("source: ag-eingliederung-2013"))
      rmSync(join(folder, "examples", name));
  return (collection = folder);
}

export interface TestApp extends App {
  readonly database: TestDatabase;
  /** Runs a query as a client would, over HTTP without a socket. */
  query<T = any>(query: string, variables?: Record<string, unknown>): Promise<{ data: T; errors?: any[] }>;
  /** Sends any body to /graphql. */
  post(payload: string | object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Publishes contents and waits until the search knows them. */
  publish(...contents: ExampleContent[]): Promise<void>;
  /** Publishes contents; the search has not heard of it until `settled`. */
  publishUnheard(...contents: ExampleContent[]): Promise<void>;
  /** Takes examples out of the catalogue; the search has not heard of it until `settled`. */
  withdraw(...slugs: string[]): Promise<void>;
  /** Statements since the last call. */
  statements(): string[];
}

type TestOptions = Partial<AppOptions> & { env?: Record<string, string>; database?: TestDatabase };

/** The application with the real seeds. Close it after use; the database goes with it unless it was given. */
export async function anApp(kind: Kind = "sqlite", options: TestOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await aDatabase(kind));
  const seen: string[] = [];
  const config = readConfig({
    LOG_LEVEL: "silent",
    REQUESTS_PER_MINUTE: "0",
    DATABASE_URL: database.url,
    ERASED_LIST: database.erasedList,
    ...(kind === "postgres" ? { SEARCH_INDEX: "off" } : {}),
    ...options.env,
  });
  const app = await createApp(config, { seeds: SEEDS, onQuery: (sql) => seen.push(sql), ...options });
  const post: TestApp["post"] = (payload, headers = { "content-type": "application/json" }) =>
    app.server.inject({ method: "POST", url: "/graphql", headers, payload });
  const publishUnheard: TestApp["publishUnheard"] = async (...contents) => {
    const publications = contents.map((content) => ({ content, origin: "test" }));
    await app.db.write((manager) => publish(manager, publications, app.vocabulary(), new Date()));
  };
  return {
    ...app,
    database,
    vocabulary: app.vocabulary,
    post,
    query: async (query, variables = {}) => (await post({ query, variables })).json(),
    publish: async (...contents) => {
      await publishUnheard(...contents);
      await app.settled();
    },
    publishUnheard,
    withdraw: (...slugs) => app.db.write((manager) => withdraw(manager, slugs, new Date())),
    statements: () => seen.splice(0),
    close: async () => {
      await app.close();
      if (!options.database) await database.drop();
    },
  };
}
