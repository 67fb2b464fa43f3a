// Keeps a search server in step with the catalogue as long as the process lives; one process of an installation works, the others wait.
import type { Db } from "../platform/db.ts";
import { Lease } from "../platform/lease.ts";
import type { Logger } from "../platform/log.ts";
import type { MeilisearchServer } from "./engines/meilisearch-server.ts";
import { Current, type CurrentParts } from "./sync/current.ts";
import { Delivery, type At } from "./sync/delivery.ts";
import { realTime, type Time } from "./sync/time.ts";
import { toolsWith } from "./sync/tools.ts";
import { Worker, type Round } from "./sync/worker.ts";

export interface SyncParts extends CurrentParts {
  db: Db;
  server: MeilisearchServer;
  log: Logger;
  now: () => Date;
  time?: Time;
  at?: At;
}

export interface Sync {
  /** Resolves after the next moment at which there is nothing more to do (true), or nothing that can be done for now (false). */
  settled(): Promise<boolean>;
  /** Ends after the step at hand, and gives up the lease. Close the database after that. */
  stop(): Promise<void>;
}

const LEASE = "search";
/** A step may wait for the server; then the lease is left to run out, so that nobody sends anything beside it. */
const STOP_PATIENCE_MS = 2_000;

/** The worker by itself, for those who turn its rounds themselves. */
export function aWorker(parts: SyncParts, ending: AbortSignal): { worker: Worker; lease: Lease } {
  const { db, server, log, shape, time = realTime(parts.now), at = () => undefined } = parts;
  const lease = new Lease(db, LEASE);
  const delivery = new Delivery({ db, server, lease, time, log, at, ending });
  const tools = toolsWith(lease, { db, server, current: new Current(parts), delivery, shape, time, log, at });
  return { worker: new Worker(tools, lease), lease };
}

/** Begins at once and in the background; whatever goes wrong is logged and tried again. */
export function startSync(parts: SyncParts): Sync {
  const { time = realTime(parts.now) } = parts;
  const ending = new AbortController();
  const { worker, lease } = aWorker(parts, ending.signal);
  let waiting: ((outcome: Round["outcome"]) => void)[] = [];
  let nap = new AbortController();

  const turn = async () => {
    while (!ending.signal.aborted) {
      const asking = waiting;
      waiting = [];
      nap = new AbortController();
      const { outcome, pause } = await worker.round();
      if (outcome === "busy") waiting = [...asking, ...waiting];
      else for (const tell of asking) tell(outcome);
      // Whoever asked meanwhile gets a round of their own.
      if (waiting.length === 0) await time.pause(pause, nap.signal).catch(() => undefined);
    }
    for (const tell of waiting) tell("failing");
  };
  const turning = turn();

  return {
    settled: async () => {
      const outcome = await new Promise<Round["outcome"]>((resolve) => {
        waiting.push(resolve);
        nap.abort();
        if (ending.signal.aborted) resolve("failing");
      });
      return outcome === "idle";
    },
    stop: async () => {
      ending.abort();
      nap.abort();
      const patience = new AbortController();
      const late = realTime(parts.now)
        .pause(STOP_PATIENCE_MS, patience.signal)
        .then(
          () => "late",
          () => "late",
        );
      const ended = await Promise.race([turning.then(() => "ended"), late]);
      patience.abort();
      if (ended === "ended") await lease.release();
      else lease.abandon();
    },
  };
}
