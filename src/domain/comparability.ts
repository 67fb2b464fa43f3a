// How alike two practice examples are, or an example and a described situation: 0 to 100 over what both sides say.
import { amountLikeness, amountsOf, type AmountDimension, type Amounts } from "./comparability-amounts.ts";
import { inHierarchy, TermScale, type Neighbours, type TermQuestion } from "./comparability-terms.ts";
import type { Profile } from "./profile.ts";

/**
 * The published weights, in points; they add up to 100. `rarity`: a shared term says more the fewer examples have it.
 * `factor`: amounts that differ by this factor have nothing in common any more; between, likeness falls with the logarithm.
 */
export const DIMENSIONS = {
  targetGroups: { label: "Zielgruppe", weight: 20, rarity: true },
  instruments: { label: "Förderinstrument", weight: 12, rarity: true },
  methods: { label: "Methode", weight: 20, rarity: true },
  keywords: { label: "Stichwort", weight: 16, rarity: true },
  implementations: { label: "Umsetzungsart", weight: 3, rarity: false },
  carrierType: { label: "Art des Trägers", weight: 4, rarity: false },
  federalState: { label: "Bundesland", weight: 2, rarity: false },
  participants: { label: "Zahl der Personen", weight: 6, factor: 10 },
  budget: { label: "Mittelvolumen", weight: 5, factor: 10 },
  staffingRatio: { label: "Betreuungsschlüssel", weight: 5, factor: 4 },
  individualMonths: { label: "Dauer je Person", weight: 5, factor: 4 },
  weeklyHours: { label: "Wochenstunden", weight: 2, factor: 4 },
} as const satisfies Record<string, { label: string; weight: number } & ({ rarity: boolean } | { factor: number })>;

export type Dimension = keyof typeof DIMENSIONS;
export type TermDimension = Exclude<Dimension, AmountDimension>;
/** Terms first, then amounts; likenesses stand in this order. */
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as Dimension[];
const AMOUNT_DIMENSIONS = DIMENSION_NAMES.filter((name): name is AmountDimension => "factor" in DIMENSIONS[name]);
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

export interface Likeness {
  /** 0 to 100, whole: as published. */
  score: number;
  /** 0 to 1: the share of all weights that is known on both sides. */
  known: number;
  /** Of what the subject says, whether the other says enough. */
  isComparable: boolean;
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
  count(examples: Iterable<Measured>): void {
    for (const name of TERM_DIMENSIONS) this.terms[name].forget();
    for (const { terms } of examples)
      for (const [i, name] of TERM_DIMENSIONS.entries()) this.terms[name].count(terms[i]!);
  }
}

/** A subject, prepared for being compared with any number of others on a scale that does not change meanwhile. */
export class Question {
  readonly subject: Comparand;
  readonly terms: readonly TermQuestion[];
  readonly #likeness = new Float64Array(DIMENSION_NAMES.length);
  readonly #said: number;

  constructor(subject: Comparand, scale: Scale, ownShare: number) {
    this.subject = subject;
    this.terms = TERM_DIMENSIONS.map((name) => scale.terms[name].question(subject.terms[name], ownShare));
    this.#said = DIMENSION_NAMES.reduce((sum, name, i) => sum + (isSaid(subject, name) ? WEIGHTS[i]! : 0), 0);
  }

  compare(other: Measured): Likeness {
    const likeness = this.likenesses(other);
    let [points, known] = [0, 0];
    for (let i = 0; i < DIMENSION_NAMES.length; i++) {
      if (Number.isNaN(likeness[i]!)) continue;
      points += WEIGHTS[i]! * likeness[i]!;
      known += WEIGHTS[i]!;
    }
    return {
      score: known > 0 ? Math.round((100 * points) / known) : 0,
      known: known / WHOLE,
      isComparable: known > 0 && known >= LEAST_KNOWN * this.#said,
    };
  }

  /** By dimension, in the order of the table: 0 to 1, NaN where a side does not say. Valid until the next call. */
  likenesses(other: Measured): Float64Array {
    let i = 0;
    for (const question of this.terms) this.#likeness[i] = question.likeness(other.terms[i++]!);
    for (const name of AMOUNT_DIMENSIONS)
      this.#likeness[i++] = amountLikeness(this.subject.amounts[name], other.amounts[name], DIMENSIONS[name].factor);
    return this.#likeness;
  }
}

const isSaid = ({ terms, amounts }: Comparand, name: Dimension) =>
  (name in terms ? terms[name as TermDimension] : amounts[name as AmountDimension]).length > 0;

/** The order in which comparable examples are shown: by what can be seen of them. */
export const byLikeness = <T extends Likeness & { slug: string }>(a: T, b: T): number =>
  b.score - a.score || b.known - a.known || (a.slug < b.slug ? -1 : 1);
