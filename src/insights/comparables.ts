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
import { inHierarchy, inSuccession } from "../domain/comparability-terms.ts";
import type { Profile } from "../domain/profile.ts";
import { CARRIER_TYPES, FEDERAL_STATES, IMPLEMENTATION_TYPES } from "../domain/terms.ts";
import type { EmbeddedEngine } from "../search/engines/embedded.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** As many as anyone may ask for. */
export const MOST_COMPARABLE = 50;

/** A comparable example before its row is read. */
export interface Ranked extends Likeness {
  slug: string;
  /** Worked out when asked for, from what the catalogue said when it was ranked. */
  reasons: () => Reasons;
}

export class Comparables {
  readonly #engine: EmbeddedEngine;
  readonly #vocabulary: () => Vocabulary;
  readonly #scale: Scale;
  /** A comparand rests on a profile alone, and most stay when the catalogue changes. */
  readonly #comparands = new WeakMap<Profile, Comparand>();
  #slugs: readonly string[] = [];
  #all: readonly Comparand[] = [];
  #columns: Columns | undefined;
  /** The state of the engine that the columns show. */
  #seen = -1;

  constructor(engine: EmbeddedEngine, vocabulary: () => Vocabulary) {
    [this.#engine, this.#vocabulary] = [engine, vocabulary];
    this.#scale = scaleOf(vocabulary());
  }

  /** For the request: what is comparable to examples, all of those asked for at a time answered at the same time. */
  loader = () =>
    new DataLoader<PracticeExampleType, readonly Ranked[], string>(
      async (examples) => {
        const found: Ranked[][] = [];
        for (const example of examples) {
          found.push(this.to(comparandOf(profileOf(example)), "example", MOST_COMPARABLE, example.slug));
          await breathe();
        }
        return found;
      },
      { cacheKeyFn: ({ slug }) => slug },
    );

  /** The nearest first; what has nothing in common, or does not say enough, is left out. */
  to(subject: Comparand, kind: SubjectKind, first: number, self?: string): Ranked[] {
    const columns = this.#current();
    const question = new Question(subject, this.#scale, OWN_SHARE[kind]);
    const words = { subject: kind, labelOf: this.#labelOf };
    return firstOf(question.ranks(columns), this.#slugs, first, self).map((n) => {
      const measured = this.#scale.measured(this.#all[n]!);
      let reasons: Reasons | undefined;
      return {
        slug: this.#slugs[n]!,
        ...question.compare(measured),
        reasons: () => (reasons ??= reasonsFor(question, measured, this.#scale, words)),
      };
    });
  }

  #current(): Columns {
    if (this.#columns && this.#seen === this.#engine.changes) return this.#columns;
    this.#seen = this.#engine.changes;
    const entries = this.#engine.entries();
    this.#slugs = entries.map(({ id }) => id);
    this.#all = entries.map(({ profile }) => {
      const comparand = this.#comparands.get(profile) ?? comparandOf(profile);
      this.#comparands.set(profile, comparand);
      return comparand;
    });
    return (this.#columns = this.#scale.columns(this.#all));
  }

  readonly #labelOf = (dimension: TermDimension, term: string): string => {
    const { targetGroups, instruments, methods, keywords } = this.#vocabulary();
    const lists = { targetGroups, instruments, methods, keywords };
    if (dimension in lists) return lists[dimension as keyof typeof lists].find(term)?.label ?? term;
    const codes: Record<string, string> = { ...IMPLEMENTATION_TYPES, ...CARRIER_TYPES, ...FEDERAL_STATES };
    return codes[term] ?? term;
  };
}

/** The places of the highest ranks above 0, ties by slug, without `self`. */
function firstOf(ranks: Float64Array, slugs: readonly string[], first: number, self: string | undefined): number[] {
  const best: number[] = [];
  const comesBefore = (n: number, other: number) =>
    ranks[n]! > ranks[other]! || (ranks[n] === ranks[other] && slugs[n]! < slugs[other]!);
  for (let n = 0; n < ranks.length; n++) {
    if (ranks[n] === 0 || (best.length === first && comesBefore(best.at(-1)!, n)) || slugs[n] === self) continue;
    const place = best.findIndex((other) => comesBefore(n, other));
    best.splice(place < 0 ? best.length : place, 0, n);
    if (best.length > first) best.pop();
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
