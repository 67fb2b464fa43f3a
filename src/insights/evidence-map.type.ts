// GraphQL types of the evidence map.
import { GraphQLScalarType } from "graphql";
import { Field, Int, ObjectType } from "type-graphql";
import type { EvidenceLevel } from "../domain/terms.ts";
import { EvidenceLevelEnum } from "../catalogue/practice-example.type.ts";
import type { Filter } from "../search/question.ts";

/**
 * Rows, and columns, shown at most; of more, the ones with the most examples. A map of so many of both stays well within what an answer
 * may hold (platform/graphql-limits.ts).
 */
export const MAX_LINES = 80;

const FilterValueScalar = new GraphQLScalarType({
  name: "PracticeExampleFilterValue",
  description: "Ein Filter als Objekt, so als Variable vom Typ PracticeExampleFilter zu verwenden",
});

@ObjectType("ExampleList", {
  description: "Der Filter, mit dem searchPracticeExamples die gezählten Beispiele auflistet",
})
export class ExampleListType {
  @Field(() => FilterValueScalar)
  filter!: Filter;
  @Field(() => String, { description: "dasselbe zum Lesen, z. B. „Zielgruppe: Alleinerziehende; Bundesland: Bayern“" })
  label!: string;
}

@ObjectType("EvidenceCounts", { description: "Zahl der Beispiele nach Nachweisgüte" })
export class EvidenceCountsType {
  @Field(() => Int, { description: "DESCRIBED" })
  described!: number;
  @Field(() => Int, { description: "MONITORED" })
  monitored!: number;
  @Field(() => Int, { description: "COMPARED" })
  compared!: number;
  @Field(() => Int, { description: "EFFECT_SHOWN" })
  effectShown!: number;
  @Field(() => Int, { description: "jedes Beispiel einmal" })
  total!: number;
}

@ObjectType("EvidenceCell", { description: "Zelle; auch eine leere ist da: Sie zeigt eine Lücke" })
export class EvidenceCellType {
  @Field(() => EvidenceCountsType)
  counts!: EvidenceCountsType;
  @Field(() => ExampleListType)
  listedBy!: ExampleListType;
}

@ObjectType("EvidenceColumn")
export class EvidenceColumnType {
  @Field(() => String, { description: "Kurzname oder Code, wie im Filter" })
  value!: string;
  @Field(() => String)
  label!: string;
  @Field(() => EvidenceCountsType, { description: "Summe: jedes Beispiel mit diesem Wert einmal" })
  counts!: EvidenceCountsType;
  @Field(() => ExampleListType)
  listedBy!: ExampleListType;
}

@ObjectType("EvidenceRow")
export class EvidenceRowType extends EvidenceColumnType {
  @Field(() => [EvidenceCellType], { complexity: MAX_LINES, description: "eine für jede Spalte, in deren Reihenfolge" })
  cells!: EvidenceCellType[];
}

@ObjectType("EvidenceRule", { description: "Was ein Beispiel für eine Stufe der Nachweisgüte mindestens haben muss" })
export class EvidenceRuleType {
  @Field(() => EvidenceLevelEnum)
  level!: EvidenceLevel;
  @Field(() => String)
  label!: string;
  @Field(() => String)
  rule!: string;
}

@ObjectType("EvidenceMap", {
  description:
    "Nachweiskarte: Zahl der Beispiele für je zwei Werte zweier Dimensionen. Zeilen und Spalten sind die Werte, die Beispiele unter dem Filter haben; hat er dort selbst gewählt, nur das Gewählte. Warum ein Beispiel seine Stufe hat, sagt evidenceReason.",
})
export class EvidenceMapType {
  @Field(() => String, { description: "was die Zeilen sind" })
  rowLabel!: string;
  @Field(() => String, { description: "was die Spalten sind" })
  columnLabel!: string;
  @Field(() => [EvidenceColumnType], { complexity: MAX_LINES, description: "häufigste zuerst, höchstens 80" })
  columns!: EvidenceColumnType[];
  @Field(() => [EvidenceRowType], { complexity: MAX_LINES, description: "häufigste zuerst, höchstens 80" })
  rows!: EvidenceRowType[];
  @Field(() => EvidenceCountsType, { description: "alle Beispiele unter dem Filter, jedes einmal" })
  counts!: EvidenceCountsType;
  @Field(() => ExampleListType)
  listedBy!: ExampleListType;
  @Field(() => Int, { description: "Zeilen, die nicht gezeigt sind, weil es zu viele gibt" })
  rowsLeftOut!: number;
  @Field(() => Int, { description: "Spalten, die nicht gezeigt sind, weil es zu viele gibt" })
  columnsLeftOut!: number;
  @Field(() => Int, { description: "Beispiele in keiner Zelle, weil ihnen eine der beiden Angaben fehlt" })
  unplaced!: number;
  @Field(() => [EvidenceRuleType], {
    complexity: 4,
    description: "die Regel der Nachweisgüte, schwächste Stufe zuerst",
  })
  rules!: EvidenceRuleType[];
  @Field(() => [String], { description: "wie die Karte zu lesen ist und was sie nicht zeigt, in ganzen Sätzen" })
  notes!: string[];
}
