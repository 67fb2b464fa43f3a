// npm run bench:exports [-- --size=10000]: time and memory of each export of a whole catalogue, each in a process of its own.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildCatalogues } from "./catalogues.ts";
import { start } from "./child.ts";
import type { ExportTasks } from "./export-app.ts";
import { readMaterial } from "./generate.ts";
import { short, table } from "./report.ts";

const { values: options } = parseArgs({ options: { size: { type: "string", default: "10000" } } });
const SEEDS = resolve("seeds");
const folder = mkdtempSync(join(tmpdir(), "praxisatlas_bench_"));
const say = (text: string) => process.stdout.write(`${text}\n`);
try {
  const material = readMaterial(SEEDS);
  const rows: (string | number)[][] = [];
  for await (const { file, examples } of buildCatalogues(
    folder,
    SEEDS,
    [material.examples.length, Number(options.size)],
    material,
  )) {
    // The first start builds the index, the others take the kept one.
    const first = start<ExportTasks>("export-app.js", file, SEEDS);
    await first.ask("open");
    await first.end();
    for (const format of ["csv", "xlsx", "json"]) {
      const app = start<ExportTasks>("export-app.js", file, SEEDS);
      await app.ask("open");
      const out = join(folder, `${examples}.${format}`);
      const { milliseconds, before, peak, heap, longestBlock } = await app.ask("write", { format, out });
      await app.end();
      rows.push([
        `${format}, ${short(examples)}`,
        statSync(out).size / 1e6,
        milliseconds,
        before,
        peak,
        heap,
        longestBlock,
      ]);
    }
  }
  say(
    table(
      ["file, examples", "MB", "ms", "RSS MB before", "RSS MB at most", "heap MB at most", "longest block ms"],
      rows,
    ),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
