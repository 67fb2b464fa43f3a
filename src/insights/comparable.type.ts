// GraphQL types of comparable examples: what is compared, and the reasons for each.
import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { ImplementationTypeEnum, PracticeExampleType } from "../catalogue/practice-example.type.ts";
import type { CarrierType, FederalState, ImplementationType } from "../domain/terms.ts";
import { CarrierTypeEnum, FederalStateEnum } from "../vocabulary/vocabulary.type.ts";
import type { ComparableTo } from "./comparable-to.ts";

@InputType("ComparableTo", {
  description: "Ein Praxisbeispiel (slug) oder eine Lage. Was fehlt, ist unbekannt und zählt nicht als Unterschied.",
})
export class ComparableToInput implements ComparableTo {
  @Field(() => String, { nullable: true, description: "Kurzname eines Praxisbeispiels; dann ohne weitere Angaben" })
  slug?: string | null;
  @Field(() => FederalStateEnum, { nullable: true })
  federalState?: FederalState | null;
  @Field(() => CarrierTypeEnum, { nullable: true })
  carrierType?: CarrierType | null;
  @Field(() => [String], { nullable: true, description: "Kurznamen" })
  targetGroups?: string[] | null;
  @Field(() => [String], {
    nullable: true,
    description: "Zitate wie „§ 45 SGB III“ oder „§ 46 SGB III a. F.“; sie stehen für ihr Förderinstrument",
  })
  legalBases?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Kurznamen" })
  instruments?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Kurznamen" })
  methods?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Kurznamen" })
  keywords?: string[] | null;
  @Field(() => [ImplementationTypeEnum], { nullable: true })
  implementations?: ImplementationType[] | null;
  @Field(() => Float, { nullable: true, description: "Personen: Plätze oder Teilnehmende" })
  participants?: number | null;
  @Field(() => Float, { nullable: true, description: "Monate, die eine Person teilnimmt" })
  months?: number | null;
  @Field(() => Float, { nullable: true, description: "Personen je Stelle" })
  clientsPerStaff?: number | null;
  @Field(() => Float, { nullable: true, description: "Stunden je Woche und Person" })
  weeklyHours?: number | null;
  @Field(() => Float, { nullable: true, description: "Euro, insgesamt" })
  budget?: number | null;
}

@ObjectType("ComparableReason", { description: "Ein Grund für oder gegen die Vergleichbarkeit" })
export class ComparableReasonType {
  @Field(() => String, { description: "worin verglichen wird, auf Deutsch" })
  dimension!: string;
  @Field(() => String, { description: "ein deutscher Satz" })
  text!: string;
  @Field(() => Float, {
    description: "Anteil am Punktwert; bei Unterschieden, was zu 100 fehlt; bei Unbekanntem 0",
  })
  points!: number;
}

@ObjectType("Comparable", { description: "Ein vergleichbares Praxisbeispiel mit seinen Gründen" })
export class ComparableType {
  @Field(() => PracticeExampleType)
  example!: PracticeExampleType;
  @Field(() => Int, { description: "0 bis 100, über das, was beide Seiten sagen; Gewichte in docs/abfragen.md" })
  score!: number;
  @Field(() => Float, { description: "0 bis 1: Anteil der Gewichte, zu denen beide Seiten etwas sagen" })
  known!: number;
  // matched, different, unknown: comparables.resolver.ts
}
