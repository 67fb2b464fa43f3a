// The search engine inside the process: MiniSearch for words, columns of value numbers for filters and facet counts.
import MiniSearch, { type Query } from "minisearch";
import {
  FIELD_WEIGHTS,
  FIELDS,
  type Clause,
  type EngineAnswer,
  type EngineQuestion,
  type FieldName,
  type QueryWord,
  type SearchDocument,
  type SearchEngine,
} from "../engine.ts";

/** How each field's words are kept: as written, by their term, and by what they are made of. */
const FORMS = ["exact", "term", "parts"] as const;
type Form = (typeof FORMS)[number];
const nameOf = (field: FieldName, form: Form) => `${field}.${form}`;

/** The word as written counts most, then its other forms and synonyms, then longer words it begins or is a part of. */
const FACTORS = { exact: 1, term: 1, parts: 0.4, prefix: 0.5 } as const;
const FIELDS_OF = Object.fromEntries(FORMS.map((form) => [form, FIELDS.map((field) => nameOf(field, form))])) as Record<
  Form,
  string[]
>;
const boosts = (form: Form, factor: number) =>
  Object.fromEntries(FIELDS.map((field) => [nameOf(field, form), FIELD_WEIGHTS[field] * factor]));
/** MiniSearch weighs a longer word by this much of what the word itself gets. */
const WEIGHT_OF_LONGER = 0.375;

// Few searches over many fields: MiniSearch is slow where it merges results.
const SEARCHES = {
  term: {
    fields: [...FIELDS_OF.term, ...FIELDS_OF.parts],
    boost: { ...boosts("term", FACTORS.term), ...boosts("parts", FACTORS.parts) },
  },
  exact: { fields: FIELDS_OF.exact, boost: boosts("exact", FACTORS.exact) },
  /** The word as written begins itself, so it gets both factors. */
  prefix: {
    fields: FIELDS_OF.exact,
    prefix: true,
    boost: boosts("exact", FACTORS.exact + FACTORS.prefix),
    weights: { fuzzy: 0, prefix: (WEIGHT_OF_LONGER * FACTORS.prefix) / (FACTORS.exact + FACTORS.prefix) },
  },
};

/** MiniSearch takes strings; ours are words already, so they are joined and cut at spaces again. */
const createIndex = () =>
  new MiniSearch<SearchDocument>({
    fields: FORMS.flatMap((form) => FIELDS_OF[form]),
    extractField: (document, field) => {
      if (field === "id") return document.id;
      const [name, form] = field.split(".") as [FieldName, Form];
      return document.words[name].flatMap((word) => word[form]).join(" ");
    },
    tokenize: (text) => text.split(" ").filter(Boolean),
    processTerm: (term) => term,
    autoVacuum: { batchSize: 200, batchWait: 10 },
  });

/** What is kept of a document; its words are in the index. */
interface Entry extends Pick<SearchDocument, "id" | "ranges" | "sort"> {
  /** Numbers of all its facet values. */
  values: Uint32Array;
  /** Place among all in order of title; up to date while a search runs. */
  rank: number;
}
interface Hit {
  entry: Entry;
  score: number | null;
}

export class EmbeddedEngine implements SearchEngine {
  readonly name = "embedded";
  #index = createIndex();
  readonly #byId = new Map<string, Hit>();
  /** Kept in order, because every search falls back on it and comparing titles is slow. */
  readonly #byTitle: Hit[] = [];
  #ranked = true;
  /** Counts over all documents, until one changes. */
  #allCounts: EngineAnswer["counts"] | undefined;
  /** Facet values are counted by number, not by name; a number is a place in `#values`. */
  readonly #values: { facet: string; value: string }[] = [];
  readonly #numbers = new Map<string, Map<string, number>>();

  async put(documents: readonly SearchDocument[]): Promise<void> {
    for (const document of documents) {
      const { id, facets, ranges, sort } = document;
      const values = Object.entries(facets).flatMap(([facet, list]) =>
        list.map((value) => this.#numberOf(facet, value)),
      );
      const hit: Hit = { entry: { id, ranges, sort, values: Uint32Array.from(values), rank: 0 }, score: null };
      this.#drop(id);
      this.#index.add(document);
      this.#byId.set(id, hit);
      this.#byTitle.splice(placeIn(this.#byTitle, hit, byTitle), 0, hit);
      this.#changed();
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#drop(id);
  }

  #drop(id: string) {
    const hit = this.#byId.get(id);
    if (!hit) return;
    this.#index.discard(id);
    this.#byId.delete(id);
    this.#byTitle.splice(placeIn(this.#byTitle, hit, byTitle) - 1, 1);
    this.#changed();
  }

  #changed() {
    this.#ranked = false;
    this.#allCounts = undefined;
  }

  async size(): Promise<number> {
    return this.#byId.size;
  }

