// What to leave out of a search that nothing fulfils: by what a person typed and chose, nearest first.
import { formatList, formatNumber } from "../domain/german.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { SearchEngine } from "./engine.ts";
import { FACETS, type Facet } from "./facets.ts";
import type { CatalogueLanguage } from "./language.ts";
import { readQuestion, type Asked, type FloatRange, type Reading } from "./question.ts";
import type { RelaxationType } from "./search.type.ts";

/** Searches for the relaxations of one search; conditions and pairs beyond that are not tried. */
const MOST_SEARCHES = 24;
const MOST_SHOWN = 8;

/** Something that could be left out. */
interface Condition {
  /** Field of the filter, "citation" or "query". */
  dropped: string;
  label: string;
  /** How many things it is to a person. */
  size: number;
  /** What of the typed text goes with it. */
  texts: readonly string[];
}

export interface RelaxationParts {
  engine: SearchEngine;
  vocabulary: Vocabulary;
  language: CatalogueLanguage;
}

/**
 * Each chosen facet, citation and word by itself and all words together; pairs of them where none helps by itself. Each is
 * counted by asking again what is left, with at most 24 searches. Fewest things first, then most hits; without what would leave
 * the whole catalogue.
 */
export async function relaxations(asked: Asked, reading: Reading, parts: RelaxationParts): Promise<RelaxationType[]> {
  const { single, allWords } = conditionsOf(asked, reading, parts.vocabulary);
  const found: { size: number; relaxation: RelaxationType }[] = [];
  let searches = 0;
  const attempt = async (...without: Condition[]): Promise<boolean> => {
    const left = leftOf(asked, reading, without);
    const { words, lastIsPrefix, clauses } = readQuestion(left, parts.vocabulary, parts.language);
    if (words.length + clauses.length === 0 || searches++ >= MOST_SEARCHES) return false;
    const { total } = await parts.engine.search({
      words,
      lastIsPrefix,
      match: "all",
      clauses,
      sort: { by: "relevance", descending: true },
      offset: 0,
      limit: 0,
    });
    if (total === 0) return false;
    const size = without.reduce((sum, condition) => sum + condition.size, 0);
    found.push({ size, relaxation: relaxationOf(without, left.query, total) });
    return true;
  };
  if (allWords) await attempt(allWords);
  let helps = false;
  for (const condition of single) helps = (await attempt(condition)) || helps;
  if (!helps) for (const [one, other] of pairsOf(single, allWords)) await attempt(one, other);
  return found
    .sort((a, b) => a.size - b.size || b.relaxation.count - a.relaxation.count)
    .slice(0, MOST_SHOWN)
    .map(({ relaxation }) => relaxation);
}

function conditionsOf({ filter }: Asked, { citations, words }: Reading, vocabulary: Vocabulary) {
  const ofFacets = FACETS.flatMap((facet): Condition[] => {
    const label = labelOf(facet, filter?.[facet.name], vocabulary);
    return label === undefined ? [] : [{ dropped: facet.name, label, size: 1, texts: [] }];
  });
  const ofCitations = citations.map(({ text }): Condition => ({
    dropped: "citation",
    label: text,
    size: 1,
    texts: [text],
  }));
  const ofWords = words.map(({ text }): Condition => ({
    dropped: "query",
    label: `„${text}“`,
    size: 1,
    texts: [text],
  }));
  const texts = words.map(({ text }) => text);
  const allWords: Condition | undefined =
    words.length > 1
      ? { dropped: "query", label: `alle Suchwörter (${texts.join(" ")})`, size: words.length, texts }
      : undefined;
  return { single: [...ofFacets, ...ofCitations, ...ofWords], allWords };
}

/** A value that speaks for itself alone, others behind their facet's name; undefined where nothing is chosen. */
function labelOf(facet: Facet, chosen: unknown, vocabulary: Vocabulary): string | undefined {
  if (chosen === undefined || chosen === null) return undefined;
  if (facet.kind === "range") {
    const text = rangeText(chosen as FloatRange);
    return text && `${facet.label} (${text})`;
  }
  const isWritten = facet.kind === "terms" && facet.written;
  const values = (Array.isArray(chosen) ? chosen : [chosen]).map((value) =>
    isWritten ? String(value) : facet.labelOf(String(value), vocabulary),
  );
  if (values.length === 0) return undefined;
  return values.length === 1 && Array.isArray(chosen) ? values[0] : `${facet.label} (${values.join(", ")})`;
}

function rangeText({ min, max }: FloatRange): string | undefined {
  const [from, to] = [min, max].map((end) => (end === undefined || end === null ? undefined : formatNumber(end)));
  if (from !== undefined && to !== undefined) return `${from} bis ${to}`;
  return from !== undefined ? `ab ${from}` : to !== undefined ? `bis ${to}` : undefined;
}

/** The question without some conditions. The last word stays the beginning of a longer one only if it stays the last. */
function leftOf(
  { filter, literal }: Asked,
  { citations, words, lastIsPrefix }: Reading,
  without: readonly Condition[],
) {
  const fields = new Set(without.map((condition) => condition.dropped));
  const texts = new Set(without.flatMap((condition) => condition.texts));
  const left = [...citations, ...words].filter(({ text }) => !texts.has(text)).map(({ text }) => text);
  const mayGoOn = lastIsPrefix && words.length > 0 && left.at(-1) === words.at(-1)!.text;
  return {
    query: left.join(" ") + (left.length > 0 && !mayGoOn ? " " : ""),
    filter: Object.fromEntries(Object.entries(filter ?? {}).filter(([name]) => !fields.has(name))),
    literal,
  };
}

function relaxationOf(without: readonly Condition[], query: string, count: number): RelaxationType {
  const dropped = without.map((condition) => condition.dropped);
  return {
    dropped: [...new Set(dropped)].join(", "),
    count,
    text: `ohne ${formatList(without.map((condition) => condition.label))}: ${count} Treffer`,
    query,
    filterFields: dropped.filter((name) => name !== "query" && name !== "citation"),
  };
}

function pairsOf(single: readonly Condition[], allWords: Condition | undefined): [Condition, Condition][] {
  const pairs = single.flatMap((one, i) => single.slice(i + 1).map((other): [Condition, Condition] => [one, other]));
  const others = single.filter((condition) => condition.dropped !== "query");
  return [...(allWords ? others.map((one): [Condition, Condition] => [one, allWords]) : []), ...pairs];
}
