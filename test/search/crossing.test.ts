// Crossing two facets: the engine's counts against counting by hand, for documents and choices by chance.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Clause, SearchDocument } from "../../src/search/engine.ts";
import { EmbeddedEngine } from "../../src/search/engines/embedded.ts";
import { SEED } from "../support/chance.ts";
import { AWKWARD, aQuestion, documents } from "../support/search-documents.ts";
import { meaningOf } from "../support/search-model.ts";

const LEVELS = 4;
const facet = fc.constantFrom("laender", "zielgruppen", "stichwoerter", "niemand");
const clauses: fc.Arbitrary<Clause[]> = fc.uniqueArray(
  fc.record({
    facet: fc.constantFrom("laender", "zielgruppen", "stichwoerter"),
    choice: fc.constant(true),
    anyOf: fc.array(fc.constantFrom(...AWKWARD), { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 2, selector: (clause) => clause.facet },
);

/** By row, column and level; undefined stands for any. */
const byHand = (found: SearchDocument[], facets: readonly [string, string]) => {
  const has = (document: SearchDocument, name: string, value?: string) =>
    value === undefined || (document.facets[name] ?? []).includes(value);
  return (row?: string, column?: string) =>
    Array.from(
      { length: LEVELS },
      (_, level) =>
        found.filter((d) => d.sort.evidence === level && has(d, facets[0], row) && has(d, facets[1], column)).length,
    );
};

describe(`crossing two facets (SEED=${SEED})`, () => {
  it("counts every pair of values, every value and every document once, also after removals", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documents, { minLength: 1, maxLength: 40 }),
        fc.uniqueArray(fc.nat(40), { maxLength: 10 }),
        clauses,
        fc.tuple(facet, facet),
        async (some, gone, chosen, facets) => {
          const engine = new EmbeddedEngine();
          await engine.put(some);
          const there = new Map(some.map((document) => [document.id, document]));
          const removed = gone.map((n) => `beispiel-${n}`);
          await engine.remove(removed);
          for (const id of removed) there.delete(id);
          const found = meaningOf(there.values(), aQuestion({ clauses: chosen })).matches;
          const expected = byHand(found, facets);

          const { all, placed, rows, columns, cells } = engine.cross(chosen, facets, LEVELS, ({ sort }) =>
            Number(sort.evidence),
          );
          const at = (counts: Uint32Array, place: number) => [...counts.subarray(place * LEVELS, (place + 1) * LEVELS)];
          expect([...all]).toEqual(expected());
          expect(placed).toBe(found.filter((d) => facets.every((name) => (d.facets[name] ?? []).length > 0)).length);
          for (const [r, row] of rows.values.entries()) {
            expect(at(rows.counts, r)).toEqual(expected(row));
            for (const [c, column] of columns.values.entries())
              expect(at(cells, r * columns.values.length + c)).toEqual(expected(row, column));
          }
          for (const [c, column] of columns.values.entries())
            expect(at(columns.counts, c)).toEqual(expected(undefined, column));
          const values = new Set(found.flatMap((d) => d.facets[facets[0]] ?? []));
          expect(rows.values).toEqual(expect.arrayContaining([...values]));
        },
      ),
      { seed: SEED, numRuns: 150 },
    );
  });
});
