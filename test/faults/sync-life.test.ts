// The worker as the application runs it: it begins by itself, hears of changes within a second, and ends when told to.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LeaseTable } from "../../src/platform/lease.ts";
import { startSync, type Sync } from "../../src/search/sync.ts";
import { DATABASES } from "../support/app.ts";
import { aSynced, example, examples, type Synced } from "../support/synced.ts";

describe.each(DATABASES)("a running worker on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    const running: Sync[] = [];
    beforeEach(async () => {
      synced = await aSynced(kind);
      await synced.publish(...examples(3));
    });
    afterEach(async () => {
      synced.stub.release();
      for (const sync of running.splice(0)) await sync.stop();
      await synced.close();
    });

    /** With real time, as the application has it. */
    const start = () => {
      const sync = startSync({ ...synced.parts, time: undefined, now: () => new Date() });
      running.push(sync);
      return sync;
    };
    const leaseUntil = () =>
      synced.db.read(async (manager) => (await manager.findOneByOrFail(LeaseTable, { name: "search" })).until);
    const seconds = async (work: () => Promise<unknown>) => {
      const begin = performance.now();
      await work();
      return (performance.now() - begin) / 1_000;
    };

    it("begins by itself, and says when all is in step", async () => {
      expect(await start().settled()).toBe(true);
      await synced.expectInStep();
    });

    it("hears within a second of what another process has published", async () => {
      await start().settled();
      const { liveUid } = await synced.state();
      await synced.publish(example("neu"));
      await expect.poll(() => synced.stub.contents(liveUid!), { timeout: 1_000 }).toHaveProperty("neu");
    });

    it("says that nothing can be done while the server is away, and does not keep anyone waiting", async () => {
      await synced.stub.stop();
      const sync = start();
      expect(await seconds(async () => expect(await sync.settled()).toBe(false))).toBeLessThan(2);
      await synced.stub.start();
      expect(await sync.settled()).toBe(true);
      await synced.expectInStep();
    });

    it("gives up its turn when told to end, so that the next need not wait", async () => {
      const first = start();
      await first.settled();
      expect(await leaseUntil()).toBeGreaterThan(0);
      await first.stop();
      expect(await leaseUntil()).toBe(0);
      await synced.publish(example("neu"));
      expect(await start().settled()).toBe(true);
      await synced.expectInStep();
    });

    it("ends at once although a task does not", async () => {
      const sync = start();
      await sync.settled();
      synced.stub.fate = "waits";
      await synced.publish(example("neu"));
      await expect.poll(() => synced.stub.tasks("documentAdditionOrUpdate").at(-1)?.status).toBe("processing");
      expect(await seconds(() => sync.stop())).toBeLessThan(1);
      expect(await synced.open()).toEqual(["neu"]);
      expect(synced.log).toEqual([]);
    });

    it("ends within seconds although the server hangs, and then lets its turn run out, because something may be on its way", async () => {
      const sync = start();
      await sync.settled();
      synced.stub.manner = "hang";
      const before = synced.stub.requests.length;
      await synced.publish(example("neu"));
      await expect.poll(() => synced.stub.requests.length).toBeGreaterThan(before);
      expect(await seconds(() => sync.stop())).toBeLessThan(4);
      expect(await leaseUntil()).toBeGreaterThan(0);
    });

    it("answers who asks after the end that nothing more is done", async () => {
      const sync = start();
      await sync.stop();
      expect(await sync.settled()).toBe(false);
    });
  });
});
