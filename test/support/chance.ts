// Random numbers that can be repeated: SEED=… runs a test again as it failed.

/** Print it in the name of the suite that uses it. */
export const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Whole numbers from `low` to `high`, the same for the same seed (mulberry32). */
export function chance(seed = SEED): (low: number, high: number) => number {
  let state = seed >>> 0;
  return (low, high) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return low + (((t ^ (t >>> 14)) >>> 0) % (high - low + 1));
  };
}
