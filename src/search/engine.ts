// The port behind which search engines stand: they match, rank, filter and count; all German lies before it.
import type { Profile } from "../domain/profile.ts";

/** Fields of a document, most telling first. The weights are the published ranking, see docs/abfragen.md, "Suchen". */
export const FIELD_WEIGHTS = {
  title: 10,
  keywords: 6,
  targetGroups: 6,
  organisation: 4,
  law: 4,
  summary: 3,
  text: 1,
} as const;
export type FieldName = keyof typeof FIELD_WEIGHTS;
export const FIELDS = Object.keys(FIELD_WEIGHTS) as FieldName[];

/** How an engine sees a word of a document; domain/lexicon.ts says what terms are. */
export interface DocumentWord {
  exact: string;
  term: string;
  /** Further terms under which it is found: parts of a compound, broader words. */
  parts: readonly string[];
}

/** What a typed word asks for. A document has it when it has all `terms`, as its own or as parts. */
export interface QueryWord {
  /** As typed. */
  text: string;
  /** The same form ranks highest, then the same own term, then parts. */
  exact: string;
  own: string;
  terms: readonly string[];
}

export interface SearchDocument {
  /** The example's slug. */
  id: string;
  /** Which state of the example this is; equal where nothing that the index knows has changed. */
  rev: string;
  words: Record<FieldName, DocumentWord[]>;
  /** Values of each facet under which the document is counted and found. */
  facets: Record<string, string[]>;
  /** Numbers of each range facet: intervals with both ends included. */
  ranges: Record<string, [from: number, to: number][]>;
  /** Sort keys; null sorts last in either direction. */
  sort: Record<SortKey, number | string | null>;
  /** For comparisons, statistics and maps; engines on other machines need not keep it. */
  profile: Profile;
}

export type SortKey = "title" | "publishedAt" | "cost" | "staffingRatio" | "evidence";

/** Documents fulfil all clauses; within one clause any value will do. A `choice` is a person's choice in that facet. */
export type Clause = ValueClause | { facet: string; choice: boolean; from: number; to: number };
export interface ValueClause {
  facet: string;
  choice: boolean;
  anyOf: string[];
}

export interface EngineQuestion {
  words: readonly QueryWord[];
  /** The last word may be the beginning of a longer one. */
  lastIsPrefix: boolean;
  /** Documents contain all words, or, where that finds nothing, any. */
  match: "all" | "any";
  clauses: Clause[];
  /** Without words, what has a value of each of these is more relevant than what has not. They exclude nothing. */
  preferred?: readonly ValueClause[];
  /** By relevance; ties by title, then by id. */
  sort: { by: "relevance" | SortKey; descending: boolean };
  offset: number;
  limit: number;
}

export interface EngineAnswer {
  hits: { id: string; score: number | null }[];
  /** Exact. */
  total: number;
  /** Documents a value would leave, all clauses applied except choices in the value's own facet. Values without documents are absent. */
  counts: Record<string, Record<string, number>>;
  /** Which engine answered, where that is not always the same one. */
  engine?: EngineStatus;
}

export interface EngineStatus {
  name: string;
  /** Another engine should have answered. */
  degraded: boolean;
  /** Why, in a German sentence; null unless degraded. */
  reason: string | null;
}

export interface SearchEngine {
  readonly name: string;
  search(question: EngineQuestion): Promise<EngineAnswer>;
  /** Adds or replaces. */
  put(documents: readonly SearchDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  size(): Promise<number>;
}
