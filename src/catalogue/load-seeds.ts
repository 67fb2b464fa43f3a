// Brings the database in line with seeds/: only what changed, in steps that a killed process can take up again.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { In, Like, type EntityManager } from "typeorm";
import type { Db } from "../platform/db.ts";
import { getSetting, putSetting, SettingTable } from "../platform/setting.ts";
import {
  InstrumentTable,
  KeywordTable,
  OrganisationTable,
  ProvisionTable,
  SourceTable,
  SuccessionTable,
  TargetGroupTable,
} from "../vocabulary/vocabulary.entity.ts";
import { readVocabulary, type Vocabulary } from "../vocabulary/vocabulary.ts";
import { ExampleTable, RevisionTable } from "./catalogue.entity.ts";
import { PROJECTION_VERSION } from "./projection.ts";
import { project, publish, withdraw } from "./publish.ts";
import {
  exampleFiles,
  knownTerms,
  readExample,
  readVocabularySeeds,
  vocabularyFiles,
  type SeedFile,
  type VocabularySeeds,
} from "./seed-files.ts";

export interface LoadReport {
  /** New revisions, withdrawn examples, and examples projected anew although their content had not changed. */
  revised: number;
  withdrawn: number;
  reprojected: number;
}

export interface LoadOptions {
  folder: string;
  now: () => Date;
  onProgress?: (done: number, total: number) => void;
}

/** Examples a transaction: large enough to be fast, small enough that readers and other writers get their turn. */
const BATCH = 25;
const LOADED = "seed:";
const PROJECTED = "projection";

/** Faults in any file stop before anything is changed; throws ProblemError with all of a file's faults. */
export async function loadSeeds(db: Db, options: LoadOptions): Promise<LoadReport> {
  const { folder, now } = options;
  const lists = fingerprint(vocabularyFiles(folder));
  const examples = exampleFiles(folder).map((file) => ({ file, hash: fingerprint([file]) }));
  const stored = await db.read(loadedHashes);
  const projection = `${PROJECTION_VERSION}:${lists}`;
  const listsChanged = stored.get("vocabulary") !== lists;
  const changed = examples.filter(({ file, hash }) => stored.get(file.name) !== hash);
  const gone = [...stored.keys()].filter(
    (name) => name !== "vocabulary" && !examples.some(({ file }) => file.name === name),
  );

  const seeds = listsChanged || changed.length > 0 ? readVocabularySeeds(folder) : undefined;
  const known = seeds && knownTerms(seeds);
  const contents = changed.map(({ file, hash }) => ({ file, hash, content: readExample(file, known!) }));

  if (seeds && listsChanged) await db.write((manager) => writeVocabulary(manager, seeds, lists));
  const report: LoadReport = { revised: 0, withdrawn: 0, reprojected: 0 };
  if (contents.length > 0 || gone.length > 0 || (await db.read((m) => getSetting(m, PROJECTED))) !== projection) {
    const vocabulary = await db.read((manager) => readVocabulary(manager, now().toISOString().slice(0, 10)));
    for (let at = 0; at < contents.length; at += BATCH) {
      const batch = contents.slice(at, at + BATCH);
      report.revised += await db.write(async (manager) => {
        const publications = batch.map(({ file, content }) => ({ content, origin: file.name }));
        const revised = await publish(manager, publications, vocabulary, now());
        for (const { file, hash } of batch) await putSetting(manager, LOADED + file.name, hash);
        return revised;
      });
      options.onProgress?.(at + batch.length, contents.length);
    }
    report.withdrawn = await db.write((manager) => withdrawGone(manager, gone, now()));
    report.reprojected = await reproject(
      db,
      vocabulary,
      projection,
      new Set(contents.map(({ content }) => content.slug)),
      now,
    );
  }
  return report;
}

const fingerprint = (files: readonly SeedFile[]) => {
  const hash = createHash("sha256");
  for (const { path, name } of files) hash.update(name).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
};

async function loadedHashes(manager: EntityManager): Promise<Map<string, string>> {
  const rows = await manager.findBy(SettingTable, { name: Like(`${LOADED}%`) });
  return new Map(rows.map(({ name, value }) => [name.slice(LOADED.length), value]));
}

async function writeVocabulary(manager: EntityManager, seeds: VocabularySeeds, hash: string): Promise<void> {
  const orNull = <T>(value: T | undefined): T | null => value ?? null;
  await manager.deleteAll(SuccessionTable);
  const lists = [
    [
      SourceTable,
      seeds.sources.map((s) => ({ ...s, publisher: orNull(s.publisher), year: orNull(s.year), note: orNull(s.note) })),
    ],
    [TargetGroupTable, seeds.targetGroups.map((g) => ({ ...g, broader: orNull(g.broader) }))],
    [
      KeywordTable,
      seeds.keywords.map(({ index, ...k }) => ({
        ...k,
        broader: orNull(k.broader),
        see: orNull(k.see),
        indexSource: orNull(index?.source),
        indexPages: orNull(index?.pages),
      })),
    ],
    [
      OrganisationTable,
      seeds.organisations.map((o) => ({
        ...o,
        federalState: orNull(o.federalState),
        region: orNull(o.region),
        kindReference: orNull(o.kindReference),
        unverified: orNull(o.unverified),
      })),
    ],
    [InstrumentTable, seeds.instruments.map((i) => ({ ...i, note: orNull(i.note) }))],
    [
      ProvisionTable,
      seeds.provisions.map(({ predecessors: _, ...p }) => ({
        ...p,
        validTo: orNull(p.validTo),
        instrument: orNull(p.instrument),
        change: orNull(p.change),
        unverified: orNull(p.unverified),
      })),
    ],
  ] as const;
  for (const [table, rows] of lists) await manager.upsert(table as never, rows as never, ["slug"]);
  const successions = seeds.provisions.flatMap((p) =>
    p.predecessors.map((predecessor) => ({ predecessor, successor: p.slug })),
  );
  if (successions.length > 0) await manager.upsert(SuccessionTable, successions, ["predecessor", "successor"]);
  await putSetting(manager, `${LOADED}vocabulary`, hash);
}

async function withdrawGone(manager: EntityManager, names: readonly string[], now: Date): Promise<number> {
  if (names.length === 0) return 0;
  const slugs = names.map((name) => name.replace(/^.*\/|\.yaml$/g, ""));
  await withdraw(manager, slugs, now);
  await manager.delete(SettingTable, { name: In(names.map((name) => LOADED + name)) });
  return slugs.length;
}

/** Writes the rows of all other published examples anew after the rules or the closed lists changed. */
async function reproject(
  db: Db,
  vocabulary: Vocabulary,
  projection: string,
  done: ReadonlySet<string>,
  now: () => Date,
) {
  if ((await db.read((manager) => getSetting(manager, PROJECTED))) === projection) return 0;
  const published = await db.read((manager) =>
    manager.createQueryBuilder(ExampleTable, "e").select(["e.slug", "e.revision"]).orderBy("e.slug").getMany(),
  );
  const open = published.filter(({ slug }) => !done.has(slug));
  for (let at = 0; at < open.length; at += BATCH)
    await db.write(async (manager) => {
      const keys = open.slice(at, at + BATCH).map(({ slug, revision }) => ({ example: slug, number: revision }));
      await project(manager, await manager.findBy(RevisionTable, keys), vocabulary, now());
    });
  await db.write((manager) => putSetting(manager, PROJECTED, projection));
  return open.length;
}
