// Proof of the trap: the scenarios of door.test.ts on a bare TypeORM DataSource with one SQLite connection lose acknowledged writes.
// When one of these fails after an upgrade, TypeORM has changed and docs/adr/0001 may be simplified.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataSource, type EntityManager } from "typeorm";
import { SettingTable } from "../../src/platform/setting.ts";
import { aDatabase, type TestDatabase } from "../support/app.ts";
import { aGate } from "../support/gate.ts";

describe("TypeORM without the door, on SQLite", () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeEach(async () => {
    database = await aDatabase("sqlite");
    source = await open();
    await source.query("CREATE TABLE setting (name text PRIMARY KEY, value text NOT NULL)");
  });
  afterEach(async () => {
    await source.destroy();
    await database.drop();
  });

  const open = () =>
    new DataSource({
      type: "sqlite",
      database: new URL(database.url).pathname,
      enableWAL: true,
      entities: [SettingTable],
    }).initialize();
  const note = (manager: EntityManager, name: string) => manager.insert(SettingTable, { name, value: "" });
  const saved = async () => {
    const other = await open();
    const rows = await other.manager.find(SettingTable);
    await other.destroy();
    return rows.map(({ name }) => name).sort();
  };

  it("loses what others were told is saved when a transaction fails late", async () => {
    const [inside, fail] = [aGate(), aGate()];
    const failing = source.transaction(async (manager) => {
      await note(manager, "a");
      inside.open();
      await fail.opened;
      throw new Error("zu spät gescheitert");
    });
    await inside.opened;
    const others = [source.transaction((manager) => note(manager, "b")), note(source.manager, "c")];
    await expect(Promise.all(others)).resolves.toHaveLength(2);
    fail.open();
    await expect(failing).rejects.toThrow("zu spät gescheitert");
    expect(await saved()).toEqual([]);
  });

  it("shows readers an open transaction", async () => {
    const [inside, fail] = [aGate(), aGate()];
    const failing = source.transaction(async (manager) => {
      await note(manager, "a");
      inside.open();
      await fail.opened;
      throw new Error("zu spät gescheitert");
    });
    await inside.opened;
    expect(await source.manager.find(SettingTable)).toHaveLength(1);
    fail.open();
    await expect(failing).rejects.toThrow();
  });

  it("refuses transactions begun in one tick", async () => {
    const results = await Promise.allSettled(
      ["a", "b", "c"].map((name) => source.transaction((manager) => note(manager, name))),
    );
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  });

  it("goes on acknowledging what nobody else can see after the disk was full once", async () => {
    const [{ page_count: pages }] = await source.query("PRAGMA page_count");
    await source.query(`PRAGMA max_page_count = ${pages}`);
    const tooMuch = source.transaction((manager) =>
      manager.insert(SettingTable, { name: "a", value: "x".repeat(100_000) }),
    );
    await expect(tooMuch).rejects.toThrow("SQLITE_FULL");
    await source.query("PRAGMA max_page_count = 1000000");
    const rejected = source.transaction(async () => {
      throw new Error("fachlich abgelehnt");
    });
    await expect(rejected).rejects.toThrow("fachlich abgelehnt");
    await expect(source.transaction((manager) => note(manager, "b"))).resolves.toBeDefined();
    expect(await source.manager.find(SettingTable)).toHaveLength(1);
    expect(await saved()).toEqual([]);
  });

  it("takes the first row for an undefined key", async () => {
    await note(source.manager, "a");
    expect(await source.manager.findOneBy(SettingTable, { name: undefined })).toEqual({ name: "a", value: "" });
  });
});
