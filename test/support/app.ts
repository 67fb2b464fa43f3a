// A whole application on a database of its own, asked as clients would ask it.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { createApp, type App, type AppOptions } from "../../src/app.ts";
import { publish, withdraw } from "../../src/catalogue/publish.ts";
import { readConfig } from "../../src/config.ts";
import type { ExampleContent } from "../../src/domain/content.ts";
import { aDatabase, aLoadedDatabase, type Kind, type TestDatabase } from "./databases.ts";

export { aDatabase, DATABASES, type Kind, type TestDatabase } from "./databases.ts";

export const SEEDS = resolve("seeds");
/** A copy of seeds/ that a test may change; removed by `drop`. */
export function someSeeds(from = SEEDS): { folder: string; drop: () => void } {
  const parent = mkdtempSync(join(tmpdir(), "praxisatlas_seeds_"));
  const folder = join(parent, "seeds");
  mkdirSync(folder);
  cpSync(from, folder, { recursive: true });
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
  const database = options.database ?? (await databaseFor(kind, options));
  const seen: string[] = [];
  const config = readConfig({
    LOG_LEVEL: "silent",
    REQUESTS_PER_MINUTE: "0",
    DATABASE_URL: database.url,
    SEARCH_INDEX: database.searchIndex,
    ERASED_LIST: database.erasedList,
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

/** Loading takes seconds; where the time of loading does not matter, a loaded database is copied. */
function databaseFor(kind: Kind, { seeds = SEEDS, now }: TestOptions): Promise<TestDatabase> {
  const name = seeds === SEEDS ? "all" : seeds === collection ? "collection" : undefined;
  return name && !now ? aLoadedDatabase(kind, name, seeds) : aDatabase(kind);
}
