// What Meilisearch keeps of a search document, and the settings under which it does: the index is a function of this file.
import { createHash } from "node:crypto";
import { FIELDS, type FieldName, type SearchDocument } from "../engine.ts";

export interface IndexedDocument extends SearchDocument {
  /** Tells two states of an example apart; comes back from `revisions`. */
  rev: string;
}

/** Grows with each change of what `toStored` makes of the same document. */
export const DOCUMENT_VERSION = 1;

/** Alternatives of a range facet that are searched; a document has no more than that after overlapping ones are joined. */
export const MAX_INTERVALS = 32;

export const SETTINGS = {
  displayedAttributes: ["id", "_rev"],
  searchableAttributes: ["every"],
  filterableAttributes: [
    {
      attributePatterns: ["has.*", "facets.*"],
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
    {
      attributePatterns: ["ranges.*"],
      features: { facetSearch: false, filter: { equality: false, comparison: true } },
    },
  ],
  sortableAttributes: ["sort.id", "sort.title", "sort.publishedAt", "sort.cost", "sort.staffingRatio", "sort.evidence"],
  rankingRules: ["words", "attribute", "sort", "exactness"],
  typoTolerance: { enabled: false },
  stopWords: [],
  synonyms: {},
  localizedAttributes: [],
  separatorTokens: [],
  nonSeparatorTokens: [],
  dictionary: [],
  prefixSearch: "indexingTime",
  proximityPrecision: "byAttribute",
  facetSearch: false,
  faceting: { maxValuesPerFacet: 10_000, sortFacetValuesBy: { "*": "alpha" } },
  pagination: { maxTotalHits: 1_000_000 },
  searchCutoffMs: 700,
} as const;

/** Part of an index's name, so that other settings are another index. */
export const SETTINGS_HASH = createHash("sha256").update(JSON.stringify(SETTINGS)).digest("hex").slice(0, 8);

/** A document as Meilisearch stores it. */
export function toStored({ id, rev, words, facets }: IndexedDocument): Record<string, unknown> & { id: string } {
  const all = (Object.keys(words) as FieldName[])
    .filter((field) => FIELDS.includes(field))
    .flatMap((field) => words[field]);
  return {
    id,
    _rev: rev,
    every: "all",
    has: { exact: [...new Set(all.map((word) => word.exact))] },
    facets,
    sort: { id },
  };
}
