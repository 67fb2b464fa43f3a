// Likeness of numbers that count the same: people, money, clients per post, months, hours, on a logarithmic scale.
import { formatEuro, formatNumber } from "./german.ts";
import type { Interval, Profile } from "./profile.ts";
import type { BudgetBasis, ParticipantKind } from "./terms.ts";

export type AmountDimension = "participants" | "budget" | "staffingRatio" | "individualMonths" | "weeklyHours";

export interface Amount {
  /** Only amounts that are alike in this are compared. */
  like: string;
  from: number;
  to: number;
  /** What exactly is counted; "PERSONS" where a situation leaves that open. */
  kind?: ParticipantKind | BudgetBasis | "PERSONS";
  /** From what it was worked out, in German. */
  workedOut?: string;
}
/** Of each dimension, in the order in which they are preferred for comparing. */
export type Amounts = Readonly<Record<AmountDimension, readonly Amount[]>>;

/** Kinds that may be compared with each other, stocks before flows; PLACES and CONCURRENT are one, ENTRIES and TOTAL are one. */
const PEOPLE: readonly (readonly [like: string, ...kinds: ParticipantKind[]])[] = [
  ["at a time", "PLACES", "CONCURRENT"],
  ["over the whole period", "TOTAL", "ENTRIES"],
  ["a year", "PER_YEAR"],
  ["cohort", "COHORT"],
  ["exits", "EXITS"],
  ["group", "GROUP_SIZE"],
  ["households", "HOUSEHOLDS"],
  ["population", "TARGET_POPULATION"],
];
/** What a person may mean who names a number of people without its kind. */
const OPEN = ["at a time", "over the whole period", "a year"];
/** The whole before its parts; an amount for something else (OTHER) is not compared. */
const MONEY: readonly BudgetBasis[] = [
  "TOTAL",
  "PER_YEAR",
  "PER_PARTICIPANT",
  "PER_PARTICIPANT_MONTH",
  "PER_PARTICIPANT_HOUR",
  "PER_PLACE",
  "PER_PLACE_YEAR",
  "PER_PLACE_MONTH",
  "PER_PLACEMENT",
  "PER_HOUR",
];

type Figures = Pick<
  Profile,
  "participants" | "budgets" | "staffingRatios" | "individualMonths" | "weeklyHours" | "costs"
>;

export function amountsOf(profile: Figures): Amounts {
  const { budgets, costs } = profile;
  const costPerParticipant = costs.COST_PER_PARTICIPANT?.value;
  const costPerParticipantMonth = costs.COST_PER_PARTICIPANT_MONTH?.value;
  return {
    participants: PEOPLE.flatMap(([like, ...kinds]) =>
      kinds.flatMap((kind) => amount(like, profile.participants[kind], { kind })),
    ),
    budget: MONEY.flatMap((basis) => {
      const kind = basis;
      const given = amount(basis, budgets[basis], { kind });
      if (given.length > 0) return given;
      const workedOut = "abgeleitet";
      if (basis === "PER_PARTICIPANT") return amount(basis, costPerParticipant, { kind, workedOut });
      if (basis === "PER_PARTICIPANT_MONTH") return amount(basis, costPerParticipantMonth, { kind, workedOut });
      if (basis !== "PER_YEAR" || budgets.PER_MONTH === undefined) return [];
      return amount(basis, budgets.PER_MONTH * 12, { kind, workedOut: `12 × ${formatEuro(budgets.PER_MONTH)}` });
    }),
    staffingRatio: profile.staffingRatios.flatMap((ratio) => amount("ratio", ratio)),
    individualMonths: amount("months", profile.individualMonths),
    weeklyHours: amount("hours", profile.weeklyHours),
  };
}

/** What a situation says in figures; all are above 0. */
export interface SituationFigures {
  participants?: number | null;
  /** Euro, for all of it. */
  budget?: number | null;
  clientsPerStaff?: number | null;
  /** For one person. */
  months?: number | null;
  weeklyHours?: number | null;
}

export function amountsOfSituation({ participants, budget, months, ...rest }: SituationFigures): Amounts {
  const each = budget && participants ? budget / participants : null;
  const divided = (...by: string[]) => `${[formatEuro(budget ?? 0), ...by].join(" : ")}`;
  const people = `${formatNumber(participants ?? 0)} Personen`;
  return {
    participants: OPEN.flatMap((like) => amount(like, participants, { kind: "PERSONS" })),
    budget: [
      ...amount("TOTAL", budget, { kind: "TOTAL" }),
      ...amount("PER_PARTICIPANT", each, { kind: "PER_PARTICIPANT", workedOut: divided(people) }),
      ...amount("PER_PARTICIPANT_MONTH", each && months ? each / months : null, {
        kind: "PER_PARTICIPANT_MONTH",
        workedOut: divided(people, `${formatNumber(months ?? 0)} Monate`),
      }),
    ],
    staffingRatio: amount("ratio", rest.clientsPerStaff),
    individualMonths: amount("months", months),
    weeklyHours: amount("hours", rest.weeklyHours),
  };
}

/** None for what is not known; a zero has no logarithm and says nothing that could be compared. */
function amount(
  like: string,
  value: number | Interval | null | undefined,
  more: Pick<Amount, "kind" | "workedOut"> = {},
): Amount[] {
  if (value === null || value === undefined) return [];
  const [from, to] = typeof value === "number" ? [value, value] : value;
  return from > 0 && to >= from ? [{ like, from, to, ...more }] : [];
}

export interface AmountPair {
  own: Amount;
  other: Amount;
  /** How many times the larger is the smaller; 1 where the two overlap. */
  times: number;
}

/** The nearest two of the first kind that both sides name; undefined where there is none. */
export function nearestPair(own: readonly Amount[], others: readonly Amount[]): AmountPair | undefined {
  let nearest: AmountPair | undefined;
  for (const a of own) {
    if (nearest && nearest.own.like !== a.like) break;
    for (const b of others) {
      if (a.like !== b.like) continue;
      const times = Math.max(1, a.from / b.to, b.from / a.to);
      if (!nearest || times < nearest.times) nearest = { own: a, other: b, times };
    }
  }
  return nearest;
}

/** 1 for the same, 0 from `factor` times on; NaN where nothing can be compared. */
export function amountLikeness(own: readonly Amount[], others: readonly Amount[], factor: number): number {
  if (own.length === 0 || others.length === 0) return NaN;
  const pair = nearestPair(own, others);
  return pair ? Math.max(0, 1 - Math.log(pair.times) / Math.log(factor)) : NaN;
}
