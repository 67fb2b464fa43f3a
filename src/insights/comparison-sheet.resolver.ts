// The comparison sheet as data.
import { Arg, Query, Resolver } from "type-graphql";
import { GraphQLDay } from "../platform/scalars.ts";
import type { ComparisonSheets } from "./comparison-sheet.ts";
import { ComparisonSheetExampleInput, ComparisonSheetType } from "./comparison-sheet.type.ts";

@Resolver()
export class ComparisonSheetResolver {
  readonly #sheets: ComparisonSheets;
  constructor(sheets: ComparisonSheets) {
    this.#sheets = sheets;
  }

  @Query(() => ComparisonSheetType, { description: "Zwei bis fünf Beispiele als eine Tabelle, eine Zeile je Angabe" })
  async comparisonSheet(
    @Arg("examples", () => [ComparisonSheetExampleInput]) examples: ComparisonSheetExampleInput[],
    @Arg("asOf", () => GraphQLDay, { nullable: true, description: "Stand; ohne Angabe heute" }) asOf: string | null,
  ): Promise<ComparisonSheetType> {
    const keys = examples.map(({ slug, revision = null }) => ({ slug, revision }));
    const sheet = await this.#sheets.of(keys, asOf, { examples: "examples", asOf: "asOf" });
    return { ...sheet, path: `/compare${sheet.query}` };
  }
}
