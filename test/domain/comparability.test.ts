// Comparing two examples: the laws that any weights must keep, and what each kind of dimension makes of an example.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { reasonsFor, type Reasons } from "../../src/domain/comparability-reasons.ts";
import type { SubjectKind } from "../../src/domain/comparability-words.ts";
import {
  comparandOf,
  DIMENSIONS,
  DIMENSION_NAMES,
  LEAST_KNOWN,
  OWN_SHARE,
  Question,
  Scale,
  type Comparand,
  type Dimension,
} from "../../src/domain/comparability.ts";
import { amountsOfSituation } from "../../src/domain/comparability-amounts.ts";
import { inHierarchy, inSuccession } from "../../src/domain/comparability-neighbours.ts";
import type { Profile } from "../../src/domain/profile.ts";
import {
  BUDGET_BASES,
  CARRIER_TYPES,
  codes,
  FEDERAL_STATES,
  IMPLEMENTATION_TYPES,
  PARTICIPANT_KINDS,
} from "../../src/domain/terms.ts";
import { EMPTY_PROFILE } from "../support/search-documents.ts";

/** Eltern > Alleinerziehende, Junge Eltern > Schwangere; the other groups stand alone. */
const BROADER = new Map([
  ["alleinerziehende", "eltern"],
  ["junge-eltern", "eltern"],
  ["schwangere", "junge-eltern"],
]);
const GROUPS = ["eltern", "alleinerziehende", "junge-eltern", "schwangere", "aeltere", "gefluechtete"];
const METHODS = ["coaching", "gruppe", "teilzeit", "theater", "netzwerk"];
/** The allowance became the subsidy, and the subsidy the grant. */
const INSTRUMENTS = ["allowance", "subsidy", "grant", "training"];
const LATER = new Map([
  ["allowance", ["subsidy"]],
  ["subsidy", ["grant"]],
]);
const EARLIER = new Map([
  ["subsidy", ["allowance"]],
  ["grant", ["subsidy"]],
]);

const aProfile = (given: Partial<Profile> = {}): Profile => ({
  ...EMPTY_PROFILE,
  targetGroups: ["alleinerziehende"],
  carrierType: "MUNICIPAL",
  ...given,
});

const cost = (value: number) => ({ value, planned: false, year: 2013 });
const interval = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 100 }))
  .map(([from, more]) => [from, from + more] as const);
const some = <T>(list: readonly T[]) => fc.subarray([...list], { minLength: 0 });
const figures = <K extends string>(kinds: readonly K[]) =>
  fc.dictionary(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 1_000_000 }), { maxKeys: 3 }) as fc.Arbitrary<
    Partial<Record<K, number>>
  >;
const profiles: fc.Arbitrary<Profile> = fc.record({
  targetGroups: fc.subarray(GROUPS, { minLength: 1 }),
  instruments: some(INSTRUMENTS),
  methods: some(METHODS),
  keywords: some(["a", "b", "c", "d"]),
  implementations: some(codes(IMPLEMENTATION_TYPES)),
  carrierType: fc.constantFrom(...codes(CARRIER_TYPES)),
  federalState: fc.option(fc.constantFrom(...codes(FEDERAL_STATES))),
  evidenceLevel: fc.constant("DESCRIBED" as const),
  participants: figures(codes(PARTICIPANT_KINDS)),
  budgets: figures(codes(BUDGET_BASES)),
  staffingRatios: fc.array(interval, { maxLength: 2 }),
  individualMonths: fc.option(interval),
  periodMonths: fc.constant(null),
  weeklyHours: fc.option(interval),
  costs: fc.record(
    {
      COST_PER_PARTICIPANT: fc.integer({ min: 1, max: 9_000 }).map(cost),
      COST_PER_PARTICIPANT_MONTH: fc.integer({ min: 1, max: 900 }).map(cost),
    },
    { requiredKeys: [] },
  ),
});

