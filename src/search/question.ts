// From a person's words and choices to the engine's question, and what was understood on the way.
import { createHash } from "node:crypto";
import { findCitations, type FoundCitation } from "../domain/citation.ts";
import { problem } from "../domain/problem.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Clause, QueryWord } from "./engine.ts";
import { FACETS } from "./facets.ts";
import type { CatalogueLanguage, Understood } from "./language.ts";

/** What a person may type at most; more words than this add nothing and are said to be left out. */
export const MAX_QUERY_LENGTH = 200;
export const MAX_WORDS = 10;
/** Values of one facet chosen at a time. */
export const MAX_CHOICES = 50;
/** Deeper pages than this are not served: who needs them needs a filter. */
export const MAX_DEPTH = 1_000;

export type FloatRange = { min?: number | null; max?: number | null };
export type Filter = Partial<Record<string, unknown>>;

export interface Reading {
  citations: FoundCitation[];
  words: QueryWord[];
  /** Words beyond the tenth. */
  leftOut: QueryWord[];
  corrections: Understood["corrections"];
  synonyms: Understood["synonyms"];
  /** The person is still typing the last word. */
  lastIsPrefix: boolean;
  clauses: Clause[];
}

/** Throws ProblemError, its path beginning at the argument, for what cannot be meant. */
export function readQuestion(
  { query, filter, literal = false }: { query?: string | null; filter?: Filter | null; literal?: boolean },
  vocabulary: Vocabulary,
  language: CatalogueLanguage,
): Reading {
  const text = checkedQuery(query ?? "");
  const citations = findCitations(text);
  // Citations become filters; what stands around them stays a search for words.
  let rest = text;
  for (const { start, end } of citations) rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
  const lastIsPrefix = /[\p{L}\p{N}]$/u.test(rest);
  const { words, corrections, synonyms } = language.understand(rest, lastIsPrefix, literal);
  const law = citations.flatMap(({ citation }) => vocabulary.crosswalk.wanted(citation));
  return {
    citations,
    words: words.slice(0, MAX_WORDS),
    leftOut: words.slice(MAX_WORDS),
    corrections,
    synonyms,
    lastIsPrefix,
    clauses: [
      ...law.map((anyOf): Clause => ({ facet: "legalBases", choice: false, anyOf })),
      ...clausesOf(filter ?? {}, vocabulary),
    ],
  };
}

function checkedQuery(query: string): string {
  if (query.length > MAX_QUERY_LENGTH)
    throw problem("QUERY_TOO_LONG", ["query"], `Die Suche darf höchstens ${MAX_QUERY_LENGTH} Zeichen lang sein.`);
  return query;
}

/** Throws ProblemError, its path beginning with "filter", for choices that cannot be meant. */
export function clausesOf(filter: Filter, vocabulary: Vocabulary): Clause[] {
  return FACETS.flatMap((facet): Clause[] => {
    const chosen = filter[facet.name];
    const path = ["filter", facet.name];
    if (chosen === undefined || chosen === null) return [];
    if (facet.kind === "range") return rangeClauses(facet.name, chosen as FloatRange, path);
    const values = (Array.isArray(chosen) ? chosen : [chosen]) as (string | number)[];
    // An empty list chooses nothing and so filters nothing.
    if (values.length === 0) return [];
    if (values.length > MAX_CHOICES)
      throw problem("TOO_MANY_VALUES", path, `Höchstens ${MAX_CHOICES} Werte auf einmal sind möglich.`);
    const anyOf =
      facet.kind === "year"
        ? values.map(String)
        : values.flatMap((value, i) =>
            facet.meaning(String(value), vocabulary, Array.isArray(chosen) ? [...path, i] : path),
          );
    return [{ facet: facet.name, choice: true, anyOf }];
  });
}

function rangeClauses(facet: string, { min, max }: FloatRange, path: string[]): Clause[] {
  if ((min ?? max ?? null) === null) return [];
  const [from, to] = [min ?? -Infinity, max ?? Infinity];
  if (from > to) throw problem("EMPTY_RANGE", path, "Der untere Wert ist größer als der obere.");
  return [{ facet, choice: true, from, to }];
}

// --- cursors --------------------------------------------------------------------------------------------------------------------

/** Ties a cursor to its search: used with another one, it would point anywhere. */
export const fingerprintOf = (parts: unknown) =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);

export const toCursor = (position: number, fingerprint: string) =>
  Buffer.from(`${position}:${fingerprint}`).toString("base64url");

/** The position after which to go on. Throws ProblemError for a cursor that is not of this search or too deep. */
export function fromCursor(cursor: string, fingerprint: string): number {
  const match = /^(\d{1,6}):([0-9a-f]{12})$/.exec(
    /^[A-Za-z0-9_-]{1,40}$/.test(cursor) ? Buffer.from(cursor, "base64url").toString() : "",
  );
  if (!match) throw problem("INVALID_CURSOR", ["after"], "Diese Seitenmarke (after) ist nicht gültig.");
  if (match[2] !== fingerprint)
    throw problem(
      "INVALID_CURSOR",
      ["after"],
      "Diese Seitenmarke (after) gehört zu einer anderen Suche. Bitte von vorn blättern.",
    );
  const position = Number(match[1]);
  if (position >= MAX_DEPTH)
    throw problem(
      "TOO_DEEP",
      ["after"],
      `Es lassen sich nur die ersten ${MAX_DEPTH} Treffer durchblättern. Bitte die Suche enger fassen.`,
    );
  return position;
}
