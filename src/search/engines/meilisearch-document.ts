// What Meilisearch keeps of a search document, and the settings under which it does: an index is a function of this file.
import { createHash } from "node:crypto";
import { FIELDS, type SearchDocument, type SortKey } from "../engine.ts";
import { tiersOf, TIERS } from "./meilisearch-ranking.ts";
import { EVERY, toNumberKey, toSortKey, toToken, toValue } from "./meilisearch-text.ts";

/** `rev` comes back from `revisions`. */
export type IndexedDocument = SearchDocument;

/** Grows with each change of what `toStored` makes of the same document. */
export const DOCUMENT_VERSION = 1;

/** Intervals of one range facet that are searched; an example has no more ratios than that. */
export const MAX_INTERVALS = 32;

const SORT_KEYS: SortKey[] = ["title", "publishedAt", "cost", "staffingRatio", "evidence"];
const equality = { facetSearch: false, filter: { equality: true, comparison: false } };
const comparison = { facetSearch: false, filter: { equality: false, comparison: true } };

/** Everything is said, also what Meilisearch would do by itself: its defaults may change. */
export const SETTINGS = {
  displayedAttributes: ["id", "_rev"],
  searchableAttributes: ["every", ...TIERS],
  filterableAttributes: [
    { attributePatterns: ["has.*", "facets.*"], features: equality },
    { attributePatterns: ["ranges.*"], features: comparison },
  ],
  sortableAttributes: ["id", ...SORT_KEYS].map((key) => `sort.${key}`),
  // A word itself before longer ones that it begins, then by tier; `sort` breaks ties by title and id.
  rankingRules: ["words", "exactness", "attributeRank", "sort"],
  typoTolerance: { enabled: false },
  stopWords: [],
  synonyms: {},
  localizedAttributes: [],
  separatorTokens: [],
  nonSeparatorTokens: [],
  dictionary: [],
  distinctAttribute: null,
  prefixSearch: "indexingTime",
  proximityPrecision: "byAttribute",
  facetSearch: false,
  faceting: { maxValuesPerFacet: 10_000, sortFacetValuesBy: { "*": "alpha" } },
  pagination: { maxTotalHits: 1_000_000 },
  // Below the time-out of a search. What is cut is the order, never the set: that comes from filters.
  searchCutoffMs: 600,
};

/** Part of an index's name, so that other settings are another index. */
export const SETTINGS_HASH = createHash("sha256").update(JSON.stringify(SETTINGS)).digest("hex").slice(0, 8);

/**
 * A document as Meilisearch stores it: `has` for finding exactly, `tier` for ranking. Throws RangeError for more than `MAX_INTERVALS`
 * intervals that do not overlap.
 */
export function toStored({ id, rev, words, facets, ranges, sort }: IndexedDocument) {
  const all = FIELDS.flatMap((field) => words[field]);
  return {
    id,
    _rev: rev,
    every: EVERY,
    tier: Object.fromEntries(
      [...tiersOf(words)].map(([name, terms]) => [name.slice("tier.".length), terms.map(toToken).join(" ")]),
    ),
    has: {
      exact: unique(all.map((word) => toValue(word.exact))),
      term: unique(all.flatMap((word) => [word.term, ...word.parts]).map(toValue)),
    },
    facets: mapped(facets, (values) => values.map(toValue)),
    // Numbered, because two lists of numbers would not say which end belongs to which beginning.
    ranges: mapped(ranges, (intervals) => ({
      ...joined(intervals).map(([from, to]) => ({ from: toNumberKey(from), to: toNumberKey(to) })),
    })),
    sort: { id: toSortKey(id), ...mapped(sort, sortable) },
  };
}

const unique = (values: readonly string[]) => [...new Set(values)];

const mapped = <T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

function sortable(key: number | string | null): string | null {
  if (key === null) return null;
  return typeof key === "number" ? toNumberKey(key) : toSortKey(key);
}

/** Overlapping intervals as one: whatever overlaps either overlaps that. */
function joined(intervals: readonly [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of intervals.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && last[0] <= last[1] && from <= to && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  if (result.length > MAX_INTERVALS)
    throw new RangeError(`Mehr als ${MAX_INTERVALS} getrennte Spannen in einer Facette.`);
  return result;
}
