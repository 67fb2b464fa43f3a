// Accounts with their invitations, sessions and tokens, and the record of who did what. What identifies a person stands in `account` and `invitation` alone.
import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from "typeorm";

type Column = Omit<TableColumnOptions, "name">;
const text: Column = { type: "text" };
const optional: Column = { type: "text", isNullable: true };
const key: Column = { type: "text", isPrimary: true };

const TABLES: Record<string, { columns: Record<string, Column>; unique?: string; follows?: string; index?: string }> = {
  account: {
    columns: {
      id: key,
      email: text,
      role: text,
      organisation: text,
      password: optional,
      created_at: text,
      disabled_at: optional,
    },
    unique: "email",
  },
  invitation: {
    columns: { hash: key, account: text, invited_by: optional, created_at: text, expires_at: text },
    follows: "account",
  },
  session: {
    columns: { hash: key, account: text, created_at: text, seen_at: text },
    follows: "account",
    index: "created_at",
  },
  access_token: {
    columns: { hash: key, id: text, account: text, label: text, scope: text, created_at: text, expires_at: text },
    follows: "account",
    unique: "id",
  },
  audit_event: {
    columns: {
      id: key,
      at: text,
      account: optional,
      action: text,
      subject: text,
      number: { type: "integer" },
      fields: text,
      reason: optional,
    },
    index: "subject",
  },
};

export class People1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, { columns, unique, follows, index }] of Object.entries(TABLES))
      await runner.createTable(
        new Table({
          name,
          columns: Object.entries(columns).map(([name, options]) => ({ name, ...options })),
          indices: [
            ...(unique ? [{ name: `ux_${name}_${unique}`, columnNames: [unique], isUnique: true }] : []),
            ...[follows, index].flatMap((column) =>
              column ? [{ name: `ix_${name}_${column}`, columnNames: [column] }] : [],
            ),
          ],
          foreignKeys: follows
            ? [
                {
                  name: `fk_${name}_${follows}`,
                  columnNames: [follows],
                  referencedTableName: "account",
                  referencedColumnNames: ["id"],
                  onDelete: "CASCADE",
                },
              ]
            : [],
        }),
        true,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).toReversed()) await runner.dropTable(name);
  }
}
