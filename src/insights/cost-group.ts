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

export type Figure = CostFigure & { slug: string };

/** An example and its figure; null where none can be derived. */
export interface Costed {
  profile: Profile;
  figure: Figure | null;
}

/** Lowest figure first, those without one last. */
export const costed = (examples: readonly Profiled[], measure: CostMeasure): Costed[] =>
  examples
    .map(({ id, profile }) => {
      const figure = profile.costs[measure];
      return { profile, figure: figure ? { slug: id, ...figure } : null };
    })
    .sort(({ figure: a }, { figure: b }) =>
      a && b ? a.value - b.value || (a.slug < b.slug ? -1 : 1) : Number(!a) - Number(!b),
    );

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
  figures: Figure[];
  notes: string[];
}

/** `members` in the order of `costed`. */
export function costGroup(
  { label, value = null }: { label: string; value?: string | null },
  members: readonly Costed[],
): CostGroup {
  const figures = members.flatMap(({ figure }) => figure ?? []);
  const n = figures.length;
  const planned = figures.filter((figure) => figure.planned).length;
  const quartiles = quartilesOf(figures.map((figure) => figure.value));
  return {
    value,
    label,
    examples: members.length,
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
export function priceNote({ figures }: CostGroup): string[] {
  if (figures.length === 0) return [];
  const years = [...new Set(figures.flatMap(({ year }) => year ?? []))].sort((a, b) => a - b);
  const span = years.length > 1 ? `${years[0]} bis ${years.at(-1)}` : years[0];
  return [
    `Die Beträge sind nicht auf ein gemeinsames Preisniveau umgerechnet.${span ? ` Sie stehen in Dokumenten von ${span}.` : ""}`,
  ];
}
