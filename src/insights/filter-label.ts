// A filter as people read it: "Zielgruppe: Alleinerziehende; Bundesland: Bayern oder Hessen".
import { formatList, formatNumber } from "../domain/german.ts";
import { FACETS, type Facet } from "../search/facets.ts";
import type { Filter, FloatRange } from "../search/question.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** In the order of the facets; "alle Praxisbeispiele" where nothing is chosen. */
export function filterLabel(filter: Filter, vocabulary: Vocabulary): string {
  const parts = FACETS.flatMap((facet) => {
    const chosen = filter[facet.name];
    const text = chosen === undefined || chosen === null ? "" : chosenLabel(facet, chosen, vocabulary);
    return text ? [`${facet.label}: ${text}`] : [];
  });
  return parts.join("; ") || "alle Praxisbeispiele";
}

function chosenLabel(facet: Facet, chosen: unknown, vocabulary: Vocabulary): string {
  if (facet.kind === "range") return rangeLabel(chosen as FloatRange);
  // A value that is written otherwise than indexed is a citation, and reads as it is.
  const isWritten = facet.kind === "terms" && facet.written !== undefined;
  const values = (Array.isArray(chosen) ? chosen : [chosen]).map(String);
  return formatList(
    values.map((value) => (isWritten ? value : facet.labelOf(value, vocabulary))),
    "oder",
  );
}

function rangeLabel({ min, max }: FloatRange): string {
  const [from, to] = [min, max].map((end) => (end === undefined || end === null ? null : formatNumber(end)));
  if (from && to) return `${from} bis ${to}`;
  return from ? `ab ${from}` : to ? `bis ${to}` : "";
}