  async search(question: EngineQuestion): Promise<EngineAnswer> {
    const { offset, limit, sort } = question;
    if (!this.#ranked) this.#byTitle.forEach(({ entry }, rank) => (entry.rank = rank));
    this.#ranked = true;
    const { hits, nearly } = this.#filter(this.#match(question), question.clauses);
    const page = firstOf(hits, offset + limit, orderOf(sort)).slice(offset);
    const isAll = question.words.length === 0 && question.clauses.length === 0;
    const count = () =>
      isAll ? (this.#allCounts ??= this.#counts(this.#byTitle, nearly)) : this.#counts(hits, nearly);
    return {
      hits: page.map(({ entry, score }) => ({ id: entry.id, score })),
      total: hits.length,
      // The entries found are the ones counted, whatever has been put or removed since.
      get counts() {
        return count();
      },
    };
  }

  /** Every document where there are no words, which is not the same as no hits. */
  #match({ words, lastIsPrefix, match }: EngineQuestion): Hit[] {
    if (words.length === 0) return [...this.#byTitle];
    const queries = words.map((word, i) => wordQuery(word, lastIsPrefix && i === words.length - 1));
    const results = this.#index.search({ combineWith: match === "all" ? "AND" : "OR", queries });
    return results.map(({ id, score }) => ({ entry: this.#byId.get(id as string)!.entry, score }));
  }

  /** What fulfils all clauses, and by facet what fails only the choice there. */
  #filter(candidates: readonly Hit[], clauses: readonly Clause[]) {
    if (clauses.length === 0) return { hits: candidates, nearly: new Map<string, Hit[]>() };
    const tests = clauses.map((clause) => ({ clause, passes: this.#test(clause) }));
    const hits: Hit[] = [];
    const nearly = new Map<string, Hit[]>(clauses.flatMap(({ choice, facet }) => (choice ? [[facet, []]] : [])));
    for (const hit of candidates) {
      const [failed, another] = tests.filter(({ passes }) => !passes(hit.entry));
      if (!failed) hits.push(hit);
      else if (!another && failed.clause.choice) nearly.get(failed.clause.facet)!.push(hit);
    }
    return { hits, nearly };
  }

  /** Hits count in every facet; what fails a single choice counts only in that choice's facet. */
  #counts(hits: readonly Hit[], nearly: ReadonlyMap<string, Hit[]>): EngineAnswer["counts"] {
    const counts = new Uint32Array(this.#values.length);
    for (const { entry } of hits) for (const value of entry.values) counts[value]!++;
    for (const [facet, others] of nearly)
      for (const { entry } of others)
        for (const value of entry.values) if (this.#values[value]!.facet === facet) counts[value]!++;
    const named = Object.fromEntries(
      [...this.#numbers.keys()].map((facet): [string, Record<string, number>] => [facet, {}]),
    );
    for (const [number, { facet, value }] of this.#values.entries())
      if (counts[number]) named[facet]![value] = counts[number];
    return named;
  }

  #test(clause: Clause): (entry: Entry) => boolean {
    if ("from" in clause)
      return ({ ranges }) =>
        ranges[clause.facet]?.some(([from, to]) => from <= clause.to && to >= clause.from) ?? false;
    const wanted = new Uint8Array(this.#values.length);
    for (const value of clause.anyOf) {
      const number = this.#numbers.get(clause.facet)?.get(value);
      if (number !== undefined) wanted[number] = 1;
    }
    return ({ values }) => {
      for (const value of values) if (wanted[value]) return true;
      return false;
    };
  }

  #numberOf(facet: string, value: string): number {
    const numbers = this.#numbers.get(facet) ?? new Map<string, number>();
    this.#numbers.set(facet, numbers);
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, this.#values.length);
    return this.#values.push({ facet, value }) - 1;
  }
}

type Order = (a: Hit, b: Hit) => number;

const byTitle: Order = ({ entry: a }, { entry: b }) =>
  compare(a.sort.title, b.sort.title, false) || compare(a.id, b.id, false);

function orderOf({ by, descending }: EngineQuestion["sort"]): Order {
  const byRank: Order = (a, b) => a.entry.rank - b.entry.rank;
  if (by === "title" && !descending) return byRank;
  if (by === "relevance") return (a, b) => compare(a.score, b.score, true) || byRank(a, b);
  return (a, b) => compare(a.entry.sort[by], b.entry.sort[by], descending) || byRank(a, b);
}

/** Where an item belongs in a sorted list: behind all that come before it or are it. */
function placeIn(sorted: readonly Hit[], hit: Hit, order: Order): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(hit, sorted[middle]!) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first `count` in order, without sorting what comes after them. */
function firstOf(hits: readonly Hit[], count: number, order: Order): Hit[] {
  const first: Hit[] = [];
  for (const hit of hits) {
    if (first.length === count && (count === 0 || order(hit, first[count - 1]!) >= 0)) continue;
    first.splice(placeIn(first, hit, order), 0, hit);
    if (first.length > count) first.pop();
  }
  return first;
}

function wordQuery({ exact, own, terms }: QueryWord, prefix: boolean): Query {
  const term = (value: string): Query => ({ queries: [value], ...SEARCHES.term });
  const queries: Query[] = [
    { combineWith: "AND", queries: terms.map(term) },
    // Documents that have the word as written rank higher, and where it may go on, longer words count too.
    { queries: [exact], ...(prefix ? SEARCHES.prefix : SEARCHES.exact) },
  ];
  if (!terms.includes(own)) queries.push(term(own));
  return { combineWith: "OR", queries };
}

/** Null comes last, whatever the direction. */
function compare(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}
