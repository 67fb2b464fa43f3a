// GraphQL types of the planner's answer.
import { Field, Float, ObjectType } from "type-graphql";
import { MoneyType } from "../catalogue/practice-example.type.ts";
import { CostGroupType } from "./cost-statistics.type.ts";

@ObjectType("CalculatedNumber", { description: "Errechnete Zahl mit Rechenweg" })
export class CalculatedNumberType {
  @Field(() => Float)
  value!: number;
  @Field(() => String)
  formula!: string;
}

@ObjectType("CalculatedMoney", { description: "Errechneter Betrag mit Rechenweg" })
export class CalculatedMoneyType {
  @Field(() => MoneyType)
  value!: MoneyType;
  @Field(() => String)
  formula!: string;
}

@ObjectType("CostRange", { description: "Kostenrahmen nach den Quartilen vergleichbarer Beispiele" })
export class CostRangeType {
  @Field(() => String, { description: "auf drei Ziffern, mehr geben die wenigen Angaben nicht her" })
  label!: string;
  @Field(() => CalculatedMoneyType, { description: "mit dem unteren Quartil" })
  lower!: CalculatedMoneyType;
  @Field(() => CalculatedMoneyType, { description: "mit dem Median" })
  median!: CalculatedMoneyType;
  @Field(() => CalculatedMoneyType, { description: "mit dem oberen Quartil" })
  upper!: CalculatedMoneyType;
}

@ObjectType("CostPlan", { description: "Überschlag: Stellen und Kosten einer Planung" })
export class CostPlanType {
  @Field(() => [String], { description: "was eingegeben wurde" })
  inputs!: string[];
  @Field(() => CalculatedNumberType, { description: "Teilnehmende × Monate" })
  participantMonths!: CalculatedNumberType;
  @Field(() => CalculatedNumberType, {
    nullable: true,
    description: "Stellen (Vollzeitäquivalente), auf Hundertstel gerundet; leer ohne Betreuungsschlüssel",
  })
  posts!: CalculatedNumberType | null;
  @Field(() => CostRangeType, { nullable: true, description: "leer, wo es zu wenige Angaben gibt; refusal sagt es" })
  costs!: CostRangeType | null;
  @Field(() => CostGroupType, { nullable: true, description: "die Gruppe von Beispielen hinter dem Kostenrahmen" })
  basis!: CostGroupType | null;
  @Field(() => [CostGroupType], {
    complexity: 10,
    description: "welche Gruppen geprüft wurden, die engste zuerst, bis eine drei Angaben hatte",
  })
  tried!: CostGroupType[];
  @Field(() => String, { nullable: true, description: "warum es keinen Kostenrahmen gibt" })
  refusal!: string | null;
  @Field(() => [String], { description: "was beim Lesen zu beachten ist, in ganzen Sätzen" })
  notes!: string[];
}
