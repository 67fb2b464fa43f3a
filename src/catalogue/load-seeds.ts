// Brings the database in line with seeds/: only what changed, in steps that a killed process can take up again.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { In, Like, type EntityManager } from "typeorm";
import type { Db } from "../platform/db.ts";
import { getSetting, putSetting, SettingTable } from "../platform/setting.ts";
import { readVocabulary, type Vocabulary } from "../vocabulary/vocabulary.ts";
import { ExampleTable, RevisionTable } from "./catalogue.entity.ts";
import { PROJECTION_VERSION } from "./projection.ts";
import { project, publish, withdraw } from "./publish.ts";
import {
  exampleFiles,
  knownTerms,
  readExample,
  readTables,
  readVocabularySeeds,
  slugOf,
  tableFiles,
  vocabularyFiles,
  type SeedFile,
} from "./seed-files.ts";
import { dropUnusedTerms, writeTables, writeVocabulary } from "./write-vocabulary.ts";

export interface LoadReport {
  /** New revisions, withdrawn examples, and examples projected anew although their content had not changed. */
  revised: number;
  withdrawn: number;
  reprojected: number;
  /** Whether closed lists or tables had changed. */
  lists: boolean;
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
  const files = exampleFiles(folder).map((file) => ({ file, hash: fingerprint([file]) }));
  const lists = { vocabulary: fingerprint(vocabularyFiles(folder)), tables: fingerprint(tableFiles(folder)) };
  const projection = `${PROJECTION_VERSION}:${lists.vocabulary}`;
  const stored = await db.read(loadedHashes);
  const listsChanged = stored.get("vocabulary") !== lists.vocabulary;
  const tablesChanged = listsChanged || stored.get("tables") !== lists.tables;
  const outdated = listsChanged || (await db.read((manager) => getSetting(manager, PROJECTED))) !== projection;
  const changed = files.filter(({ file, hash }) => stored.get(file.name) !== hash);
  const names = new Set([...Object.keys(lists), ...files.map(({ file }) => file.name)]);
  const gone = [...stored.keys()].filter((name) => !names.has(name));
  const report: LoadReport = { revised: 0, withdrawn: 0, reprojected: 0, lists: tablesChanged };
  if (changed.length + gone.length === 0 && !tablesChanged && !outdated) return report;

  const seeds = readVocabularySeeds(folder);
  const known = knownTerms(
    seeds,
    files.map(({ file }) => file),
  );
  const contents = changed.map(({ file, hash }) => ({ file, hash, content: readExample(file, known) }));
  // What an unchanged file names may be gone.
  if (listsChanged || gone.length > 0)
    for (const entry of files) if (!changed.includes(entry)) readExample(entry.file, known);
  const tables = tablesChanged ? readTables(folder, known) : [];

  if (tablesChanged)
    await db.write(async (manager) => {
      if (listsChanged) await writeVocabulary(manager, seeds);
      await writeTables(manager, tables);
      for (const [name, hash] of Object.entries(lists)) await putSetting(manager, LOADED + name, hash);
    });
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
  if (outdated) {
    const done = new Set(contents.map(({ content }) => content.slug));
    report.reprojected = await reproject(db, vocabulary, done, now);
    await db.write(async (manager) => {
      await dropUnusedTerms(manager, seeds);
      await putSetting(manager, PROJECTED, projection);
    });
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

async function withdrawGone(manager: EntityManager, names: readonly string[], now: Date): Promise<number> {
  if (names.length === 0) return 0;
  const slugs = names.map((name) => slugOf({ name }));
  await withdraw(manager, slugs, now);
  await manager.delete(SettingTable, { name: In(names.map((name) => LOADED + name)) });
  return slugs.length;
}

/** Writes the rows of all other published examples anew after the rules or the closed lists changed. */
async function reproject(db: Db, vocabulary: Vocabulary, done: ReadonlySet<string>, now: () => Date): Promise<number> {
  const published = await db.read((manager) =>
    manager.createQueryBuilder(ExampleTable, "e").select(["e.slug", "e.revision"]).orderBy("e.slug").getMany(),
  );
  const open = published.filter(({ slug }) => !done.has(slug));
  for (let at = 0; at < open.length; at += BATCH)
    await db.write(async (manager) => {
      const keys = open.slice(at, at + BATCH).map(({ slug, revision }) => ({ example: slug, number: revision }));
      await project(manager, await manager.findBy(RevisionTable, keys), vocabulary, now());
    });
  return open.length;
}
