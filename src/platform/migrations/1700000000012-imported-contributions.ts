// Which imported form a contribution began as, once in each organisation. Runs on both databases.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class ImportedContributions1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn("contribution", "imported_as")))
      await runner.query("ALTER TABLE contribution ADD COLUMN imported_as text");
    await runner.query(
      "CREATE UNIQUE INDEX IF NOT EXISTS ux_contribution_imported_as ON contribution (organisation, imported_as)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX ux_contribution_imported_as");
    await runner.query("ALTER TABLE contribution DROP COLUMN imported_as");
  }
}
