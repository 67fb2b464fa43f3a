// The log of changes to the catalogue, and the counter that numbers them.
import { Table, type MigrationInterface, type QueryRunner } from "typeorm";

export class CatalogueChanges1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: "catalogue_change",
        columns: [
          { name: "number", type: "integer", isPrimary: true },
          { name: "example", type: "text" },
          { name: "kind", type: "text" },
          { name: "at", type: "text" },
        ],
        indices: [{ name: "ix_catalogue_change_example", columnNames: ["example"] }],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: "change_counter",
        columns: [
          { name: "name", type: "text", isPrimary: true },
          { name: "last", type: "integer" },
        ],
      }),
      true,
    );
    await runner.query("INSERT INTO change_counter (name, last) VALUES ('catalogue', 0) ON CONFLICT DO NOTHING");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("catalogue_change");
    await runner.dropTable("change_counter");
  }
}
