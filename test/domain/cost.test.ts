// Derived cost: every way of deriving it, and every reason not to.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { ExampleContent } from "../../src/domain/content.ts";
import {
  costPerIntegration,
  costPerParticipant,
  costPerParticipantMonth,
  type DerivedCost,
} from "../../src/domain/cost.ts";
import { aBudget, aCount, anExample, anOutcome, SOURCES } from "../support/content.ts";

type Facts = Pick<ExampleContent, "budgets" | "participants" | "period" | "individualDuration" | "outcomes">;
type Derive = (facts: Facts) => DerivedCost | null;

const A_YEAR: Facts["period"] = { start: "2012-01", end: "2012-12", ongoing: false, sources: SOURCES };
const SIX_MONTHS: Facts["individualDuration"] = { monthsMin: 6, monthsMax: 6, sources: SOURCES };
const PLACES_TAKEN = "alle Plätze sind durchgehend besetzt";
const AS_MANY = "durchgehend nehmen so viele teil";
const FULL_STAY = "alle bleiben die ganze Dauer";
const facts = (given: Parameters<typeof anExample>[0] = {}): Facts => anExample(given);

interface Way {
  name: string;
  derive: Derive;
  facts: Facts;
  formula: string;
  value: number;
  assumption: string | null;
}
const way = (
  derive: Derive,
  basis: Facts["budgets"][number]["basis"],
  given: Parameters<typeof anExample>[0],
  value: number,
  formula: string,
  assumption: string | null = null,
): Way => ({
  name: formula,
  derive,
  facts: facts({ budgets: [aBudget({ basis })], ...given }),
  formula,
  value,
  assumption,
});

const FORTY = [aCount({ kind: "TOTAL", value: 40 })];
const TWENTY = [aCount({ kind: "CONCURRENT", value: 20 })];
const PLACES = [aCount({ kind: "PLACES", value: 20 })];
const ENTRIES = [aCount({ kind: "ENTRIES", value: 40 })];

// prettier-ignore
const WAYS: Way[] = [
  way(costPerParticipant, "PER_PARTICIPANT", {}, 120_000, "120.000 € je teilnehmende Person (so angegeben)"),
  way(costPerParticipant, "TOTAL", { participants: FORTY }, 3000, "120.000 € ÷ 40 Teilnehmende insgesamt"),
  way(costPerParticipant, "TOTAL", { participants: ENTRIES }, 3000, "120.000 € ÷ 40 Eintritte"),
  way(costPerParticipantMonth, "PER_PARTICIPANT_MONTH", {}, 120_000, "120.000 € je Person und Monat (so angegeben)"),
  way(costPerParticipantMonth, "PER_PLACE_MONTH", {}, 120_000, "120.000 € je Platz und Monat (so angegeben)", PLACES_TAKEN),
  way(costPerParticipantMonth, "PER_MONTH", { participants: TWENTY }, 6000, "120.000 € je Monat ÷ 20 gleichzeitig Teilnehmende", AS_MANY),
  way(costPerParticipantMonth, "PER_MONTH", { participants: PLACES }, 6000, "120.000 € je Monat ÷ 20 Plätze", PLACES_TAKEN),
  way(costPerParticipantMonth, "PER_YEAR", { participants: TWENTY }, 500, "120.000 € je Jahr ÷ 12 Monate ÷ 20 gleichzeitig Teilnehmende", AS_MANY),
  way(costPerParticipantMonth, "PER_YEAR", { participants: PLACES }, 500, "120.000 € je Jahr ÷ 12 Monate ÷ 20 Plätze", PLACES_TAKEN),
  way(costPerParticipantMonth, "PER_PLACE_YEAR", {}, 10_000, "120.000 € je Platz und Jahr ÷ 12 Monate", PLACES_TAKEN),
  way(costPerParticipantMonth, "TOTAL", { participants: TWENTY, period: A_YEAR }, 500, "120.000 € ÷ 12 Monate Laufzeit ÷ 20 gleichzeitig Teilnehmende", AS_MANY),
  way(costPerParticipantMonth, "TOTAL", { participants: PLACES, period: A_YEAR }, 500, "120.000 € ÷ 12 Monate Laufzeit ÷ 20 Plätze", PLACES_TAKEN),
  way(costPerParticipantMonth, "PER_PARTICIPANT", { individualDuration: SIX_MONTHS }, 20_000, "120.000 € je teilnehmende Person ÷ 6 Monate je Person", FULL_STAY),
  way(costPerParticipantMonth, "TOTAL", { participants: FORTY, individualDuration: SIX_MONTHS }, 500, "120.000 € ÷ 40 Teilnehmende insgesamt ÷ 6 Monate je Person", FULL_STAY),
  way(costPerParticipantMonth, "TOTAL", { participants: ENTRIES, individualDuration: SIX_MONTHS }, 500, "120.000 € ÷ 40 Eintritte ÷ 6 Monate je Person", FULL_STAY),
];

