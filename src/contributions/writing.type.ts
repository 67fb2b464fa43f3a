// GraphQL types of what helps while writing.
import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { PERSONAL_DATA_KINDS, type PersonalDataKind } from "../domain/personal-data.ts";
import { enumOf } from "../platform/enums.ts";

export const PersonalDataKindEnum = enumOf("PersonalDataKind", PERSONAL_DATA_KINDS, "Was auf Personen hinweist");

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

@ObjectType("DraftCitation", { description: "Ein zitiertes Gesetz, wie es verstanden wird und wie es heute heißt" })
export class DraftCitationType {
  @Field(() => [String], { description: "wo es im Inhalt steht" })
  path!: string[];
  @Field(() => String, { description: "wie geschrieben" })
  cited!: string;
  @Field(() => Boolean, { description: "ob jeder zitierte Paragraf im Verzeichnis steht" })
  recognised!: boolean;
  @Field(() => Boolean, {
    description: "ob eine Nummer schon Verschiedenes bedeutet hat und offen ist, was gemeint ist",
  })
  isAmbiguous!: boolean;
  @Field(() => String, { description: "alles dazu in deutschen Sätzen" })
  message!: string;
}

@ObjectType("DraftWarning", { description: "Stelle, an der etwas über eine Person stehen könnte" })
export class DraftWarningType {
  @Field(() => PersonalDataKindEnum)
  kind!: PersonalDataKind;
  @Field(() => [String], { description: "Feld des Inhalts" })
  path!: string[];
  @Field(() => Int, { description: "erstes Zeichen der Stelle im Text, ab 0 gezählt; bei einer Zahl 0" })
  start!: number;
  @Field(() => Int, { description: "erstes Zeichen danach; bei einer Zahl 0" })
  end!: number;
  @Field(() => String)
  message!: string;
}

@ObjectType("PossibleDuplicate", {
  description: "Was dasselbe sein könnte: ein Praxisbeispiel oder ein anderer Beitrag",
})
export class PossibleDuplicateType {
  @Field(() => String)
  title!: string;
  @Field(() => String, { description: "Kurzname" })
  organisation!: string;
  @Field(() => String, { nullable: true, description: "Kurzname, wenn es veröffentlicht ist" })
  example!: string | null;
  @Field(() => ID, { nullable: true, description: "Beitrag, wenn nicht (nur für die Redaktion)" })
  contribution!: string | null;
  @Field(() => [String], { description: "was dafür spricht, in deutschen Sätzen" })
  reasons!: string[];
}

@ObjectType("SuggestedTerm", {
  description: "Begriff, von dem ein Beitrag spricht und den er noch nicht ausdrücklich nennt",
})
export class SuggestedTermType {
  @Field(() => String, { description: "Feld des Inhalts, in das der Kurzname gehört" })
  field!: string;
  @Field(() => String, { description: "Kurzname" })
  slug!: string;
  @Field(() => String)
  label!: string;
  @Field(() => String, { description: "die Worte, an denen er erkannt ist" })
  found!: string;
  @Field(() => String, { description: "Feld, in dem sie stehen" })
  foundIn!: string;
}
