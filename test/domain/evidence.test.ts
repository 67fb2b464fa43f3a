// The evidence level follows from the outcomes alone; each level and the step just below it.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { evidenceOf } from "../../src/domain/evidence.ts";
import { codes, COMPARISON_DESIGNS, EVIDENCE_LEVELS, type ComparisonDesign } from "../../src/domain/terms.ts";
import { anOutcome } from "../support/content.ts";

type Outcome = ReturnType<typeof anOutcome>;
const comparedWith = (design: ComparisonDesign, value?: number) => ({ design, text: "Vergleich", value });
const level = (...outcomes: Outcome[]) => evidenceOf(outcomes).level;

it("describes when there is no outcome", () => {
  expect(evidenceOf([])).toEqual({ level: "DESCRIBED", reason: "Es liegen keine gezählten Ergebnisse vor." });
});

it("counts as monitored from one measured outcome on, also with value 0", () => {
  expect(evidenceOf([anOutcome({ value: 0 })])).toEqual({
    level: "MONITORED",
    reason: "Ein Ergebnis ist gezählt, ein Vergleichswert fehlt.",
  });
  expect(evidenceOf([anOutcome(), anOutcome(), anOutcome({ planned: true })]).reason).toBe(
    "2 Ergebnisse sind gezählt, ein Vergleichswert fehlt.",
  );
});

describe("a comparison raises the level only with a value, and by its design", () => {
  test.each<[ComparisonDesign, string, string]>([
    ["TARGET", "MONITORED", "MONITORED"],
    ["BEFORE_AFTER", "COMPARED", "COMPARED"],
    ["OTHER_GROUP", "COMPARED", "COMPARED"],
    ["MATCHED_GROUP", "COMPARED", "EFFECT_SHOWN"],
    ["RANDOMISED_GROUP", "COMPARED", "EFFECT_SHOWN"],
  ])("%s: %s without n, %s with n", (design, withoutN, withN) => {
    expect(level(anOutcome({ comparison: comparedWith(design, 10) }))).toBe(withoutN);
    expect(level(anOutcome({ comparison: comparedWith(design, 10), n: 40 }))).toBe(withN);
    expect(level(anOutcome({ comparison: comparedWith(design), n: 40 }))).toBe("MONITORED");
    expect(level(anOutcome({ comparison: comparedWith(design, 0), n: 40 }))).toBe(withN);
  });
});

it("takes a multiple of another group's value for a comparison, with a target for none", () => {
  const ratio = (design: ComparisonDesign, n?: number) =>
    anOutcome({ unit: "RATIO", value: 2, n, comparison: comparedWith(design) });
  expect(level(ratio("RANDOMISED_GROUP"))).toBe("COMPARED");
  expect(level(ratio("RANDOMISED_GROUP", 40))).toBe("EFFECT_SHOWN");
  expect(level(ratio("TARGET", 40))).toBe("MONITORED");
});

it("does not put together n of one outcome and the comparison of another", () => {
  expect(level(anOutcome({ n: 40 }), anOutcome({ comparison: comparedWith("RANDOMISED_GROUP", 10) }))).toBe("COMPARED");
});

it("says which outcome carries the level", () => {
  const outcomes = [
    anOutcome(),
    anOutcome({ indicator: "noch nach einem Jahr in Arbeit", n: 1200, comparison: comparedWith("MATCHED_GROUP", 31) }),
  ];
  expect(evidenceOf(outcomes).reason).toBe(
    "„noch nach einem Jahr in Arbeit“ ist mit einer ähnlich zusammengesetzten Vergleichsgruppe verglichen (n = 1.200).",
  );
  expect(evidenceOf([anOutcome({ indicator: "Abbruch", comparison: comparedWith("BEFORE_AFTER", 20) })]).reason).toBe(
    "„Abbruch“ ist mit dem Stand davor verglichen.",
  );
});

const outcome: fc.Arbitrary<Outcome> = fc
  .record({
    planned: fc.boolean(),
    n: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
    comparison: fc.option(
      fc.record({
        design: fc.constantFrom(...codes(COMPARISON_DESIGNS)),
        text: fc.constant("Vergleich"),
        value: fc.option(fc.integer(), { nil: undefined }),
      }),
      { nil: undefined },
    ),
  })
  .map((given) => anOutcome(given));
const rank = (outcomes: readonly Outcome[]) => Object.keys(EVIDENCE_LEVELS).indexOf(evidenceOf(outcomes).level);

it("never counts what is only planned", () => {
  fc.assert(
    fc.property(fc.array(outcome), fc.array(outcome), (outcomes, more) => {
      const plans = more.map((o) => ({ ...o, planned: true }));
      expect(evidenceOf([...plans, ...outcomes])).toEqual(evidenceOf(outcomes));
    }),
  );
});

it("never falls when an outcome is added, wherever it is put", () => {
  fc.assert(
    fc.property(fc.array(outcome), outcome, fc.nat(10), (outcomes, added, at) => {
      expect(rank(outcomes.toSpliced(at, 0, added))).toBeGreaterThanOrEqual(rank(outcomes));
    }),
  );
});
