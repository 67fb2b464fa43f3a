// How long the embedded engine's index keeps the event loop at most, beside nothing else: built from nothing, and taken from disk.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
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
  /** By the clock, which also counts what others on the machine take. */
  longestBlock: number;
  /** The most processor time of the main thread between two turns of the event loop. */
  longestCpu: number;
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
  longestCpu: medianOf(all, (blocks) => blocks.longestCpu),
});

async function fill({ db, vocabulary }: App, seeds: string, file: KeptIndexFile | undefined): Promise<Blocks> {
  const engine = new EmbeddedEngine();
  const language = new CatalogueLanguage(readLexicon(seeds), engine);
  const catalogue = new Catalogue(db, vocabulary);
  const index = new SearchIndex({ db, catalogue, engine, vocabulary, language, file, log: createLog("silent") });
  const probe = probing();
  const begin = performance.now();
  await index.fill();
  const took = performance.now() - begin;
  return { took, ...(await probe()) };
}

/** Looks at the clocks in each turn of the event loop until the returned function is called. */
function probing(): () => Promise<Pick<Blocks, "longestBlock" | "longestCpu">> {
  const longest = { longestBlock: 0, longestCpu: 0 };
  const probe = { isDone: false };
  const turns = (async () => {
    let [clock, cpu] = [performance.now(), cpuMs()];
    while (!probe.isDone) {
      await breathe();
      const [nextClock, nextCpu] = [performance.now(), cpuMs()];
      longest.longestBlock = Math.max(longest.longestBlock, nextClock - clock);
      longest.longestCpu = Math.max(longest.longestCpu, nextCpu - cpu);
      [clock, cpu] = [nextClock, nextCpu];
    }
  })();
  return async () => {
    probe.isDone = true;
    await turns;
    return longest;
  };
}

/** Linux counts each thread's processor time in nanoseconds; the main thread has the process's number. */
const cpuMs = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