describe.each(WAYS)("$formula", ({ derive, facts, formula, value, assumption }) => {
  it("is derived and says what it assumes", () => {
    expect(derive(facts)).toMatchObject({ value, formula, assumption });
  });

  const given = (
    [
      ["budget", { budgets: [] }],
      ["count", { participants: [] }],
      ["period", { period: undefined }],
      ["duration", { individualDuration: undefined }],
    ] satisfies [string, Partial<Facts>][]
  ).filter(([, without]) => {
    const [key] = Object.keys(without) as [keyof Facts];
    return facts[key] !== undefined && JSON.stringify(facts[key]) !== "[]";
  });
  test.each<[string, Partial<Facts>]>(given)("is not derived without its %s", (_, without) => {
    expect(derive({ ...facts, ...without })).toBeNull();
  });

  const budget = facts.budgets[0]!;
  test.each<[string, Facts["budgets"]]>([
    ["two budgets of one basis", [budget, { ...budget, amount: 90_000 }]],
    ["a budget for a part only", [{ ...budget, scope: "nur Personalkosten" }]],
    ["an upper limit", [{ ...budget, bound: "AT_MOST" }]],
    ["a lower limit", [{ ...budget, bound: "AT_LEAST" }]],
    ["a range of amounts", [{ ...budget, amountMax: 130_000 }]],
  ])("is not derived from %s", (_, budgets) => {
    expect(derive({ ...facts, budgets })).toBeNull();
  });

  const spoilt = (count: Facts["participants"][number]): [string, Facts][] => [
    ["two counts of one kind", { ...facts, participants: [count, { ...count, value: 25 }] }],
    ["a count of a part only", { ...facts, participants: [{ ...count, scope: "Standort Nord" }] }],
    ["a range of counts", { ...facts, participants: [{ ...count, valueMax: 60 }] }],
    ["a count of nobody", { ...facts, participants: [{ ...count, value: 0 }] }],
    ["a planned budget and an actual count", { ...facts, budgets: [{ ...budget, planned: true }] }],
    ["an actual budget and a planned count", { ...facts, participants: [{ ...count, planned: true }] }],
  ];
  test.each(facts.participants.flatMap(spoilt))("is not derived from %s", (_, facts) => {
    expect(derive(facts)).toBeNull();
  });

  const periods: [string, Facts["period"]][] = [
    ["still running", { ...A_YEAR, ongoing: true }],
    ["known to the year only", { ...A_YEAR, start: "2012", end: "2012" }],
    ["without an end", { ...A_YEAR, end: undefined }],
    ["that begins within a month", { ...A_YEAR, start: "2012-01-15" }],
    ["that ends within a month", { ...A_YEAR, end: "2012-12-15" }],
  ];
  test.each(facts.period ? periods : [])("is not derived from a period %s", (_, period) => {
    expect(derive({ ...facts, period })).toBeNull();
  });

  const durations: [string, Facts["individualDuration"]][] = [
    ["a range of durations", { ...SIX_MONTHS, monthsMax: 12 }],
    ["a shortest duration", { ...SIX_MONTHS, monthsMax: undefined }],
    ["a longest duration", { ...SIX_MONTHS, monthsMin: undefined }],
  ];
  test.each(facts.individualDuration ? durations : [])("is not derived from %s", (_, individualDuration) => {
    expect(derive({ ...facts, individualDuration })).toBeNull();
  });

  it("says so when everything is planned", () => {
    const planned = <T extends object>(list: readonly T[]) => list.map((fact) => ({ ...fact, planned: true }));
    const cost = derive({ ...facts, budgets: planned(facts.budgets), participants: planned(facts.participants) });
    expect(cost).toMatchObject({ value, planned: true });
    expect(derive(facts)?.planned).toBe(false);
    expect(cost?.formula).toMatch(/geplant\)$/);
    expect(cost?.inputs[0]).toContain(", geplant (");
  });

  it("is not disturbed by facts about parts and by other counts", () => {
    const more: Facts = {
      ...facts,
      budgets: [
        ...facts.budgets,
        aBudget({ basis: budget.basis, amount: 7, scope: "nur Fahrkosten" }),
        aBudget({ basis: "PER_HOUR" }),
      ],
      participants: [
        ...facts.participants,
        aCount({ kind: "COHORT", value: 7 }),
        aCount({ value: 7, scope: "nur Frauen" }),
      ],
    };
    expect(derive(more)).toEqual(derive(facts));
  });
});

