// Finds what an account has written and done without reading everything: for taking out and deleting one's own data.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class OwnData1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "CREATE INDEX IF NOT EXISTS ix_contribution_version_author ON contribution_version (author, created_at)",
    );
    await runner.query("CREATE INDEX IF NOT EXISTS ix_audit_event_account ON audit_event (account, at)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX ix_contribution_version_author");
    await runner.query("DROP INDEX ix_audit_event_account");
  }
}
