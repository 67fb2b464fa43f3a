// Long work in slices, so that requests get their turn in between.
import { setImmediate as breathe } from "node:timers/promises";

/** How long one slice may keep the event loop. */
const SLICE_MS = 8;

/** Calls `work` for each item in order and lets others go on every few milliseconds. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => unknown): Promise<void> {
  let begin = performance.now();
  for (const item of items) {
    const done = work(item);
    if (done instanceof Promise) await done;
    if (performance.now() - begin < SLICE_MS) continue;
    await breathe();
    begin = performance.now();
  }
}
