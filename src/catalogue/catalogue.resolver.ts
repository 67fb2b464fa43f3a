// One published example, and anything by its id.
import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { problem } from "../domain/problem.ts";
import { fromId, Node } from "../platform/node.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Catalogue } from "./catalogue.ts";
import { PracticeExampleType } from "./practice-example.type.ts";

/** What resolvers of a request share: its loaders. */
export interface Loaders {
  examples: ReturnType<Catalogue["loader"]>;
}

@Resolver()
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
    const { organisations, targetGroups, keywords, instruments, sources } = this.#vocabulary();
    const lists: Record<string, { find(slug: string): Node | undefined }> = {
      Organisation: organisations,
      TargetGroup: targetGroups,
      Keyword: keywords,
      Instrument: instruments,
      Source: sources,
    };
    if (type === "PracticeExample") return examples.load(slug);
    return lists[type]?.find(slug) ?? null;
  }
}
