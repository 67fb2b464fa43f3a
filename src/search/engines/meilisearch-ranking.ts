// How much each word tells about a document, decided before Meilisearch sees it: its rules know places, not weights.
import { FIELD_WEIGHTS, FIELDS, type FieldName, type SearchDocument } from "../engine.ts";

/**
 * Searchable attributes, most telling first. A word stands in the one that its weight in the whole document deserves. Meilisearch adds up
 * the places of all searched words and puts the lowest sum first, so equal steps make its order one by the sum of weights.
 */
export const TIERS = Array.from({ length: 64 }, (_, n) => `tier.${String(n).padStart(2, "0")}`);
/** A weight that nothing but a word in title, keywords and text at once reaches; more counts as much. */
const HIGHEST = 48;

/** Being a part of a longer word, or standing for a narrower one, counts so much. */
const PART = 0.4;
/** As in BM25+: what another occurrence brings, how much long texts lose by it, and what being there at all is worth. */
const [SATURATION, LENGTH_SHARE, PRESENCE] = [1.2, 0.7, 0.5];
/** Words a field usually has. */
const USUAL_LENGTH: Record<FieldName, number> = {
  title: 6,
  keywords: 10,
  targetGroups: 20,
  organisation: 16,
  law: 34,
  summary: 26,
  text: 124,
};

/** The document's terms by tier. */
export function tiersOf(words: SearchDocument["words"]): Map<string, string[]> {
  const weights = new Map<string, number>();
  for (const field of FIELDS) {
    const relativeLength = words[field].length / USUAL_LENGTH[field];
    const add = (terms: readonly string[], factor: number) => {
      for (const [term, count] of countsOf(terms)) {
        const weight = FIELD_WEIGHTS[field] * factor * worth(count, relativeLength);
        weights.set(term, (weights.get(term) ?? 0) + weight);
      }
    };
    add(
      words[field].map((word) => word.term),
      1,
    );
    add(
      words[field].flatMap((word) => word.parts),
      PART,
    );
  }
  const tiers = new Map<string, string[]>();
  for (const [term, weight] of weights) {
    const name = TIERS[Math.max(0, TIERS.length - 1 - Math.floor((weight / HIGHEST) * TIERS.length))]!;
    tiers.set(name, [...(tiers.get(name) ?? []), term]);
  }
  return tiers;
}

const worth = (count: number, relativeLength: number) =>
  PRESENCE + (count * (SATURATION + 1)) / (count + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * relativeLength));

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
