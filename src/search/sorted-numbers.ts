// Numbers of things kept in the things' order; new ones wait until the order is asked for, so that filling costs no sorting.

/** Waiting numbers that are sorted in without being asked; few enough to block the event loop for a few milliseconds only. */
const MOST_WAITING = 500;

export class SortedNumbers {
  #sorted: Uint32Array = new Uint32Array(0);
  #waiting: number[] = [];
  readonly #compare: (a: number, b: number) => number;

  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare;
  }

  add(number: number): void {
    this.#waiting.push(number);
    if (this.#waiting.length >= MOST_WAITING) this.#settle();
  }

  /** Drops what does not pass. */
  keep(passes: (number: number) => boolean): void {
    this.#settle();
    this.#sorted = this.#sorted.filter(passes);
  }

  /** In order; not to be changed. */
  all(): Uint32Array {
    this.#settle();
    return this.#sorted;
  }

  /** The place of the first number that is not before. `isBefore` must hold for a beginning of the order. */
  placeOf(isBefore: (number: number) => boolean, from = 0): number {
    const sorted = this.all();
    let [low, high] = [from, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(sorted[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #settle(): void {
    if (this.#waiting.length === 0) return;
    const fresh = this.#waiting.sort(this.#compare);
    this.#waiting = [];
    const merged = new Uint32Array(this.#sorted.length + fresh.length);
    let taken = 0;
    for (const [i, number] of fresh.entries()) {
      const place = this.placeOf((other) => this.#compare(other, number) <= 0, taken);
      merged.set(this.#sorted.subarray(taken, place), taken + i);
      merged[place + i] = number;
      taken = place;
    }
    merged.set(this.#sorted.subarray(taken), taken + fresh.length);
    this.#sorted = merged;
  }
}