it("prefers what is stated to what can be divided", () => {
  const both = facts({
    budgets: [aBudget({ basis: "PER_PARTICIPANT", amount: 2900 }), aBudget({ basis: "TOTAL" })],
    participants: FORTY,
  });
  expect(costPerParticipant(both)?.value).toBe(2900);
});

it("takes the next way when the better one is not clear", () => {
  const limit = facts({
    budgets: [
      aBudget({ basis: "PER_PARTICIPANT_MONTH", amount: 700, bound: "AT_MOST" }),
      aBudget({ basis: "PER_YEAR" }),
    ],
    participants: TWENTY,
  });
  expect(costPerParticipantMonth(limit)?.formula).toBe("120.000 € je Jahr ÷ 12 Monate ÷ 20 gleichzeitig Teilnehmende");
});

it("counts people who took part before entries, and people at a time before places", () => {
  const all = facts({
    budgets: [aBudget({ basis: "TOTAL" }), aBudget({ basis: "PER_MONTH" })],
    participants: [...ENTRIES, ...FORTY, ...PLACES, ...TWENTY],
  });
  expect(costPerParticipant(all)?.formula).toContain("40 Teilnehmende insgesamt");
  expect(costPerParticipantMonth(all)).toMatchObject({
    formula: expect.stringContaining("gleichzeitig"),
    assumption: AS_MANY,
  });
});

it("does not fall back on entries when the people who took part are not clear", () => {
  const unclear = facts({
    budgets: [aBudget()],
    participants: [...ENTRIES, aCount({ kind: "TOTAL", value: 30, valueMax: 50 })],
  });
  expect(costPerParticipant(unclear)).toBeNull();
});

describe("money for the whole running time over everyone who took part", () => {
  const whole = (count: Parameters<typeof aCount>[0], period?: Facts["period"]) =>
    facts({ budgets: [aBudget()], participants: [aCount({ value: 40, ...count })], period });

  it.each<[string, Facts]>([
    ["while it goes on", whole({ kind: "TOTAL" }, { ...A_YEAR, end: undefined, ongoing: true })],
    ["counted before the end", whole({ kind: "TOTAL", asOf: "2012-06-30" }, A_YEAR)],
    ["counted in the year of the end, nobody knows when", whole({ kind: "ENTRIES", asOf: "2012" }, A_YEAR)],
    ["counted on a day, with no end known", whole({ kind: "ENTRIES", asOf: "2012-12-05" })],
  ])("is not derived %s", (_, facts) => {
    expect(costPerParticipant(facts)).toBeNull();
    expect(costPerParticipantMonth({ ...facts, individualDuration: SIX_MONTHS })).toBeNull();
  });

  it("is derived from a count made after the end", () => {
    expect(costPerParticipant(whole({ kind: "TOTAL", asOf: "2013-01" }, A_YEAR))?.value).toBe(3000);
  });
});

