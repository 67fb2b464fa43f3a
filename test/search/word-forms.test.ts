// The catalogue's words: found by their beginning and, when misspelt, by likeness.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedEdits, editDistance } from "../../src/domain/typo.ts";
import { WordForms } from "../../src/search/word-forms.ts";

function formsOf(words: readonly string[]): WordForms {
  const forms = new WordForms();
  for (const word of words) forms.add(word);
  return forms;
}
const aWord = fc.string({ unit: fc.constantFrom(..."abcäß1"), minLength: 1, maxLength: 10 });

describe("a misspelt word", () => {
  const weights: Record<string, number> = { gesundheit: 3, beratung: 9, beraten: 2, berufung: 1, "2012": 5, u25: 4 };
  const forms = formsOf(Object.keys(weights));
  const meant = (word: string, gone = "") =>
    forms.nearest(word, (n) => (forms.words[n] === gone ? 0 : weights[forms.words[n]!]!))?.word;

  it("means the nearest word, then the more frequent, and never another number", () => {
    expect(meant("gesundeit")).toBe("gesundheit");
    expect(meant("beratnug")).toBe("beratung");
    expect(meant("2013")).toBeUndefined();
    expect(meant("u35")).toBeUndefined();
    expect(meant("xylophon")).toBeUndefined();
  });

  it("does not mean a word that is no longer used", () => {
    expect(meant("beratnug", "beratung")).toBeUndefined();
  });

  it("means what comparing with every word would say", () => {
    fc.assert(
      fc.property(fc.uniqueArray(aWord, { maxLength: 60 }), aWord, (words, typed) => {
        const near = words
          .filter((word) => !/\d/.test(word))
          .map((word) => editDistance(typed, word, 3))
          .filter((distance) => distance <= allowedEdits(typed));
        const expected = allowedEdits(typed) === 0 || near.length === 0 ? undefined : Math.min(...near);
        expect(formsOf(words).nearest(typed, () => 1)?.distance).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

it("finds the words that begin like this, in order, whenever they were added", () => {
  fc.assert(
    fc.property(fc.uniqueArray(aWord), fc.uniqueArray(aWord), aWord, (before, after, prefix) => {
      const forms = formsOf(before);
      const found = () => [...forms.beginning(prefix)].map((number) => forms.words[number]!);
      const expected = (words: string[]) => [...new Set(words)].filter((word) => word.startsWith(prefix)).sort();
      expect(found()).toEqual(expected(before));
      for (const word of after) forms.add(word);
      expect(found()).toEqual(expected([...before, ...after]));
    }),
  );
});

it("gives a word one number, however often it is added", () => {
  const forms = formsOf(["beratung", "coaching", "beratung"]);
  expect(forms.words).toEqual(["beratung", "coaching"]);
  expect(forms.numberOf("coaching")).toBe(1);
  expect(forms.numberOf("schulden")).toBeUndefined();
});
