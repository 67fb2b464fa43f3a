// One worker at a time, by the database's clock: a lease ends when it is given up or not renewed, and who lost it is told.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openDb, type Db } from "../../src/platform/db.ts";
import { Lease, LEASE_MS, LeaseLost, LeaseTable } from "../../src/platform/lease.ts";
import { SearchSync1700000000005 } from "../../src/platform/migrations/1700000000005-search-sync.ts";
import { aDatabase, DATABASES, type TestDatabase } from "../support/app.ts";

describe.each(DATABASES)("a lease on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let database: TestDatabase;
    const dbs: Db[] = [];
    const leases: Lease[] = [];
    beforeEach(async () => {
      database = await aDatabase(kind);
    });
    afterEach(async () => {
      vi.useRealTimers();
      for (const lease of leases.splice(0)) lease.abandon();
      for (const db of dbs.splice(0)) await db.close();
      await database.drop();
    });

    /** As a process of its own has it. */
    const aLease = async (name = "search") => {
      const db = await openDb(database.config, { entities: [LeaseTable], migrations: [SearchSync1700000000005] });
      dbs.push(db);
      await db.migrate();
      const lease = new Lease(db, name);
      leases.push(lease);
      return { db, lease, hold: () => db.write((manager) => lease.hold(manager)) };
    };
    const row = (db: Db) => db.read((manager) => manager.findOneByOrFail(LeaseTable, { name: "search" }));
    /** As if its holder had not renewed it for half a minute. */
    const runOut = (db: Db) => db.write((manager) => manager.update(LeaseTable, { name: "search" }, { until: 1 }));

    it("belongs to one, and to the next when it is given up", async () => {
      const [a, b] = [await aLease(), await aLease()];
      expect([await a.lease.take(), await b.lease.take(), await a.lease.take()]).toEqual([true, false, true]);
      await a.lease.release();
      expect([await b.lease.take(), await a.lease.take()]).toEqual([true, false]);
    });

    it("belongs to one of many who want it at the same moment", async () => {
      // In one process, more waiting connections to SQLite than that would take all of Node's four threads from the one that has its turn.
      const all = [await aLease(), await aLease(), await aLease()];
      const taken = await Promise.all(all.map(({ lease }) => lease.take()));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it("goes to another when its holder has not renewed it, and the first is told before it does harm", async () => {
      const [a, b] = [await aLease(), await aLease()];
      await a.lease.take();
      await runOut(a.db);
      expect(await b.lease.take()).toBe(true);
      await expect(a.hold()).rejects.toBeInstanceOf(LeaseLost);
      await b.hold();
      expect(await a.lease.take()).toBe(false);
    });

    it("is not given up by one who has lost it", async () => {
      const [a, b] = [await aLease(), await aLease()];
      await a.lease.take();
      await runOut(a.db);
      await b.lease.take();
      await a.lease.release();
      await b.hold();
    });

    it("is lost to a former holder for good, even when nobody else has it any more", async () => {
      const [a, b] = [await aLease(), await aLease()];
      await a.lease.take();
      await runOut(a.db);
      await b.lease.take();
      await b.lease.release();
      await expect(a.hold()).rejects.toBeInstanceOf(LeaseLost);
    });

    it("stays with a holder who was late while nobody wanted it", async () => {
      const a = await aLease();
      await a.lease.take();
      await runOut(a.db);
      await a.hold();
      const b = await aLease();
      expect(await b.lease.take()).toBe(false);
    });

    it("rolls back what was done in the transaction of one who has lost it", async () => {
      const [a, b] = [await aLease(), await aLease()];
      await a.lease.take();
      await runOut(a.db);
      await b.lease.take();
      const late = a.db.write(async (manager) => {
        await manager.insert(LeaseTable, { name: "late", holder: "", fence: 0, until: 0 });
        await a.lease.hold(manager);
      });
      await expect(late).rejects.toBeInstanceOf(LeaseLost);
      expect(await b.db.read((manager) => manager.countBy(LeaseTable, { name: "late" }))).toBe(0);
    });

    it("has a fence that grows with each holder and not with each renewal", async () => {
      const [a, b] = [await aLease(), await aLease()];
      await a.lease.take();
      await a.hold();
      expect(await row(a.db)).toMatchObject({ fence: 1 });
      await a.lease.release();
      await b.lease.take();
      expect(await row(a.db)).toMatchObject({ fence: 2 });
    });

    it.each([3_600_000, -3_600_000, 86_400_000, -86_400_000])(
      "is the same whether a process's clock jumps by %i ms",
      async (jump) => {
        const [a, b] = [await aLease(), await aLease()];
        await a.lease.take();
        const { until } = await row(a.db);
        vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + jump });
        expect(await b.lease.take()).toBe(false);
        await a.hold();
        const renewed = (await row(a.db)).until;
        expect(renewed).toBeGreaterThanOrEqual(until);
        expect(renewed).toBeLessThan(until + LEASE_MS);
      },
    );

    it("is renewed by itself while its holder lives", async () => {
      vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
      const a = await aLease();
      await a.lease.take();
      await runOut(a.db);
      vi.advanceTimersByTime(LEASE_MS / 2);
      await vi.waitUntil(async () => (await row(a.db)).until > 1);
      await a.lease.release();
      vi.advanceTimersByTime(LEASE_MS);
      expect((await row(a.db)).until).toBe(0);
    });
  });
});
