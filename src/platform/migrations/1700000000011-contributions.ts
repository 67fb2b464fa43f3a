// Contributions and every version of them that was saved. Runs on both databases.
import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from "typeorm";

type Column = Omit<TableColumnOptions, "name">;
const text: Column = { type: "text" };
const integer: Column = { type: "integer" };
const key: Column = { type: "text", isPrimary: true };
const optional = (column: Column): Column => ({ ...column, isNullable: true });
const columnsOf = (columns: Record<string, Column>) =>
  Object.entries(columns).map(([name, options]) => ({ name, ...options }));

/** Where facts come from that an organisation states itself; no seed file names it (vocabulary/vocabulary.entity.ts). */
const OWN_STATEMENT = `INSERT INTO source (slug, title, law_as_of, note) VALUES (
  'eigene-angaben', 'Eigene Angaben der Organisation', '2026-01-01',
  'Was in einem Beitrag ohne andere Fundstelle steht. Zitate gelten nach dem Recht vom 01.01.2026; älteres Recht mit „a. F.“.'
) ON CONFLICT (slug) DO NOTHING`;

export class Contributions1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: "contribution",
        columns: columnsOf({
          id: key,
          organisation: text,
          example: optional(text),
          state: text,
          version: integer,
          current: text,
          published_version: optional(integer),
          revision: optional(integer),
          created_at: text,
          updated_at: text,
        }),
        indices: [
          { name: "ux_contribution_example", columnNames: ["example"], isUnique: true },
          { name: "ix_contribution_organisation", columnNames: ["organisation"] },
          { name: "ix_contribution_state", columnNames: ["state"] },
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: "contribution_version",
        columns: columnsOf({
          id: key,
          contribution: text,
          number: optional(integer),
          content: text,
          author: text,
          created_at: text,
        }),
        indices: [{ name: "ix_contribution_version_contribution", columnNames: ["contribution"] }],
        foreignKeys: [
          {
            name: "fk_contribution_version_contribution",
            columnNames: ["contribution"],
            referencedTableName: "contribution",
            referencedColumnNames: ["id"],
          },
        ],
      }),
      true,
    );
    await runner.query(OWN_STATEMENT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("contribution_version");
    await runner.dropTable("contribution");
    await runner.query("DELETE FROM source WHERE slug = 'eigene-angaben'");
  }
}
