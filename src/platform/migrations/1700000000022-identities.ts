// Accounts that sign in at the house's own service: whom the service means, and sign-ins on their way there.
import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from "typeorm";

const text = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: "text",
  ...more,
});
const key = { isPrimary: true };

export class Identities1700000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: "identity",
        columns: [text("issuer", key), text("subject", key), text("account"), text("created_at")],
        indices: [{ name: "ux_identity_account", columnNames: ["account"], isUnique: true }],
        foreignKeys: [
          {
            name: "fk_identity_account",
            columnNames: ["account"],
            referencedTableName: "account",
            referencedColumnNames: ["id"],
            onDelete: "CASCADE",
          },
        ],
      }),
      true,
    );
    await runner.createTable(
      new Table({
        name: "pending_sign_in",
        columns: [
          text("hash", key),
          text("state"),
          text("nonce"),
          text("verifier"),
          text("invitation", { isNullable: true }),
          text("created_at"),
        ],
        indices: [{ name: "ix_pending_sign_in_created_at", columnNames: ["created_at"] }],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("pending_sign_in");
    await runner.dropTable("identity");
  }
}