/** Compares on a scale that has counted a catalogue. */
function comparing(catalogue: readonly Profile[]) {
  const scale = new Scale({
    targetGroups: inHierarchy(BROADER),
    instruments: inSuccession(LATER, EARLIER),
  });
  scale.columns(catalogue.map(comparandOf));
  const compare = (subject: Comparand, other: Comparand, kind: SubjectKind = "example") => {
    const measured = scale.measured(other);
    const question = new Question(subject, scale, OWN_SHARE[kind]);
    const reasons = reasonsFor(question, measured, scale, { subject: kind, labelOf: (_, term) => term });
    return { ...question.compare(measured), likenesses: question.likenesses(measured), reasons };
  };
  return (a: Profile, b: Profile, kind?: SubjectKind) => compare(comparandOf(a), comparandOf(b), kind);
}
const pairs = fc.tuple(profiles, profiles, fc.array(profiles, { maxLength: 5 })).map(([a, b, others]) => ({
  a,
  b,
  compare: comparing([a, b, ...others]),
}));
const total = (reasons: Reasons["matched"]) => reasons.reduce((sum, { points }) => sum + points, 0);
/** What rounding each reason to one decimal can add up to, and half a point for the score itself. */
const slack = (reasons: readonly unknown[]) => 0.05 * reasons.length + 0.5 + 1e-9;

describe("laws of comparing", () => {
  it("gives 100 to whatever is compared with itself, however little is known of it", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom<SubjectKind>("example", "situation"), ({ a, compare }, kind) => {
        const { score, reasons } = compare(a, a, kind);
        expect([score, reasons.different]).toEqual([100, []]);
      }),
    );
  });

  it("gives two examples the same score from either side", () => {
    fc.assert(
      fc.property(pairs, ({ a, b, compare }) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        expect(there.known).toBe(back.known);
        // The sums are taken in another order.
        expect(Math.abs(there.score - back.score)).toBeLessThanOrEqual(1);
        for (const [i, likeness] of there.likenesses.entries())
          if (Number.isNaN(likeness)) expect(back.likenesses[i]).toBeNaN();
          else expect(back.likenesses[i]).toBeCloseTo(likeness, 9);
      }),
    );
  });

  it("accounts for every point: what matches adds up to the score, and with what differs to 100", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom<SubjectKind>("example", "situation"), ({ a, b, compare }, kind) => {
        const { score, reasons } = compare(a, b, kind);
        const { matched, different } = reasons;
        expect(Math.abs(total(matched) - score)).toBeLessThanOrEqual(slack(matched));
        expect(Math.abs(total(matched) + total(different) - 100)).toBeLessThanOrEqual(
          slack([...matched, ...different]),
        );
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("says of each dimension either how it compares or who is silent, never both", () => {
    fc.assert(
      fc.property(pairs, ({ a, b, compare }) => {
        const { reasons, known } = compare(a, b);
        const unknown = new Set(reasons.unknown.map(({ dimension }) => dimension));
        const compared = new Set([...reasons.matched, ...reasons.different].map(({ dimension }) => dimension));
        const labels = DIMENSION_NAMES.map((name) => DIMENSIONS[name].label);
        for (const label of labels) expect(unknown.has(label)).not.toBe(compared.has(label));
        const weight = DIMENSION_NAMES.filter((name) => compared.has(DIMENSIONS[name].label)).reduce(
          (sum, name) => sum + DIMENSIONS[name].weight,
          0,
        );
        expect(known).toBeCloseTo(weight / 100, 9);
      }),
    );
  });

  it("never counts as different what a side does not say: without it, only the rest decides", () => {
    const silences: Partial<Profile>[] = [
      { instruments: [] },
      { methods: [] },
      { keywords: [] },
      { implementations: [] },
      { federalState: null },
      { participants: {} },
      { budgets: {}, costs: {} },
      { staffingRatios: [] },
      { individualMonths: null },
      { weeklyHours: null },
    ];
    fc.assert(
      fc.property(pairs, fc.constantFrom(...silences), ({ a, b, compare }, silence) => {
        const before = compare(a, b);
        const after = compare(a, { ...b, ...silence });
        expect(after.known).toBeLessThanOrEqual(before.known);
        for (const [i, likeness] of after.likenesses.entries())
          if (!Number.isNaN(likeness)) expect(likeness).toBe(before.likenesses[i]);
        const rest = DIMENSION_NAMES.map((name, i) => [DIMENSIONS[name].weight, after.likenesses[i]!] as const).filter(
          ([, likeness]) => !Number.isNaN(likeness),
        );
        const mean = rest.reduce((sum, [w, l]) => sum + w * l, 0) / rest.reduce((sum, [w]) => sum + w, 0);
        expect(after.score).toBe(Math.round(100 * mean));
      }),
    );
  });

  it("says everything in German sentences", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom<SubjectKind>("example", "situation"), ({ a, b, compare }, kind) => {
        const { matched, different, unknown } = compare(a, b, kind).reasons;
        for (const { text } of [...matched, ...different, ...unknown]) {
          expect(text).toMatch(/^[A-ZÄÖÜ„].* .*[^.]\.$/);
          expect(text).not.toMatch(/undefined|null|NaN|Infinity|\b(keine?n? (ein|k)|the|of)\b/);
        }
        expect(matched).toEqual([...matched].sort((x, y) => y.points - x.points));
      }),
    );
  });

  it("ranks a whole catalogue as it compares each: by score, then by how much is known, without those that say too little", () => {
    fc.assert(
      fc.property(
        fc.array(profiles, { minLength: 1, maxLength: 8 }),
        fc.constantFrom<SubjectKind>("example", "situation"),
        (catalogue, kind) => {
          const scale = new Scale({ targetGroups: inHierarchy(BROADER), instruments: inSuccession(LATER, EARLIER) });
          const comparands = catalogue.map(comparandOf);
          const columns = scale.columns(comparands);
          const question = new Question(comparands[0]!, scale, OWN_SHARE[kind]);
          const said = question.compare(scale.measured(comparands[0]!)).known;
          const expected = comparands.map((other) => {
            const { score, known } = question.compare(scale.measured(other));
            return known >= LEAST_KNOWN * said - 1e-9 && score > 0 ? 2 * score + known : 0;
          });
          for (const [n, rank] of question.ranks(columns).entries()) expect(rank).toBeCloseTo(expected[n]!, 9);
        },
      ),
    );
  });

  it("has weights that add up to 100 and are whole", () => {
    const weights = DIMENSION_NAMES.map((name) => DIMENSIONS[name].weight);
    expect(weights.reduce((sum: number, weight) => sum + weight, 0)).toBe(100);
    expect(weights.every(Number.isInteger)).toBe(true);
  });
});

