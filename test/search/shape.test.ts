// An index on a search server is built anew when the law of another day would put other things into it.
import { afterAll, beforeAll, expect, it } from "vitest";
import { shapeOf } from "../../src/search/sync/current.ts";
import { readVocabulary } from "../../src/vocabulary/vocabulary.ts";
import { anApp, SEEDS, type TestApp } from "../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await anApp();
});
afterAll(() => app.close());

it("has the same shape on days of the same law, and another after a change of the law", async () => {
  const on = async (day: string) => shapeOf(await app.db.read((manager) => readVocabulary(manager, day)), SEEDS);
  expect(await on("2012-05-01")).toBe(await on("2012-04-02"));
  expect(await on("2012-04-01")).not.toBe(await on("2012-03-31"));
  // From this day on, what was under § 16e SGB II is under it in another version; no number finds more or less than before.
  expect(await on("2026-07-01")).not.toBe(await on("2026-06-30"));
});
