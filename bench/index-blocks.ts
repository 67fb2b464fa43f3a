// How long the embedded engine's index keeps the event loop at most, beside nothing else: built from nothing, and taken from disk.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { App } from "../src/app.ts";
import { Catalogue } from "../src/catalogue/catalogue.ts";
import { createLog } from "../src/platform/log.ts";
import { EmbeddedEngine } from "../src/search/engines/embedded.ts";
import { KeptIndexFile } from "../src/search/kept-index.ts";
import { CatalogueLanguage } from "../src/search/language.ts";
import { readLexicon } from "../src/search/lexicon-files.ts";
import { SearchIndex } from "../src/search/search-index.ts";
import { medianOf } from "./statistics.ts";

/** Milliseconds. */
export interface Blocks {
  took: number;
  longestBlock: number;
}

const ROUNDS = 5;

/** Medians of five; the first building also writes the file that is taken from disk later. */
export async function measureIndex(app: App, seeds: string): Promise<{ built: Blocks; kept: Blocks }> {
  const folder = mkdtempSync(join(tmpdir(), "praxisatlas_index_"));
  const file = new KeptIndexFile(join(folder, "index"), "bench");
  try {
    await fill(app, seeds, file);
    const built: Blocks[] = [];
    const kept: Blocks[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      built.push(await fill(app, seeds, undefined));
      kept.push(await fill(app, seeds, file));
    }
    return { built: medians(built), kept: medians(kept) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const medians = (all: readonly Blocks[]): Blocks => ({
  took: medianOf(all, (blocks) => blocks.took),
  longestBlock: medianOf(all, (blocks) => blocks.longestBlock),
});

async function fill({ db, vocabulary }: App, seeds: string, file: KeptIndexFile | undefined): Promise<Blocks> {
  const engine = new EmbeddedEngine();
  const language = new CatalogueLanguage(readLexicon(seeds), engine);
  const catalogue = new Catalogue(db, vocabulary);
  const index = new SearchIndex({ db, catalogue, engine, vocabulary, language, file, log: createLog("silent") });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // What came before is not to count.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.enable();
  const begin = performance.now();
  await index.fill();
  const took = performance.now() - begin;
  // A last long block is only seen by a tick after it.
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return { took, longestBlock: delay.max / 1e6 };
}
