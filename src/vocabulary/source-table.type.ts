// GraphQL types of the tables that source documents contain.
import { Field, Float, ObjectType } from "type-graphql";
import { TABLE_UNITS, type TableUnit } from "../domain/source-table.ts";
import { enumOf } from "../platform/enums.ts";
import { GraphQLPartialDate } from "../platform/scalars.ts";

export const TableUnitEnum = enumOf("TableUnit", TABLE_UNITS, "Was die Zahlen einer Tabelle zählen");

@ObjectType("SourceTableColumn")
export class SourceTableColumnType {
  @Field(() => String)
  label!: string;
  @Field(() => TableUnitEnum, { nullable: true, description: "leer bei Spalten mit Text" })
  unit!: TableUnit | null;
  @Field(() => String, { nullable: true, description: "Einheit, wie man sie schreibt" })
  unitLabel!: string | null;
}

@ObjectType("SourceTableCell", { description: "Zelle; eine leere hat weder Text noch Zahl" })
export class SourceTableCellType {
  @Field(() => String, { nullable: true, description: "wie man sie schreibt, Zahlen auf Deutsch" })
  text!: string | null;
  @Field(() => Float, { nullable: true, description: "der Wert, wenn die Zelle eine Zahl ist" })
  number!: number | null;
}

@ObjectType("SourceTableRow")
export class SourceTableRowType {
  @Field(() => String, { nullable: true, description: "Zwischenüberschrift, unter der die Zeile steht" })
  group!: string | null;
  @Field(() => TableUnitEnum, { nullable: true, description: "wenn die Zeile anderes zählt als ihre Spalten" })
  unit!: TableUnit | null;
  @Field(() => String, { nullable: true })
  unitLabel!: string | null;
  @Field(() => [SourceTableCellType], { complexity: 8, description: "so viele, wie die Tabelle Spalten hat" })
  cells!: SourceTableCellType[];
}

@ObjectType("SourceTable", { description: "Tabelle eines Quelldokuments" })
export class SourceTableType {
  @Field(() => String)
  slug!: string;
  @Field(() => String)
  title!: string;
  @Field(() => String, { nullable: true })
  pages!: string | null;
  @Field(() => String, { nullable: true, description: "Abschnitt, Kapitel, Folie oder Nummer der Tabelle" })
  section!: string | null;
  @Field(() => GraphQLPartialDate, { nullable: true, description: "Stand der Zahlen" })
  asOf!: string | null;
  @Field(() => [String], { description: "was zum Verständnis nötig ist, auch Widersprüche" })
  notes!: string[];
  // source, columns, rows, csv: source-table.resolver.ts
}
