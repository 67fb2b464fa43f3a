// Both engines on the real catalogue: the golden questions and bad input get the same answer, whichever engine gives it.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { EngineAnswer, EngineQuestion, SearchEngine } from "../../src/search/engine.ts";
import { EmbeddedEngine } from "../../src/search/engines/embedded.ts";
import { CatalogueLanguage } from "../../src/search/language.ts";
import { readLexicon } from "../../src/search/lexicon-files.ts";
import { Searches, type SearchArguments } from "../../src/search/searches.ts";
import { anApp, SEEDS, type TestApp } from "../support/app.ts";
import { goldenQuestions, judge, judgeKeyword, keywordQuestions, meansOf } from "../support/golden.ts";
import { aMeilisearchEngine, documentsOf, MEILISEARCH } from "../support/meilisearch.ts";
import { counted, idsOf } from "../support/search-model.ts";

describe.skipIf(!MEILISEARCH)("the two engines on the real catalogue (needs MEILI_URL and MEILI_KEY)", () => {
  let app: TestApp;
  let embedded: EmbeddedEngine;
  let meilisearch: Awaited<ReturnType<typeof aMeilisearchEngine>>;
  let searches: Record<"embedded" | "meilisearch", Searches>;
  const asked: EngineQuestion[] = [];

  beforeAll(async () => {
    app = await anApp();
    embedded = new EmbeddedEngine();
    meilisearch = await aMeilisearchEngine();
    const documents = await documentsOf(app);
    await embedded.put(documents);
    await meilisearch.engine.put(documents);
    const language = new CatalogueLanguage(readLexicon(SEEDS), embedded);
    const noting: Pick<SearchEngine, "name" | "search"> = {
      name: "meilisearch",
      search: (question) => {
        asked.push(question);
        return meilisearch.engine.search(question);
      },
    };
    searches = {
      embedded: new Searches(embedded, app.vocabulary, language, app.settled),
      meilisearch: new Searches(noting as SearchEngine, app.vocabulary, language, app.settled),
    };
  });
  afterAll(async () => {
    await meilisearch?.close();
    await app?.close();
  });

  const quality = async (engine: keyof typeof searches) => {
    const through = { ...app, searches: searches[engine] };
    const judged = [];
    for (const question of goldenQuestions("catalogue")) judged.push(await judge(through, question));
    const keywords = [];
    for (const question of await keywordQuestions(through)) keywords.push(await judgeKeyword(through, question));
    const keywordRecall10 = keywords.reduce((sum, { recall10 }) => sum + recall10, 0) / keywords.length;
    return { ...meansOf(judged), keywordRecall10 };
  };

  it("answer the golden questions about equally well", async () => {
    const [ours, theirs] = [await quality("embedded"), await quality("meilisearch")];
    console.log({ embedded: ours, meilisearch: theirs });
    expect(theirs.recall5).toBeGreaterThanOrEqual(ours.recall5 - 0.03);
    expect(theirs.recall10).toBeGreaterThanOrEqual(ours.recall10 - 0.02);
    expect(theirs.mrr).toBeGreaterThanOrEqual(ours.mrr - 0.04);
    expect(theirs.keywordRecall10).toBeGreaterThanOrEqual(ours.keywordRecall10 - 0.01);
  });

  it("find the same for every golden question, count the same, and show nearly the same first", async () => {
    expect(asked.length).toBeGreaterThan(300);
    const overlaps: number[] = [];
    for (const question of asked) {
      const whole = { ...question, offset: 0, limit: 1_000 };
      const [ours, theirs] = [await embedded.search(whole), await meilisearch.engine.search(whole)];
      const words = question.words.map(({ text }) => text).join(" ");
      expect(theirs.total, words).toBe(ours.total);
      expect(idsOf(theirs).toSorted(), words).toEqual(idsOf(ours).toSorted());
      expect(counted(theirs), words).toEqual(counted(ours));
      if (ours.total > 0) overlaps.push(overlapOfTen(ours, theirs));
    }
    const mean = overlaps.reduce((sum, share) => sum + share, 0) / overlaps.length;
    console.log({ questions: asked.length, overlapAt10: mean });
    expect(mean).toBeGreaterThanOrEqual(0.8);
  });

  const states = { federalStates: ["NW", "BY"], targetGroups: ["alleinerziehende"] };
  test.each<[string, Partial<SearchArguments>]>([
    ["nothing", { query: "" }],
    ["spaces", { query: "   \n\t " }],
    ["punctuation", { query: "?!.,;:–…()[]{}§§" }],
    ["quotes", { query: `"Kinder" 'Jugend' „Eltern“` }],
    ["a quote that is not closed", { query: `"Kinder` }],
    ["a minus before a word", { query: "Leistungen -Frauen" }],
    ["SQL", { query: "'; DROP TABLE practice_example; --" }],
    ["a condition", { query: "Jugend' OR 1=1" }],
    ["Meilisearch's filters", { query: `has.term = "x" OR facets.federalStates EXISTS` }],
    ["Meilisearch's placeholders", { query: "* zx _geoRadius(1,2,3)" }],
    ["NUL", { query: "Jug\0end" }],
    ["emoji", { query: "👩‍💼 Coaching 🇩🇪" }],
    ["writing from right to left", { query: "\u202Eשלום Jugend\u202C עבודה" }],
    ["half a character", { query: "Jugend \uD83D" }],
    ["only stop words", { query: "und oder in der" }],
    ["two hundred letters without a space", { query: "x".repeat(200) }],
    ["more words than ten", { query: "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf" }],
    ["ten thousand characters", { query: "a".repeat(10_000) }],
    ["choices", { query: "Coaching", filter: states }],
    ["a value that does not exist", { filter: { targetGroups: ['x"] OR id EXISTS'] } }],
    ["a range", { filter: { clientsPerStaff: { min: 20, max: 75.5 } } }],
    ["what could still be funded", { filter: { stillFundable: ["NO", "PARTLY"] } }],
    ["an order", { sort: "COST" }],
    ["a citation alone", { query: "§ 45 SGB III" }],
    ["a former citation alone", { query: "§ 46 SGB III a. F." }],
    ["a chosen citation", { filter: { legalBases: ["§ 45 SGB III", "§ 16e SGB II"] } }],
    ["nothing that fits", { query: "Alleinerziehende Quastenflosser § 16e SGB II", filter: states }],
  ])("%s gets the same answer from both", async (_, given) => {
    const answer = async (engine: keyof typeof searches) => {
      const args: SearchArguments = { sort: "RELEVANCE", first: 100, ...given };
      const result = await searches[engine].search(args, app.context().examples).catch((error: Error) => error);
      if (result instanceof Error) return { error: result.message };
      const { totalCount, reading, pageInfo, facets } = result;
      const slugs = result.edges.map(({ node }) => node.slug);
      const isRanked = args.sort === "RELEVANCE" && reading.words.length > 0;
      // Scores may differ, and with them the order and where a page ends.
      const order = isRanked ? (totalCount <= 100 ? slugs.toSorted() : slugs.length) : slugs;
      const relaxations = await reading.relaxations;
      return { totalCount, order, reading: { ...reading, relaxations }, facets, hasNextPage: pageInfo.hasNextPage };
    };
    expect(await answer("meilisearch")).toEqual(await answer("embedded"));
  });
});

function overlapOfTen(ours: EngineAnswer, theirs: EngineAnswer): number {
  const first = idsOf(ours).slice(0, 10);
  const theirFirst = idsOf(theirs).slice(0, 10);
  return first.filter((id) => theirFirst.includes(id)).length / first.length;
}