describe("cost per integration into insured employment", () => {
  const integrated = (given: Parameters<typeof anOutcome>[0] = {}) =>
    anOutcome({ kind: "INSURED_EMPLOYMENT", value: 32, asOf: "2012-12-31", ...given });
  const ended: Facts["period"] = { ...A_YEAR, end: "2012-12-31" };
  const clear = facts({ budgets: [aBudget()], outcomes: [integrated()], period: ended });

  it("is the total budget over those counted when the approach had ended, with what has to hold", () => {
    expect(costPerIntegration(clear)).toEqual({
      value: 3750,
      formula: "120.000 € ÷ 32 Integrationen in sozialversicherungspflichtige Beschäftigung",
      inputs: [
        "120.000 € (ag-eingliederung-2013, S. 19)",
        "32 Integrationen in sozialversicherungspflichtige Beschäftigung, Stand 31.12.2012 (ag-eingliederung-2013, S. 19)",
      ],
      assumption: expect.stringContaining("was auch ohne den Ansatz gelungen wäre, ist nicht abgezogen"),
      planned: false,
      sources: ["ag-eingliederung-2013"],
    });
  });

  it("says so when both are planned", () => {
    const plan = { ...clear, budgets: [aBudget({ planned: true })], outcomes: [integrated({ planned: true })] };
    expect(costPerIntegration(plan)).toMatchObject({
      value: 3750,
      planned: true,
      formula: expect.stringMatching(/\(geplant\)$/),
    });
  });

  it.each<[string, Partial<Facts>]>([
    ["without a budget", { budgets: [] }],
    ["from a yearly budget", { budgets: [aBudget({ basis: "PER_YEAR" })] }],
    ["from what one placement is paid", { budgets: [aBudget({ basis: "PER_PLACEMENT" })] }],
    ["from a budget for a part", { budgets: [aBudget({ scope: "nur Fahrkosten" })] }],
    ["from a plan and a result", { budgets: [aBudget({ planned: true })] }],
    ["without a count", { outcomes: [] }],
    ["from two counts", { outcomes: [integrated(), integrated({ value: 12 })] }],
    ["from a count of a part", { outcomes: [integrated({ scope: "Standort Nord" })] }],
    ["from a range", { outcomes: [integrated({ valueMax: 40 })] }],
    ["from nobody", { outcomes: [integrated({ value: 0 })] }],
    ["from a percentage", { outcomes: [integrated({ unit: "PERCENT", n: 100 })] }],
    ["from cases, which need not be people", { outcomes: [integrated({ unit: "CASES" })] }],
    ["from any work or training", { outcomes: [integrated({ kind: "EMPLOYMENT" })] }],
    ["from those still employed after months", { outcomes: [integrated({ atMonths: 6 })] }],
    ["from a count of no known day", { outcomes: [integrated({ asOf: undefined })] }],
    ["from a count before the end", { outcomes: [integrated({ asOf: "2012-11-30" })] }],
    ["from a count in the month of the end", { outcomes: [integrated({ asOf: "2012-12" })] }],
    ["without an end", { period: { ...ended, end: undefined } }],
    ["without a period", { period: undefined }],
    ["while it goes on", { period: { ...ended, ongoing: true } }],
  ])("is not derived %s", (_, given) => {
    expect(costPerIntegration({ ...clear, ...given })).toBeNull();
  });
});

