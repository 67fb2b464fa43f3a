// A program in a thread of its own, with an end in time and memory: nothing it does can hold up the server.
import { Worker } from "node:worker_threads";

export interface Bounds {
  milliseconds: number;
  /** Of JavaScript objects. */
  megabytes: number;
  /** By which the whole process may grow meanwhile: raw bytes, which no thread has a limit for, count here alone. */
  growthMegabytes: number;
}

/** How often memory is looked at; what unpacks fastest makes some 50 MB meanwhile. */
const WATCH_MS = 50;

/** The program was ended before it answered. */
export class OutOfBounds extends Error {
  readonly bound: "TIME" | "MEMORY";
  constructor(bound: "TIME" | "MEMORY") {
    super(`Ended by its limit: ${bound}`);
    this.bound = bound;
  }
}

/** What a program posts: any number of reports about how far it is, then its answer. */
export type Message<T, P> = { progress: P } | { answer: T };

export interface Listening<P> {
  onProgress?: ((progress: P) => void) | undefined;
  /** Aborted: the program ends at once, and the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Resolves with the answer of the program, which finds `input` as its workerData and sees no environment variables. Rejects with
 * OutOfBounds, or with what the program has thrown.
 */
export async function runApart<T, P = never>(
  program: URL,
  input: unknown,
  { milliseconds, megabytes, growthMegabytes }: Bounds,
  { onProgress, signal }: Listening<P> = {},
): Promise<T> {
  signal?.throwIfAborted();
  const resourceLimits = { maxOldGenerationSizeMb: megabytes };
  const worker = new Worker(program, { workerData: input, resourceLimits, env: {}, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  let watch: NodeJS.Timeout | undefined;
  const most = process.memoryUsage.rss() + growthMegabytes * 1e6;
  const answer = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => reject(new OutOfBounds("TIME")), milliseconds);
    watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) reject(new OutOfBounds("MEMORY"));
    }, WATCH_MS);
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    worker.on("message", (message: Message<T, P>) => {
      if ("answer" in message) resolve(message.answer);
      else onProgress?.(message.progress);
    });
    worker.once("error", (error: Error & { code?: string }) =>
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new OutOfBounds("MEMORY") : error),
    );
    worker.once("exit", () => reject(new Error("The program ended without an answer.")));
  });
  return answer.finally(async () => {
    clearTimeout(timer);
    clearInterval(watch);
    await worker.terminate();
  });
}
