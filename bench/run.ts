// npm run bench [-- --sizes=2000,10000] [--large] [--rounds=5]: measures, prints tables, writes bench/results/*.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { AppTasks } from "./app.ts";
import type { BareTasks } from "./bare.ts";
import { buildCatalogues, type CatalogueFile } from "./catalogues.ts";
import { pin, start, type Asked } from "./child.ts";
import { readMaterial } from "./generate.ts";
import { examples, measureHttp, pages, slugsIn, type HttpTimes, type Sample, type Target } from "./http.ts";
import { questions } from "./questions.ts";
import { short, table } from "./report.ts";
import { medianOf } from "./statistics.ts";

const { values: options } = parseArgs({
  options: {
    sizes: { type: "string", default: "2000,10000" },
    large: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
  },
});
const rounds = Number(options.rounds);
const SEEDS = resolve("seeds");
const say = (text: string) => process.stdout.write(`${text}\n`);

const material = readMaterial(SEEDS);
/** The seeds themselves come first. */
const sizes = [
  material.examples.length,
  ...[...options.sizes.split(",").map(Number), ...(options.large ? [100_000] : [])].sort((a, b) => a - b),
];
if (sizes[1]! <= sizes[0]!) throw new Error(`the smallest size must be above that of the seeds, ${sizes[0]}`);

/** An application that is up, with what was measured on it. */
interface Measured {
  catalogue: CatalogueFile;
  app: Asked<AppTasks>;
  starts: Awaited<ReturnType<AppTasks["start"]>>[];
  search: Awaited<ReturnType<AppTasks["search"]>>;
  /** Where one building takes seconds, not minutes. */
  index: Awaited<ReturnType<AppTasks["index"]>> | undefined;
  comparables: Awaited<ReturnType<AppTasks["comparables"]>>;
  maps: Awaited<ReturnType<AppTasks["maps"]>>;
}

/** A start that takes long is exact enough the first time. */
const startsOf = (examples: number) => (examples < 1_000 ? 5 : examples <= 2_000 ? 3 : 1);

async function measure(catalogue: CatalogueFile): Promise<Measured> {
  const starts: Measured["starts"] = [];
  for (let left = startsOf(catalogue.examples); ; left--) {
    const app = start<AppTasks>("app.js", catalogue.file, SEEDS);
    starts.push(await app.ask("start"));
    if (left === 1) {
      const index = catalogue.examples <= 2_000 ? await app.ask("index") : undefined;
      const asked = questions(material, catalogue.examples - material.examples.length);
      const search = await app.ask("search", { questions: asked, rounds });
      const comparables = await app.ask("comparables", { rounds });
      return { catalogue, app, starts, index, search, comparables, maps: await app.ask("maps", { rounds }) };
    }
    await app.end();
  }
}

const folder = mkdtempSync(join(tmpdir(), "praxisatlas_bench_"));
const measured: Measured[] = [];
const bare = start<BareTasks>("bare.js");
try {
  for await (const catalogue of buildCatalogues(folder, SEEDS, sizes, material)) {
    say(`${short(catalogue.examples)} examples: loaded in ${short(catalogue.milliseconds / 1000)} s`);
    measured.push(await measure(catalogue));
  }

  const pinned = [...measured.map(({ app }) => app.pid), bare.pid].every((pid) => pin(pid, 0)) && pin(process.pid, 1);
  const bareUrl = await bare.ask("listen");
  const samples = new Map<string, Sample>();
  const targets: Target[] = [];
  for (const { catalogue, app } of measured) {
    const address = await app.ask("listen");
    const page = await pages(address);
    const single = await examples(address, slugsIn(page).slice(0, 40));
    for (const [what, sample] of [
      ["page of 20", page],
      ["one example", single],
    ] as const) {
      const name = `${what}, ${short(catalogue.examples)}`;
      const path = `/${catalogue.examples}/${what.replaceAll(" ", "-")}`;
      await bare.ask("serve", { path, objects: sample.answers });
      samples.set(name, sample);
      targets.push({ name, server: app, url: `${address}/graphql`, bodies: sample.bodies });
      targets.push({ name: `${name}, bare`, server: bare, url: bareUrl + path, bodies: sample.bodies });
    }
  }
  report(await measureHttp(targets, rounds), samples, pinned);
} finally {
  await Promise.all([...measured.map(({ app }) => app.end()), bare.end()]);
  rmSync(folder, { recursive: true, force: true });
}

