// Migrations give both databases the columns that the code expects, keep every row, and fail without a trace.
import { Table, TableColumn, type MigrationInterface, type QueryRunner, type TableColumnOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS, TABLES } from "../../src/database.ts";
import { loadSeeds } from "../../src/catalogue/load-seeds.ts";
import { openDb, type Db } from "../../src/platform/db.ts";
import { aDatabase, DATABASES, SEEDS, type TestDatabase } from "../support/app.ts";
import { anInstallation } from "../support/installation.ts";
import { everything, outside } from "../support/store.ts";

/** Rebuilds a parent table on SQLite, where a careless rebuild empties every table that refers to it. */
class Rebuild1800000000001 implements MigrationInterface {
  async up(runner: QueryRunner) {
    const column: TableColumnOptions = { name: "extra", type: "text", isNullable: true };
    await runner.addColumn("practice_example", new TableColumn(column));
    await runner.changeColumn(
      "organisation",
      "region",
      new TableColumn({ name: "area", type: "text", isNullable: true }),
    );
    await runner.changeColumn(
      "organisation",
      "area",
      new TableColumn({ name: "region", type: "text", isNullable: true }),
    );
  }
  async down() {}
}

class Fails1800000000002 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.createTable(
      new Table({ name: "half_done", columns: [{ name: "id", type: "integer", isPrimary: true }] }),
    );
    await runner.query("DELETE FROM practice_example");
    await runner.addColumn("source", new TableColumn({ name: "extra", type: "text", isNullable: true }));
    throw new Error("Diese Migration scheitert.");
  }
  async down() {}
}

/** Leaves rows that refer to nothing; PostgreSQL would not let it. */
class Orphans1800000000003 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await runner.query("DELETE FROM organisation");
  }
  async down() {}
}

