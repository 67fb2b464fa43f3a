// Searching the catalogue: question → engine → published rows, with facets that carry labels and a word on what was understood.
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { formatList, formatNumber } from "../domain/german.ts";
import { problem } from "../domain/problem.ts";
import { readLegalBasis } from "../vocabulary/legal-basis-reading.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Clause, EngineAnswer, EngineQuestion, SearchEngine } from "./engine.ts";
import type { CatalogueLanguage } from "./language.ts";
import { FACETS, listedIn, type Facet } from "./facets.ts";
import { fingerprintOf, fromCursor, MAX_DEPTH, readQuestion, toCursor, type Asked, type Reading } from "./question.ts";
import { relaxations } from "./relaxations.ts";
import type { FacetType, RelaxationType, SearchEngineStatusType, SearchReadingType } from "./search.type.ts";

export const SORTS = {
  RELEVANCE: { by: "relevance", descending: true },
  TITLE: { by: "title", descending: false },
  NEWEST: { by: "publishedAt", descending: true },
  COST: { by: "cost", descending: false },
  STAFFING_RATIO: { by: "staffingRatio", descending: false },
  EVIDENCE: { by: "evidence", descending: true },
} as const satisfies Record<string, EngineQuestion["sort"]>;
export type Sort = keyof typeof SORTS;

export interface SearchArguments extends Asked {
  sort: Sort;
  first: number;
  after?: string | null;
}

export interface FoundExample {
  cursor: string;
  score: number | null;
  node: PracticeExampleType;
  /** What was searched; highlights are made from it when asked for. */
  question: Reading;
}

export interface SearchResult {
  totalCount: number;
  edges: FoundExample[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  /** Counted and labelled when read: many who page through a list never look. */
  readonly facets: FacetType[];
  reading: SearchReadingType;
  engine: SearchEngineStatusType;
}

interface Loader {
  loadMany(slugs: string[]): Promise<(PracticeExampleType | null | Error)[]>;
}

export class Searches {
  readonly #engine: SearchEngine;
  readonly #vocabulary: () => Vocabulary;
  readonly #language: CatalogueLanguage;
  readonly #follow: () => Promise<unknown>;
  /** `follow` brings the language to what is published now. */
  constructor(
    engine: SearchEngine,
    vocabulary: () => Vocabulary,
    language: CatalogueLanguage,
    follow: () => Promise<unknown>,
  ) {
    this.#engine = engine;
    this.#vocabulary = vocabulary;
    this.#language = language;
    this.#follow = follow;
  }

