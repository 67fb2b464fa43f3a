// The catalogue does not lose what it had, says in its page what it has, and has no term without a use.
import { readFileSync } from "node:fs";
import { expect, it, test } from "vitest";
import { citationsOf, coverageOf, MEASURES, unusedTerms } from "../../src/catalogue/coverage.ts";
import { withSummary } from "../../src/catalogue/coverage-report.ts";
import { examples, lists, tables } from "../support/seeds.ts";

const seeds = { lists, examples, tables };

/** At least so many examples; raise a number when the catalogue has grown. */
const FLOORS: Record<string, number> = {
  Rechtsgrundlage: 40,
  Methode: 139,
  Stichwort: 144,
  Umsetzungsart: 42,
  Finanzierung: 46,
  Mittelvolumen: 28,
  "Kosten je Teilnahme ableitbar": 2,
  "Kosten je Teilnahmemonat ableitbar": 7,
  "Kosten je Integration ableitbar": 0,
  Betreuungsschlüssel: 19,
  Personal: 32,
  "Teilnehmende oder Plätze": 82,
  Laufzeit: 76,
  "Dauer je Person": 20,
  Wochenstunden: 7,
  Ergebnis: 33,
  "Ergebnis, gezählt": 29,
  "Ergebnis, gezählt, mit Bezugsgröße (n)": 7,
  "Ergebnis, gezählt, mit Vergleichswert": 2,
  Erfolgsfaktoren: 58,
  Erfahrungen: 34,
  "verwandte Beispiele genannt": 84,
  "Widerspruch oder Lücke der Quelle vermerkt": 89,
  "Nachweisgüte: verglichen": 2,
  "Nachweisgüte: Wirkung gezeigt": 0,
};
const LEAST_EXAMPLES = 145;
/** At most so many citations may lead to no provision. */
const MOST_OPEN_CITATIONS = 3;

const all = coverageOf(seeds).at(-1)!;

it("there are at least as many examples as there were", () => {
  expect(all.examples).toBeGreaterThanOrEqual(LEAST_EXAMPLES);
});

test.each(Object.entries(FLOORS))("%s: at least %d examples", (name, least) => {
  expect(all.having.get(name)).toBeGreaterThanOrEqual(least);
});

it("every measure of the report but the weaker evidence levels has a floor", () => {
  const names = MEASURES.map(([name]) => name).filter((name) => !/beschrieben|gezählt$/.test(name) || name.startsWith("Ergebnis"));
  expect(Object.keys(FLOORS)).toEqual(names);
});

it("citations lead to a provision, all but a few", () => {
  const open = citationsOf(seeds, "2026-01-01").filter(({ provision }) => provision === null);
  expect(open.length, JSON.stringify(open.map(({ cited }) => cited))).toBeLessThanOrEqual(MOST_OPEN_CITATIONS);
});

/** The collection's own index leads with them to its part on methods, in which there are no examples. */
const WITHOUT_EXAMPLE = ["reha-teams"];

// That no example names a term which is in no list, the schema sees to.
test.each(["targetGroups", "methods", "keywords", "organisations", "sources"] as const)("every term of %s has a use", (list) => {
  expect(unusedTerms(list, seeds)).toEqual(lists[list].map(({ slug }) => slug).filter((slug) => WITHOUT_EXAMPLE.includes(slug)));
});

it("docs/katalog.md says what the report says; npm run catalogue:report -- --write puts it there", () => {
  const page = readFileSync("docs/katalog.md", "utf8");
  expect(page).toBe(withSummary(page, seeds));
});
