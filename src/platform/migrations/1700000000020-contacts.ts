// Contacts of organisations in a table of their own, found by organisation and by the moment at which they end.
import { Table, type MigrationInterface, type QueryRunner } from "typeorm";

const REQUIRED = ["organisation", "kind", "label", "visibility", "expires_at", "created_at", "created_by"];
const OPTIONAL = ["example", "email", "phone", "consent_at"];

export class Contacts1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: "contact",
        columns: [
          { name: "id", type: "text", isPrimary: true },
          ...REQUIRED.map((name) => ({ name, type: "text" })),
          ...OPTIONAL.map((name) => ({ name, type: "text", isNullable: true })),
        ],
        indices: ["organisation", "expires_at"].map((column) => ({
          name: `ix_contact_${column}`,
          columnNames: [column],
        })),
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("contact");
  }
}
