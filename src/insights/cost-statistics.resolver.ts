// The query for cost statistics, and what its groups show of their examples.
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Loaders } from "../catalogue/catalogue.resolver.ts";
import { roundToCents } from "../domain/cost.ts";
import { problem } from "../domain/problem.ts";
import type { CostMeasure } from "../domain/terms.ts";
import { PracticeExampleFilterInput } from "../search/search.type.ts";
import type { CostGroup } from "./cost-group.ts";
import type { CostComparison, CostGrouping } from "./cost-statistics.ts";
import {
  CostFigureType,
  CostGroupingEnum,
  CostGroupType,
  CostMeasureEnum,
  CostQuartilesType,
  CostStatisticsType,
} from "./cost-statistics.type.ts";

export const euro = (value: number) => ({ value: roundToCents(value), currency: "EUR" });

@Resolver()
export class CostStatisticsResolver {
  readonly #costs: CostComparison;
  constructor(costs: CostComparison) {
    this.#costs = costs;
  }

  @Query(() => CostStatisticsType, { description: "Quartile der abgeleiteten Kosten, mit den Beispielen dahinter" })
  costStatistics(
    @Arg("by", () => CostGroupingEnum) by: CostGrouping,
    @Arg("measure", () => CostMeasureEnum, { defaultValue: "COST_PER_PARTICIPANT_MONTH" }) measure: CostMeasure,
    @Arg("filter", () => PracticeExampleFilterInput, { nullable: true }) filter: PracticeExampleFilterInput | null,
  ): CostStatisticsType {
    return this.#costs.statistics(by, measure, filter);
  }
}

@Resolver(() => CostGroupType)
export class CostGroupResolver {
  @FieldResolver(() => CostQuartilesType, { nullable: true, description: "leer unter drei Angaben" })
  quartiles(@Root() { quartiles }: CostGroup): CostQuartilesType | null {
    return (
      quartiles && {
        min: euro(quartiles.min),
        lower: euro(quartiles.lower),
        median: euro(quartiles.median),
        upper: euro(quartiles.upper),
        max: euro(quartiles.max),
      }
    );
  }

  @FieldResolver(() => [CostFigureType], { description: "die einzelnen Angaben, niedrigste zuerst; leer unter drei" })
  async figures(
    @Root() { figures }: CostGroup,
    @Ctx() { examples }: Loaders,
    @Arg("first", () => Int, { defaultValue: 20, description: "1 bis 100" }) first: number,
  ): Promise<CostFigureType[]> {
    if (first < 1 || first > 100)
      throw problem("INVALID_PAGE_SIZE", ["first"], "Die Zahl der Angaben (first) muss zwischen 1 und 100 liegen.");
    const shown = figures.slice(0, first);
    const loaded = await Promise.all(shown.map(({ slug }) => examples.load(slug)));
    // The index may not have heard yet of an example that was withdrawn.
    return shown.flatMap(({ value, planned, year }, i) =>
      loaded[i] ? [{ example: loaded[i], value: euro(value), planned, year }] : [],
    );
  }
}
