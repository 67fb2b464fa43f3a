// GraphQL types of what helps while writing: what is missing and what it would unlock.
import { Field, Float, ObjectType } from "type-graphql";

@ObjectType("DraftQualityItem", { description: "Was eine Angabe möglich macht" })
export class DraftQualityItemType {
  @Field(() => String, { description: "Feld des Inhalts" })
  field!: string;
  @Field(() => String, { description: "welche Angabe gemeint ist" })
  label!: string;
  @Field(() => String, { description: "was Lesende damit können oder ohne sie nicht können" })
  unlocks!: string;
  @Field(() => Boolean)
  isMissing!: boolean;
}

@ObjectType("DraftQuality", {
  description: "Wie viel ein Beitrag möglich macht; sagt nichts darüber, wie gut der Ansatz ist",
})
export class DraftQualityType {
  @Field(() => Float, { description: "0 bis 1: Anteil dessen, was da ist" })
  share!: number;
  @Field(() => [DraftQualityItemType])
  items!: DraftQualityItemType[];
}
