// Queries for comparable examples, and their reasons.
import type DataLoader from "dataloader";
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Loaders } from "../catalogue/catalogue.resolver.ts";
import { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { problem } from "../domain/problem.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { readComparableTo } from "./comparable-to.ts";
import { ComparableReasonType, ComparableToInput, ComparableType } from "./comparable.type.ts";
import type { ComparableKey, Comparables, Ranked } from "./comparables.ts";

/** What resolvers of a request share for comparing. */
export interface ComparableLoaders {
  comparables: DataLoader<ComparableKey, readonly Ranked[], string>;
}
type Context = Loaders & ComparableLoaders;

type Comparable = ComparableType & Pick<Ranked, "reasons">;

/** As many as anyone may ask for. */
const MOST_COMPARABLE = 50;
/** Going through the whole catalogue costs as much as answering about this many entries. */
const RANKING = 40;

@Resolver(() => PracticeExampleType)
export class ComparablesResolver {
  readonly #comparables: Comparables;
  readonly #vocabulary: () => Vocabulary;
  constructor(comparables: Comparables, vocabulary: () => Vocabulary) {
    [this.#comparables, this.#vocabulary] = [comparables, vocabulary];
  }

  @Query(() => [ComparableType], {
    complexity: RANKING,
    description:
      "Die vergleichbarsten Praxisbeispiele zu einem Beispiel oder einer Lage, die ähnlichsten zuerst; ohne solche, von denen zu wenig bekannt ist",
  })
  async comparablePracticeExamples(
    @Ctx() { examples, comparables }: Context,
    @Arg("to", () => ComparableToInput) to: ComparableToInput,
    @Arg("first", () => Int, { nullable: true, defaultValue: 10, description: "1 bis 50" }) first: number | null,
  ): Promise<Comparable[]> {
    const count = checkedFirst(first ?? 10);
    const subject = readComparableTo(to, this.#vocabulary());
    if ("situation" in subject)
      return published(await this.#comparables.to(subject.situation, "situation", count), examples);
    const example = await examples.load(subject.slug);
    if (!example)
      throw problem("UNKNOWN_EXAMPLE", ["to", "slug"], `Ein Praxisbeispiel „${subject.slug}“ gibt es nicht.`);
    return published(await comparables.load({ example, first: count }), examples);
  }

  @FieldResolver(() => [ComparableType], {
    complexity: RANKING,
    description: "die vergleichbarsten anderen Beispiele, die ähnlichsten zuerst",
  })
  async comparable(
    @Root() example: PracticeExampleType,
    @Ctx() { examples, comparables }: Context,
    @Arg("first", () => Int, { nullable: true, defaultValue: 5, description: "1 bis 50" }) first: number | null,
  ): Promise<Comparable[]> {
    const count = checkedFirst(first ?? 5);
    return published(await comparables.load({ example, first: count }), examples);
  }
}

@Resolver(() => ComparableType)
export class ComparableReasonsResolver {
  @FieldResolver(() => [ComparableReasonType], {
    complexity: 6,
    description: "was übereinstimmt oder ähnlich ist; die Punkte ergeben zusammen den Punktwert, bis auf Rundung",
  })
  matched(@Root() { reasons }: Comparable): ComparableReasonType[] {
    return reasons().matched;
  }

  @FieldResolver(() => [ComparableReasonType], { complexity: 8, description: "was sich unterscheidet" })
  different(@Root() { reasons }: Comparable): ComparableReasonType[] {
    return reasons().different;
  }

  @FieldResolver(() => [ComparableReasonType], {
    complexity: 6,
    description: "wozu mindestens eine Seite nichts sagt; es zählt weder dafür noch dagegen",
  })
  unknown(@Root() { reasons }: Comparable): ComparableReasonType[] {
    return reasons().unknown;
  }
}

function checkedFirst(first: number): number {
  if (first >= 1 && first <= MOST_COMPARABLE) return first;
  throw problem(
    "INVALID_PAGE_SIZE",
    ["first"],
    `Die Zahl der vergleichbaren Beispiele (first) muss zwischen 1 und ${MOST_COMPARABLE} liegen.`,
  );
}

/** With their rows; one that is no longer published is dropped. */
async function published(ranked: readonly Ranked[], examples: Loaders["examples"]): Promise<Comparable[]> {
  const rows = await Promise.all(ranked.map(({ slug }) => examples.load(slug)));
  return ranked.flatMap(({ score, known, reasons }, i) => {
    const example = rows[i];
    return example ? [{ example, score, known, reasons }] : [];
  });
}
