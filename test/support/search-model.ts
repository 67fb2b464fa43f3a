// What a search means, written down once and without any index: the judge of every engine.
import type {
  Clause,
  EngineAnswer,
  EngineQuestion,
  QueryWord,
  SearchDocument,
  SearchEngine,
} from "../../src/search/engine.ts";

export interface Meaning {
  /** All matches, in order wherever the question alone decides it: by title where words do. */
  matches: SearchDocument[];
  counts: EngineAnswer["counts"];
}

export function meaningOf(documents: Iterable<SearchDocument>, question: EngineQuestion): Meaning {
  const { words, clauses } = question;
  const found = [...documents].filter((document) => words.length === 0 || hasWords(document, question));
  const fulfilling = (some: readonly Clause[]) => found.filter((d) => some.every((clause) => fulfils(d, clause)));
  const counts: EngineAnswer["counts"] = {};
  for (const facet of new Set(found.flatMap((document) => Object.keys(document.facets)))) {
    const others = clauses.filter((clause) => !(clause.choice && clause.facet === facet));
    const values = fulfilling(others).flatMap((document) => [...new Set(document.facets[facet] ?? [])]);
    if (values.length > 0) counts[facet] = tally(values);
  }
  return { matches: fulfilling(clauses).sort(orderOf(question)), counts };
}

function hasWords(document: SearchDocument, { words, match, lastIsPrefix }: EngineQuestion): boolean {
  const has = (word: QueryWord, i: number) => hasWord(document, word, lastIsPrefix && i === words.length - 1);
  return match === "all" ? words.every(has) : words.some(has);
}

/** All terms that the word asks for, or its own beside them, or the form as typed; where it may go on, any form that it begins. */
function hasWord(document: SearchDocument, { exact, own, terms }: QueryWord, mayGoOn: boolean): boolean {
  const words = Object.values(document.words).flat();
  const isThere = (term: string) => words.some((word) => word.term === term || word.parts.includes(term));
  const isForm = (form: string) => (mayGoOn ? form.startsWith(exact) : form === exact);
  return terms.every(isThere) || (!terms.includes(own) && isThere(own)) || words.some((word) => isForm(word.exact));
}

function fulfils({ facets, ranges }: SearchDocument, clause: Clause): boolean {
  if ("anyOf" in clause) return clause.anyOf.some((value) => facets[clause.facet]?.includes(value));
  return (ranges[clause.facet] ?? []).some(([from, to]) => from <= clause.to && to >= clause.from);
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

type Order = (a: SearchDocument, b: SearchDocument) => number;

export const byTitle: Order = (a, b) => compare(a.sort.title, b.sort.title, false) || compare(a.id, b.id, false);

function orderOf({ words, preferred = [], sort: { by, descending } }: EngineQuestion): Order {
  const isPreferred = (document: SearchDocument) =>
    Number(words.length === 0 && preferred.every((clause) => fulfils(document, clause)));
  if (by === "relevance") return (a, b) => isPreferred(b) - isPreferred(a) || byTitle(a, b);
  return (a, b) => compare(a.sort[by], b.sort[by], descending) || byTitle(a, b);
}

/** Null comes last, whatever the direction. */
function compare(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}

// --- engines beside it ----------------------------------------------------------------------------------------------------------

export interface OpenEngine {
  engine: SearchEngine;
  close(): Promise<void>;
}

export const idsOf = (answer: EngineAnswer) => answer.hits.map(({ id }) => id);
/** A facet without any counted value may be there or not. */
export const counted = ({ counts }: Pick<EngineAnswer, "counts">) =>
  Object.fromEntries(Object.entries(counts).filter(([, values]) => Object.keys(values).length > 0));
