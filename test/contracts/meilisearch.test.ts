// Meilisearch keeps the contract of search engines: on a real server, where MEILI_URL and MEILI_KEY name one.
import { describe } from "vitest";
import { aMeilisearchEngine, MEILISEARCH } from "../support/meilisearch.ts";
import { searchEngineContract } from "./search-engine.ts";

describe.skipIf(!MEILISEARCH)("Meilisearch (needs MEILI_URL and MEILI_KEY)", () => {
  searchEngineContract(aMeilisearchEngine);
});
