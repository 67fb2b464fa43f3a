// A real Meilisearch where MEILI_URL and MEILI_KEY name one; each test has an index of its own.
import { randomBytes } from "node:crypto";
import type { PracticeExampleType } from "../../src/catalogue/practice-example.type.ts";
import { documentOf } from "../../src/search/document.ts";
import type { SearchDocument } from "../../src/search/engine.ts";
import { MeilisearchEngine } from "../../src/search/engines/meilisearch.ts";
import { MeilisearchServer } from "../../src/search/engines/meilisearch-server.ts";
import { readLexicon } from "../../src/search/lexicon-files.ts";
import { SEEDS, type TestApp } from "./app.ts";

const { MEILI_URL: url, MEILI_KEY: key } = process.env;

/** `describe.skipIf(!MEILISEARCH)` says in the output that a suite did not run. */
export const MEILISEARCH = url && key ? { url, key } : undefined;

/** An engine on an empty index; close it after use. */
export async function aMeilisearchEngine() {
  const server = new MeilisearchServer(MEILISEARCH!);
  const uid = `praxisatlas_test_${randomBytes(6).toString("hex")}`;
  await server.createIndex(uid);
  return { engine: new MeilisearchEngine(MEILISEARCH!, uid), server, uid, close: () => server.drop(uid) };
}

/** Every published example as engines get it. */
export async function documentsOf(app: TestApp): Promise<SearchDocument[]> {
  const rows = await app.db.read((manager) => manager.query("SELECT slug FROM practice_example ORDER BY slug"));
  const examples = await app.context().examples.loadMany((rows as { slug: string }[]).map(({ slug }) => slug));
  const lexicon = readLexicon(SEEDS);
  return (examples as PracticeExampleType[]).map((example) => documentOf(example, app.vocabulary(), lexicon));
}
