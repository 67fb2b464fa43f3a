// Erased stays erased: what was erased, and a random key in each account for what is sealed about it on the list of the erased.
import { Table, type MigrationInterface, type QueryRunner } from "typeorm";

/** 256 random bits, made by the database. */
const RANDOM = {
  sqlite: "lower(hex(randomblob(32)))",
  postgres: "encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex')",
};

export class Erasures1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const text = { type: "text" };
    await runner.createTable(
      new Table({
        name: "tombstone",
        columns: [
          { name: "hash", isPrimary: true, ...text },
          { name: "kind", ...text },
          { name: "day", ...text },
          { name: "sealed", isNullable: true, ...text },
        ],
      }),
      true,
    );
    if (!(await runner.hasColumn("account", "seal_key")))
      await runner.query("ALTER TABLE account ADD COLUMN seal_key text NOT NULL DEFAULT ''");
    const kind = runner.connection.options.type as keyof typeof RANDOM;
    await runner.query(`UPDATE account SET seal_key = ${RANDOM[kind]} WHERE seal_key = ''`);
    // SQLite cannot drop it, and there TypeORM writes NULL for what is not given.
    if (kind === "postgres") await runner.query("ALTER TABLE account ALTER COLUMN seal_key DROP DEFAULT");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("account", "seal_key");
    await runner.dropTable("tombstone");
  }
}
