// The worker's clock and its patience, so that five minutes can pass in a test without anybody waiting.
import { setTimeout as sleep } from "node:timers/promises";

export interface Time {
  now(): Date;
  /** Rejects when `signal` aborts. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const realTime = (now: () => Date): Time => ({
  now,
  pause: async (milliseconds, signal) => void (await sleep(milliseconds, undefined, { signal, ref: false })),
});

/** Whether so much time lies between two moments; a clock that was put back counts like one that ran on. */
export const apart = (since: string | null, now: Date, milliseconds: number): boolean =>
  since === null || Math.abs(now.getTime() - Date.parse(since)) >= milliseconds;
