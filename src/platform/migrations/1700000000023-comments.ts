// Comments on contributions, when a contribution was submitted, and who has written on it at a glance. Runs on both databases.
import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from "typeorm";

type Column = Omit<TableColumnOptions, "name">;
const text: Column = { type: "text" };
const integer: Column = { type: "integer" };
const optional: Column = { type: "text", isNullable: true };
const columnsOf = (columns: Record<string, Column>) =>
  Object.entries(columns).map(([name, options]) => ({ name, ...options }));

export class Comments1700000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: "contribution_comment",
        columns: columnsOf({
          id: { ...text, isPrimary: true },
          contribution: text,
          position: integer,
          thread: text,
          version: integer,
          path: text,
          text: optional,
          author: text,
          party: text,
          created_at: text,
          resolved_at: optional,
        }),
        indices: [
          {
            name: "ux_contribution_comment_position",
            columnNames: ["contribution", "position"],
            isUnique: true,
          },
          { name: "ix_contribution_comment_thread", columnNames: ["thread", "position"] },
          { name: "ix_contribution_comment_author", columnNames: ["author", "created_at"] },
        ],
        foreignKeys: [
          {
            name: "fk_contribution_comment_contribution",
            columnNames: ["contribution"],
            referencedTableName: "contribution",
            referencedColumnNames: ["id"],
            onDelete: "CASCADE",
          },
        ],
      }),
      true,
    );
    await runner.query(
      "CREATE INDEX IF NOT EXISTS ix_contribution_comment_open ON contribution_comment (contribution) WHERE thread = id AND resolved_at IS NULL",
    );
    // Answers by itself who has saved a version, without reading contents; takes the place of the one over the contribution alone.
    await runner.query(
      "CREATE INDEX IF NOT EXISTS ix_contribution_version_written ON contribution_version (contribution, author, number)",
    );
    await runner.query("DROP INDEX IF EXISTS ix_contribution_version_contribution");
    if (await runner.hasColumn("contribution", "submitted_at")) return;
    await runner.query("ALTER TABLE contribution ADD COLUMN submitted_at text");
    // What waits since before has its step on record; without one, it has not changed since.
    await runner.query(
      `UPDATE contribution SET submitted_at = COALESCE(
        (SELECT MAX(e.at) FROM audit_event e WHERE e.subject = 'contribution:' || contribution.id AND e.action = 'SUBMIT'),
        CASE WHEN state = 'SUBMITTED' THEN updated_at END
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX ix_contribution_version_contribution ON contribution_version (contribution)");
    await runner.query("DROP INDEX ix_contribution_version_written");
    await runner.query("ALTER TABLE contribution DROP COLUMN submitted_at");
    await runner.dropTable("contribution_comment");
  }
}
