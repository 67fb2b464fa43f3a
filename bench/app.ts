// The application in a process of its own, on one catalogue: starts, searches, listens, and tells what it used.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createApp, type App } from "../src/app.ts";
import type { SearchArguments } from "../src/search/searches.ts";
import { configFor } from "./catalogues.ts";
import { answering } from "./child.ts";
import { measureIndex } from "./index-blocks.ts";
import { measureMaps } from "./evidence-map.ts";
import { measureComparables } from "./comparables.ts";
import type { Kind } from "./questions.ts";
import { measureSearch } from "./search.ts";

const [file, seeds] = process.argv.slice(2) as [string, string];
let app: App;

const megabytes = (bytes: number) => bytes / 1e6;

const tasks = {
  /** createApp on a database that needs nothing. */
  async start() {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const cpu = process.cpuUsage();
    const begin = performance.now();
    app = await createApp(configFor(file), { seeds });
    const end = performance.now();
    const { user, system } = process.cpuUsage(cpu);
    // A last long block is only seen by a tick after it.
    await new Promise((resolve) => setTimeout(resolve, 5));
    delay.disable();
    if (app.loaded.revised + app.loaded.reprojected + app.loaded.withdrawn > 0)
      throw new Error("the database was not up to date");
    const { rss } = process.memoryUsage();
    const peak = process.resourceUsage().maxRSS * 1024;
    global.gc!();
    return {
      /** Milliseconds in createApp, and since the process began. */
      milliseconds: end - begin,
      sinceProcess: end,
      /** Of createApp, all threads; says more than the clock where others use the machine. */
      cpuMs: (user + system) / 1000,
      longestBlock: delay.max / 1e6,
      rss: megabytes(rss),
      peak: megabytes(peak),
      heap: megabytes(process.memoryUsage().heapUsed),
    };
  },
  index: () => measureIndex(app, seeds),
  search: (argument: { questions: Record<Kind, SearchArguments[]>; rounds: number }) =>
    measureSearch(app, argument.questions, argument.rounds),
  maps: (argument: { rounds: number }) => measureMaps(app, argument.rounds),
  comparables: ({ rounds }: { rounds: number }) => measureComparables(app, rounds),
  /** The address. */
  listen: () => app.server.listen({ host: "127.0.0.1", port: 0 }),
  cpu: () => process.cpuUsage(),
};
export type AppTasks = typeof tasks;
answering(tasks);
