// What the worker needs that keeps a search server in step: whose turn it is, and which index is live. Runs on both databases.
import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from "typeorm";

const column = (type: string, more: Partial<TableColumnOptions> = {}) => ({ type, ...more });
const optional = (type: string) => column(type, { isNullable: true });
const key = (type: string) => column(type, { isPrimary: true });

const TABLES = {
  worker_lease: {
    name: key("text"),
    holder: column("text"),
    fence: column("integer"),
    until: column("double precision"),
  },
  search_state: {
    id: key("integer"),
    live_uid: optional("text"),
    live_shape: optional("text"),
    building_uid: optional("text"),
    building_shape: optional("text"),
    built_up_to: optional("text"),
    builds: column("integer"),
    retired_uid: optional("text"),
    switched_at: optional("text"),
    last_task_uid: optional("integer"),
    checked_at: optional("text"),
    compared_at: optional("text"),
    doubtful: column("boolean"),
    rebuild: column("boolean"),
  },
};

export class SearchSync1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(TABLES))
      await runner.createTable(
        new Table({ name, columns: Object.entries(columns).map(([name, options]) => ({ name, ...options })) }),
        true,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES)) await runner.dropTable(name);
  }
}
