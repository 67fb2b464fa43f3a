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
const FIELDS_OF = Object.fromEntries(FORMS.map((form) => [form, FIELDS.map((field) => nameOf(field, form))])) as Record<Form, string[]>;
const boosts = (form: Form, factor: number) => Object.fromEntries(FIELDS.map((field) => [nameOf(field, form), FIELD_WEIGHTS[field] * factor]));
const BOOSTS = {
  exact: boosts("exact", FACTORS.exact),
  term: boosts("term", FACTORS.term),
  parts: boosts("parts", FACTORS.parts),
  prefix: boosts("exact", FACTORS.prefix),
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

export class EmbeddedEngine implements SearchEngine {
  readonly name = "embedded";
  #index = createIndex();
  readonly #documents = new Map<string, SearchDocument>();
  /** Each facet's values are counted by number, not by name. */
  readonly #values = new Map<string, Map<string, number>>();
  readonly #columns = new Map<string, Map<string, number[]>>();

  async put(documents: readonly SearchDocument[]): Promise<void> {
    for (const document of documents) {
      if (this.#documents.has(document.id)) this.#index.discard(document.id);
      this.#index.add(document);
      this.#documents.set(document.id, document);
      for (const [facet, values] of Object.entries(document.facets))
        column(this.#columns, facet).set(
          document.id,
          values.map((value) => this.#numberOf(facet, value)),
        );
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (!this.#documents.delete(id)) continue;
      this.#index.discard(id);
      for (const values of this.#columns.values()) values.delete(id);
    }
  }

  async size(): Promise<number> {
    return this.#documents.size;
  }

  async search(question: EngineQuestion): Promise<EngineAnswer> {
    const scores = this.#match(question);
    const { ids, counts } = this.#filter(scores?.keys() ?? this.#documents.keys(), question.clauses);
    ids.sort(this.#order(question, scores));
    const hits = ids
      .slice(question.offset, question.offset + question.limit)
      .map((id) => ({ id, score: scores?.get(id) ?? null }));
    return { hits, total: ids.length, counts };
  }

  /** Score by document; undefined when there are no words, which is not the same as no hits. */
  #match({ words, lastIsPrefix, match }: EngineQuestion): Map<string, number> | undefined {
    if (words.length === 0) return undefined;
    const queries = words.map((word, i) => wordQuery(word, lastIsPrefix && i === words.length - 1));
    const results = this.#index.search({ combineWith: match === "all" ? "AND" : "OR", queries });
    return new Map(results.map((result) => [result.id as string, result.score]));
  }

  /**
   * One pass for hits and counts: a document that fails no choice counts in every facet, one that fails a single choice counts
   * only in that choice's facet.
   */
  #filter(candidates: Iterable<string>, clauses: readonly Clause[]) {
    const fixed = clauses.filter((clause) => !clause.choice).map((clause) => this.#test(clause));
    const choices = clauses.filter((clause) => clause.choice).map((clause) => ({ facet: clause.facet, test: this.#test(clause) }));
    const columns = [...this.#columns].map(([facet, values]) => ({
      facet,
      values,
      counts: new Uint32Array(this.#values.get(facet)?.size ?? 0),
    }));
    const byFacet = new Map(columns.map((c) => [c.facet, c]));
    const ids: string[] = [];
    for (const id of candidates) {
      if (!fixed.every((test) => test(id))) continue;
      const failed = choices.filter(({ test }) => !test(id));
      if (failed.length === 0) ids.push(id);
      if (failed.length > 1) continue;
      const counted = failed[0] ? [byFacet.get(failed[0].facet)].filter((c) => c !== undefined) : columns;
      for (const { values, counts } of counted) for (const value of values.get(id) ?? []) counts[value]!++;
    }
    const counts = Object.fromEntries(columns.map((c) => [c.facet, this.#named(c.facet, c.counts)]));
    return { ids, counts };
  }

  #test(clause: Clause): (id: string) => boolean {
    if ("anyOf" in clause) {
      const numbers = new Set(clause.anyOf.map((value) => this.#values.get(clause.facet)?.get(value)));
      const values = this.#columns.get(clause.facet);
      return (id) => values?.get(id)?.some((value) => numbers.has(value)) ?? false;
    }
    return (id) => this.#documents.get(id)!.ranges[clause.facet]?.some(([from, to]) => from <= clause.to && to >= clause.from) ?? false;
  }

  #order({ sort }: EngineQuestion, scores: Map<string, number> | undefined): (a: string, b: string) => number {
    const key = (id: string, by: keyof SearchDocument["sort"]) => this.#documents.get(id)!.sort[by];
    const byTitle = (a: string, b: string) => compare(key(a, "title"), key(b, "title"), false) || compare(a, b, false);
    if (sort.by !== "relevance") {
      const by = sort.by;
      return (a, b) => compare(key(a, by), key(b, by), sort.descending) || byTitle(a, b);
    }
    return scores ? (a, b) => scores.get(b)! - scores.get(a)! || byTitle(a, b) : byTitle;
  }

  #numberOf(facet: string, value: string): number {
    const numbers = column(this.#values, facet);
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  }

  #named(facet: string, counts: Uint32Array): Record<string, number> {
    const named: Record<string, number> = {};
    for (const [value, number] of this.#values.get(facet) ?? []) if (counts[number]) named[value] = counts[number];
    return named;
  }
}

function wordQuery({ exact, own, terms }: QueryWord, prefix: boolean): Query {
  const term = (value: string): Query => ({
    combineWith: "OR",
    queries: [
      { queries: [value], fields: FIELDS_OF.term, boost: BOOSTS.term },
      { queries: [value], fields: FIELDS_OF.parts, boost: BOOSTS.parts },
    ],
  });
  const queries: Query[] = [
    { combineWith: "AND", queries: terms.map(term) },
    // Only documents that have the terms have these; they rank higher for it.
    { queries: [exact], fields: FIELDS_OF.exact, boost: BOOSTS.exact },
  ];
  if (!terms.includes(own)) queries.push(term(own));
  if (prefix) queries.push({ queries: [exact], prefix: true, fields: FIELDS_OF.exact, boost: BOOSTS.prefix });
  return { combineWith: "OR", queries };
}

function column<V>(columns: Map<string, Map<string, V>>, name: string): Map<string, V> {
  const known = columns.get(name);
  if (known) return known;
  const created = new Map<string, V>();
  columns.set(name, created);
  return created;
}

/** Null comes last, whatever the direction. */
function compare(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}
