// What a participant-month, a participant or an integration costs in one group of examples: its figures and their quartiles.
import { formatNumber } from "../domain/german.ts";
import type { CostFigure, Profile } from "../domain/profile.ts";
import { quartilesOf, type Quartiles } from "../domain/quartiles.ts";
import type { CostMeasure } from "../domain/terms.ts";

/** An example as the index keeps it. */
export interface Profiled {
  id: string;
  profile: Profile;
}

export interface CostGroup {
  /** As written in a filter; null for a group that is not a single value. */
  value: string | null;
  label: string;
  /** Those without a figure included. */
  examples: number;
  /** Examples with a figure. */
  n: number;
  planned: number;
  /** Null, and no figures, for too few figures (domain/quartiles.ts). */
  quartiles: Quartiles | null;
  /** Lowest first. */
  figures: (CostFigure & { slug: string })[];
  notes: string[];
}

export function costGroup(
  { label, value = null }: { label: string; value?: string | null },
  examples: readonly Profiled[],
  measure: CostMeasure,
): CostGroup {
  const figures = examples
    .flatMap(({ id, profile: { costs } }) => (costs[measure] ? [{ slug: id, ...costs[measure] }] : []))
    .sort((a, b) => a.value - b.value || (a.slug < b.slug ? -1 : 1));
  const n = figures.length;
  const planned = figures.filter((figure) => figure.planned).length;
  const quartiles = quartilesOf(figures.map((figure) => figure.value));
  return {
    value,
    label,
    examples: examples.length,
    n,
    planned,
    quartiles,
    figures: quartiles ? figures : [],
    notes: quartiles ? plannedNote(n, planned) : [tooFew(n)],
  };
}

export const tooFew = (n: number) => `zu wenige Angaben (n = ${formatNumber(n)})`;

function plannedNote(n: number, planned: number): string[] {
  if (planned === 0) return [];
  if (planned === n) return ["Alle Angaben sind geplant, keine ist ein Ergebnis."];
  return [`${formatNumber(planned)} von ${formatNumber(n)} Angaben ${planned === 1 ? "ist" : "sind"} geplant.`];
}

/** That money of different years stands side by side; empty where nothing is shown. */
export function priceNote(groups: readonly CostGroup[]): string[] {
  const years = groups.flatMap(({ figures }) => figures.flatMap(({ year }) => year ?? []));
  if (groups.every(({ figures }) => figures.length === 0)) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const from =
    years.length === 0 ? "" : ` Sie stehen in Dokumenten von ${first === last ? first : `${first} bis ${last}`}.`;
  return [`Die Beträge sind nicht auf ein gemeinsames Preisniveau umgerechnet.${from}`];
}
