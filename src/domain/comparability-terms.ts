// Likeness of two lists of terms: shared ones, and near ones in a hierarchy or a chain of successors.

/** Each step in a hierarchy or in a chain of laws keeps this much of the likeness. */
export const NEARNESS_PER_STEP = 0.7;
/** What only one side has weighs as much as a shared term that about every sixth example has: ln(1 + 6.4). */
const UNSHARED = 2;

/** How a near term stands to another: it is broader, narrower, of the same broader one, or what the law put in its place. */
export interface Neighbour {
  term: string;
  how: "broader" | "narrower" | "sibling" | "later" | "earlier";
  /** The broader term of siblings. */
  via?: string;
  steps: number;
}
export type Neighbours = (term: string) => readonly Neighbour[];

/** In a hierarchy: all that is broader or narrower, and what is directly below the same broader term. */
export function inHierarchy(broaderOf: ReadonlyMap<string, string>): Neighbours {
  const upwards = (term: string) => chain(term, (at) => broaderOf.get(at) ?? []);
  const narrowerOf = inverted(broaderOf);
  return (term) => {
    const via = broaderOf.get(term);
    const siblings = (via && narrowerOf.get(via)) || [];
    return [
      ...upwards(term).map((found): Neighbour => ({ ...found, how: "broader" })),
      ...chain(term, (at) => narrowerOf.get(at) ?? []).map((found): Neighbour => ({ ...found, how: "narrower" })),
      ...siblings
        .filter((other) => other !== term)
        .map((other): Neighbour => ({ term: other, how: "sibling", via, steps: 2 })),
    ];
  };
}

/** Along a chain of laws: what came later or earlier; two that only share a successor stay strangers. */
export const inSuccession =
  (
    laterThan: ReadonlyMap<string, readonly string[]>,
    earlierThan: ReadonlyMap<string, readonly string[]>,
  ): Neighbours =>
  (term) => [
    ...chain(term, (at) => laterThan.get(at) ?? []).map((found): Neighbour => ({ ...found, how: "later" })),
    ...chain(term, (at) => earlierThan.get(at) ?? []).map((found): Neighbour => ({ ...found, how: "earlier" })),
  ];

/** All that can be reached, each by the fewest steps; without the start. */
function chain(start: string, next: (term: string) => string | readonly string[]): { term: string; steps: number }[] {
  const found = new Map([[start, 0]]);
  for (const [term, steps] of found)
    for (const other of [next(term)].flat()) if (!found.has(other)) found.set(other, steps + 1);
  return [...found].slice(1).map(([term, steps]) => ({ term, steps }));
}

function inverted(map: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const inverse = new Map<string, string[]>();
  for (const [key, value] of map) inverse.set(value, [...(inverse.get(value) ?? []), key]);
  return inverse;
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

  forget(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }
  count(terms: Uint32Array): void {
    if (terms.length > 0) this.#total++;
    for (const term of terms) this.#counts[term]!++;
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
  /** By number of a term: by own term and, last, by the nearest of them. */
  readonly #nearness: readonly Float64Array[];
  readonly #best: Float64Array;

  constructor(
    own: Uint32Array,
    near: readonly ReadonlyMap<number, number>[],
    weights: Float64Array,
    unshared: number,
    ownShare: number,
  ) {
    [this.#own, this.#near, this.#weights, this.#unshared, this.#ownShare] = [own, near, weights, unshared, ownShare];
    this.#best = new Float64Array(weights.length);
    this.#nearness = near.map((map) => {
      const row = new Float64Array(weights.length);
      for (const [term, nearness] of map) {
        row[term] = nearness;
        this.#best[term] = Math.max(this.#best[term]!, nearness);
      }
      return row;
    });
  }

  /** 0 to 1; NaN where a side has no terms. */
  likeness(others: Uint32Array): number {
    if (this.#own.length === 0 || others.length === 0) return NaN;
    let [gained, lost] = [0, 0];
    for (let i = 0; i < this.#own.length; i++) {
      const row = this.#nearness[i]!;
      let nearness = 0;
      for (const other of others) if (row[other]! > nearness) nearness = row[other]!;
      gained += nearness * this.#weights[this.#own[i]!]!;
      lost += (1 - nearness) * this.#unshared;
    }
    const own = gained / (gained + lost);
    [gained, lost] = [0, 0];
    for (const other of others) {
      gained += this.#best[other]! * this.#weights[other]!;
      lost += (1 - this.#best[other]!) * this.#unshared;
    }
    return this.#ownShare * own + (1 - this.#ownShare) * (gained / (gained + lost));
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
