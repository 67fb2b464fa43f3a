// Finds what an account has written and done without reading everything: for taking out and deleting one's own data.
import { TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";

const INDICES = [
  { table: "contribution_version", columnNames: ["author", "created_at"] },
  { table: "audit_event", columnNames: ["account", "at"] },
].map(({ table, columnNames }) => ({
  table,
  index: new TableIndex({ name: `ix_${table}_${columnNames[0]}`, columnNames }),
}));

export class OwnData1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { table, index } of INDICES) await runner.createIndex(table, index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, index } of INDICES) await runner.dropIndex(table, index);
  }
}
