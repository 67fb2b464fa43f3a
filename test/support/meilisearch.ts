// A real Meilisearch where MEILI_URL and MEILI_KEY name one; each test has an index of its own.
import { randomBytes } from "node:crypto";
import { MeilisearchEngine } from "../../src/search/engines/meilisearch.ts";
import { MeilisearchServer } from "../../src/search/engines/meilisearch-server.ts";

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