/** Likeness in one dimension, on a catalogue in which every term is as frequent as any other. */
function likeness(dimension: Dimension, a: Partial<Profile>, b: Partial<Profile>, catalogue: readonly Profile[] = []) {
  const compare = comparing(catalogue);
  return compare(aProfile(a), aProfile(b)).likenesses[DIMENSION_NAMES.indexOf(dimension)]!;
}

describe("terms", () => {
  const groups = (other: string) =>
    likeness("targetGroups", { targetGroups: ["alleinerziehende"] }, { targetGroups: [other] });

  it("are nearer the fewer steps lie between them in the hierarchy; strangers have nothing in common", () => {
    expect(groups("alleinerziehende")).toBe(1);
    expect(groups("alleinerziehende")).toBeGreaterThan(groups("eltern"));
    expect(groups("eltern")).toBeGreaterThan(groups("junge-eltern"));
    expect(groups("junge-eltern")).toBeGreaterThan(0);
    expect(groups("schwangere")).toBe(0);
    expect(groups("aeltere")).toBe(0);
  });

  it("say more when shared the fewer examples have them", () => {
    const catalogue = Array.from({ length: 20 }, (_, i) =>
      aProfile({ methods: i < 15 ? ["coaching", "netzwerk"] : ["theater"] }),
    );
    const shared = (method: string) =>
      likeness("methods", { methods: [method, "gruppe"] }, { methods: [method, "teilzeit"] }, catalogue);
    expect(shared("theater")).toBeGreaterThan(shared("coaching"));
  });

  it("of instruments are near along the chain of laws, not where they only share a successor", () => {
    const instruments = (other: string) =>
      likeness("instruments", { instruments: ["allowance"] }, { instruments: [other] });
    expect(instruments("subsidy")).toBeGreaterThan(instruments("grant"));
    expect(instruments("grant")).toBeGreaterThan(0);
    expect(instruments("training")).toBe(0);
    const near = inSuccession(
      new Map([
        ["a", ["c"]],
        ["b", ["c"]],
      ]),
      new Map([["c", ["a", "b"]]]),
    );
    expect(near("a").map(({ term }) => term)).toEqual(["c"]);
  });

  it("that a situation does not name take less from the score than those it names and the example lacks", () => {
    const compare = comparing([]);
    const one = aProfile({ methods: ["coaching"] });
    const three = aProfile({ methods: ["coaching", "gruppe", "teilzeit"] });
    const methods = (a: Profile, b: Profile) =>
      compare(a, b, "situation").likenesses[DIMENSION_NAMES.indexOf("methods")]!;
    expect(methods(one, three)).toBeGreaterThan(methods(three, one));
  });

  it("of carriers: two jobcenters of different kind are nearer than a jobcenter and a ministry", () => {
    const carrier = (carrierType: Profile["carrierType"]) =>
      likeness("carrierType", { carrierType: "MUNICIPAL" }, { carrierType });
    expect(carrier("MUNICIPAL")).toBe(1);
    expect(carrier("JOINT_FACILITY")).toBeCloseTo(0.49, 9);
    expect(carrier("MINISTRY")).toBe(0);
  });
});

