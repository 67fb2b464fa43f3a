// The quality meter, row by row: what it says a draft lacks is what the rules lack.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { DIMENSIONS } from "../../src/domain/comparability.ts";
import { costPerParticipant, costPerParticipantMonth } from "../../src/domain/cost.ts";
import { QUALITY_ROWS, qualityOf } from "../../src/domain/quality.ts";
import { readableDraft } from "../../src/domain/readable-draft.ts";

const PEOPLE = [
  { kind: "CONCURRENT", value: 20 },
  { kind: "TOTAL", value: 40 },
];
const INTEGRATIONS = {
  kind: "INSURED_EMPLOYMENT",
  indicator: "in Arbeit",
  value: 12,
  unit: "PERSONS",
  asOf: "2013-06",
  comparison: { design: "BEFORE_AFTER", text: "Vorjahr", value: 8 },
};
/** A draft that lacks nothing. */
const FULL = {
  targetGroups: ["alleinerziehende"],
  methods: ["coaching"],
  keywords: ["teilzeitausbildung"],
  legalBases: [{ cited: "§ 45 SGB III" }],
  implementations: ["PROCUREMENT"],
  fundingSources: ["ESF"],
  period: { start: "2012-01", end: "2012-12" },
  individualDuration: { monthsMin: 3, monthsMax: 6 },
  weeklyHours: { min: 20 },
  budgets: [{ amount: 120_000, basis: "TOTAL" }],
  staffingRatios: [{ clientsMin: 20 }],
  participants: PEOPLE,
  outcomes: [INTEGRATIONS],
};
const without = (field: string) => Object.fromEntries(Object.entries(FULL).filter(([name]) => name !== field));
const missing = (draft: object) =>
  qualityOf(readableDraft(draft as Record<string, unknown>))
    .items.filter((item) => item.isMissing)
    .map(({ label, unlocks }) => `${label}: ${unlocks}`);

describe("each row of the quality table", () => {
  test.each(QUALITY_ROWS.map((row) => [`${row.label}: ${row.unlocks}`, row] as const))("%s", (name, { field }) => {
    expect(missing(FULL)).not.toContain(name);
    expect(missing(without(field))).toContain(name);
    expect(name).toMatch(/\.$/);
  });
});

describe("the quality meter", () => {
  it("gives a share from the rows that are there", () => {
    expect(qualityOf(readableDraft(FULL)).share).toBe(1);
    const { share, items } = qualityOf(readableDraft(without("weeklyHours")));
    expect(share).toBeCloseTo((items.length - 1) / items.length);
  });

  it("has a row for every dimension of the comparison that a draft can say", () => {
    const labels = Object.entries(DIMENSIONS).filter(([name]) => name !== "carrierType" && name !== "federalState");
    for (const [, { label, weight }] of labels)
      expect(QUALITY_ROWS.some((row) => row.label === label && row.unlocks.includes(` ${weight} von 100 `))).toBe(true);
  });

  it("does not count what cannot be read, or what holds for a part only", () => {
    expect(missing({ ...FULL, weeklyHours: "zwanzig" })).toEqual(missing(without("weeklyHours")));
    expect(missing({ ...FULL, staffingRatios: [{ clientsMin: 20, scope: "Teilprojekt" }] })).toEqual(
      missing(without("staffingRatios")),
    );
  });

  it("lets nothing be missing for the costs exactly when the rules of cost give them", () => {
    const flag = fc.boolean();
    const arbitrary = fc.record({
      budgets: fc.array(
        fc.record({
          amount: fc.constant(1200),
          basis: fc.constantFrom("TOTAL", "PER_YEAR", "PER_MONTH", "PER_PARTICIPANT", "PER_PLACE_MONTH", "PER_HOUR"),
          planned: flag,
        }),
        { maxLength: 2 },
      ),
      participants: fc.array(
        fc.record({ kind: fc.constantFrom("CONCURRENT", "PLACES", "TOTAL"), value: fc.constant(10), planned: flag }),
        { maxLength: 2 },
      ),
      period: fc.constantFrom({ start: "2012-01", end: "2012-12" }, { start: "2012" }, undefined),
    });
    fc.assert(
      fc.property(arbitrary, ({ period, ...given }) => {
        const draft = readableDraft(period ? { ...given, period } : given);
        const lacking = missing(period ? { ...given, period } : given);
        const lacks = (words: string) => lacking.some((row) => row.includes(words));
        const noMoney = lacks("Ohne einen eindeutigen Betrag");
        if (costPerParticipantMonth(draft))
          expect(lacks("Teilnahmemonate kein") || lacks("aus einem Gesamtbetrag")).toBe(false);
        if (costPerParticipant(draft)) expect(lacks("kein Kostenvergleich je Person")).toBe(false);
        if (!costPerParticipantMonth(draft) && !costPerParticipant(draft))
          expect(noMoney || lacks("kein Kostenvergleich je")).toBe(true);
        if (noMoney) expect([costPerParticipantMonth(draft), costPerParticipant(draft)]).toEqual([null, null]);
      }),
    );
  });
});
