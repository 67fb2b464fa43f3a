// The contract of search engines: what matches, in which order, how many, counted how. An engine's own test calls this with the engine.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import type { Clause, EngineAnswer, SearchDocument, SearchEngine } from "../../src/search/engine.ts";
import { SEED } from "../support/chance.ts";
import { AWKWARD, aDocument, aQuestion, aWord, documents, ids, questions, typed } from "../support/search-documents.ts";
import { byTitle, meaningOf } from "../support/search-model.ts";

export interface OpenEngine {
  engine: SearchEngine;
  close(): Promise<void>;
}

const idsOf = (answer: EngineAnswer) => answer.hits.map(({ id }) => id);
/** A facet without any counted value may be there or not. */
const counted = ({ counts }: Pick<EngineAnswer, "counts">) =>
  Object.fromEntries(Object.entries(counts).filter(([, values]) => Object.keys(values).length > 0));

/** `open` gives an engine without documents; it is called for each group of tests. */
export function searchEngineContract(open: () => Promise<OpenEngine>): void {
  let opened: OpenEngine;
  let engine: SearchEngine;
  const openAnew = async () => {
    opened = await open();
    ({ engine } = opened);
  };
  const put = (...list: SearchDocument[]) => engine.put(list);
  const found = async (...given: Parameters<typeof aQuestion>) => idsOf(await engine.search(aQuestion(...given)));

  describe(`means what the model says (SEED=${SEED})`, () => {
    const there = new Map<string, SearchDocument>();
    beforeAll(openAnew);
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

  describe("by name", () => {
    beforeEach(openAnew);
    // Closing belongs to each test's own engine.
    const closing = <A extends unknown[]>(work: (...args: A) => Promise<void>) => {
      return async (...args: A) => {
        try {
          await work(...args);
        } finally {
          await opened.close();
        }
      };
    };

    it(
      "an index without documents answers, with and without words and choices",
      closing(async () => {
        const clauses: Clause[] = [{ facet: "laender", choice: true, anyOf: ["NW"] }];
        for (const question of [{}, { words: [typed("x")] }, { clauses }, { words: [typed("x")], clauses }]) {
          const answer = await engine.search(aQuestion(question));
          expect([answer.hits, answer.total, counted(answer)]).toEqual([[], 0, {}]);
        }
      }),
    );
    it(
      "SGB II is not the beginning of SGB III, and a beginning is one only when it may go on",
      closing(async () => {
        await put(aDocument("zwei", { words: { law: ["sgb02"] } }), aDocument("drei", { words: { law: ["sgb03"] } }));
        expect(await found({ words: [typed("sgb02")], lastIsPrefix: true })).toEqual(["zwei"]);
        expect(await found({ words: [typed("sgb0")] })).toEqual([]);
        expect(await found({ words: [typed("sgb0")], lastIsPrefix: true })).toEqual(["drei", "zwei"]);
        expect(await found({ words: [typed("sgb0"), typed("sgb02")], lastIsPrefix: true })).toEqual([]);
      }),
    );
    it(
      "a compound needs all its terms, and a phrase is not found by one of its words",
      closing(async () => {
        await put(
          aDocument("beide", { words: { text: [aWord("x", ["a+b", "b+c"])] } }),
          aDocument("eines", { words: { text: [aWord("y", ["a+b"]), aWord("euro"), aWord("job")] } }),
        );
        expect(await found({ words: [typed("abc", ["a+b", "b+c"])] })).toEqual(["beide"]);
        expect(await found({ words: [{ ...typed("euro_job"), exact: "euro job" }] })).toEqual([]);
      }),
    );
    it(
      "a facet is counted without its own choice, the others with it",
      closing(async () => {
        const facets = (land: string, gruppe: string) => ({ facets: { land: [land], gruppe: [gruppe] } });
        await put(
          aDocument("a", facets("NW", "u25")),
          aDocument("b", facets("BY", "u25")),
          aDocument("c", facets("BY", "u50")),
        );
        const choice = { facet: "land", choice: true, anyOf: ["NW"] };
        const answer = await engine.search(aQuestion({ clauses: [choice] }));
        expect(answer.counts).toEqual({ land: { NW: 1, BY: 2 }, gruppe: { u25: 1 } });
        const bound = await engine.search(aQuestion({ clauses: [{ ...choice, choice: false }] }));
        expect(counted(bound)).toEqual({ land: { NW: 1 }, gruppe: { u25: 1 } });
      }),
    );
    it(
      "a range is met by one interval, not by the beginning of one and the end of another",
      closing(async () => {
        const ranges = (...intervals: [number, number][]) => ({ ranges: { kosten: intervals } });
        await put(aDocument("luecke", ranges([1, 2], [8, 9])), aDocument("ganz", ranges([1, 9])), aDocument("ohne"));
        const within = (from: number, to: number) => found({ clauses: [{ facet: "kosten", choice: true, from, to }] });
        expect(await within(4, 6)).toEqual(["ganz"]);
        expect(await within(2, 4)).toEqual(["ganz", "luecke"]);
        expect(await within(9, Infinity)).toEqual(["ganz", "luecke"]);
        expect(await within(-Infinity, Infinity)).toEqual(["ganz", "luecke"]);
        expect(await within(9.000_001, Infinity)).toEqual([]);
      }),
    );
    it(
      "what has no value comes last in both directions, and equal values by title, then id",
      closing(async () => {
        const costs = (id: string, cost: number | null, title: string) => aDocument(id, { sort: { cost, title } });
        await put(
          costs("c", 5, "eins"),
          costs("b", 5, "eins"),
          costs("a", 5, "zwei"),
          costs("d", 7, "x"),
          costs("e", null, "a"),
        );
        expect(await found({ sort: { by: "cost", descending: false } })).toEqual(["b", "c", "a", "d", "e"]);
        expect(await found({ sort: { by: "cost", descending: true } })).toEqual(["d", "b", "c", "a", "e"]);
      }),
    );
    it(
      "a word ranks by its field, then by being the word itself rather than a part or a beginning",
      closing(async () => {
        const fields = ["title", "keywords", "organisation", "summary", "text"] as const;
        await put(...fields.map((field, i) => aDocument(`${9 - i}`, { words: { [field]: ["wort"] } })));
        expect(await found({ words: [typed("wort")] })).toEqual(["9", "8", "7", "6", "5"]);
        await put(
          aDocument("c-selbst", { words: { summary: ["amt"] } }),
          aDocument("b-teil", { words: { summary: [aWord("sozialamt", ["amt"])] } }),
          aDocument("a-laenger", { words: { summary: ["amtlich"] } }),
        );
        const question = { words: [typed("amt")], lastIsPrefix: true };
        expect((await found(question))[0]).toBe("c-selbst");
        expect((await found(question)).toSorted()).toEqual(["a-laenger", "b-teil", "c-selbst"]);
      }),
    );
    it(
      "more of the words, where any will do, is better",
      closing(async () => {
        await put(
          aDocument("a", { words: { title: ["eins"] } }),
          aDocument("b", { words: { title: ["eins", "zwei"] } }),
        );
        expect(await found({ words: [typed("eins"), typed("zwei")], match: "any" })).toEqual(["b", "a"]);
      }),
    );
    it(
      "the same document twice in one call counts once, as it was last; putting, removing and putting again is putting",
      closing(async () => {
        const state = (rev: string) => ({ ...aDocument("a", { words: { title: [rev] }, facets: { f: [rev] } }), rev });
        await put(state("alt"), aDocument("b"), state("neu"));
        await engine.remove(["b", "b", "nie-da-gewesen"]);
        expect(await engine.search(aQuestion())).toMatchObject({
          hits: [{ id: "a" }],
          total: 1,
          counts: { f: { neu: 1 } },
        });
        expect(await found({ words: [typed("alt")] })).toEqual([]);
        await engine.remove(["a"]);
        expect(await engine.size()).toBe(0);
        await put(state("wieder"));
        expect(await found({ words: [typed("wieder")] })).toEqual(["a"]);
        await engine.remove([]);
        await put();
        expect(await engine.size()).toBe(1);
      }),
    );
    it(
      "2,500 documents are counted exactly and can be paged through without a gap",
      closing(async () => {
        const many = Array.from({ length: 2_500 }, (_, i) =>
          aDocument(`b-${i}`, { words: { text: ["alle"] }, facets: { rest: [`${i % 7}`], eigen: [`${i}`] } }),
        );
        await engine.put(many);
        const seen: string[] = [];
        for (let offset = 0; offset < 2_500; offset += 100) {
          const answer = await engine.search(aQuestion({ words: [typed("alle")], offset, limit: 100 }));
          expect(answer.total).toBe(2_500);
          seen.push(...idsOf(answer));
        }
        expect(seen).toEqual(many.toSorted(byTitle).map(({ id }) => id));
        const { counts } = await engine.search(aQuestion());
        expect(Object.keys(counts.eigen!)).toHaveLength(2_500);
        expect(Object.values(counts.rest!).toSorted()).toEqual([357, 357, 357, 357, 357, 357, 358]);
      }),
    );
    it(
      "every value is found and counted as itself and as no other",
      closing(async () => {
        await engine.put(AWKWARD.map((value, i) => aDocument(`b-${i}`, { facets: { wert: [value] } })));
        const none = await engine.search(aQuestion());
        expect(none.counts.wert).toEqual(Object.fromEntries(AWKWARD.map((value) => [value, 1])));
        for (const [i, value] of AWKWARD.entries())
          expect(await found({ clauses: [{ facet: "wert", choice: true, anyOf: [value] }] }), value).toEqual([
            `b-${i}`,
          ]);
      }),
    );
    test.each(["-frauen", '"frauen"', "a AND b", "_rev", "*", "frauen frauen", "(", "'", "\\", "=", "has.term"])(
      "a word that looks like a command finds itself: %s",
      closing(async (text: string) => {
        await put(aDocument("a", { words: { title: [text] } }), aDocument("b", { words: { title: ["frauen"] } }));
        expect(await found({ words: [typed(text)] })).toEqual(["a"]);
        expect(await found({ words: [typed(text)], lastIsPrefix: true })).toEqual(["a"]);
      }),
    );
  });
}

/** All pages together are the matches; scores fall, and equal ones are in order of title and id. */
async function expectRanked(
  engine: SearchEngine,
  question: Parameters<SearchEngine["search"]>[0],
  matches: SearchDocument[],
) {
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
