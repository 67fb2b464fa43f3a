// A filter as people read it: "Zielgruppe: Alleinerziehende; Bundesland: Bayern oder Hessen".
import { formatList, formatNumber } from "../domain/german.ts";
import { FACETS, type Facet } from "../search/facets.ts";
import type { Filter, FloatRange } from "../search/question.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** What is chosen in each facet, by the facet's name, in the order of the facets; "" where nothing is. */
export type FilterParts = Readonly<Record<string, string>>;

export const filterParts = (filter: Filter, vocabulary: Vocabulary): FilterParts =>
  Object.fromEntries(FACETS.map((facet) => [facet.name, partOf(facet, filter[facet.name], vocabulary)]));

/** "alle Praxisbeispiele" where nothing is chosen. */
export const filterLabel = (parts: FilterParts) =>
  Object.values(parts)
    .filter((part) => part !== "")
    .join("; ") || "alle Praxisbeispiele";

function partOf(facet: Facet, chosen: unknown, vocabulary: Vocabulary): string {
  if (chosen === undefined || chosen === null) return "";
  const text =
    facet.kind === "range"
      ? rangeLabel(chosen as FloatRange)
      : valuesLabel(facet, [chosen].flat().map(String), vocabulary);
  return text && `${facet.label}: ${text}`;
}

/** A value that is written otherwise than indexed is a citation, and reads as it is. */
const valuesLabel = (facet: Facet, values: readonly string[], vocabulary: Vocabulary) =>
  formatList(
    values.map((value) => (facet.kind === "terms" && facet.written ? value : facet.labelOf(value, vocabulary))),
    "oder",
  );

function rangeLabel({ min, max }: FloatRange): string {
  const [from, to] = [min, max].map((end) => (end === undefined || end === null ? null : formatNumber(end)));
  if (from && to) return `${from} bis ${to}`;
  return from ? `ab ${from}` : to ? `bis ${to}` : "";
}
