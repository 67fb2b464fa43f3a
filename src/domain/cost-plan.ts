// Planning by rule of three: participants, months and a staffing ratio give posts, participant-months and, with quartiles, a range of costs.
import { roundToCents } from "./cost.ts";
import { formatEuro, formatNumber } from "./german.ts";
import type { Problem } from "./problem.ts";
import type { Quartiles } from "./quartiles.ts";
import { ratioLabel } from "./ratio.ts";

export interface PlannedSituation {
  /** People who take part at the same time. */
  participants: number;
  /** How long all of them take part. */
  months: number;
  /** Clients per post at a time; null: no posts are planned. */
  clientsPerStaff: number | null;
}

/** A result and the calculation as people write it: "120 Personen ÷ 40 je Stelle = 3 Stellen". */
export interface Calculated {
  value: number;
  formula: string;
}

interface Bounds {
  name: string;
  least: number;
  most: number;
  isWhole?: boolean;
}
const BOUNDS: Record<keyof PlannedSituation, Bounds> = {
  participants: { name: "Die Zahl der Teilnehmenden", least: 1, most: 100_000, isWhole: true },
  months: { name: "Die Zahl der Monate", least: 0.25, most: 600 },
  clientsPerStaff: { name: "Die Zahl der Personen je Stelle", least: 1, most: 10_000 },
};

/** What nobody can have meant, each at the name of its field. */
export const problemsOf = (situation: PlannedSituation): Problem[] =>
  (Object.keys(BOUNDS) as (keyof PlannedSituation)[]).flatMap((field) => {
    const { name, least, most, isWhole } = BOUNDS[field];
    const value = situation[field];
    if (value === null) return [];
    const range = `zwischen ${formatNumber(least)} und ${formatNumber(most)} liegen`;
    if (!(value >= least && value <= most))
      return [{ code: "OUT_OF_RANGE", path: [field], message: `${name} (${field}) muss ${range}.` }];
    if (isWhole && !Number.isInteger(value))
      return [{ code: "NOT_WHOLE", path: [field], message: `${name} (${field}) muss eine ganze Zahl sein.` }];
    return [];
  });

/** Rounded to hundredths of a post, never to none. */
export function postsFor({ participants, clientsPerStaff }: PlannedSituation): Calculated | null {
  if (clientsPerStaff === null) return null;
  const value = Math.max(0.01, Math.round((participants / clientsPerStaff) * 100) / 100);
  return {
    value,
    formula: `${people(participants)} ÷ ${formatNumber(clientsPerStaff)} je Stelle (${ratioLabel(clientsPerStaff, clientsPerStaff)}) = ${count(value, "Stelle", "Stellen")}`,
  };
}

export function participantMonthsOf({ participants, months }: PlannedSituation): Calculated {
  const value = Math.round(participants * months * 100) / 100;
  return {
    value,
    formula: `${people(participants)} × ${count(months, "Monat", "Monate")} = ${participantMonths(value)}`,
  };
}

/** Euro. */
export interface CostRange {
  lower: Calculated;
  median: Calculated;
  upper: Calculated;
  /** To three digits, because a few examples carry no more: "rund 804.000 € bis 1.290.000 €, Median 1.210.000 €". */
  label: string;
}

export function costsOf(months: number, quartiles: Quartiles): CostRange {
  const at = (quartile: number): Calculated => {
    const rate = roundToCents(quartile);
    const value = roundToCents(months * rate);
    return { value, formula: `${participantMonths(months)} × ${formatEuro(rate)} = ${formatEuro(value)}` };
  };
  const [lower, median, upper] = [at(quartiles.lower), at(quartiles.median), at(quartiles.upper)];
  const rough = ({ value }: Calculated) => formatEuro(Number(value.toPrecision(3)));
  const label = `rund ${rough(lower)} bis ${rough(upper)}, Median ${rough(median)}`;
  return { lower, median, upper, label };
}

const count = (value: number, one: string, many: string) => `${formatNumber(value)} ${value === 1 ? one : many}`;
const people = (value: number) => count(value, "Person", "Personen");
const participantMonths = (value: number) => count(value, "Teilnahmemonat", "Teilnahmemonate");