describe("amounts", () => {
  it("are less alike the further apart they are, in either direction, and strangers from the factor on", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 1, max: 40, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (value, times, more) => {
          const people = (n: number) =>
            likeness("participants", { participants: { PLACES: value } }, { participants: { PLACES: n } });
          expect(people(value * times)).toBeGreaterThanOrEqual(people(value * times * more) - 1e-9);
          expect(people(value * times)).toBeCloseTo(people(value / times), 6);
          expect(people(value * 10)).toBeCloseTo(0, 9);
          expect(people(value * times) === 0).toBe(times >= 10);
        },
      ),
    );
  });

  test.each<[string, Partial<Profile>, Partial<Profile>, Dimension, boolean]>([
    [
      "places with those who take part at a time",
      { participants: { PLACES: 20 } },
      { participants: { CONCURRENT: 20 } },
      "participants",
      true,
    ],
    [
      "entries with participants in all",
      { participants: { ENTRIES: 20 } },
      { participants: { TOTAL: 20 } },
      "participants",
      true,
    ],
    ["places with entries", { participants: { PLACES: 20 } }, { participants: { ENTRIES: 20 } }, "participants", false],
    [
      "households with people",
      { participants: { HOUSEHOLDS: 20 } },
      { participants: { TOTAL: 20 } },
      "participants",
      false,
    ],
    ["a total with an amount a year", { budgets: { TOTAL: 9 } }, { budgets: { PER_YEAR: 9 } }, "budget", false],
    [
      "an amount a year with twelve months",
      { budgets: { PER_YEAR: 1200 } },
      { budgets: { PER_MONTH: 100 } },
      "budget",
      true,
    ],
    ["something else with something else", { budgets: { OTHER: 9 } }, { budgets: { OTHER: 9 } }, "budget", false],
    [
      "given with derived cost",
      { budgets: { PER_PARTICIPANT: 50 } },
      { costs: { COST_PER_PARTICIPANT: cost(50) } },
      "budget",
      true,
    ],
    [
      "a range with a value in it",
      { individualMonths: [6, 12] },
      { individualMonths: [9, 9] },
      "individualMonths",
      true,
    ],
  ])("are compared only where they count the same: %s", (_, a, b, dimension, isAlike) => {
    expect(likeness(dimension, a, b)).toBe(isAlike ? 1 : NaN);
    expect(likeness(dimension, b, a)).toBe(isAlike ? 1 : NaN);
  });

  it("of a situation say how they were worked out", () => {
    const { budget } = amountsOfSituation({ participants: 120, budget: 200_000, months: 12 });
    expect(budget.map(({ like, from, workedOut }) => [like, Math.round(from), workedOut])).toEqual([
      ["TOTAL", 200_000, undefined],
      ["PER_PARTICIPANT", 1_667, "200.000 € : 120 Personen"],
      ["PER_PARTICIPANT_MONTH", 139, "200.000 € : 120 Personen : 12 Monate"],
    ]);
  });
});

describe("silence", () => {
  const rich = aProfile({
    instruments: ["training"],
    methods: ["coaching"],
    keywords: ["a"],
    implementations: ["PROCUREMENT"],
    federalState: "BY",
    participants: { PLACES: 20 },
    staffingRatios: [[20, 20]],
  });
  const poor = aProfile({ federalState: "BY" });
  const rank = (subject: Profile, other: Profile) => {
    const scale = new Scale({});
    const columns = scale.columns([comparandOf(other)]);
    return new Question(comparandOf(subject), scale, OWN_SHARE.example).ranks(columns)[0];
  };

  it("wins nothing: an example that says less than half of what is asked is not listed, though all it says agrees", () => {
    expect(comparing([])(rich, poor).score).toBe(100);
    expect(rank(rich, poor)).toBe(0);
  });

  it("of the subject is no fault of the example", () => {
    expect(rank(poor, rich)).toBeGreaterThan(200);
  });
});

