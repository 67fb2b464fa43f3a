// How alike two practice examples are, or an example and a described situation: 0 to 100 over what both sides say.
import { amountLikeness, amountsOf, type AmountDimension, type Amounts } from "./comparability-amounts.ts";
import { inHierarchy, type Neighbours } from "./comparability-neighbours.ts";
import { TermScale, type TermColumn, type TermQuestion } from "./comparability-terms.ts";
import type { Profile } from "./profile.ts";

/**
 * The published weights, in points; they add up to 100. `rarity`: a shared term says more the fewer examples have it.
 * `factor`: amounts that differ by this factor have nothing in common any more; between, likeness falls with the logarithm.
 */
export const DIMENSIONS = {
  targetGroups: { label: "Zielgruppe", weight: 26, rarity: true },
  instruments: { label: "Förderinstrument", weight: 11, rarity: true },
  methods: { label: "Methode", weight: 19, rarity: true },
  keywords: { label: "Stichwort", weight: 15, rarity: true },
  implementations: { label: "Umsetzungsart", weight: 3, rarity: false },
  carrierType: { label: "Art des Trägers", weight: 3, rarity: false },
  federalState: { label: "Bundesland", weight: 1, rarity: false },
  participants: { label: "Zahl der Personen", weight: 5, factor: 10 },
  budget: { label: "Mittelvolumen", weight: 5, factor: 10 },
  staffingRatio: { label: "Betreuungsschlüssel", weight: 5, factor: 4 },
  individualMonths: { label: "Dauer je Person", weight: 5, factor: 4 },
  weeklyHours: { label: "Wochenstunden", weight: 2, factor: 4 },
} as const satisfies Record<string, { label: string; weight: number } & ({ rarity: boolean } | { factor: number })>;

export type Dimension = keyof typeof DIMENSIONS;
export type TermDimension = Exclude<Dimension, AmountDimension>;
/** Terms first, then amounts; likenesses stand in this order. */
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as Dimension[];
const TERM_DIMENSIONS = DIMENSION_NAMES.filter((name): name is TermDimension => "rarity" in DIMENSIONS[name]);
const WEIGHTS = Float64Array.from(DIMENSION_NAMES, (name) => DIMENSIONS[name].weight);
const WHOLE = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

/** Of what the subject says, at least this share of the weight must be said by the other too, or the two are not compared. */
export const LEAST_KNOWN = 0.5;
/**
 * How much the subject's own terms count beside those that only the other has. A situation names what matters to whoever
 * describes it; that an example says more is only a small difference.
 */
export const OWN_SHARE = { example: 0.5, situation: 0.75 } as const;

/** What is compared. An empty list is not known. */
export interface Comparand {
  terms: Readonly<Record<TermDimension, readonly string[]>>;
  amounts: Amounts;
}

export const comparandOf = (profile: Profile): Comparand => ({
  terms: {
    targetGroups: profile.targetGroups,
    instruments: profile.instruments,
    methods: profile.methods,
    keywords: profile.keywords,
    implementations: profile.implementations,
    carrierType: [profile.carrierType],
    federalState: profile.federalState ? [profile.federalState] : [],
  },
  amounts: amountsOf(profile),
});

/** One comparand in the numbers of a scale: quick to compare with many questions. */
export interface Measured {
  terms: readonly Uint32Array[];
  amounts: Amounts;
}

/** Many comparands in columns: quick to go over for one question. */
export interface Columns {
  size: number;
  /** By dimension. */
  terms: readonly TermColumn[];
  amounts: readonly Amounts[];
}

export interface Likeness {
  /** 0 to 100, whole: as published. */
  score: number;
  /** 0 to 1: the share of all weights that is known on both sides. */
  known: number;
}

/** § 6d SGB II: joint facilities and licensed municipalities alike are jobcenters. */
const JOBCENTERS = inHierarchy(
  new Map([
    ["JOINT_FACILITY", "Jobcenter"],
    ["MUNICIPAL", "Jobcenter"],
  ]),
);

