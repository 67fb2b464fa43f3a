// Chance that repeats: the same seed gives the same numbers on every machine.

export interface Chance {
  /** From 0 (included) to 1 (excluded). */
  (): number;
}

/** mulberry32; `stream` gives independent sequences of one seed. */
export function chance(seed: number, stream: number): Chance {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number, both ends included. */
export const between = (random: Chance, low: number, high: number) => low + Math.floor(random() * (high - low + 1));

export const pick = <T>(random: Chance, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** `count` different items, or all where there are fewer. */
export function pickSome<T>(random: Chance, list: readonly T[], count: number): T[] {
  const chosen = new Set<T>();
  while (chosen.size < Math.min(count, new Set(list).size)) chosen.add(pick(random, list));
  return [...chosen];
}

/** Draws from a list whose n-th item is about n times as rare as its first (Zipf–Mandelbrot), as words in a text are. */
export function zipf<T>(list: readonly T[]): (random: Chance) => T {
  const sums = new Float64Array(list.length);
  let sum = 0;
  for (let rank = 0; rank < list.length; rank++) sums[rank] = sum += 1 / (rank + 2.7);
  return (random) => {
    const target = random() * sum;
    let [low, high] = [0, list.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < target) low = middle + 1;
      else high = middle;
    }
    return list[low]!;
  };
}
