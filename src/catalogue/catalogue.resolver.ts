// One published example, and anything by its id.
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { problem } from "../domain/problem.ts";
import { fromId, Node } from "../platform/node.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Revisions } from "./revisions.ts";
import { PracticeExampleType, RelatedExampleType } from "./practice-example.type.ts";

/** What resolvers of a request share: its loaders. */
export interface Loaders {
  examples: ReturnType<Catalogue["loader"]>;
  relations: ReturnType<Catalogue["relations"]>;
  histories: ReturnType<Revisions["histories"]>;
}

@Resolver(() => PracticeExampleType)
export class CatalogueResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @Query(() => PracticeExampleType, {
    nullable: true,
    description: "Ein Praxisbeispiel nach Kennung oder Kurzname; leer, wenn es das nicht gibt",
  })
  async practiceExample(
    @Ctx() { examples }: Loaders,
    @Arg("id", () => ID, { nullable: true }) id?: string,
    @Arg("slug", () => String, { nullable: true }) slug?: string,
  ): Promise<PracticeExampleType | null> {
    if ((id === undefined || id === null) === (slug === undefined || slug === null))
      throw problem("ID_OR_SLUG", ["id"], "Bitte entweder die Kennung (id) oder den Kurznamen (slug) angeben.");
    if (typeof slug === "string") return examples.load(slug);
    const node = fromId(id!);
    return node.type === "PracticeExample" ? examples.load(node.slug) : null;
  }

  @Query(() => Node, { nullable: true, description: "Alles, was eine Kennung hat; leer, wenn es das nicht gibt" })
  async node(@Arg("id", () => ID) id: string, @Ctx() { examples }: Loaders): Promise<Node | null> {
    const { type, slug } = fromId(id);
    const { organisations, targetGroups, methods, keywords, instruments, sources } = this.#vocabulary();
    const lists: Record<string, { find(slug: string): Node | undefined }> = {
      Organisation: organisations,
      TargetGroup: targetGroups,
      Method: methods,
      Keyword: keywords,
      Instrument: instruments,
      Source: sources,
    };
    if (type === "PracticeExample") return examples.load(slug);
    return lists[type]?.find(slug) ?? null;
  }

  @FieldResolver(() => [RelatedExampleType], {
    complexity: 5,
    description: "verwandte Beispiele; wer ein anderes nennt, steht auch bei ihm",
  })
  async related(
    @Root() { slug }: PracticeExampleType,
    @Ctx() { examples, relations }: Loaders,
  ): Promise<RelatedExampleType[]> {
    const named = await relations.load(slug);
    const found = await Promise.all(named.map(({ other }) => examples.load(other)));
    // Another one that is not published, or no longer, is not shown.
    return named.flatMap(({ note }, i) => (found[i] ? [{ example: found[i], note }] : []));
  }
}
