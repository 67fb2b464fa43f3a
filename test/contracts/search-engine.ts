// The contract of search engines: what matches, in which order, how many, counted how. An engine's own test calls this with the engine.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineQuestion, SearchDocument, SearchEngine } from "../../src/search/engine.ts";
import { SEED } from "../support/chance.ts";
import { documents, ids, questions } from "../support/search-documents.ts";
import { byTitle, counted, idsOf, meaningOf, type OpenEngine } from "../support/search-model.ts";
import { casesByName } from "./search-engine-cases.ts";

/** `open` gives an engine without documents; it is called for each group of tests. */
export function searchEngineContract(open: () => Promise<OpenEngine>): void {
  let opened: OpenEngine;
  let engine: SearchEngine;

  describe(`means what the model says (SEED=${SEED})`, () => {
    const there = new Map<string, SearchDocument>();
    beforeAll(async () => {
      opened = await open();
      ({ engine } = opened);
    });
    afterAll(() => opened.close());

    it.each([1, 2, 3, 4])("for documents and questions by chance, after change no. %i", async (round) => {
      const [some] = fc.sample(fc.array(documents, { minLength: 60, maxLength: 90 }), {
        seed: SEED + round,
        numRuns: 1,
      });
      const [gone] = fc.sample(fc.array(ids, { minLength: 10, maxLength: 30 }), { seed: SEED + round, numRuns: 1 });
      await engine.put(some!);
      await engine.remove(gone!);
      for (const document of some!) there.set(document.id, document);
      for (const id of gone!) there.delete(id);
      expect(await engine.size()).toBe(there.size);
      await fc.assert(
        fc.asyncProperty(questions, async (question) => {
          const meaning = meaningOf(there.values(), question);
          const answer = await engine.search(question);
          expect(answer.total).toBe(meaning.matches.length);
          expect(counted(answer)).toEqual(meaning.counts);
          const { offset, limit, sort, words } = question;
          const isRanked = sort.by === "relevance" && words.length > 0;
          if (!isRanked)
            expect(idsOf(answer)).toEqual(meaning.matches.slice(offset, offset + limit).map(({ id }) => id));
          else await expectRanked(engine, question, meaning.matches);
        }),
        { seed: SEED + round, numRuns: 80 },
      );
    });
  });

  casesByName(open);
}

/** All pages together are the matches; scores fall, and equal ones are in order of title and id. */
async function expectRanked(engine: SearchEngine, question: EngineQuestion, matches: SearchDocument[]) {
  const all = await engine.search({ ...question, offset: 0, limit: 1_000 });
  expect(idsOf(all).toSorted()).toEqual(matches.map(({ id }) => id).toSorted());
  const page = await engine.search(question);
  expect(idsOf(page)).toEqual(idsOf(all).slice(question.offset, question.offset + question.limit));
  const byId = new Map(matches.map((document) => [document.id, document]));
  for (const [i, hit] of all.hits.entries()) {
    const before = all.hits[i - 1];
    if (!before) continue;
    expect(hit.score).toBeLessThanOrEqual(before.score!);
    if (hit.score === before.score) expect(byTitle(byId.get(before.id)!, byId.get(hit.id)!)).toBeLessThan(0);
  }
}
