// One process at a time: waits for a lock that the operating system or PostgreSQL frees when its holder dies.
import { setTimeout as sleep } from "node:timers/promises";

/** A lock that can be tried for; `release` frees it and whatever held it. */
export interface Lock {
  take(): Promise<boolean>;
  release(): Promise<void>;
}

const PATIENCE_MS = 120_000;
const BETWEEN_TRIES_MS = 100;

/** Waits up to two minutes for the lock, calls `onWait` once if it has to wait, runs `work` and frees the lock. */
export async function withLock<T>(lock: Lock, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  try {
    const end = Date.now() + PATIENCE_MS;
    for (let tries = 0; !(await lock.take()); tries++) {
      if (tries === 0) onWait?.();
      if (Date.now() > end) throw new Error("Ein anderer Prozess bereitet die Datenbank seit über zwei Minuten vor.");
      await sleep(BETWEEN_TRIES_MS);
    }
    return await work();
  } finally {
    await lock.release();
  }
}
