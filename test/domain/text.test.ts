import { describe, expect, it, test } from "vitest";
import { wordsOf } from "../../src/domain/text.ts";

const stems = (text: string) => wordsOf(text).map((w) => w.stem);
const same = (a: string, b: string) => stems(a).join(" ") === stems(b).join(" ");

describe("words that mean the same have the same stem", () => {
  test.each([
    ["Alleinerziehende", "Alleinerziehender"],
    ["Alleinerziehende", "alleinerziehenden"],
    ["Maßnahme", "Massnahme"],
    ["Maßnahme", "MASSNAHMEN"],
    ["Förderung", "Foerderung"],
    ["Förderung", "Fo\u0308rderung"],
    ["Arbeitsplatz", "Arbeitsplätze"],
    ["Zuschuss", "Zuschüsse"],
    ["Teilnehmer", "Teilnehmende"],
    ["Teilnehmer/-innen", "Teilnehmer"],
    ["Teilnehmerinnen", "Teilnehmer"],
    ["Kund*innen", "Kunden"],
    ["Kundinnen", "Kunden"],
    ["Jobcenter", "JOBCENTER"],
    ["SGB II", "sgb 2"],
    ["Geflüchtete", "Gefluechteten"],
  ])("%s = %s", (a, b) => expect(same(a, b)).toBe(true));
});

describe("words that mean different things stay apart", () => {
  test.each([
    ["Förderung", "Forderung"],
    ["fördern", "fordern"],
    ["SGB II", "SGB III"],
    ["16e", "16d"],
    ["2024", "2025"],
    ["beginnen", "Beg"],
  ])("%s ≠ %s", (a, b) => expect(same(a, b)).toBe(false));
});

it("gives each word its place in the text as written", () => {
  const text = "Für Kund*innen nach dem SGB II – Maßnahmen";
  for (const word of wordsOf(text)) expect(text.slice(word.start, word.end)).toBe(word.text);
  expect(wordsOf(text).map((w) => w.text)).toEqual(["Kund*innen", "SGB II", "Maßnahmen"]);
});

it("keeps small words that change the meaning", () => {
  expect(wordsOf("ohne Abschluss").map((w) => w.exact)).toEqual(["ohne", "abschluss"]);
});
