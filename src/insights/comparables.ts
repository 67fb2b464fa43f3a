// Comparable examples: the whole catalogue, as the index knows it, ranked by likeness to an example or a situation.
import DataLoader from "dataloader";
import { setImmediate as breathe } from "node:timers/promises";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { profileOf } from "../catalogue/profile.ts";
import { reasonsFor, type Reasons } from "../domain/comparability-reasons.ts";
import type { SubjectKind } from "../domain/comparability-words.ts";
import {
  comparandOf,
  OWN_SHARE,
  Question,
  Scale,
  type Columns,
  type Comparand,
  type Likeness,
  type TermDimension,
} from "../domain/comparability.ts";
import { inHierarchy, inSuccession } from "../domain/comparability-neighbours.ts";
import type { Profile } from "../domain/profile.ts";
import { CARRIER_TYPES, FEDERAL_STATES, IMPLEMENTATION_TYPES } from "../domain/terms.ts";
import { inSlices } from "../platform/slices.ts";
import type { EmbeddedEngine } from "../search/engines/embedded.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** No code is in two of these lists. */
const CODES: Record<string, string> = { ...IMPLEMENTATION_TYPES, ...CARRIER_TYPES, ...FEDERAL_STATES };

/** A comparable example before its row is read. */
export interface Ranked extends Likeness {
  slug: string;
  /** Worked out when asked for, from what the catalogue said when it was ranked. */
  reasons: () => Reasons;
}

/** The example to which so many others are wanted. */
export interface ComparableKey {
  example: PracticeExampleType;
  first: number;
}

/** The catalogue as the engine had it in one state. */
interface MeasuredCatalogue {
  state: number;
  slugs: readonly string[];
  comparands: readonly Comparand[];
  columns: Columns;
}

export class Comparables {
  readonly #engine: EmbeddedEngine;
  readonly #vocabulary: () => Vocabulary;
  readonly #scale: Scale;
  /** A comparand rests on a profile alone, and most stay when the catalogue changes. */
  readonly #comparands = new WeakMap<Profile, Comparand>();
  #catalogue: MeasuredCatalogue | undefined;

  constructor(engine: EmbeddedEngine, vocabulary: () => Vocabulary) {
    [this.#engine, this.#vocabulary] = [engine, vocabulary];
    this.#scale = scaleOf(vocabulary());
  }

  /** For the request: what is comparable to examples, all of those asked for at a time answered at the same time. */
  loader = () =>
    new DataLoader<ComparableKey, readonly Ranked[], string>(
      async (keys) => {
        const found: Ranked[][] = [];
        for (const { example, first } of keys) {
          found.push(await this.to(comparandOf(profileOf(example)), "example", first, example.slug));
          await breathe();
        }
        return found;
      },
      { cacheKeyFn: ({ example, first }) => `${example.slug} ${first}` },
    );

  /** The nearest first; what has nothing in common, or does not say enough, is left out. */
  async to(subject: Comparand, kind: SubjectKind, first: number, self?: string): Promise<Ranked[]> {
    const { slugs, comparands, columns } = await this.#current();
    const question = new Question(subject, this.#scale, OWN_SHARE[kind]);
    const words = { subject: kind, labelOf: this.#labelOf };
    return firstOf(question.ranks(columns), slugs, first, self).map((n) => {
      const measured = this.#scale.measured(comparands[n]!);
      let reasons: Reasons | undefined;
      return {
        slug: slugs[n]!,
        ...question.compare(measured),
        reasons: () => (reasons ??= reasonsFor(question, measured, this.#scale, words)),
      };
    });
  }

  /** The first question after a change pays for it, in slices. */
  async #current(): Promise<MeasuredCatalogue> {
    const state = this.#engine.changes;
    if (this.#catalogue?.state === state) return this.#catalogue;
    const entries = this.#engine.entries();
    const comparands: Comparand[] = [];
    await inSlices(entries, ({ profile }) => {
      const comparand = this.#comparands.get(profile) ?? comparandOf(profile);
      this.#comparands.set(profile, comparand);
      comparands.push(comparand);
    });
    const slugs = entries.map(({ id }) => id);
    return (this.#catalogue = { state, slugs, comparands, columns: this.#scale.columns(comparands) });
  }

  readonly #labelOf = (dimension: TermDimension, term: string): string => {
    const { targetGroups, instruments, methods, keywords } = this.#vocabulary();
    const lists = { targetGroups, instruments, methods, keywords };
    if (dimension in lists) return lists[dimension as keyof typeof lists].find(term)?.label ?? term;
    return CODES[term] ?? term;
  };
}

/** The places of the highest ranks above 0, ties by slug, without `self`. */
function firstOf(ranks: Float64Array, slugs: readonly string[], first: number, self: string | undefined): number[] {
  const best: number[] = [];
  const comesBefore = (n: number, other: number) =>
    ranks[n]! > ranks[other]! || (ranks[n] === ranks[other] && slugs[n]! < slugs[other]!);
  /** The rank of the last, once there are enough. */
  let least = 0;
  for (let n = 0; n < ranks.length; n++) {
    if (ranks[n] === 0 || ranks[n]! < least || slugs[n] === self) continue;
    const place = best.findIndex((other) => comesBefore(n, other));
    best.splice(place < 0 ? best.length : place, 0, n);
    if (best.length > first) best.pop();
    if (best.length === first) least = ranks[best[first - 1]!]!;
  }
  return best;
}

/**
 * Nearness from the closed lists: hierarchies, and which instrument followed which in the law. One that is still in force was
 * followed by none: where a part of it moved to a section of its own, the two are two.
 */
function scaleOf({ targetGroups, keywords, provisions, crosswalk }: Vocabulary): Scale {
  const broader = (terms: readonly { slug: string; broader: string | null }[]) =>
    inHierarchy(new Map(terms.flatMap((term) => (term.broader ? [[term.slug, term.broader] as const] : []))));
  const inForce = new Set(provisions.all.filter((row) => crosswalk.isInForce(row)).map(({ instrument }) => instrument));
  const [later, earlier] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const { slug, instrument } of provisions.all)
    for (const { instrument: next } of crosswalk.successors(slug)) {
      if (!instrument || !next || instrument === next || inForce.has(instrument)) continue;
      later.set(instrument, [...(later.get(instrument) ?? []), next]);
      earlier.set(next, [...(earlier.get(next) ?? []), instrument]);
    }
  return new Scale({
    targetGroups: broader(targetGroups.all),
    keywords: broader(keywords.all),
    instruments: inSuccession(later, earlier),
  });
}