describe("sentences", () => {
  const compare = comparing([]);
  const texts = (a: Partial<Profile>, b: Partial<Profile>, kind?: SubjectKind) => {
    const { matched, different, unknown } = compare(aProfile(a), aProfile(b), kind).reasons;
    return [...matched, ...different, ...unknown].map(({ text }) => text);
  };

  test.each<[Partial<Profile>, Partial<Profile>, SubjectKind, string[]]>([
    [
      { methods: ["coaching"] },
      { methods: ["coaching", "gruppe"] },
      "example",
      ["Auch dieses Beispiel nennt die Methode „coaching“.", "Nur dieses Beispiel nennt die Methode „gruppe“."],
    ],
    [
      { targetGroups: ["eltern"] },
      { targetGroups: ["alleinerziehende"] },
      "situation",
      ["„eltern“ schließt „alleinerziehende“ ein.", "Nur Ihre Angaben nennen die Zielgruppe „eltern“."],
    ],
    [
      { targetGroups: ["junge-eltern"] },
      { targetGroups: ["alleinerziehende"] },
      "example",
      ["„junge-eltern“ und „alleinerziehende“ gehören beide zu „eltern“."],
    ],
    [
      { instruments: ["grant"] },
      { instruments: ["subsidy"] },
      "example",
      ["„grant“ ist im Gesetz auf „subsidy“ gefolgt."],
    ],
    [
      { federalState: "BY" },
      { federalState: "HE" },
      "situation",
      ["Das Bundesland ist ein anderes: HE, in Ihren Angaben BY."],
    ],
    [
      { participants: { PLACES: 20 } },
      { participants: { PLACES: 10 } },
      "situation",
      [
        "Die Größe ist ähnlich: 10 Plätze, in Ihren Angaben 20 Plätze.",
        "Dieses Beispiel ist kleiner: 10 Plätze, in Ihren Angaben 20 Plätze.",
      ],
    ],
    [
      { staffingRatios: [[70, 75]] },
      { staffingRatios: [[100, 100]] },
      "example",
      [
        "Der Betreuungsschlüssel ist ähnlich: 1:100, im Ausgangsbeispiel 1:70–1:75.",
        "Der Betreuungsschlüssel ist in diesem Beispiel weiter: 1:100, im Ausgangsbeispiel 1:70–1:75.",
      ],
    ],
    [
      { individualMonths: [6, 6] },
      { individualMonths: [6, 6] },
      "example",
      ["Die Dauer je Person ist gleich: 6 Monate."],
    ],
    [
      { weeklyHours: [19.5, 39] },
      { weeklyHours: [25, 25] },
      "example",
      ["Die Wochenstundenzahl passt: 25 Stunden je Woche, im Ausgangsbeispiel 19,5–39 Stunden je Woche."],
    ],
    [
      { budgets: { PER_MONTH: 100 } },
      { budgets: { PER_YEAR: 600 } },
      "example",
      ["Das Mittelvolumen ist ähnlich: 600 € je Jahr, im Ausgangsbeispiel 1.200 € je Jahr (12 × 100 €)."],
    ],
    [
      { budgets: { TOTAL: 100 } },
      { budgets: { PER_YEAR: 600 } },
      "situation",
      ["Die Angaben zählen Verschiedenes: 600 € je Jahr, in Ihren Angaben 100 € insgesamt."],
    ],
    [
      { costs: { COST_PER_PARTICIPANT_MONTH: cost(50) } },
      { budgets: { PER_PARTICIPANT_MONTH: 60 }, costs: { COST_PER_PARTICIPANT_MONTH: cost(60) } },
      "example",
      [
        "Das Mittelvolumen ist ähnlich: 60 € je Person und Monat, im Ausgangsbeispiel 50 € je Person und Monat (abgeleitet).",
      ],
    ],
    [{ methods: ["coaching"] }, {}, "example", ["In diesem Beispiel steht keine Methode."]],
    [
      {},
      { staffingRatios: [[5, 5]] },
      "situation",
      ["In Ihren Angaben steht kein vergleichbarer Betreuungsschlüssel."],
    ],
    [{}, {}, "example", ["Weder im Ausgangsbeispiel noch in diesem Beispiel steht ein eindeutiges Förderinstrument."]],
    [
      { keywords: ["a"] },
      { keywords: ["a", ..."bcdefgh"] },
      "example",
      ["Nur dieses Beispiel nennt die Stichwörter „b“, „c“, „d“, „e“, „f“, „g“ und „h“."],
    ],
    [
      { keywords: ["a"] },
      { keywords: ["a", ..."bcdefghi"] },
      "example",
      ["Nur dieses Beispiel nennt die Stichwörter „b“, „c“, „d“, „e“, „f“, „g“ und 2 weitere."],
    ],
  ])("%j and %j, %s", (a, b, kind, expected) => {
    expect(texts(a, b, kind)).toEqual(expect.arrayContaining(expected));
  });
});
