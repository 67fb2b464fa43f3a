import { describe, expect, it, test } from "vitest";
import { Lexicon } from "../../src/domain/lexicon.ts";

const lexicon = new Lexicon(
  [
    { words: ["Arbeitsgelegenheit", "AGH", "Ein-Euro-Job"], under: [] },
    { words: ["Assistierte Ausbildung", "AsA"], under: ["Ausbildung"] },
    { words: ["Schulden", "Schuldner", "Überschuldung"], under: [] },
    { words: ["Bezug", "Beziehende", "Bezieher"], under: [] },
  ],
  [
    "teilzeit",
    "ausbildung",
    "schuldner",
    "beratung",
    "langzeit",
    "leistung",
    "bezug",
    "wohnung",
    "suche",
    "förderung",
    "gesundheit",
    "arbeit",
    "gelegenheit",
  ],
);
const terms = (text: string) => new Set(lexicon.analyse(text).flatMap((w) => [w.term, ...w.parts]));
const shared = (a: string, b: string) =>
  [...terms(a)].some((t) => terms(b).has(t) && (t.includes("+") || !b.includes(" ")));

describe("compounds are cut into the parts the lexicon knows", () => {
  test.each([
    ["teilzeitausbildung", ["teilzeit", "ausbild"]],
    ["schuldnerberatung", ["schuldn", "berat"]],
    ["langzeitleistungsbezug", ["langzeit", "leistung", "bezug"]],
    ["gesundheitsfoerderung", ["gesund", "foerder"]],
    ["wohnungslosigkeit", []],
    ["wohnungssuche", ["wohnung", "such"]],
    ["beratung", []],
    ["jobcenter", []],
  ])("%s", (word, parts) => expect(lexicon.split(word)).toEqual(parts));
});

it.each([
  ["Teilzeitausbildung", "Ausbildung in Teilzeit"],
  ["Teilzeitausbildung", "Teilzeit-Ausbildung"],
  ["Schuldnerberatung", "Beratung bei Schulden"],
])("reads %s like %s", (compound, phrase) => expect(shared(compound, phrase)).toBe(true));

it.each([
  ["AGH", "Arbeitsgelegenheiten"],
  ["Ein-Euro-Jobs", "AGH"],
  ["Asa", "assistierte Ausbildung"],
  ["Langzeitleistungsbezug", "Langzeitleistungsbeziehende"],
])("finds %s and %s alike", (a, b) => expect([...terms(a)].filter((t) => terms(b).has(t)).length).toBeGreaterThan(0));

it("finds the narrower under the broader, not the other way round", () => {
  expect(terms("AsA")).toContain("ausbild");
  expect(terms("Ausbildung")).not.toContain("assistiert_ausbild");
});

it("never joins words that merely look alike", () => {
  expect(shared("Gesundheitsförderung", "Gesundheitsforderung")).toBe(false);
});