describe.each(DATABASES)("migrations on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let database: TestDatabase;
    const opened: Db[] = [];
    beforeEach(async () => {
      database = await aDatabase(kind);
    });
    afterEach(async () => {
      for (const db of opened.splice(0)) await db.close();
      await database.drop();
    });

    const open = async (...more: (new () => MigrationInterface)[]) => {
      const db = await openDb(database.config, { entities: TABLES, migrations: [...MIGRATIONS, ...more] });
      opened.push(db);
      return db;
    };
    const filled = async () => {
      const db = await open();
      await db.migrate();
      await loadSeeds(db, { folder: SEEDS, now: () => new Date("2026-01-01") });
      return db;
    };
    const tables = () =>
      outside(database, async (manager) => {
        const runner = manager.connection.createQueryRunner();
        try {
          const found = await runner.getTables();
          return found.filter(({ name }) => !/^(pg_catalog|information_schema)\.|^(migrations|sqlite_\w+)$/.test(name));
        } finally {
          await runner.release();
        }
      });
    /** The schema as text: tables, columns, keys, indices, and which migrations ran. */
    const schema = async () => {
      const ran = await outside(database, (manager) => manager.query("SELECT name FROM migrations ORDER BY id"));
      const found = (await tables()).map(({ name, columns, foreignKeys, indices }) => [
        name,
        columns.map((c) => [c.name, c.type, c.isNullable, c.isPrimary]),
        foreignKeys.map((f) => [f.columnNames, f.referencedTableName, f.onDelete]),
        indices.map((i) => i.columnNames),
      ]);
      return JSON.stringify([ran, found.sort()]);
    };
    /** On the connection that writes. */
    const foreignKeys = (db: Db) => db.write((manager) => manager.query("PRAGMA foreign_keys"));

    it("make the columns that the entities name, with their kinds and whether they may be empty", async () => {
      const db = await open();
      await db.migrate();
      const family = (type: unknown) => {
        const families = { text: /text|char|json/, integer: /^int/, number: /double|real|float/, boolean: /bool/ };
        return Object.entries(families).find(([, names]) => names.test(String(type)))?.[0] ?? String(type);
      };
      const expected = await db.read(async (manager) =>
        TABLES.map((table) => {
          const { tableName, columns } = manager.connection.getMetadata(table);
          return [tableName, columns.map((c) => [c.databaseName, family(c.type), c.isNullable, c.isPrimary]).sort()];
        }).sort(),
      );
      const actual = (await tables()).map((table) => [
        table.name,
        table.columns.map((c) => [c.name, family(c.type), c.isNullable, c.isPrimary]).sort(),
      ]);
      expect(actual.sort()).toEqual(expected);
    });

    it("give both databases foreign keys, of which those to an example, an account and a commented contribution delete with it", async () => {
      await (await open()).migrate();
      const keys = (await tables()).flatMap((table) =>
        table.foreignKeys.map((k) => [`${table.name}.${k.columnNames}`, k.referencedTableName, k.onDelete].join(" ")),
      );
      expect(keys).toContain("practice_example.slug,revision example_revision NO ACTION");
      expect(keys).toContain("example_target_group.value target_group NO ACTION");
      const following = keys.filter((key) => key.endsWith("CASCADE"));
      expect(following.filter((key) => key.includes(" practice_example "))).toHaveLength(15);
      expect(following.filter((key) => !key.includes(" practice_example ")).sort()).toEqual([
        "access_token.account account CASCADE",
        "contribution_comment.contribution contribution CASCADE",
        "identity.account account CASCADE",
        "invitation.account account CASCADE",
        "session.account account CASCADE",
      ]);
    });

    it("change nothing when they run again over a filled database", async () => {
      const db = await filled();
      const before = [await schema(), await outside(database, everything)];
      await db.migrate();
      await db.write((manager) => manager.query("DELETE FROM migrations"));
      await db.migrate();
      expect([await schema(), await outside(database, everything)]).toEqual(before);
    });

    it("keep every row when a later one rebuilds tables that others refer to", async () => {
      await filled();
      const before = await outside(database, everything);
      const db = await open(Rebuild1800000000001);
      await db.migrate();
      expect(await outside(database, everything)).toEqual(before);
      if (kind === "sqlite") {
        expect(await foreignKeys(db)).toEqual([{ foreign_keys: 1 }]);
        expect(await db.read((manager) => manager.query("PRAGMA foreign_key_check"))).toEqual([]);
      }
      const orphan = db.write((manager) =>
        manager.query("INSERT INTO example_partner (example, position, value) VALUES ('nobody', 0, 'x')"),
      );
      await expect(orphan).rejects.toThrow(/foreign key/i);
    });

    it("leave the database as it was when one throws", async () => {
      await filled();
      const before = [await schema(), await outside(database, everything)];
      const db = await open(Fails1800000000002);
      await expect(db.migrate()).rejects.toThrow("Diese Migration scheitert.");
      expect([await schema(), await outside(database, everything)]).toEqual(before);
      if (kind === "sqlite") expect(await foreignKeys(db)).toEqual([{ foreign_keys: 1 }]);
    });

    it("keep what the earlier ones did when a later one throws", async () => {
      await filled();
      const before = await outside(database, everything);
      await expect((await open(Rebuild1800000000001, Fails1800000000002)).migrate()).rejects.toThrow(
        "Diese Migration scheitert.",
      );
      expect(await schema()).toContain("Rebuild1800000000001");
      expect(await schema()).not.toContain("Fails1800000000002");
      expect(await outside(database, everything)).toEqual(before);
    });

    it("are refused when they leave references to nothing", async () => {
      await filled();
      const db = await open(Orphans1800000000003);
      await expect(db.migrate()).rejects.toThrow(/Fremdschlüssel verletzt|foreign key/);
    });

    it("refuse a database that a newer version has migrated, and leave it alone", async () => {
      await filled();
      await (await open(Rebuild1800000000001)).migrate();
      const before = [await schema(), await outside(database, everything)];
      await expect((await open()).migrate()).rejects.toThrow(
        "Die Datenbank ist neuer als dieses Programm (unbekannte Migration Rebuild1800000000001). Bitte die passende Programmversion starten.",
      );
      expect([await schema(), await outside(database, everything)]).toEqual(before);
    });
  });
});

it("no migration opts out of its transaction, because a failure would leave half of it", () => {
  for (const Migration of MIGRATIONS) expect(new Migration()).not.toHaveProperty("transaction");
});

describe("a process that finds a newer database", () => {
  it("ends with 1 and says so", { timeout: 60_000 }, async () => {
    const database = await aDatabase("sqlite");
    const installation = anInstallation();
    const db = await openDb(database.config, { entities: TABLES, migrations: [...MIGRATIONS, Rebuild1800000000001] });
    await db.migrate();
    await db.close();
    const start = installation.start(database);
    expect(await start.ended).toEqual({ code: 1, signal: null });
    expect(start.output()).toBe(
      "Der Start ist fehlgeschlagen: Die Datenbank ist neuer als dieses Programm (unbekannte Migration Rebuild1800000000001). Bitte die passende Programmversion starten.\n",
    );
    await installation.drop();
    await database.drop();
  });
});