function report(times: HttpTimes[], samples: ReadonlyMap<string, Sample>, pinned: boolean): void {
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 1e9),
    pinned,
    rounds,
    at: new Date().toISOString(),
  };
  say(
    `\n${machine.at}, Node ${machine.node}, ${machine.cores} × ${machine.cpu}, ${machine.gigabytes} GB, medians of ${rounds} rounds`,
  );

  say("\nLoading, 25 examples a transaction (the first row is a whole start on an empty database)\n");
  say(
    table(
      ["catalogue", "added", "s", "ms / example", "file MB"],
      measured.map(({ catalogue: { examples, added, milliseconds, megabytes } }) => [
        short(examples),
        added,
        milliseconds / 1000,
        milliseconds / added,
        megabytes,
      ]),
    ),
  );

  say("\nStart with an unchanged database, index included\n");
  const starts = measured.map(({ catalogue, starts: all }) => ({
    examples: catalogue.examples,
    milliseconds: medianOf(all, (s) => s.milliseconds),
    sinceProcess: medianOf(all, (s) => s.sinceProcess),
    cpuMs: medianOf(all, (s) => s.cpuMs),
    longestBlock: medianOf(all, (s) => s.longestBlock),
    rss: medianOf(all, (s) => s.rss),
    peak: medianOf(all, (s) => s.peak),
    heap: medianOf(all, (s) => s.heap),
    of: all.length,
  }));
  say(
    table(
      [
        "catalogue",
        "createApp ms",
        "since process ms",
        "CPU ms",
        "longest block ms",
        "RSS MB",
        "peak RSS MB",
        "heap MB after GC",
        "starts",
      ],
      starts.map((s) => [
        short(s.examples),
        s.milliseconds,
        s.sinceProcess,
        s.cpuMs,
        s.longestBlock,
        s.rss,
        s.peak,
        s.heap,
        s.of,
      ]),
    ),
  );

  say("\nThe search index alone, medians of 5\n");
  const indexes = measured.flatMap(({ catalogue, index }) =>
    index ? [{ examples: catalogue.examples, ...index }] : [],
  );
  say(
    table(
      ["catalogue", "index", "ms", "longest block ms", "longest block CPU ms"],
      indexes.flatMap(({ examples, built, kept }) =>
        Object.entries({ built, kept }).map(([how, { took, longestBlock, longestCpu }]) => [
          short(examples),
          how,
          took,
          longestBlock,
          longestCpu,
        ]),
      ),
    ),
  );

  say(
    "\nSearch in the process, first 20 hits, all facets counted, ms p50 / p95; floor: the hits' rows by one SQL statement\n",
  );
  say(
    table(
      ["question", ...measured.flatMap(({ catalogue }) => [`${short(catalogue.examples)}`, "floor", "matches"])],
      measured[0]!.search.map(({ kind }, i) => [
        kind,
        ...measured.flatMap(({ search }) => {
          const { p50, p95, floorP50, floorP95, matches } = search[i]!;
          return [`${short(p50)} / ${short(p95)}`, `${short(floorP50)} / ${short(floorP95)}`, Math.round(matches)];
        }),
      ]),
    ),
  );

  say("\nThe ten most comparable examples with reasons, ms p50 / p95; floor: their rows by one SQL statement\n");
  say(
    table(
      ["question", ...measured.flatMap(({ catalogue }) => [`${short(catalogue.examples)}`, "CPU", "floor"])],
      measured[0]!.comparables.map(({ kind }, i) => [
        kind,
        ...measured.flatMap(({ comparables }) => {
          const { p50, p95, cpuP50, cpuP95, floorP50, floorP95 } = comparables[i]!;
          return [
            `${short(p50)} / ${short(p95)}`,
            `${short(cpuP50)} / ${short(cpuP95)}`,
            `${short(floorP50)} / ${short(floorP95)}`,
          ];
        }),
      ]),
    ),
  );

  say(
    "\nEvidence map of every pair of dimensions, ms p50 / p95, in the process and as an answer of the server; floor: counting alone\n",
  );
  const both = ({ p50, p95 }: { p50: number; p95: number }) => `${short(p50)} / ${short(p95)}`;
  say(
    table(
      ["catalogue", "filter", "cells", "map", "its CPU", "answer", "floor"],
      measured.flatMap(({ catalogue, maps }) =>
        maps.map((m) => [
          short(catalogue.examples),
          m.kind,
          Math.round(m.cells),
          both(m.map),
          both(m.cpu),
          both(m.answer),
          both(m.floor),
        ]),
      ),
    ),
  );

  say(
    `\nHTTP on loopback, 10 connections, ${pinned ? "servers on core 0, load on core 1" : "not pinned"}; floor: node:http with JSON.stringify\n`,
  );
  const http = times
    .filter(({ name }) => samples.has(name))
    .map((app) => {
      const floor = times.find(({ name }) => name === `${app.name}, bare`)!;
      const { kilobytes, fields } = samples.get(app.name)!;
      return { ...app, kilobytes, fields, floor, ratio: app.cpuMs / floor.cpuMs };
    });
  say(
    table(
      [
        "answer, catalogue",
        "kB",
        "fields",
        "CPU ms",
        "floor CPU ms",
        "ratio",
        "req/s",
        "p50 / p97.5 ms",
        "floor req/s",
      ],
      http.map((r) => [
        r.name,
        r.kilobytes,
        Math.round(r.fields),
        r.cpuMs,
        r.floor.cpuMs,
        r.ratio,
        Math.round(r.perSecond),
        `${r.p50} / ${r.p97_5}`,
        Math.round(r.floor.perSecond),
      ]),
    ),
  );

  const results = resolve("bench/results");
  mkdirSync(results, { recursive: true });
  const file = join(results, `${machine.at.replaceAll(":", "-").slice(0, 19)}.json`);
  const loads = measured.map(({ catalogue: { file: _, ...load } }) => load);
  const search = measured.map(({ catalogue, search: kinds }) => ({ examples: catalogue.examples, kinds }));
  const comparables = measured.map(({ catalogue, comparables: kinds }) => ({ examples: catalogue.examples, kinds }));
  const maps = measured.map(({ catalogue, maps: kinds }) => ({ examples: catalogue.examples, kinds }));
  const all = { machine, loads, starts, indexes, search, comparables, maps, http };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  say(`\n${file}`);
}
