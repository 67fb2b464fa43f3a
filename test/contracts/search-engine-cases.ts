// What a search means where it matters most or goes wrong most easily, one case after the other.
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { Clause, SearchDocument, SearchEngine } from "../../src/search/engine.ts";
import { AWKWARD, aDocument, aQuestion, aWord, typed } from "../support/search-documents.ts";
import { byTitle, counted, idsOf, type OpenEngine } from "../support/search-model.ts";

/** `open` gives an engine without documents, for each test. */
export function casesByName(open: () => Promise<OpenEngine>): void {
  let opened: OpenEngine;
  let engine: SearchEngine;
  const put = (...list: SearchDocument[]) => engine.put(list);
  const found = async (...given: Parameters<typeof aQuestion>) => idsOf(await engine.search(aQuestion(...given)));

  describe("by name", () => {
    beforeEach(async () => {
      opened = await open();
      ({ engine } = opened);
    });
    afterEach(() => opened.close());

    it("an index without documents answers, with and without words and choices", async () => {
      const clauses: Clause[] = [{ facet: "laender", choice: true, anyOf: ["NW"] }];
      for (const question of [{}, { words: [typed("x")] }, { clauses }, { words: [typed("x")], clauses }]) {
        const answer = await engine.search(aQuestion(question));
        expect([answer.hits, answer.total, counted(answer)]).toEqual([[], 0, {}]);
      }
    });
    it("SGB II is not the beginning of SGB III, and a beginning is one only when it may go on", async () => {
      await put(aDocument("zwei", { words: { law: ["sgb02"] } }), aDocument("drei", { words: { law: ["sgb03"] } }));
      expect(await found({ words: [typed("sgb02")], lastIsPrefix: true })).toEqual(["zwei"]);
      expect(await found({ words: [typed("sgb0")] })).toEqual([]);
      expect(await found({ words: [typed("sgb0")], lastIsPrefix: true })).toEqual(["drei", "zwei"]);
      expect(await found({ words: [typed("sgb0"), typed("sgb02")], lastIsPrefix: true })).toEqual([]);
    });
    it("a compound needs all its terms, and a phrase is not found by one of its words", async () => {
      await put(
        aDocument("beide", { words: { text: [aWord("x", ["a+b", "b+c"])] } }),
        aDocument("eines", { words: { text: [aWord("y", ["a+b"]), aWord("euro"), aWord("job")] } }),
      );
      expect(await found({ words: [typed("abc", ["a+b", "b+c"])] })).toEqual(["beide"]);
      expect(await found({ words: [{ ...typed("euro_job"), exact: "euro job" }] })).toEqual([]);
    });
    it("a facet is counted without its own choice, the others with it", async () => {
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
    });
    describe("what is preferred", () => {
      const law = (id: string, ...numbers: string[]) =>
        aDocument(id, { facets: { "law.listed": numbers, law: ["x"] } });
      const prefer = (...lists: string[][]) => ({
        clauses: [{ facet: "law", choice: false, anyOf: ["x"] }],
        preferred: lists.map((anyOf) => ({ facet: "law.listed", choice: false, anyOf })),
      });
      beforeEach(() =>
        put(law("a"), law("b", "16e", "45"), law("c", "16d"), law("d", "16e"), law("e", "45"), law("f")),
      );

      it("comes first, both parts by title, and nothing is left out or counted otherwise", async () => {
        expect(await found(prefer(["16e"]))).toEqual(["b", "d", "a", "c", "e", "f"]);
        expect(await found(prefer(["16d", "16e"]))).toEqual(["b", "c", "d", "a", "e", "f"]);
        expect(await found(prefer(["nobody"]))).toEqual(["a", "b", "c", "d", "e", "f"]);
        const [plain, preferring] = [prefer(), prefer(["16e"])].map((question) => engine.search(aQuestion(question)));
        expect(counted(await preferring!)).toEqual(counted(await plain!));
        expect((await preferring!).total).toBe(6);
      });
      it("has a value of each list, not only of one", async () => {
        expect(await found(prefer(["16e"], ["45"]))).toEqual(["b", "a", "c", "d", "e", "f"]);
      });
      it("is paged through without a gap, wherever the two parts meet", async () => {
        for (const limit of [1, 2, 3, 4])
          for (let offset = 0; offset < 7; offset++)
            expect(await found({ ...prefer(["16e"]), offset, limit }), `${offset} ${limit}`).toEqual(
              ["b", "d", "a", "c", "e", "f"].slice(offset, offset + limit),
            );
      });
      it("does not matter in an order that was asked for", async () => {
        const sort = { by: "title", descending: true } as const;
        expect(await found({ ...prefer(["16e"]), sort })).toEqual(["f", "e", "d", "c", "b", "a"]);
      });
    });
    it("a range is met by one interval, not by the beginning of one and the end of another", async () => {
      const ranges = (...intervals: [number, number][]) => ({ ranges: { kosten: intervals } });
      await put(aDocument("luecke", ranges([1, 2], [8, 9])), aDocument("ganz", ranges([1, 9])), aDocument("ohne"));
      const within = (from: number, to: number) => found({ clauses: [{ facet: "kosten", choice: true, from, to }] });
      expect(await within(4, 6)).toEqual(["ganz"]);
      expect(await within(2, 4)).toEqual(["ganz", "luecke"]);
      expect(await within(9, Infinity)).toEqual(["ganz", "luecke"]);
      expect(await within(-Infinity, Infinity)).toEqual(["ganz", "luecke"]);
      expect(await within(9.000_001, Infinity)).toEqual([]);
    });
    it("what has no value comes last in both directions, and equal values by title, then id", async () => {
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
    });
    it("a word ranks by its field, then by being the word itself rather than a part or a beginning", async () => {
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
    });
    it("more of the words, where any will do, is better", async () => {
      await put(aDocument("a", { words: { title: ["eins"] } }), aDocument("b", { words: { title: ["eins", "zwei"] } }));
      expect(await found({ words: [typed("eins"), typed("zwei")], match: "any" })).toEqual(["b", "a"]);
    });
    it("the same document twice in one call counts once, as it was last; putting, removing and putting again is putting", async () => {
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
    });
    it("2,500 documents are counted exactly and can be paged through without a gap", async () => {
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
    });
    it("every value is found and counted as itself and as no other", async () => {
      await engine.put(AWKWARD.map((value, i) => aDocument(`b-${i}`, { facets: { wert: [value] } })));
      const none = await engine.search(aQuestion());
      expect(none.counts.wert).toEqual(Object.fromEntries(AWKWARD.map((value) => [value, 1])));
      for (const [i, value] of AWKWARD.entries())
        expect(await found({ clauses: [{ facet: "wert", choice: true, anyOf: [value] }] }), value).toEqual([`b-${i}`]);
    });
    test.each(["-frauen", '"frauen"', "a AND b", "_rev", "*", "frauen frauen", "(", "'", "\\", "=", "has.term"])(
      "a word that looks like a command finds itself: %s",
      async (text: string) => {
        await put(aDocument("a", { words: { title: [text] } }), aDocument("b", { words: { title: ["frauen"] } }));
        expect(await found({ words: [typed(text)] })).toEqual(["a"]);
        expect(await found({ words: [typed(text)], lastIsPrefix: true })).toEqual(["a"]);
      },
    );
  });
}
