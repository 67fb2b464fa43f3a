// GraphQL types of what changed: the log for machines, and an example's history field by field.
import { Field, Int, ObjectType } from "type-graphql";
import { enumOf } from "../platform/enums.ts";
import { PageInfoType } from "../platform/page-info.ts";
import { GraphQLMoment } from "../platform/scalars.ts";
import { READER_CHANGES, type ReaderChangeKind } from "./change-log.ts";

export const ChangeKindEnum = enumOf("ChangeKind", READER_CHANGES, "Was mit einem Praxisbeispiel geschah");

@ObjectType("Change", { description: "Ein Praxisbeispiel wurde veröffentlicht, geändert oder zurückgezogen" })
export class ChangeType {
  @Field(() => String, { description: "Kurzname des Praxisbeispiels" })
  slug!: string;
  @Field(() => ChangeKindEnum)
  kind!: ReaderChangeKind;
  @Field(() => GraphQLMoment)
  at!: string;
  // example: changes.resolver.ts
}

@ObjectType("ChangeEdge")
export class ChangeEdgeType {
  @Field(() => String)
  cursor!: string;
  @Field(() => ChangeType)
  node!: ChangeType;
}

@ObjectType("ChangeConnection", { description: "Änderungen in der Reihenfolge, in der sie sichtbar wurden" })
export class ChangeConnectionType {
  @Field(() => [ChangeEdgeType])
  edges!: ChangeEdgeType[];
  @Field(() => PageInfoType, { description: "endCursor gilt auch weiter, wenn es noch nichts Neues gibt" })
  pageInfo!: PageInfoType;
  @Field(() => GraphQLMoment, { nullable: true, description: "älteste Änderung, die aufgezeichnet ist" })
  begins!: string | null;
  @Field(() => Boolean, { description: "falsch, wenn vor dem gefragten Zeitpunkt nichts aufgezeichnet ist" })
  isComplete!: boolean;
  @Field(() => [String], { description: "Hinweise in ganzen Sätzen" })
  notes!: string[];
}

@ObjectType("FieldChange", { description: "Eine Angabe, die sich mit einer Fassung geändert hat" })
export class FieldChangeType {
  @Field(() => String, { description: "Name der Angabe, etwa „budgets.PER_YEAR“" })
  field!: string;
  @Field(() => String)
  label!: string;
  @Field(() => String, { nullable: true, description: "leer, wenn vorher nichts angegeben war" })
  before!: string | null;
  @Field(() => String, { nullable: true, description: "leer, wenn nichts mehr angegeben ist" })
  after!: string | null;
}

@ObjectType("HistoryEntry", { description: "Eine Fassung und was sie gegenüber der davor geändert hat" })
export class HistoryEntryType {
  @Field(() => Int)
  revision!: number;
  @Field(() => GraphQLMoment)
  publishedAt!: string;
  @Field(() => [FieldChangeType], { description: "leer bei der ersten Fassung" })
  changes!: FieldChangeType[];
}
