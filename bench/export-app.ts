// The application in a process of its own, writing files: time, and the memory it takes meanwhile.
import { createWriteStream } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createApp, type App } from "../src/app.ts";
import { FORMATS } from "../src/exports/routes.ts";
import { exportSearch } from "../src/exports/search-export.ts";
import { readSearch } from "../src/exports/search-parameters.ts";
import { configFor } from "./catalogues.ts";
import { answering } from "./child.ts";

const [file, seeds] = process.argv.slice(2) as [string, string];
let app: App;
const megabytes = (bytes: number) => bytes / 1e6;

const tasks = {
  async open() {
    app = await createApp(configFor(file), { seeds });
    // So that the next start finds the index kept.
    await app.settled();
  },
  async write({ format: name, out }: { format: string; out: string }) {
    global.gc!();
    const before = process.memoryUsage().rss;
    let [peak, heap] = [0, 0];
    const watch = setInterval(() => {
      const { rss, heapUsed } = process.memoryUsage();
      [peak, heap] = [Math.max(peak, rss), Math.max(heap, heapUsed)];
    }, 5);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const begin = performance.now();
    const format = FORMATS.find((one) => one.name === name)!;
    const found = await exportSearch(app.files, readSearch({}), name, "http://127.0.0.1:4000");
    await pipeline(Readable.from(format.write(found)), createWriteStream(out));
    clearInterval(watch);
    delay.disable();
    return {
      milliseconds: performance.now() - begin,
      before: megabytes(before),
      peak: megabytes(peak),
      heap: megabytes(heap),
      longestBlock: delay.max / 1e6,
    };
  },
};
export type ExportTasks = typeof tasks;
answering(tasks);
