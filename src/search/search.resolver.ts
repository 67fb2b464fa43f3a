// Queries that go through the search engine: search, suggestions, the keyword index.
import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { Loaders } from "../catalogue/catalogue.resolver.ts";
import { problem } from "../domain/problem.ts";
import type { Lexicon } from "../domain/lexicon.ts";
import { fold } from "../domain/text.ts";
import { enumOf } from "../platform/enums.ts";
import { KeywordType } from "../vocabulary/vocabulary.type.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { citationMatches } from "./citation-matches.ts";
import { PROSE } from "./document.ts";
import { highlight } from "./highlight.ts";
import { sectionsAsked } from "./question.ts";
import {
  CitationMatchType,
  PracticeExampleFilterInput,
  SearchConnectionType,
  SearchEdgeType,
  SortEnum,
  HighlightType,
} from "./search.type.ts";
import type { FoundExample, Searches, Sort } from "./searches.ts";
import type { SearchIndex } from "./search-index.ts";
import { SUGGESTION_KINDS, type SuggestionKind } from "./suggestions.ts";

const SuggestionKindEnum = enumOf("SuggestionKind", SUGGESTION_KINDS, "Was vorgeschlagen wird");

@ObjectType("Suggestion", { description: "Vorschlag beim Tippen" })
class SuggestionType {
  @Field(() => SuggestionKindEnum)
  kind!: SuggestionKind;
  @Field(() => String, { description: "Kurzname, bei Rechtsgrundlagen das Zitat" })
  value!: string;
  @Field(() => String)
  label!: string;
}

@ObjectType("KeywordEntry", { description: "Eintrag des Stichwortverzeichnisses" })
class KeywordEntryType {
  @Field(() => KeywordType)
  keyword!: KeywordType;
  @Field(() => Int, { description: "Zahl der Praxisbeispiele" })
  count!: number;
  @Field(() => KeywordType, { nullable: true, description: "siehe" })
  see!: KeywordType | null;
  @Field(() => [KeywordEntryType], { description: "eingerückte Einträge" })
  narrower!: KeywordEntryType[];
}

@Resolver()
export class SearchResolver {
  readonly #searches: Searches;
  readonly #index: SearchIndex;
  readonly #vocabulary: () => Vocabulary;
  constructor(searches: Searches, index: SearchIndex, vocabulary: () => Vocabulary) {
    this.#searches = searches;
    this.#index = index;
    this.#vocabulary = vocabulary;
  }

  @Query(() => SearchConnectionType, { description: "Praxisbeispiele suchen und filtern" })
  async searchPracticeExamples(
    @Ctx() { examples }: Loaders,
    @Arg("query", () => String, { nullable: true, description: "Wörter und Zitate, höchstens 200 Zeichen" })
    query: string | null,
    @Arg("filter", () => PracticeExampleFilterInput, { nullable: true }) filter: PracticeExampleFilterInput | null,
    @Arg("sort", () => SortEnum, { nullable: true, defaultValue: "RELEVANCE" }) sort: Sort | null,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 bis 100" }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Arg("literal", () => Boolean, { defaultValue: false, description: "suchen wie geschrieben, ohne Berichtigung" })
    literal: boolean,
  ): Promise<SearchConnectionType> {
    return this.#searches.search(
      { query, filter, sort: sort ?? "RELEVANCE", first: first ?? 20, after, literal },
      examples,
    );
  }

  @Query(() => [SuggestionType], { description: "Vorschläge, die so beginnen" })
  async suggest(
    @Ctx() { examples }: Loaders,
    @Arg("prefix", () => String) prefix: string,
    @Arg("first", () => Int, { nullable: true, defaultValue: 8, description: "1 bis 50" }) given: number | null,
  ): Promise<SuggestionType[]> {
    const first = given ?? 8;
    if (first < 1 || first > 50)
      throw problem("INVALID_PAGE_SIZE", ["first"], "Die Zahl der Vorschläge (first) muss zwischen 1 und 50 liegen.");
    const suggestions = this.#index.suggest(prefix, first);
    // The index may not have heard yet of an example that was withdrawn.
    const isPublished = await Promise.all(
      suggestions.map(async ({ kind, value }) => kind !== "EXAMPLE" || (await examples.load(value)) !== null),
    );
    return suggestions.filter((_, i) => isPublished[i]);
  }

  @Query(() => [KeywordEntryType], {
    description: "Stichwortverzeichnis, alphabetisch; Unterbegriffe stehen bei ihrem Oberbegriff",
  })
  async keywordIndex(
    @Arg("startsWith", () => String, { nullable: true }) startsWith: string | null,
  ): Promise<KeywordEntryType[]> {
    const { keywords } = this.#vocabulary();
    const counts = await this.#index.counts("keywords");
    const entry = (slug: string): KeywordEntryType => {
      const keyword = keywords.get(slug);
      return {
        keyword,
        count: counts[slug] ?? 0,
        see: keyword.see ? keywords.get(keyword.see) : null,
        narrower: keywords.all.filter((k) => k.broader === slug).map((k) => entry(k.slug)),
      };
    };
    const begins = (label: string) => fold(label).startsWith(fold(startsWith ?? ""));
    return keywords.all.filter((k) => !k.broader && begins(k.label)).map((k) => entry(k.slug));
  }
}

@Resolver(() => SearchEdgeType)
export class SearchEdgeResolver {
  readonly #lexicon: Lexicon;
  readonly #vocabulary: () => Vocabulary;
  constructor(lexicon: Lexicon, vocabulary: () => Vocabulary) {
    this.#lexicon = lexicon;
    this.#vocabulary = vocabulary;
  }

  @FieldResolver(() => [HighlightType], { description: "Felder, in denen die Suchwörter stehen, der Titel zuerst" })
  highlights(@Root() { node, question: { words, lastIsPrefix } }: FoundExample): HighlightType[] {
    if (words.length === 0) return [];
    const texts = [
      ["title", node.title],
      ["targetGroups", node.targetGroups.map((group) => group.label).join(", ")],
      ["methods", node.methods.map((method) => method.label).join(", ")],
      ["keywords", node.keywords.map((keyword) => keyword.label).join(", ")],
      ["organisation", node.organisation.name],
      ...PROSE.map((field) => [field, node[field] ?? ""] as const),
    ] as const;
    return texts.flatMap(([field, text]) => {
      const html = highlight(text, words, lastIsPrefix, this.#lexicon);
      return html ? [{ field, html }] : [];
    });
  }

  @FieldResolver(() => [CitationMatchType], {
    description: "Warum das Beispiel zu den gesuchten Zitaten passt: zu jedem eine Rechtsgrundlage, die es nennt",
  })
  citationMatches(@Root() { node, question: { clauses } }: FoundExample): CitationMatchType[] {
    return citationMatches(node.legalBases, sectionsAsked(clauses), this.#vocabulary());
  }
}
