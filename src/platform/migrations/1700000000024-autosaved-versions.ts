// Which versions were saved while somebody typed: the next such one takes their place. Runs on both databases.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class AutosavedVersions1700000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn("contribution_version", "autosaved")))
      await runner.query("ALTER TABLE contribution_version ADD COLUMN autosaved boolean NOT NULL DEFAULT false");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE contribution_version DROP COLUMN autosaved");
  }
}
