// Readiness turns red while what the database acknowledges would not last, and green again by itself.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS, TABLES } from "../../src/database.ts";
import { openDb, type Db } from "../../src/platform/db.ts";
import { getSetting } from "../../src/platform/setting.ts";
import { aDatabase, anApp, DATABASES, type TestApp, type TestDatabase } from "../support/app.ts";
import { aGate } from "../support/gate.ts";

describe.each(DATABASES)("readiness on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let database: TestDatabase;
    let app: TestApp;
    let other: Db;
    beforeEach(async () => {
      database = await aDatabase(kind);
      app = await anApp(kind, { database });
      other = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
    });
    afterEach(async () => {
      await other.close();
      await app.close();
      await database.drop();
    });

    const get = async (url: string) => {
      const began = performance.now();
      const { statusCode: status } = await app.server.inject({ method: "GET", url });
      return { status, inTime: performance.now() - began < 5_000 };
    };
    /** Leaves a transaction open in which the probe's row is written, until the gate opens. */
    const holding = async (db: Db) => {
      const [inside, end] = [aGate(), aGate()];
      const held = db.write(async (manager) => {
        await manager.query("UPDATE setting SET value = '100' WHERE name = 'probe'");
        inside.open();
        await end.opened;
      });
      await inside.opened;
      return async () => {
        end.open();
        await held;
      };
    };

    it("is green on a healthy database", async () => {
      expect(await get("/readyz")).toEqual({ status: 200, inTime: true });
      expect(await get("/livez")).toEqual({ status: 200, inTime: true });
    });

    it.each([
      ["another process", () => other],
      ["our own process", () => app.db],
    ])("is red within five seconds while %s keeps a transaction open, and green afterwards", async (_, holder) => {
      expect(await get("/readyz")).toMatchObject({ status: 200 });
      const release = await holding(holder());
      expect(await get("/readyz")).toEqual({ status: 503, inTime: true });
      expect(await get("/livez")).toEqual({ status: 200, inTime: true });
      await release();
      await expect.poll(() => get("/readyz"), { timeout: 15_000 }).toMatchObject({ status: 200 });
    });

    it("asks the database once, however many ask it", async () => {
      app.statements();
      const answers = await Promise.all(Array.from({ length: 50 }, () => get("/readyz")));
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      expect(app.statements().filter((sql) => sql.startsWith("INSERT")).length).toBeLessThan(10);
    });

    it("is green for several processes that probe at once, of which none sets back the other's count", async () => {
      const probes = async (db: Db) => {
        for (let i = 0; i < 40; i++) await db.probe();
      };
      await Promise.all([probes(app.db), probes(other)]);
      expect(await other.read((manager) => getSetting(manager, "probe"))).toBe("80");
    });

    it("is red while the database cannot take what is written", async () => {
      expect(await get("/readyz")).toMatchObject({ status: 200 });
      await other.write((manager) => manager.query("ALTER TABLE setting RENAME TO gone"));
      expect(await get("/readyz")).toEqual({ status: 503, inTime: true });
    });
  });
});