/** The terms of a catalogue and how near they are to each other. */
export class Scale {
  readonly terms: Readonly<Record<TermDimension, TermScale>>;
  /** Nearness of carriers is that of the law and always there. */
  constructor(neighbours: Readonly<Partial<Record<Exclude<TermDimension, "carrierType">, Neighbours>>>) {
    const all: Partial<Record<TermDimension, Neighbours>> = { ...neighbours, carrierType: JOBCENTERS };
    this.terms = Object.fromEntries(
      TERM_DIMENSIONS.map((name) => [name, new TermScale(all[name] ?? (() => []), DIMENSIONS[name].rarity)]),
    ) as Record<TermDimension, TermScale>;
  }

  measured = ({ terms, amounts }: Comparand): Measured => ({
    terms: TERM_DIMENSIONS.map((name) => this.terms[name].numbersOf(terms[name])),
    amounts,
  });

  /** From now on rarity is that among these. */
  columns = (comparands: readonly Comparand[]): Columns => ({
    size: comparands.length,
    terms: TERM_DIMENSIONS.map((name) => this.terms[name].column(comparands.map(({ terms }) => terms[name]))),
    amounts: comparands.map(({ amounts }) => amounts),
  });
}

/** A subject, prepared for being compared with any number of others on a scale that does not change meanwhile. */
export class Question {
  readonly subject: Comparand;
  readonly terms: readonly TermQuestion[];
  /** Places in the table of what the subject says. */
  readonly #said: readonly number[];
  readonly #leastKnown: number;

  constructor(subject: Comparand, scale: Scale, ownShare: number) {
    this.subject = subject;
    this.terms = TERM_DIMENSIONS.map((name) => scale.terms[name].question(subject.terms[name], ownShare));
    this.#said = [...DIMENSION_NAMES.keys()].filter((i) => isSaid(subject, DIMENSION_NAMES[i]!));
    this.#leastKnown = LEAST_KNOWN * this.#said.reduce((sum, i) => sum + WEIGHTS[i]!, 0);
  }

  /**
   * The most comparable have the highest: by their score, then by how much is known, as that is what people see. 0 for what has
   * nothing in common or says too little of what the subject says.
   */
  ranks({ size, terms, amounts }: Columns): Float64Array {
    const [points, known] = [new Float64Array(size), new Float64Array(size)];
    for (const i of this.#said) {
      const weight = WEIGHTS[i]!;
      const likeness = this.#inColumn(i, terms, amounts);
      for (let n = 0; n < size; n++) {
        const value = likeness(n);
        if (Number.isNaN(value)) continue;
        points[n]! += weight * value;
        known[n]! += weight;
      }
    }
    return points.map((sum, n) => {
      const score = known[n]! < this.#leastKnown ? 0 : scoreOf(sum, known[n]!);
      return score === 0 ? 0 : 2 * score + known[n]! / WHOLE;
    });
  }

  compare(other: Measured): Likeness {
    let [points, known] = [0, 0];
    for (const [i, value] of this.likenesses(other).entries()) {
      if (Number.isNaN(value)) continue;
      points += WEIGHTS[i]! * value;
      known += WEIGHTS[i]!;
    }
    return { score: scoreOf(points, known), known: known / WHOLE };
  }

  /** By dimension, in the order of the table: 0 to 1, NaN where a side does not say. */
  likenesses = ({ terms, amounts }: Measured): number[] =>
    DIMENSION_NAMES.map((name, i) =>
      i < TERM_DIMENSIONS.length
        ? this.terms[i]!.likeness(terms[i]!)
        : this.#ofAmounts(name as AmountDimension, amounts),
    );

  #inColumn(i: number, terms: readonly TermColumn[], amounts: readonly Amounts[]): (n: number) => number {
    const name = DIMENSION_NAMES[i]!;
    if (i >= TERM_DIMENSIONS.length) return (n) => this.#ofAmounts(name as AmountDimension, amounts[n]!);
    const [question, { numbers, ends }] = [this.terms[i]!, terms[i]!];
    return (n) => question.likeness(numbers, ends[n], ends[n + 1]);
  }

  #ofAmounts = (name: AmountDimension, others: Amounts) =>
    amountLikeness(this.subject.amounts[name], others[name], DIMENSIONS[name].factor);
}

const scoreOf = (points: number, known: number) => (known > 0 ? Math.round((100 * points) / known) : 0);

const isSaid = ({ terms, amounts }: Comparand, name: Dimension) =>
  (name in terms ? terms[name as TermDimension] : amounts[name as AmountDimension]).length > 0;
