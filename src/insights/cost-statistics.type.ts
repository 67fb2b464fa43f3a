// GraphQL types of the cost statistics; the planner uses their group.
import { Field, Int, ObjectType } from "type-graphql";
import { MoneyType, PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { COST_MEASURES } from "../domain/terms.ts";
import { enumOf } from "../platform/enums.ts";
import type { CostGroup } from "./cost-group.ts";
import { COST_GROUPINGS } from "./cost-statistics.ts";

export const CostMeasureEnum = enumOf("CostMeasure", COST_MEASURES, "Worauf sich abgeleitete Kosten beziehen");
export const CostGroupingEnum = enumOf("CostGrouping", COST_GROUPINGS, "Wonach Kosten gegliedert werden");

@ObjectType("CostQuartiles", {
  description:
    "Quartile, zwischen zwei Angaben geradlinig: Typ 7 nach Hyndman und Fan (The American Statistician 50, 1996, S. 361–365), in Tabellenprogrammen QUARTIL.INKL",
})
export class CostQuartilesType {
  @Field(() => MoneyType, { description: "niedrigste Angabe" })
  min!: MoneyType;
  @Field(() => MoneyType, { description: "unteres Quartil" })
  lower!: MoneyType;
  @Field(() => MoneyType)
  median!: MoneyType;
  @Field(() => MoneyType, { description: "oberes Quartil" })
  upper!: MoneyType;
  @Field(() => MoneyType, { description: "höchste Angabe" })
  max!: MoneyType;
}

@ObjectType("CostFigure", { description: "Was ein Beispiel zu den Quartilen beiträgt; der Rechenweg steht bei ihm" })
export class CostFigureType {
  @Field(() => PracticeExampleType)
  example!: PracticeExampleType;
  @Field(() => MoneyType)
  value!: MoneyType;
  @Field(() => Boolean, { description: "aus geplanten Zahlen, nicht aus Ergebnissen" })
  planned!: boolean;
  @Field(() => Int, { nullable: true, description: "Jahr des jüngsten Dokuments, aus dem die Angaben stammen" })
  year!: number | null;
}

@ObjectType("CostGroup", { description: "Kosten der Beispiele einer Gruppe; unter drei Angaben steht nur deren Zahl" })
export class CostGroupType implements Omit<CostGroup, "quartiles" | "figures"> {
  @Field(() => String, {
    nullable: true,
    description: "Kurzname, wie im Filter; leer, wo die Gruppe kein einzelner Wert ist",
  })
  value!: string | null;
  @Field(() => String)
  label!: string;
  @Field(() => Int, { description: "Beispiele der Gruppe, auch die ohne Angabe" })
  examples!: number;
  @Field(() => Int, { description: "Beispiele mit dieser Angabe" })
  n!: number;
  @Field(() => Int, { description: "davon mit geplanten Zahlen" })
  planned!: number;
  @Field(() => [String], { description: "etwa „zu wenige Angaben (n = 2)“ oder wie viele Angaben geplant sind" })
  notes!: string[];
  // quartiles, figures: cost-statistics.resolver.ts
}

@ObjectType("CostStatistics", { description: "Was Ansätze kosten, nach Förderinstrument oder Zielgruppe" })
export class CostStatisticsType {
  @Field(() => CostGroupType, { description: "die ganze Auswahl, jedes Beispiel einmal" })
  all!: CostGroupType;
  @Field(() => [CostGroupType], {
    complexity: 40,
    description: "jede Gruppe, die ein Beispiel hat; die mit den meisten Angaben zuerst",
  })
  groups!: CostGroupType[];
  @Field(() => [String], { description: "was beim Lesen zu beachten ist, in ganzen Sätzen" })
  notes!: string[];
}
