// Keeps the embedded engine in step with the catalogue: taken from disk or built at start, then following the log of changes.
import { setImmediate as breathe } from "node:timers/promises";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { changesAfter, lastChange } from "../catalogue/changes.ts";
import { lastErasure } from "../catalogue/erased-words.ts";
import type { Db } from "../platform/db.ts";
import type { Logger } from "../platform/log.ts";
import { inSlices } from "../platform/slices.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { documentOf, revOf } from "./document.ts";
import { EmbeddedEngine } from "./engines/embedded.ts";
import type { KeptIndexFile } from "./kept-index.ts";
import type { CatalogueLanguage } from "./language.ts";
import { suggestionsFrom, type Suggestion } from "./suggestions.ts";

/** Examples read from the database at a time. */
const SLICE = 5;
const PAGE = 500;

export interface SearchIndexParts {
  db: Db;
  catalogue: Catalogue;
  engine: EmbeddedEngine;
  vocabulary: () => Vocabulary;
  language: CatalogueLanguage;
  /** Where the index is kept between two starts; undefined: nowhere. */
  file: KeptIndexFile | undefined;
  log: Logger;
}

export class SearchIndex {
  readonly #parts: SearchIndexParts;
  readonly #titles = new Map<string, string>();
  #suggest: ((prefix: string, first: number) => Suggestion[]) | undefined;
  /** The last change that the index knows. */
  #seen = 0;
  /** The last erasure of words that the index knows: since it was built, none of them was in it. */
  #erasure = "";
  /** Whether the index differs from what is on disk. */
  #isNew = false;
  /** One piece of work at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: SearchIndexParts) {
    this.#parts = parts;
  }

  /** Brings the engine to what is published now: from the kept index where there is one, then whatever differs. */
  fill = (onProgress?: (done: number, total: number) => void): Promise<void> =>
    this.#inTurn(async () => {
      const { db, engine, file } = this.#parts;
      this.#erasure = await db.read(lastErasure);
      const kept = await file?.read(this.#erasure);
      if (kept) engine.become(await EmbeddedEngine.restored(kept));
      this.#seen = await db.read(lastChange);
      await this.#compare(engine, onProgress);
      if (this.#isNew) await this.#keep();
    });

  /**
   * Does what the log says since the last time; returns how many changes there were. After an erasure the index is built anew, in
   * memory and on disk: words of removed documents otherwise stay until there are many.
   */
  follow = (): Promise<number> =>
    this.#inTurn(async () => {
      const { db, engine } = this.#parts;
      let total = 0;
      for (;;) {
        const changes = await db.read((manager) => changesAfter(manager, this.#seen, PAGE));
        if (changes.length === 0) break;
        await this.#index(engine, [...new Set(changes.map((change) => change.example))]);
        this.#seen = changes.at(-1)!.number;
        total += changes.length;
      }
      const isErased = (await db.read(lastErasure)) !== this.#erasure;
      if (isErased || engine.isWorn()) await this.#renew();
      if (isErased) await this.#keep();
      return total;
    });

  /** Writes the index to disk if it has changed since. */
  keep = (): Promise<void> => this.#inTurn(() => (this.#isNew ? this.#keep() : Promise.resolve()));

  /** How many examples each value of a facet has in the whole catalogue. */
  async counts(facet: string): Promise<Record<string, number>> {
    const { counts } = await this.#parts.engine.search({
      words: [],
      lastIsPrefix: false,
      match: "all",
      clauses: [],
      sort: { by: "relevance", descending: true },
      offset: 0,
      limit: 0,
    });
    return counts[facet] ?? {};
  }

  suggest(prefix: string, first: number): Suggestion[] {
    this.#suggest ??= suggestionsFrom(this.#parts.vocabulary(), [...this.#titles]);
    return this.#suggest(prefix, first);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Puts what the engine has not or in another state, and removes what is not published. */
  async #compare(engine: EmbeddedEngine, onProgress?: (done: number, total: number) => void): Promise<void> {
    const { catalogue } = this.#parts;
    const left = new Map(engine.entries().map(({ id, rev }) => [id, rev]));
    const different: string[] = [];
    for (
      let last = "", heads = [{ slug: "" }] as { slug: string }[];
      heads.length > 0;
      last = heads.at(-1)?.slug ?? ""
    ) {
      const page = await catalogue.headsAfter(last, PAGE);
      for (const head of page) {
        this.#titles.set(head.slug, head.title);
        if (left.get(head.slug) !== revOf(head)) different.push(head.slug);
        left.delete(head.slug);
      }
      heads = page;
      await breathe();
    }
    await this.#index(engine, [...left.keys()]);
    for (let at = 0; at < different.length; at += PAGE) {
      await this.#index(engine, different.slice(at, at + PAGE));
      onProgress?.(Math.min(at + PAGE, different.length), different.length);
    }
  }

  async #index(engine: EmbeddedEngine, slugs: readonly string[]): Promise<void> {
    if (slugs.length === 0) return;
    const { catalogue, vocabulary, language } = this.#parts;
    this.#isNew = true;
    const loader = catalogue.loader();
    for (let at = 0; at < slugs.length; at += SLICE) {
      const slice = slugs.slice(at, at + SLICE);
      await inSlices((await loader.loadMany(slice)).entries(), async ([i, example]) => {
        if (example instanceof Error) throw example;
        if (example) {
          await engine.put([documentOf(example, vocabulary(), language.lexicon)]);
          this.#titles.set(example.slug, example.title);
        } else {
          await engine.remove([slice[i]!]);
          this.#titles.delete(slice[i]!);
        }
        // Somebody may have asked while the engine was busy.
        this.#suggest = undefined;
      });
    }
  }

  /** Builds the index anew aside: removed documents had left more room behind than the others take, or words that must go. */
  async #renew(): Promise<void> {
    this.#erasure = await this.#parts.db.read(lastErasure);
    const fresh = new EmbeddedEngine();
    await this.#compare(fresh);
    this.#parts.engine.become(fresh);
  }

  /** An index that cannot be kept is only built again at the next start. */
  async #keep(): Promise<void> {
    const { file, engine, log } = this.#parts;
    await file
      ?.write(engine.kept(), this.#erasure)
      .catch((err) => log.warn({ err }, "Der Suchindex ließ sich nicht aufbewahren."));
    this.#isNew = false;
  }
}
