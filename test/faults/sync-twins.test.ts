// Two workers: one works, the other waits; one that was away too long sends nothing more, and what it sent too late is put right.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LeaseTable } from "../../src/platform/lease.ts";
import { DATABASES } from "../support/app.ts";
import { aGate } from "../support/gate.ts";
import { aSynced, example, examples, MINUTE, type Synced } from "../support/synced.ts";

describe.each(DATABASES)("two workers on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    beforeEach(async () => {
      synced = await aSynced(kind);
      await synced.publish(...examples(5));
    });
    afterEach(() => synced.close());

    const live = async () => (await synced.state()).liveUid!;
    /** As if the holder had been away for half a minute. */
    const runOut = () => synced.db.write((manager) => manager.update(LeaseTable, { name: "search" }, { until: 1 }));
    const additions = () => synced.stub.tasks("documentAdditionOrUpdate").length;
    /** A worker that stands still when it first comes to a point, once there is an index. */
    const stallingAt = (point: string) => {
      const [stalled, goOn] = [aGate(), aGate()];
      let armed = false;
      const worker = synced.worker(async (at) => {
        if (!armed || at !== point) return;
        armed = false;
        stalled.open();
        await goOn.opened;
      });
      return { worker, stalled, goOn, arm: () => (armed = true) };
    };

    it("share the work: one does it, the other waits and goes on when the first is gone", async () => {
      const [a, b] = [synced.worker(), synced.worker()];
      await a.drive();
      const before = synced.stub.requests.length;
      expect(await b.round()).toMatchObject({ outcome: "elsewhere" });
      expect(synced.stub.requests).toHaveLength(before);
      await synced.publish(example("neu"));
      await a.release();
      await b.drive();
      await synced.expectInStep();
      expect(await a.round()).toMatchObject({ outcome: "elsewhere" });
    });

    it.each(["after-read", "before-send"])(
      "stop the one that stalled at %s before it sends what is old by now",
      async (point) => {
        const { worker: slow, stalled, goOn, arm } = stallingAt(point);
        await slow.drive();
        await synced.publish(example("beispiel-0001", "Alt"));
        arm();
        const stalling = slow.round();
        await stalled.opened;
        await runOut();
        const quick = synced.worker();
        await synced.publish(example("beispiel-0001", "Neu"), example("neu"));
        await quick.drive();
        await synced.expectInStep();
        const sent = additions();
        goOn.open();
        expect(await stalling).toMatchObject({ outcome: "elsewhere" });
        expect(additions()).toBe(sent);
        await synced.expectInStep();
      },
    );

    it.each(["after-send", "after-task", "before-ack"])(
      "do not let the one that stalled at %s acknowledge anything",
      async (point) => {
        const { worker: slow, stalled, goOn, arm } = stallingAt(point);
        await slow.drive();
        await synced.publish(example("beispiel-0001", "Alt"));
        arm();
        const stalling = slow.round();
        await stalled.opened;
        await runOut();
        const quick = synced.worker();
        // It takes over, and before it has done anything the slow one comes back.
        expect(await quick.round()).toMatchObject({ outcome: "busy" });
        goOn.open();
        expect(await stalling).toMatchObject({ outcome: "elsewhere" });
        expect(await synced.open()).toEqual(["beispiel-0001"]);
        await quick.drive();
        await synced.expectInStep();
      },
    );

    it("end with what is true even when an old batch arrives after a newer one", async () => {
      const first = synced.worker();
      await first.drive();
      const { worker: slow, stalled, goOn, arm } = stallingAt("before-send");
      await first.release();
      await slow.drive();
      await synced.publish(example("beispiel-0001", "Alt"));
      arm();
      const stalling = slow.round();
      await stalled.opened;
      goOn.open();
      await stalling;
      // The same batch, held up on the network, gets there once more after the next revision has been sent.
      const old = synced.stub.requests.findLast(
        ({ method, path }) => method === "POST" && path.endsWith("/documents"),
      )!;
      await synced.publish(example("beispiel-0001", "Neu"));
      await slow.drive();
      const late = new URL(`${old.path}?primaryKey=id`, synced.stub.url);
      const body = JSON.stringify(old.body);
      expect(
        (await fetch(late, { method: "POST", headers: { "content-type": "application/json" }, body })).status,
      ).toBe(202);
      await expect(synced.expectInStep()).rejects.toThrow();
      synced.time.pass(24 * 60 * MINUTE);
      await slow.drive();
      await synced.expectInStep();
    });

    it("build one index when both want a new one", async () => {
      const { worker: slow, stalled, goOn, arm } = stallingAt("before-switch");
      arm();
      const building = (async () => {
        for (;;) if ((await slow.round()).outcome !== "busy") return;
      })();
      await stalled.opened;
      await runOut();
      const quick = synced.worker();
      await quick.drive();
      goOn.open();
      await building;
      await quick.drive();
      await synced.expectInStep();
      expect(synced.stub.indexes).toEqual([await live()]);
    });
  });
});
