// Terms of closed lists in running text: inflected, as compounds, by their synonyms, and not by a part alone.
import { expect, it, test } from "vitest";
import { Lexicon } from "../../src/domain/lexicon.ts";
import { TermFinder } from "../../src/domain/term-finder.ts";

const lexicon = new Lexicon(
  [{ words: ["Hausbesuch", "Besuch zu Hause"], under: [] }],
  ["Teilzeit", "Ausbildung", "Beratung", "Schulden"],
);
const finder = new TermFinder(
  [
    { slug: "alleinerziehende", names: ["Alleinerziehende", "allein erziehend"] },
    { slug: "aufsuchend", names: ["Aufsuchende Arbeit", "Hausbesuche"] },
    { slug: "teilzeitausbildung", names: ["Teilzeitausbildung"] },
    { slug: "beratung", names: ["Beratung"] },
    { slug: "paragraf", names: ["§ 16e SGB II"] },
    { slug: "leer", names: ["und"] },
  ],
  lexicon,
);
const found = (text: string) => finder.in(text).map(({ term, start, end }) => [term.slug, text.slice(start, end)]);

test.each<[string, [string, string][]]>([
  ["Alleinerziehenden Müttern wird geholfen.", [["alleinerziehende", "Alleinerziehenden"]]],
  ["Wer allein erziehend ist, kommt.", [["alleinerziehende", "allein erziehend"]]],
  ["Es gibt aufsuchende Arbeit.", [["aufsuchend", "aufsuchende Arbeit"]]],
  ["Aufsuchend ist die gute Arbeit.", []],
  ["Mit Hausbesuchen und nochmals Hausbesuchen", [["aufsuchend", "Hausbesuchen"]]],
  ["eine Ausbildung in Teilzeit", [["teilzeitausbildung", "Ausbildung"]]],
  ["Schuldenberatung", []],
  [
    "Beratung nach § 16e SGB II, nicht § 16e SGB III",
    [
      ["beratung", "Beratung"],
      ["paragraf", "16e SGB II"],
    ],
  ],
  ["", []],
])("%s", (text, terms) => {
  expect(found(text)).toEqual(terms);
});

it("finds a name by a phrase of the same meaning", () => {
  expect(found("Ein Besuch zu Hause hilft.").map(([slug]) => slug)).toEqual(["aufsuchend"]);
});
