// What is true now: the documents of examples as published at this moment, and the revision by which each is told from older ones.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { ExampleTable } from "../../catalogue/catalogue.entity.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { fateOf } from "../../domain/continuity.ts";
import type { Lexicon } from "../../domain/lexicon.ts";
import type { Db } from "../../platform/db.ts";
import type { Vocabulary } from "../../vocabulary/vocabulary.ts";
import { documentOf, revOf } from "../document.ts";
import { DOCUMENT_VERSION, SETTINGS_HASH, type IndexedDocument } from "../engines/meilisearch-server.ts";
import { FACETS } from "../facets.ts";
import { LEXICON_FILES } from "../lexicon-files.ts";

/** Documents that block the event loop for a few milliseconds only. */
const SLICE = 5;
const PAGE = 1_000;

export interface CurrentParts {
  db: Db;
  catalogue: Catalogue;
  vocabulary: () => Vocabulary;
  lexicon: Lexicon;
  /** What `shapeOf` says. */
  shape: string;
}

/**
 * Everything besides the examples that decides what an index holds: program, settings, facets, closed lists, law in force today, words.
 * An index of another shape answers other questions than this process asks.
 */
export function shapeOf(vocabulary: Vocabulary, seeds: string): string {
  const { provisions, crosswalk, ...lists } = vocabulary;
  const hash = createHash("sha256");
  for (const { all } of Object.values(lists)) hash.update(JSON.stringify(all));
  for (const provision of provisions.all)
    hash.update(
      JSON.stringify([provision, fateOf(provision, crosswalk).continuity, [...crosswalk.tokensOf(provision.slug)]]),
    );
  hash.update(JSON.stringify(FACETS.map((facet) => facet.name)));
  for (const file of LEXICON_FILES) hash.update(readFileSync(join(seeds, "vocabulary", file)));
  return `${DOCUMENT_VERSION}-${SETTINGS_HASH}-${hash.digest("hex").slice(0, 8)}`;
}

export class Current {
  readonly #parts: CurrentParts;
  constructor(parts: CurrentParts) {
    this.#parts = parts;
  }

  /** Documents of the published ones among these slugs, and the other slugs. */
  async of(slugs: readonly string[]): Promise<{ documents: IndexedDocument[]; gone: string[] }> {
    const { catalogue, vocabulary, lexicon } = this.#parts;
    const examples = await catalogue.loader().loadMany([...slugs]);
    const documents: IndexedDocument[] = [];
    for (const [i, example] of examples.entries()) {
      if (example instanceof Error) throw example;
      if (example) documents.push({ ...documentOf(example, vocabulary(), lexicon), rev: this.#revOf(example) });
      if (i % SLICE === SLICE - 1) await breathe();
    }
    return { documents, gone: slugs.filter((_, i) => examples[i] === null) };
  }

  /** Revision of every published example by slug. */
  async revisions(): Promise<Map<string, string>> {
    const revisions = new Map<string, string>();
    for (let last = "", read = PAGE; read === PAGE;) {
      const heads = await this.#parts.catalogue.headsAfter(last, PAGE);
      for (const head of heads) revisions.set(head.slug, this.#revOf(head));
      read = heads.length;
      last = heads.at(-1)?.slug ?? "";
    }
    return revisions;
  }

  /** The next published slugs, in order of slug. */
  async slugsAfter(last: string, limit: number): Promise<string[]> {
    return (await this.#parts.catalogue.headsAfter(last, limit)).map(({ slug }) => slug);
  }

  count(): Promise<number> {
    return this.#parts.db.read((manager) => manager.count(ExampleTable));
  }

  #revOf(published: { revision: number; publishedAt: string }): string {
    return `${revOf(published)} ${this.#parts.shape}`;
  }
}
