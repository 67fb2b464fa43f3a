// Keeps the engine in step with the catalogue: filled at start, then whatever the outbox names.
import { setImmediate as breathe } from "node:timers/promises";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { EXAMPLE_CHANGED } from "../catalogue/publish.ts";
import type { Db } from "../platform/db.ts";
import { due, settle } from "../platform/outbox.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { documentOf } from "./document.ts";
import type { SearchEngine } from "./engine.ts";
import type { CatalogueLanguage } from "./language.ts";
import { suggestionsFrom, type Suggestion } from "./suggestions.ts";

/** Small enough that a slice blocks the event loop for a few milliseconds only. */
const SLICE = 20;
const PAGE = 500;

export interface SearchIndexParts {
  db: Db;
  catalogue: Catalogue;
  engine: SearchEngine;
  vocabulary: () => Vocabulary;
  language: CatalogueLanguage;
  now: () => Date;
}

export class SearchIndex {
  readonly #parts: SearchIndexParts;
  readonly #titles = new Map<string, string>();
  #suggest: ((prefix: string, first: number) => Suggestion[]) | undefined;

  constructor(parts: SearchIndexParts) {
    this.#parts = parts;
  }

  /** Indexes the whole catalogue. What was marked before is then done; what is marked meanwhile stays marked. */
  async fill(onProgress?: (done: number) => void): Promise<void> {
    const { db, catalogue, now } = this.#parts;
    const marked = await db.read((manager) => due(manager, EXAMPLE_CHANGED, now(), 1_000_000));
    let done = 0;
    for (let last = "", slugs = [""]; slugs.length > 0; last = slugs.at(-1) ?? "") {
      slugs = await catalogue.slugsAfter(last, PAGE);
      await this.#index(slugs);
      done += slugs.length;
      if (slugs.length > 0) onProgress?.(done);
    }
    if (marked.length > 0) await db.write((manager) => settle(manager, marked));
  }

  /** Brings the index up to what is true now for every marked example; returns how many there were. */
  async catchUp(): Promise<number> {
    const { db, now } = this.#parts;
    let total = 0;
    for (;;) {
      const rows = await db.read((manager) => due(manager, EXAMPLE_CHANGED, now(), PAGE));
      if (rows.length === 0) return total;
      await this.#index(rows.map((row) => row.key));
      await db.write((manager) => settle(manager, rows));
      total += rows.length;
    }
  }

  /** How many examples each value of a facet has in the whole catalogue. */
  async counts(facet: string): Promise<Record<string, number>> {
    const question = {
      words: [],
      lastIsPrefix: false,
      match: "all",
      clauses: [],
      sort: { by: "relevance", descending: true },
      offset: 0,
      limit: 0,
    } as const;
    const { counts } = await this.#parts.engine.search({ ...question, words: [], clauses: [] });
    return counts[facet] ?? {};
  }

  suggest(prefix: string, first: number): Suggestion[] {
    this.#suggest ??= suggestionsFrom(this.#parts.vocabulary(), [...this.#titles]);
    return this.#suggest(prefix, first);
  }

  async #index(slugs: readonly string[]): Promise<void> {
    const { catalogue, engine, vocabulary, language } = this.#parts;
    const examples = await catalogue.loader().loadMany([...slugs]);
    const gone = slugs.filter((_, i) => examples[i] === null);
    if (gone.length > 0) await engine.remove(gone);
    for (const slug of gone) {
      this.#titles.delete(slug);
      language.remove(slug);
    }
    for (let at = 0; at < examples.length; at += SLICE) {
      const documents = examples.slice(at, at + SLICE).flatMap((example) => {
        if (example instanceof Error) throw example;
        return example ? [documentOf(example, vocabulary(), language.lexicon)] : [];
      });
      await engine.put(documents);
      for (const document of documents) language.put(document);
      await breathe();
    }
    for (const example of examples)
      if (example && !(example instanceof Error)) this.#titles.set(example.slug, example.title);
    this.#suggest = undefined;
  }
}