  /** Throws ProblemError for what cannot be meant. A hit that is no longer published is dropped. */
  async search(args: SearchArguments, loader: Loader): Promise<SearchResult> {
    if (!Number.isInteger(args.first) || args.first < 1 || args.first > 100)
      throw problem("INVALID_PAGE_SIZE", ["first"], "Die Seitengröße (first) muss zwischen 1 und 100 liegen.");
    const vocabulary = this.#vocabulary();
    const question = await this.#read(args);
    const parts = { engine: this.#engine, vocabulary, language: this.#language };
    const fingerprint = fingerprintOf([args.query ?? "", args.filter ?? {}, args.sort, args.literal ?? false]);
    const offset = args.after ? fromCursor(args.after, fingerprint) : 0;
    const { match, answer } = await this.#ask(question, args.sort, offset, args.first);
    const isFulfilled = match === "all" && answer.total > 0;
    /** Searched for when read, and once. */
    let relaxed: Promise<RelaxationType[]> | undefined;
    const rows = await loader.loadMany(answer.hits.map((hit) => hit.id));
    const edges = answer.hits.flatMap((hit, i): FoundExample[] => {
      const node = rows[i];
      if (node instanceof Error) throw node;
      return node ? [{ cursor: toCursor(offset + i + 1, fingerprint), score: hit.score, node, question }] : [];
    });
    return {
      totalCount: answer.total,
      edges,
      pageInfo: {
        hasNextPage: offset + answer.hits.length < Math.min(answer.total, MAX_DEPTH),
        hasPreviousPage: offset > 0,
        startCursor: edges[0]?.cursor ?? null,
        // After the last hit even if that has been dropped, or the next page would begin with it again.
        endCursor: answer.hits.length > 0 ? toCursor(offset + answer.hits.length, fingerprint) : null,
      },
      get facets() {
        const { counts } = answer;
        return FACETS.map((facet) => facetOf(facet, counts, question.clauses, vocabulary));
      },
      reading: {
        citations: question.citations.map(({ text }) => readLegalBasis(text, vocabulary)),
        words: question.words.map((word) => word.text),
        corrections: question.corrections,
        synonyms: question.synonyms,
        notes: notesOn(question, match, answer),
        get relaxations() {
          return (relaxed ??= isFulfilled ? Promise.resolve([]) : relaxations(args, question, parts));
        },
      },
      engine: answer.engine ?? { name: this.#engine.name, degraded: false, reason: null },
    };
  }

  /**
   * The slugs of all hits in order, by one question; for files, which must be complete. Throws ProblemError where nothing is found
   * (what would help is said) and where there are more hits than `limit`.
   */
  async all(args: Omit<SearchArguments, "first" | "after">, limit: number): Promise<string[]> {
    const vocabulary = this.#vocabulary();
    const question = await this.#read(args);
    const { answer } = await this.#ask(question, args.sort, 0, limit);
    if (answer.total === 0) {
      const parts = { engine: this.#engine, vocabulary, language: this.#language };
      const helpful = (await relaxations(args, question, parts)).map(({ text }) => text);
      const hint = helpful.length > 0 ? ` Mit weniger Bedingungen gäbe es welche: ${formatList(helpful, "oder")}.` : "";
      throw problem("NOTHING_FOUND", [], `Kein Beispiel passt zu dieser Suche, darum gibt es keine Datei.${hint}`);
    }
    if (answer.total > limit)
      throw problem(
        "TOO_MANY_HITS",
        [],
        `Die Suche hat ${formatNumber(answer.total)} Treffer, eine Datei fasst höchstens ${formatNumber(limit)}. Bitte die Suche enger fassen.`,
      );
    return answer.hits.map(({ id }) => id);
  }

  /** A correction names a word of the catalogue: it must not be one that another process has just withdrawn. */
  async #read(args: Asked): Promise<Reading> {
    const read = () => readQuestion(args, this.#vocabulary(), this.#language);
    const question = read();
    if (question.corrections.length === 0) return question;
    await this.#follow();
    return read();
  }

  /** With all words, or, where that finds nothing, with any. */
  async #ask(question: Reading, sort: Sort, offset: number, limit: number) {
    const { words, lastIsPrefix, clauses, preferred } = question;
    const base = { words, lastIsPrefix, clauses, preferred, sort: SORTS[sort], offset, limit };
    const answer = await this.#engine.search({ ...base, match: "all" });
    if (answer.total === 0 && words.length > 1) {
      const some = await this.#engine.search({ ...base, match: "any" });
      if (some.total > 0) return { match: "any" as const, answer: some };
    }
    return { match: "all" as const, answer };
  }
}

function notesOn(question: Reading, match: EngineQuestion["match"], answer: EngineAnswer): string[] {
  const notes: string[] = [];
  if (match === "any")
    notes.push("Kein Beispiel enthält alle Suchwörter. Gezeigt werden Beispiele, die einzelne davon enthalten.");
  if (question.leftOut.length > 0)
    notes.push(
      `Nicht berücksichtigt, weil die Suche höchstens zehn Wörter liest: ${question.leftOut.map((w) => w.text).join(", ")}.`,
    );
  if (answer.total === 0) notes.push("Kein Beispiel passt zu dieser Suche.");
  return notes;
}

/** Longer lists of values are cut here; the least frequent fall away. */
const LISTED_VALUES = 100;

function facetOf(
  facet: Facet,
  all: EngineAnswer["counts"],
  clauses: readonly Clause[],
  vocabulary: Vocabulary,
): FacetType {
  const counts = all[facet.name] ?? {};
  const clause = clauses.find((c) => c.choice && c.facet === facet.name);
  const chosen = clause && "anyOf" in clause ? clause.anyOf : [];
  const range = clause && "from" in clause ? clause : undefined;
  const written = facet.kind === "terms" && facet.written ? facet.written : (value: string) => value;
  // A chosen value without hits stays in the list, or nobody could take the choice back.
  const listed = new Set([...Object.keys(facet.listed ? (all[listedIn(facet.name)] ?? {}) : counts), ...chosen]);
  const values = [...listed].map((value) => ({
    value: written(value),
    label: facet.labelOf(value, vocabulary),
    count: counts[value] ?? 0,
    selected: range ? overlaps(value, range) : chosen.includes(value),
  }));
  if (facet.order === "count") values.sort((a, b) => b.count - a.count || byNature.compare(a.label, b.label));
  else values.sort((a, b) => byNature.compare(a.value, b.value));
  return { name: facet.name, label: facet.label, values: values.slice(0, LISTED_VALUES) };
}

/** Whether the step "from-to" of a range facet lies in the chosen range. */
function overlaps(step: string, range: { from: number; to: number }): boolean {
  const [low, high] = step.split("-").map(Number) as [number, number];
  return low <= range.to && high >= range.from;
}
const byNature = new Intl.Collator("de", { numeric: true });
