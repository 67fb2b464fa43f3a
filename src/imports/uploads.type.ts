// GraphQL types of an import: what was found where, and the contributions that it became.
import { GraphQLScalarType } from "graphql";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { ContributionSummaryType } from "../contributions/contributions.type.ts";
import { problem } from "../domain/problem.ts";
import { LIMITS, type Bounds } from "../platform/graphql-limits.ts";
import { GraphQLJson } from "../platform/json.ts";
import { ProblemType } from "../platform/payload.ts";

/** A form has about 7,000 characters; a body may have 100 kB. */
const bounds: Bounds = { ...LIMITS, string: 80_000 };

export const GraphQLPastedText = new GraphQLScalarType<string, string>({
  name: "PastedText",
  description: `Text mit Zeilenumbrüchen, höchstens ${bounds.string} Zeichen. Längeres als Datei: POST /contributions/import.`,
  extensions: { bounds },
  parseValue(value) {
    if (typeof value === "string") return value;
    throw problem("INVALID_VALUE", [], "Erwartet wird ein Text.");
  },
});

@ObjectType("ImportedField", { description: "Eingelesene Angabe mit ihrer Stelle im Original" })
export class ImportedFieldType {
  @Field(() => [String], { description: "führt zum Wert im Inhalt des Beitrags" })
  path!: string[];
  @Field(() => GraphQLJson, { nullable: true })
  value!: unknown;
  @Field(() => String, { nullable: true, description: "wie es im Original steht; leer, wenn es keine Stelle gibt" })
  quote!: string | null;
  @Field(() => Int, { nullable: true, description: "Stelle des ersten Zeichens im Text, ab 0" })
  start!: number | null;
  @Field(() => Int, { nullable: true, description: "Zeichen" })
  length!: number | null;
  @Field(() => Float, { description: "wie sicher es so gemeint ist, 0 bis 1" })
  confidence!: number;
}

@ObjectType("ImportedDraft", { description: "Eingelesener Bogen und der Beitrag, der daraus geworden ist" })
export class ImportedDraftType {
  @Field(() => ContributionSummaryType)
  contribution!: ContributionSummaryType;
  @Field(() => Boolean, { description: "nein: schon früher eingelesen, der Beitrag bleibt unverändert" })
  isNew!: boolean;
  @Field(() => [ImportedFieldType], { complexity: 40 })
  fields!: ImportedFieldType[];
  @Field(() => [ProblemType], { complexity: 10, description: "was fehlt oder zu prüfen ist; path führt in den Inhalt" })
  problems!: ProblemType[];
}

@ObjectType("ImportPayload")
export class ImportPayload {
  @Field(() => [ImportedDraftType], { complexity: 12, description: "leer, wenn die Eingabe nicht gelesen wurde" })
  drafts!: ImportedDraftType[];
  @Field(() => [ProblemType], { description: "zur Eingabe als Ganzem" })
  problems!: ProblemType[];
}
