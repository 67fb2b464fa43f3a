// The embedded engine keeps the contract of search engines.
import { describe } from "vitest";
import { EmbeddedEngine } from "../../src/search/engines/embedded.ts";
import { searchEngineContract } from "./search-engine.ts";

describe("the embedded engine", () => {
  searchEngineContract(async () => ({ engine: new EmbeddedEngine(), close: async () => undefined }));
});
