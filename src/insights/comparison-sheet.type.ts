// GraphQL types of the comparison sheet.
import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { SourceReferenceType } from "../catalogue/practice-example.type.ts";
import { GraphQLDay, GraphQLMoment } from "../platform/scalars.ts";

@InputType("ComparisonSheetExample", { description: "Ein Beispiel im Vergleich" })
export class ComparisonSheetExampleInput {
  @Field(() => String)
  slug!: string;
  @Field(() => Int, { nullable: true, description: "Fassung; ohne Angabe die veröffentlichte" })
  revision?: number | null;
}

@ObjectType("ComparisonColumn", { description: "Ein Beispiel im Vergleich, in der gelesenen Fassung" })
export class ComparisonColumnType {
  @Field(() => String)
  slug!: string;
  @Field(() => String, { nullable: true, description: "leer, wenn das Beispiel zurückgezogen ist" })
  title!: string | null;
  @Field(() => Int, { nullable: true })
  revision!: number | null;
  @Field(() => GraphQLMoment, { nullable: true })
  publishedAt!: string | null;
  @Field(() => Boolean)
  isWithdrawn!: boolean;
  @Field(() => Int, { nullable: true, description: "die heute veröffentlichte Fassung" })
  newestRevision!: number | null;
  @Field(() => String, { nullable: true, description: "zurückgezogen oder überholt, in einem Satz" })
  note!: string | null;
}

@ObjectType("ComparisonValue")
export class ComparisonValueType {
  @Field(() => String)
  text!: string;
  @Field(() => Float, { nullable: true, description: "in der Einheit der Zeile; leer bei Spannen und Texten" })
  number!: number | null;
  @Field(() => [SourceReferenceType])
  sources!: readonly SourceReferenceType[];
}

@ObjectType("ComparisonCell")
export class ComparisonCellType {
  @Field(() => String, { description: "alle Werte als Text, oder „keine Angabe“" })
  text!: string;
  @Field(() => [ComparisonValueType], { description: "leer, wenn die Quelle nichts sagt" })
  values!: readonly ComparisonValueType[];
}

@ObjectType("ComparisonRow", { description: "Eine Angabe, für alle in derselben Einheit und Bezugsgröße" })
export class ComparisonRowType {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  label!: string;
  @Field(() => String, { nullable: true })
  unit!: string | null;
  @Field(() => Boolean, { description: "mindestens zwei sagen etwas, und nicht dasselbe" })
  differs!: boolean;
  @Field(() => [ComparisonCellType], { complexity: 5, description: "in der Reihenfolge der Spalten" })
  cells!: ComparisonCellType[];
}

@ObjectType("ComparisonDocument", { description: "Ein Dokument, das Zellen mit seinem Kurznamen nennen" })
export class ComparisonDocumentType {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  title!: string;
}

@ObjectType("ComparisonSheet", { description: "Zwei bis fünf Beispiele nebeneinander" })
export class ComparisonSheetType {
  @Field(() => String)
  title!: string;
  @Field(() => GraphQLDay, { description: "Stand" })
  asOf!: string;
  @Field(() => String, { description: "dauerhafte Adresse der Seite, mit den gelesenen Fassungen" })
  path!: string;
  @Field(() => [ComparisonColumnType], { complexity: 5 })
  columns!: ComparisonColumnType[];
  @Field(() => [ComparisonRowType], { complexity: 40 })
  rows!: ComparisonRowType[];
  @Field(() => [String], { description: "was keines der Beispiele angibt" })
  unsaid!: string[];
  @Field(() => [ComparisonDocumentType], { complexity: 5 })
  documents!: ComparisonDocumentType[];
  @Field(() => [String], { description: "Hinweise in ganzen Sätzen" })
  notes!: string[];
}
