// Methods of examples, relations between examples, tables of source documents. Dialect-neutral like the first.
import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions, type TableOptions } from "typeorm";

const text = (name: string): TableColumnOptions => ({ name, type: "text" });
const optional = (name: string): TableColumnOptions => ({ ...text(name), isNullable: true });
const slug: TableColumnOptions = { ...text("slug"), isPrimary: true };
const item: TableColumnOptions[] = [
  { ...text("example"), isPrimary: true },
  { name: "position", type: "integer", isPrimary: true },
];

const refers = (table: string, column: string, to: string, onDelete = "NO ACTION") => ({
  name: `fk_${table}_${column}`,
  columnNames: [column],
  referencedTableName: to,
  referencedColumnNames: ["slug"],
  onDelete,
});
const ofExample = (table: string) => refers(table, "example", "practice_example", "CASCADE");
const index = (table: string, column: string) => ({ name: `ix_${table}_${column}`, columnNames: [column] });

const tables: TableOptions[] = [
  { name: "method", columns: [slug, text("label"), optional("synonyms")] },
  {
    name: "example_method",
    columns: [...item, text("value")],
    foreignKeys: [ofExample("example_method"), refers("example_method", "value", "method")],
    indices: [index("example_method", "value")],
  },
  {
    // "other" refers to nothing: the other example may come later, or be withdrawn and come back.
    name: "example_relation",
    columns: [...item, text("other"), text("note")],
    foreignKeys: [ofExample("example_relation")],
    indices: [index("example_relation", "other")],
  },
  {
    name: "source_table",
    columns: [
      slug,
      text("source"),
      text("title"),
      optional("pages"),
      optional("section"),
      optional("as_of"),
      text("columns"),
      text("rows"),
      text("notes"),
    ],
    foreignKeys: [refers("source_table", "source", "source")],
    indices: [index("source_table", "source")],
  },
];

export class MethodsAndTables1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const options of tables) await runner.createTable(new Table(options), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
