// Reading the catalogue: published examples by slug, one SQL statement for any number of them.
import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import type { EntityManager } from "typeorm";
import type { ExampleContent } from "../domain/content.ts";
import type { Db } from "../platform/db.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { ExampleTable, RelationTable, RevisionTable } from "./catalogue.entity.ts";
import { contentOf } from "./publish.ts";
import { practiceExample } from "./practice-example.ts";
import type { PracticeExampleType } from "./practice-example.type.ts";

/** A published revision never changes, so what is computed from it may be kept; about 30 kB each (docs/adr/0002). */
const KEPT_REVISIONS = 2_000;
const PAGE = 500;

interface Head {
  slug: string;
  revision: number;
  publishedAt: string;
  lastConfirmedAt: string | null;
}

/** Which revision of an example is published. */
export interface PublishedHead {
  slug: string;
  title: string;
  revision: number;
  publishedAt: string;
}

export class Catalogue {
  readonly #db: Db;
  readonly #vocabulary: () => Vocabulary;
  readonly #kept = new LRUCache<string, { vocabulary: Vocabulary; example: PracticeExampleType }>({
    max: KEPT_REVISIONS,
  });

  constructor(db: Db, vocabulary: () => Vocabulary) {
    this.#db = db;
    this.#vocabulary = vocabulary;
  }

  /**
   * One for each request. Order of results = order of slugs; null for what is not published. `keep` is false for those who go through
   * the whole catalogue once: they would drive out what others ask for again.
   */
  loader = (keep = true) =>
    new DataLoader<string, PracticeExampleType | null>(
      (slugs) => this.#db.read((manager) => this.#load(manager, slugs, keep)),
      {
        maxBatchSize: PAGE,
      },
    );

  /** One for each request: what an example names, in its order, then who names it, by slug. Order of results = order of slugs. */
  relations = () =>
    new DataLoader<string, Relation[]>((slugs) => this.#db.read((manager) => relationsOf(manager, slugs)), {
      maxBatchSize: PAGE,
    });

  /** What is published, in order of slug; a page at a time, for comparing an index with it. */
  headsAfter(last: string, limit: number): Promise<PublishedHead[]> {
    return this.#db.read((manager) =>
      manager
        .createQueryBuilder(ExampleTable, "e")
        .select(["e.slug AS slug", "e.title AS title", "e.revision AS revision", 'e.publishedAt AS "publishedAt"'])
        .where("e.slug > :last", { last })
        .orderBy("e.slug")
        .limit(limit)
        .getRawMany<PublishedHead>(),
    );
  }

  async #load(
    manager: EntityManager,
    slugs: readonly string[],
    keep: boolean,
  ): Promise<(PracticeExampleType | null)[]> {
    const heads = await manager
      .createQueryBuilder(ExampleTable, "e")
      .select([
        "e.slug AS slug",
        "e.revision AS revision",
        'e.publishedAt AS "publishedAt"',
        'e.lastConfirmedAt AS "lastConfirmedAt"',
      ])
      .where("e.slug IN (:...slugs)", { slugs })
      .getRawMany<Head>();
    const vocabulary = this.#vocabulary();
    const examples = new Map<string, PracticeExampleType>();
    const missing: Head[] = [];
    for (const head of heads) {
      const kept = this.#kept.get(keyOf(head));
      if (kept?.vocabulary === vocabulary) examples.set(head.slug, kept.example);
      else missing.push(head);
    }
    for (const [head, content] of await contentsOf(manager, missing)) {
      const example = practiceExample(content, head, vocabulary);
      if (keep) this.#kept.set(keyOf(head), { vocabulary, example });
      examples.set(head.slug, example);
    }
    return slugs.map((slug) => examples.get(slug) ?? null);
  }
}

interface Relation {
  other: string;
  note: string;
}

async function relationsOf(manager: EntityManager, slugs: readonly string[]): Promise<Relation[][]> {
  const rows = await manager
    .createQueryBuilder(RelationTable, "r")
    .where("r.example IN (:...slugs) OR r.other IN (:...slugs)", { slugs })
    .orderBy("r.example")
    .addOrderBy("r.position")
    .getMany();
  return slugs.map((slug) => {
    const own = rows.filter((row) => row.example === slug);
    const others = rows.filter((row) => row.other === slug && !own.some(({ other }) => other === row.example));
    return [...own, ...others.map(({ example, note }) => ({ other: example, note }))];
  });
}

const keyOf = (head: Head) => `${head.slug}@${head.revision}@${head.publishedAt}@${head.lastConfirmedAt}`;

async function contentsOf(manager: EntityManager, heads: readonly Head[]): Promise<[Head, ExampleContent][]> {
  if (heads.length === 0) return [];
  const rows = await manager
    .createQueryBuilder(RevisionTable, "r")
    .innerJoin(ExampleTable.options.name, "e", "e.slug = r.example AND e.revision = r.number")
    .select(["r.example AS slug", "r.content AS content"])
    .where("r.example IN (:...slugs)", { slugs: heads.map((head) => head.slug) })
    .getRawMany<{ slug: string; content: string }>();
  const bySlug = new Map(rows.map((row) => [row.slug, row.content]));
  return heads.flatMap((head) => {
    const content = bySlug.get(head.slug);
    return content ? [[head, contentOf(content)]] : [];
  });
}
