// Revisions of published examples: one by its number, or the last ones with what each changed. Nothing of what is withdrawn.
import DataLoader from "dataloader";
import type { EntityManager } from "typeorm";
import type { Db } from "../platform/db.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { ExampleTable, RevisionTable, type RevisionRow } from "./catalogue.entity.ts";
import { FACTS, textsOf } from "./facts.ts";
import { withFormerTerms } from "./former-terms.ts";
import { practiceExample } from "./practice-example.ts";
import type { PracticeExampleType } from "./practice-example.type.ts";
import { contentOf } from "./publish.ts";

/** Revisions that a history goes back at most. */
export const LONGEST_HISTORY = 20;

export interface RevisionKey {
  slug: string;
  /** Null: the published one. */
  revision: number | null;
}

/** What is known of an example and of one of its revisions. */
export type RevisionRead =
  | { slug: string; status: "FOUND"; example: PracticeExampleType; published: number }
  | { slug: string; status: "WITHDRAWN" | "UNKNOWN_EXAMPLE" }
  | { slug: string; status: "UNKNOWN_REVISION"; published: number };

/** A fact that a revision says otherwise than the one before; null where one of them says nothing. */
export interface FieldChange {
  field: string;
  label: string;
  before: string | null;
  after: string | null;
}

export interface HistoryEntry {
  revision: number;
  publishedAt: string;
  /** Empty for the first revision. */
  changes: FieldChange[];
}

type Stored = Pick<RevisionRow, "example" | "number" | "createdAt" | "content">;

export class Revisions {
  readonly #db: Db;
  readonly #vocabulary: () => Vocabulary;
  #former: { of: Vocabulary; vocabulary: Vocabulary } | undefined;

  constructor(db: Db, vocabulary: () => Vocabulary) {
    this.#db = db;
    this.#vocabulary = vocabulary;
  }

  /** In the order of the keys; three statements for any number of them. */
  read(keys: readonly RevisionKey[]): Promise<RevisionRead[]> {
    return this.#db.read(async (manager) => {
      const slugs = [...new Set(keys.map(({ slug }) => slug))];
      const heads = await headsOf(manager, slugs);
      const known = new Set(await slugsWithRevisions(manager, slugs));
      const wanted = keys.flatMap(({ slug, revision }) => {
        const published = heads.get(slug)?.revision;
        return published === undefined ? [] : [{ example: slug, number: revision ?? published }];
      });
      const rows = wanted.length > 0 ? await manager.findBy(RevisionTable, wanted) : [];
      return keys.map(({ slug, revision }): RevisionRead => {
        const head = heads.get(slug);
        if (!head) return { slug, status: known.has(slug) ? "WITHDRAWN" : "UNKNOWN_EXAMPLE" };
        const published = head.revision;
        const number = revision ?? published;
        // A higher number would be a text that nobody has published yet.
        const row = number <= published && rows.find((one) => one.example === slug && one.number === number);
        if (!row) return { slug, status: "UNKNOWN_REVISION", published };
        const lastConfirmedAt = number === published ? head.lastConfirmedAt : null;
        return { slug, status: "FOUND", published, example: this.#exampleOf(row, lastConfirmedAt) };
      });
    });
  }

  /** One for each request: histories by slug, newest revision first; empty for what is not published. */
  histories = () =>
    new DataLoader<string, Stored[]>(
      (slugs) =>
        this.#db.read(async (manager) => {
          const rows = await lastRevisions(manager, slugs);
          return slugs.map((slug) => rows.filter(({ example }) => example === slug));
        }),
      { maxBatchSize: 100 },
    );

  /** The first entries of a loaded history. */
  entriesOf(stored: readonly Stored[], first: number): HistoryEntry[] {
    return stored.slice(0, Math.min(first, LONGEST_HISTORY)).map((row, i) => ({
      revision: row.number,
      publishedAt: row.createdAt,
      changes: stored[i + 1] ? this.#changes(stored[i + 1]!, row) : [],
    }));
  }

  #changes(before: Stored, after: Stored): FieldChange[] {
    const [old, young] = [this.#saysOf(before), this.#saysOf(after)];
    return old.flatMap(({ field, label, text }, i) => {
      const now = young[i]!.text;
      return text === now ? [] : [{ field, label, before: text || null, after: now || null }];
    });
  }

  /** Every fact as a text, values and sources; equal texts mean that nothing has changed. */
  #saysOf(row: Stored): { field: string; label: string; text: string }[] {
    const example = this.#exampleOf(row, null);
    const related = contentOf(row.content).related.map(({ example: other }) => other);
    return [
      ...FACTS.map((fact) => ({ field: fact.key, label: fact.label, text: textsOf(fact, example).join("\n") })),
      { field: "related", label: "Verwandte Beispiele", text: related.join("\n") },
    ];
  }

  #exampleOf({ content, number, createdAt }: Stored, lastConfirmedAt: string | null): PracticeExampleType {
    const published = { revision: number, publishedAt: createdAt, lastConfirmedAt };
    const of = this.#vocabulary();
    if (this.#former?.of !== of) this.#former = { of, vocabulary: withFormerTerms(of, createdAt.slice(0, 10)) };
    return practiceExample(contentOf(content), published, this.#former.vocabulary);
  }
}

async function headsOf(manager: EntityManager, slugs: readonly string[]) {
  const rows = await manager
    .createQueryBuilder(ExampleTable, "e")
    .select(["e.slug AS slug", "e.revision AS revision", 'e.lastConfirmedAt AS "lastConfirmedAt"'])
    .where("e.slug IN (:...slugs)", { slugs })
    .getRawMany<{ slug: string; revision: number; lastConfirmedAt: string | null }>();
  return new Map(rows.map((row) => [row.slug, row]));
}

async function slugsWithRevisions(manager: EntityManager, slugs: readonly string[]): Promise<string[]> {
  const rows = await manager
    .createQueryBuilder(RevisionTable, "r")
    .select("r.example", "slug")
    .distinct(true)
    .where("r.example IN (:...slugs)", { slugs })
    .getRawMany<{ slug: string }>();
  return rows.map(({ slug }) => slug);
}

/** One more than a history shows, to compare the oldest shown with. */
const lastRevisions = (manager: EntityManager, slugs: readonly string[]): Promise<Stored[]> =>
  manager
    .createQueryBuilder(RevisionTable, "r")
    .innerJoin(ExampleTable.options.name, "e", "e.slug = r.example")
    .where("r.example IN (:...slugs)", { slugs })
    .andWhere("r.number <= e.revision AND r.number >= e.revision - :back", { back: LONGEST_HISTORY })
    .orderBy("r.number", "DESC")
    .getMany();
