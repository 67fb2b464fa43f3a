// From the engine's question to what Meilisearch is asked: filters that say exactly what matches, and words that only rank.
import type { Clause, EngineQuestion, QueryWord, ValueClause } from "../engine.ts";
import { MAX_INTERVALS } from "./meilisearch-document.ts";
import { EVERY, toNumberKey, toToken, toValue } from "./meilisearch-text.ts";

/** All have to hold; in a list within the list, any. */
export type Filter = (string | string[])[];

export function filterOf(question: EngineQuestion, clauses: readonly Clause[]): Filter {
  const { words, match, lastIsPrefix } = question;
  const has = words.map((word, i) => hasWord(word, lastIsPrefix && i === words.length - 1));
  return [...(match === "all" || has.length === 0 ? has : [has.flat()]), ...clauses.map(fulfils)];
}

/** The two halves of what is found where something is preferred. */
export const halvesOf = (preferred: readonly ValueClause[]): [has: Filter, hasNot: Filter] => [
  preferred.map(hasValue),
  [preferred.map((clause) => `NOT ${hasValue(clause)}`)],
];

/** Any of: all terms, the own term unless it is one of them, the form as typed or one that it begins. */
function hasWord({ exact, own, terms }: QueryWord, isPrefix: boolean): string[] {
  const hasTerm = (term: string) => `has.term = ${quoted(toValue(term))}`;
  const ways = terms.length > 0 ? [terms.map(hasTerm).join(" AND ")] : [];
  if (!terms.includes(own)) ways.push(hasTerm(own));
  // Everything begins with nothing.
  if (exact !== "") ways.push(`has.exact ${isPrefix ? "STARTS WITH" : "="} ${quoted(toValue(exact))}`);
  return ways;
}

function fulfils(clause: Clause): string | string[] {
  if ("anyOf" in clause) return hasValue(clause);
  const { facet } = clause;
  const [from, to] = [toNumberKey(clause.from), toNumberKey(clause.to)];
  return Array.from({ length: MAX_INTERVALS }, (_, i) => {
    const end = (name: "from" | "to") => quoted(`ranges.${facet}.${i}.${name}`);
    return `${end("from")} <= ${to} AND ${end("to")} >= ${from}`;
  });
}

const hasValue = ({ facet, anyOf }: ValueClause) =>
  `${quoted(`facets.${facet}`)} IN [${anyOf.map((value) => quoted(toValue(value))).join(", ")}]`;

/** Meilisearch reads what JSON writes: \" and \\ are un-escaped. */
const quoted = (text: string) => JSON.stringify(text);

/**
 * The terms in order. Meilisearch drops words from the end until something is found; the first is in every document, so that nothing
 * that the filters let through is lost. A word with a space after it is not the beginning of another.
 */
export function rankingWords({ words, lastIsPrefix }: EngineQuestion): string {
  const tokens = words.flatMap((word) => word.terms).map(toToken);
  const once = tokens.filter((token, i) => tokens.lastIndexOf(token) === i);
  return [EVERY, ...once].join(" ") + (lastIsPrefix ? "" : " ");
}

/** Ties by title, then by id. */
export function sortOf({ sort }: EngineQuestion): string[] {
  const direction = sort.descending ? "desc" : "asc";
  const first = sort.by === "relevance" ? [] : [`sort.${sort.by}:${direction}`];
  return [...first, ...(sort.by === "title" ? [] : ["sort.title:asc"]), "sort.id:asc"];
}
