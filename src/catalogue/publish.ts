// Publishing: one transaction writes the immutable revision, projects it into the catalogue and marks it for the index.
import { createHash } from "node:crypto";
import { In, type EntityManager } from "typeorm";
import type { ExampleContent } from "../domain/content.ts";
import { mark } from "../platform/outbox.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { ExampleTable, FACT_TABLES, RevisionTable, type RevisionRow } from "./catalogue.entity.ts";
import { recordChanges } from "./changes.ts";
import { lawOf, resolveBases } from "./legal-basis.ts";
import { exampleRow, factRows } from "./projection.ts";

/** The outbox topic under which changed examples wait for the search index; the key is the slug. */
export const EXAMPLE_CHANGED = "search";

export interface Publication {
  content: ExampleContent;
  /** Where it comes from, e.g. a seed file's name. */
  origin: string;
}

/**
 * Publishes contents in the caller's transaction. Content equal to the latest revision makes no new one. Returns the number of
 * new revisions.
 */
export async function publish(
  manager: EntityManager,
  publications: readonly Publication[],
  vocabulary: Vocabulary,
  now: Date,
): Promise<number> {
  const latest = await latestRevisions(
    manager,
    publications.map(({ content }) => content.slug),
  );
  const createdAt = now.toISOString();
  const revisions = publications.map(({ content, origin }): RevisionRow => {
    const json = JSON.stringify(content);
    const hash = createHash("sha256").update(json).digest("hex");
    const last = latest.get(content.slug);
    if (last?.hash === hash) return { ...last, content: json };
    return { example: content.slug, number: (last?.number ?? 0) + 1, content: json, hash, createdAt, origin };
  });
  const fresh = revisions.filter((revision) => revision.number !== latest.get(revision.example)?.number);
  await insert(manager, RevisionTable, fresh);
  await project(manager, revisions, vocabulary, now);
  return fresh.length;
}

/** What a stored revision says. Lists that the schema got later are empty in older revisions. */
export const contentOf = (json: string): ExampleContent => ({ methods: [], related: [], ...JSON.parse(json) });

/** Makes these revisions the published ones: writes their rows anew and marks them for the index. */
export async function project(
  manager: EntityManager,
  revisions: readonly RevisionRow[],
  vocabulary: Vocabulary,
  now: Date,
): Promise<void> {
  const slugs = revisions.map((revision) => revision.example);
  const before = new Map((await manager.findBy(ExampleTable, { slug: In(slugs) })).map((row) => [row.slug, row]));
  const contents = revisions.map((revision) => contentOf(revision.content));
  const rows = revisions.map(({ example, number, createdAt }, i) =>
    exampleRow(contents[i]!, {
      revision: number,
      publishedAt: createdAt,
      lastConfirmedAt: before.get(example)?.lastConfirmedAt ?? null,
    }),
  );
  await manager.delete(ExampleTable, { slug: In(slugs) });
  await insert(manager, ExampleTable, rows);
  await insertFacts(manager, contents, vocabulary);
  const isSame = ({ example, number }: RevisionRow) => before.get(example)?.revision === number;
  for (const [kind, some] of [
    ["PUBLISHED", revisions.filter((revision) => !isSame(revision))],
    ["REPROJECTED", revisions.filter(isSame)],
  ] as const)
    await recordChanges(
      manager,
      kind,
      some.map((revision) => revision.example),
      now,
    );
  await mark(manager, EXAMPLE_CHANGED, slugs, now);
}

/** Takes examples out of the catalogue; their revisions stay. */
export async function withdraw(manager: EntityManager, slugs: readonly string[], now: Date): Promise<void> {
  await manager.delete(ExampleTable, { slug: In([...slugs]) });
  await recordChanges(manager, "WITHDRAWN", slugs, now);
  await mark(manager, EXAMPLE_CHANGED, slugs, now);
}

async function latestRevisions(manager: EntityManager, slugs: readonly string[]) {
  const rows = await manager
    .createQueryBuilder(RevisionTable, "r")
    .select(["r.example", "r.number", "r.hash", "r.createdAt", "r.origin"])
    .where("r.example IN (:...slugs)", { slugs })
    .orderBy("r.number")
    .getMany();
  return new Map(rows.map((row) => [row.example, row]));
}

async function insertFacts(manager: EntityManager, contents: readonly ExampleContent[], vocabulary: Vocabulary) {
  const all = contents.map((content) =>
    factRows(content, resolveBases(content.legalBases, vocabulary.crosswalk, lawOf(content, vocabulary.sources))),
  );
  for (const table of FACT_TABLES)
    await insert(
      manager,
      table,
      all.flatMap((rows) => rows.get(table) ?? []),
    );
}

/** PostgreSQL and SQLite both limit the parameters of a statement; 500 values a statement stay far below. */
async function insert(manager: EntityManager, table: Parameters<EntityManager["insert"]>[0], rows: readonly object[]) {
  const columns = manager.connection.getMetadata(table).columns.length;
  const chunk = Math.max(1, Math.floor(5_000 / columns));
  for (let at = 0; at < rows.length; at += chunk)
    await manager
      .createQueryBuilder()
      .insert()
      .into(table)
      .values(rows.slice(at, at + chunk))
      .updateEntity(false)
      .execute();
}
