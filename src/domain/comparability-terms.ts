// Likeness of two lists of terms: the shared ones by their rarity, and near ones.
import type { Neighbours } from "./comparability-neighbours.ts";

/** Each step in a hierarchy or in a chain of laws keeps this much of the likeness. */
export const NEARNESS_PER_STEP = 0.7;
/** What only one side has weighs as much as a shared term that about every sixth example has: ln(1 + 6.4). */
const UNSHARED = 2;

/** Lists of term numbers; the n-th lies between `ends[n]` and `ends[n + 1]`. */
export interface TermColumn {
  numbers: Uint32Array;
  ends: Uint32Array;
}

/** The closed list of one dimension: terms by number, their rarity, their neighbours. */
export class TermScale {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #counts: number[] = [];
  readonly #neighbours: Neighbours;
  readonly #usesRarity: boolean;
  /** Examples that have any term here. */
  #total = 0;

  constructor(neighbours: Neighbours, usesRarity: boolean) {
    [this.#neighbours, this.#usesRarity] = [neighbours, usesRarity];
  }

  numbersOf = (terms: readonly string[]) => Uint32Array.from(new Set(terms), (term) => this.#numberOf(term));
  nameOf = (number: number) => this.#names[number]!;

  /** The lists of many, one after the other; from now on rarity is that among these. */
  column(lists: readonly (readonly string[])[]): TermColumn {
    const numbers: number[] = [];
    const ends = new Uint32Array(lists.length + 1);
    this.#counts.fill(0);
    this.#total = 0;
    for (const [i, list] of lists.entries()) {
      for (const [at, term] of list.entries()) {
        if (list.indexOf(term) < at) continue;
        const number = this.#numberOf(term);
        numbers.push(number);
        this.#counts[number]!++;
      }
      if (list.length > 0) this.#total++;
      ends[i + 1] = numbers.length;
    }
    return { numbers: Uint32Array.from(numbers), ends };
  }

  question = (terms: readonly string[], ownShare: number) => {
    const own = this.numbersOf(terms);
    const near = Array.from(own, (number) => this.#nearTo(number));
    return new TermQuestion(own, near, this.#weights(), this.#usesRarity ? UNSHARED : 1, ownShare);
  };

  /** How the second term stands to the first; undefined for strangers and for the same. */
  relation = (term: number, other: number) =>
    this.#neighbours(this.nameOf(term)).find((neighbour) => neighbour.term === this.nameOf(other));

  /** Terms and their nearness by number, the term itself included. */
  #nearTo(number: number): ReadonlyMap<number, number> {
    const near = this.#neighbours(this.nameOf(number)).map(
      ({ term, steps }) => [this.#numberOf(term), NEARNESS_PER_STEP ** steps] as const,
    );
    return new Map([...near, [number, 1]]);
  }

  #weights = () =>
    Float64Array.from(this.#counts, (count) =>
      this.#usesRarity ? Math.log(1 + Math.max(1, this.#total) / Math.max(1, count)) : 1,
    );

  #numberOf(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    this.#numbers.set(term, this.#names.length);
    this.#counts.push(0);
    return this.#names.push(term) - 1;
  }
}

/** A term's part in the likeness of two lists, and what is lost because the other side has at best a near one. */
export interface TermPart {
  term: number;
  isOwn: boolean;
  /** The term of the other side that is nearest; undefined where all are strangers. */
  nearest: number | undefined;
  /** 1: the other side has the same term. */
  nearness: number;
  gained: number;
  lost: number;
}

/** One list, prepared for being compared with any number of others. */
export class TermQuestion {
  readonly #own: Uint32Array;
  readonly #near: readonly ReadonlyMap<number, number>[];
  readonly #weights: Float64Array;
  readonly #unshared: number;
  readonly #ownShare: number;
  /** Of each own term, by number of the other side's term: how near that is. */
  readonly #nearness: readonly Float64Array[];
  /** By number of the other side's term: what it gains and loses by its nearest own term. */
  readonly #gain: Float64Array;
  readonly #loss: Float64Array;

  constructor(
    own: Uint32Array,
    near: readonly ReadonlyMap<number, number>[],
    weights: Float64Array,
    unshared: number,
    ownShare: number,
  ) {
    [this.#own, this.#near, this.#weights, this.#unshared, this.#ownShare] = [own, near, weights, unshared, ownShare];
    const best = new Float64Array(weights.length);
    this.#nearness = near.map((map) => {
      const row = new Float64Array(weights.length);
      for (const [term, nearness] of map) {
        row[term] = nearness;
        best[term] = Math.max(best[term]!, nearness);
      }
      return row;
    });
    this.#gain = best.map((nearness, term) => nearness * weights[term]!);
    this.#loss = best.map((nearness) => (1 - nearness) * unshared);
  }

  /** Of the terms from `start` up to `end`: 0 to 1; NaN where a side has none. Goes over whole columns, so it keeps to numbers. */
  likeness(others: Uint32Array, start = 0, end = others.length): number {
    if (this.#own.length === 0 || start === end) return NaN;
    let [gained, lost] = [0, 0];
    for (let i = start; i < end; i++) gained += this.#gain[others[i]!]!;
    // Most are strangers, and from either side.
    if (gained === 0) return 0;
    for (let i = start; i < end; i++) lost += this.#loss[others[i]!]!;
    const theirs = gained / (gained + lost);
    [gained, lost] = [0, 0];
    for (let i = 0; i < this.#own.length; i++) {
      const row = this.#nearness[i]!;
      let nearness = 0;
      for (let j = start; j < end; j++) if (row[others[j]!]! > nearness) nearness = row[others[j]!]!;
      gained += nearness * this.#weights[this.#own[i]!]!;
      lost += (1 - nearness) * this.#unshared;
    }
    return this.#ownShare * (gained / (gained + lost)) + (1 - this.#ownShare) * theirs;
  }

  /** The same term by term; the gained parts add up to the likeness, gained and lost to 1. */
  parts(others: Uint32Array): TermPart[] {
    const own = Array.from(this.#own, (term, i) =>
      this.#part(term, true, others, (other) => this.#near[i]!.get(other)),
    );
    const theirs = Array.from(others, (term) =>
      this.#part(term, false, this.#own, (other) => this.#near[this.#own.indexOf(other)]!.get(term)),
    );
    return [...this.#shared(own, this.#ownShare), ...this.#shared(theirs, 1 - this.#ownShare)];
  }

  #part(
    term: number,
    isOwn: boolean,
    others: Uint32Array,
    nearnessTo: (other: number) => number | undefined,
  ): TermPart {
    let [nearest, nearness]: [number | undefined, number] = [undefined, 0];
    for (const other of others)
      if ((nearnessTo(other) ?? 0) > nearness) [nearest, nearness] = [other, nearnessTo(other)!];
    const [gained, lost] = [nearness * this.#weights[term]!, (1 - nearness) * this.#unshared];
    return { term, isOwn, nearest, nearness, gained, lost };
  }

  #shared(parts: readonly TermPart[], share: number): TermPart[] {
    const whole = parts.reduce((sum, { gained, lost }) => sum + gained + lost, 0);
    return parts.map((part) => ({
      ...part,
      gained: (share * part.gained) / whole,
      lost: (share * part.lost) / whole,
    }));
  }
}
