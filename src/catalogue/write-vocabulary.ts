// Writes the closed lists and the sources' tables into the database, and takes out what the seeds no longer have.
import { In, type EntityManager, type EntitySchema, type ObjectLiteral } from "typeorm";
import type { SourceTableContent } from "../domain/source-table.ts";
import { AccountTable } from "../people/people.entity.ts";
import {
  InstrumentTable,
  KeywordTable,
  MethodTable,
  OrganisationTable,
  OWN_STATEMENT,
  ProvisionTable,
  SourceTable,
  SourceTableTable,
  SuccessionTable,
  TargetGroupTable,
} from "../vocabulary/vocabulary.entity.ts";
import {
  ExampleKeywordTable,
  ExampleMethodTable,
  ExampleTable,
  ExampleTargetGroupTable,
  LegalBasisTable,
  SourceReferenceTable,
} from "./catalogue.entity.ts";
import type { VocabularySeeds } from "./seed-files.ts";

type Rows = readonly { slug: string }[];
/** Any of the tables whose key is a slug. */
type List = EntitySchema<ObjectLiteral & { slug: string }>;
const asList = (table: unknown) => table as List;

const orNull = <T>(value: T | undefined): T | null => value ?? null;

/**
 * Writes all closed lists. Provisions that are no longer in the seeds go at once, because citations must not be read by them; other
 * terms that are gone stay until `dropUnusedTerms`, for the examples that are about to be published anew.
 */
export async function writeVocabulary(manager: EntityManager, seeds: VocabularySeeds): Promise<void> {
  await manager.deleteAll(SuccessionTable);
  const provisions = await gone(manager, asList(ProvisionTable), seeds.provisions);
  if (provisions.length > 0) {
    await manager.update(LegalBasisTable, { provision: In(provisions) }, { provision: null });
    await manager.delete(ProvisionTable, { slug: In(provisions) });
  }
  for (const [table, rows] of rowsOf(seeds)) await upsert(manager, table, rows);
  const successions = seeds.provisions.flatMap((p) =>
    p.predecessors.map((predecessor) => ({ predecessor, successor: p.slug })),
  );
  if (successions.length > 0) await manager.upsert(SuccessionTable, successions, ["predecessor", "successor"]);
}

/** Writes the tables of sources; those that are no longer in the seeds go. */
export async function writeTables(manager: EntityManager, tables: readonly SourceTableContent[]): Promise<void> {
  const list = asList(SourceTableTable);
  await remove(manager, list, await gone(manager, list, tables));
  const rows = tables.map((table) => ({
    ...table,
    pages: orNull(table.pages),
    section: orNull(table.section),
    asOf: orNull(table.asOf),
  }));
  await upsert(manager, list, rows);
}

/** Takes out the terms that the seeds no longer have, except those that published examples from elsewhere, or people, still name. */
export async function dropUnusedTerms(manager: EntityManager, seeds: VocabularySeeds): Promise<void> {
  const lists: [table: unknown, kept: Rows, users: EntitySchema<any>, column: string][] = [
    [TargetGroupTable, seeds.targetGroups, ExampleTargetGroupTable, "value"],
    [MethodTable, seeds.methods, ExampleMethodTable, "value"],
    [KeywordTable, seeds.keywords, ExampleKeywordTable, "value"],
    [OrganisationTable, seeds.organisations, ExampleTable, "organisation"],
    [InstrumentTable, seeds.instruments, ProvisionTable, "instrument"],
    [SourceTable, [...seeds.sources, { slug: OWN_STATEMENT }], SourceReferenceTable, "source"],
  ];
  const leaving = new Map<unknown, string[]>();
  for (const [table, kept] of lists) leaving.set(table, await gone(manager, asList(table), kept));
  // What no list says any more holds no other term back.
  const [groups, keywords] = [leaving.get(TargetGroupTable)!, leaving.get(KeywordTable)!];
  if (groups.length > 0) await manager.update(TargetGroupTable, { slug: In(groups) }, { broader: null });
  if (keywords.length > 0)
    await manager.update(
      KeywordTable,
      { slug: In(keywords) },
      { broader: null, see: null, indexSource: null, indexPages: null },
    );
  for (const [table, , users, column] of lists) {
    const slugs = leaving.get(table)!;
    if (slugs.length === 0) continue;
    const rows = await manager
      .createQueryBuilder(users, "u")
      .select(`u.${column}`, "slug")
      .distinct()
      .where(`u.${column} IN (:...slugs)`, { slugs })
      .getRawMany<{ slug: string }>();
    const used = new Set(rows.map(({ slug }) => slug));
    // Whoever belongs to an organisation will want to write in its name.
    if (table === OrganisationTable)
      for (const { organisation } of await manager.findBy(AccountTable, { organisation: In(slugs) }))
        used.add(organisation);
    const unused = slugs.filter((slug) => !used.has(slug));
    await remove(manager, asList(table), unused);
  }
}

const rowsOf = (seeds: VocabularySeeds): [List, Rows][] => [
  [
    asList(SourceTable),
    seeds.sources.map((s) => ({ ...s, publisher: orNull(s.publisher), year: orNull(s.year), note: orNull(s.note) })),
  ],
  [asList(TargetGroupTable), seeds.targetGroups.map((g) => ({ ...g, broader: orNull(g.broader) }))],
  [asList(MethodTable), seeds.methods],
  [
    asList(KeywordTable),
    seeds.keywords.map(({ index, ...k }) => ({
      ...k,
      broader: orNull(k.broader),
      see: orNull(k.see),
      indexSource: orNull(index?.source),
      indexPages: orNull(index?.pages),
    })),
  ],
  [
    asList(OrganisationTable),
    seeds.organisations.map((o) => ({
      ...o,
      federalState: orNull(o.federalState),
      region: orNull(o.region),
      kindReference: orNull(o.kindReference),
      unverified: orNull(o.unverified),
    })),
  ],
  [asList(InstrumentTable), seeds.instruments.map((i) => ({ ...i, note: orNull(i.note) }))],
  [
    asList(ProvisionTable),
    seeds.provisions.map(({ predecessors: _, ...p }) => ({
      ...p,
      validTo: orNull(p.validTo),
      instrument: orNull(p.instrument),
      change: orNull(p.change),
      unverified: orNull(p.unverified),
    })),
  ],
];

const upsert = async (manager: EntityManager, table: List, rows: Rows) =>
  void (rows.length > 0 && (await manager.upsert(table, rows as never, ["slug"])));

const remove = async (manager: EntityManager, table: List, slugs: readonly string[]) =>
  void (slugs.length > 0 && (await manager.delete(table, { slug: In([...slugs]) })));

/** The slugs that the database has and `kept` has not. */
async function gone(manager: EntityManager, table: List, kept: Rows): Promise<string[]> {
  const slugs = new Set(kept.map(({ slug }) => slug));
  const stored = await manager.find(table, { select: { slug: true } as never });
  return stored.flatMap(({ slug }) => (slugs.has(slug) ? [] : [slug]));
}