describe("formula and inputs can be read and followed to the page", () => {
  it("for a yearly budget over people at a time", () => {
    const page119: ExampleContent["sources"] = [{ source: "ag-eingliederung-2013", pages: "119" }];
    const example = facts({
      budgets: [aBudget({ amount: 200_880, basis: "PER_YEAR", note: "Bei 20 Teilnehmenden", sources: page119 })],
      participants: [aCount({ value: 20, sources: page119 })],
    });
    expect(costPerParticipantMonth(example)).toEqual({
      value: 837,
      formula: "200.880 € je Jahr ÷ 12 Monate ÷ 20 gleichzeitig Teilnehmende",
      inputs: [
        "200.880 € je Jahr (ag-eingliederung-2013, S. 119)",
        "20 gleichzeitig Teilnehmende (ag-eingliederung-2013, S. 119)",
      ],
      assumption: AS_MANY,
      planned: false,
      sources: ["ag-eingliederung-2013"],
    });
  });

  it("for a planned total over places and running time, from two documents", () => {
    const plan: ExampleContent["sources"] = [
      { source: "ag-eingliederung-2013", pages: "47-48, 50" },
      { source: "jahresplan", section: "Kapitel 3" },
    ];
    const example = facts({
      budgets: [aBudget({ amount: 117_335.04, basis: "TOTAL", approximate: true, planned: true, sources: plan })],
      participants: [aCount({ value: 16, kind: "PLACES", planned: true })],
      period: {
        start: "2012-10-01",
        end: "2013-08-31",
        ongoing: false,
        sources: [{ source: "jahresplan", section: "Folie 2" }],
      },
    });
    expect(costPerParticipantMonth(example)).toEqual({
      value: 666.68,
      formula: "rund 117.335,04 € ÷ 11 Monate Laufzeit ÷ 16 Plätze (geplant)",
      inputs: [
        "rund 117.335,04 €, geplant (ag-eingliederung-2013, S. 47-48, 50; jahresplan, Kapitel 3)",
        "11 Monate Laufzeit (jahresplan, Folie 2)",
        "16 Plätze, geplant (ag-eingliederung-2013, S. 19)",
      ],
      assumption: PLACES_TAKEN,
      planned: true,
      sources: ["ag-eingliederung-2013", "jahresplan"],
    });
  });
});

it("multiplied by what it was divided by, gives the budget again, to half a cent a divisor", () => {
  const months = fc.integer({ min: 1, max: 120 });
  const periodOf = (n: number): Facts["period"] => {
    const [year, month] = [2000 + Math.floor((n - 1) / 12), ((n - 1) % 12) + 1];
    return { start: "2000-01", end: `${year}-${String(month).padStart(2, "0")}`, ongoing: false, sources: SOURCES };
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 ** 10 }),
      fc.integer({ min: 1, max: 50_000 }),
      months,
      (cents, people, n) => {
        const amount = cents / 100;
        const close = (cost: DerivedCost | null, divisor: number) => {
          expect(Math.abs(cost!.value * divisor - amount)).toBeLessThanOrEqual(0.005 * divisor + amount * 1e-9);
        };
        const budget = (basis: Facts["budgets"][number]["basis"]) => [aBudget({ amount, basis })];
        const count = (kind: Facts["participants"][number]["kind"]) => [aCount({ kind, value: people })];
        const stay = { monthsMin: n, monthsMax: n, sources: SOURCES };
        close(costPerParticipant(facts({ budgets: budget("TOTAL"), participants: count("TOTAL") })), people);
        close(costPerParticipantMonth(facts({ budgets: budget("PER_MONTH"), participants: count("PLACES") })), people);
        close(
          costPerParticipantMonth(facts({ budgets: budget("PER_YEAR"), participants: count("CONCURRENT") })),
          12 * people,
        );
        close(costPerParticipantMonth(facts({ budgets: budget("PER_PLACE_YEAR") })), 12);
        close(costPerParticipantMonth(facts({ budgets: budget("PER_PARTICIPANT"), individualDuration: stay })), n);
        close(
          costPerParticipantMonth(
            facts({ budgets: budget("TOTAL"), participants: count("CONCURRENT"), period: periodOf(n) }),
          ),
          n * people,
        );
        close(
          costPerParticipantMonth(
            facts({ budgets: budget("TOTAL"), participants: count("ENTRIES"), individualDuration: stay }),
          ),
          n * people,
        );
      },
    ),
  );
});
