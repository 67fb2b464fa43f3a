// SQLite files with catalogues of growing size: the real seeds, then generated examples through the same door as everything else.
import { copyFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { createApp } from "../src/app.ts";
import { MIGRATIONS, TABLES } from "../src/database.ts";
import { EXAMPLE_CHANGED, publish } from "../src/catalogue/publish.ts";
import { readConfig, type Config } from "../src/config.ts";
import { openDb } from "../src/platform/db.ts";
import { due, settle } from "../src/platform/outbox.ts";
import { readVocabulary } from "../src/vocabulary/vocabulary.ts";
import { anExample, type Material } from "./generate.ts";

export interface CatalogueFile {
  examples: number;
  file: string;
  /** Examples added to the catalogue before it, and how long that took. */
  added: number;
  milliseconds: number;
  megabytes: number;
}

/** As the seed loader: examples a transaction. */
const BATCH = 25;
const DAY = "2026-01-01T00:00:00.000Z";

export const configFor = (file: string): Config =>
  readConfig({
    DATABASE_URL: `sqlite:${file}`,
    // The larger catalogues are copies of the first, and so is what they must find beside them.
    ERASED_LIST: join(dirname(file), "bench.erased"),
    REQUESTS_PER_MINUTE: "0",
    LOG_LEVEL: "error",
    PORT: "0",
  });

/** One file for each size, in ascending order; `sizes` count the real examples too. */
export async function* buildCatalogues(
  folder: string,
  seeds: string,
  sizes: readonly number[],
  material: Material,
): AsyncGenerator<CatalogueFile> {
  let before: string | undefined;
  let have = 0;
  for (const examples of sizes) {
    const file = join(folder, `${examples}.sqlite`);
    if (before) copyFileSync(before, file);
    const milliseconds = before
      ? await publishGenerated(file, material, have - material.examples.length, examples - have)
      : await firstStart(file, seeds);
    yield { examples, file, added: examples - have, milliseconds, megabytes: statSync(file).size / 1e6 };
    [before, have] = [file, examples];
  }
}

/** A start on an empty database: migrations, closed lists, the real examples, the index. */
async function firstStart(file: string, seeds: string): Promise<number> {
  const begin = performance.now();
  const app = await createApp(configFor(file), { seeds });
  const milliseconds = performance.now() - begin;
  await app.close();
  return milliseconds;
}

/** Only the writing is timed, not the generating. */
async function publishGenerated(file: string, material: Material, from: number, count: number): Promise<number> {
  const db = await openDb({ kind: "sqlite", file }, { entities: TABLES, migrations: MIGRATIONS });
  const vocabulary = await db.read((manager) => readVocabulary(manager, DAY.slice(0, 10)));
  let milliseconds = 0;
  for (let at = 0; at < count; at += BATCH) {
    const publications = Array.from({ length: Math.min(BATCH, count - at) }, (_, i) => ({
      content: anExample(material, from + at + i),
      origin: "bench",
    }));
    const begin = performance.now();
    await db.write((manager) => publish(manager, publications, vocabulary, new Date(DAY)));
    milliseconds += performance.now() - begin;
  }
  // The next start is to find nothing to do.
  const marked = await db.read((manager) => due(manager, EXAMPLE_CHANGED, new Date(), 1_000_000));
  await db.write((manager) => settle(manager, marked));
  await db.close();
  return milliseconds;
}
