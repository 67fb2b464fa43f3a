// A new index is built aside and goes live in one moment: cut off at any step, the next worker goes on, and one whole index is live throughout.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DATABASES } from "../support/app.ts";
import { aSynced, example, examples, MINUTE, type Synced, type TestWorker } from "../support/synced.ts";

/** As a process ends that is killed: nothing after this moment happens. */
class Killed extends Error {}

const POINTS = [
  "build-chosen",
  "build-created",
  "after-read",
  "before-send",
  "after-send",
  "after-task",
  "build-filled",
  "build-compared",
  "before-switch",
  "after-switch",
  "after-drop",
] as const;

describe.each(DATABASES)("building an index beside $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    beforeEach(async () => {
      synced = await aSynced(kind);
      await synced.publish(...examples(12));
    });
    afterEach(() => synced.close());

    const live = async () => (await synced.state()).liveUid;
    const NEW = "eine-neue-form";
    /** Turns rounds with time for the old index to be dropped; returns whether it was killed. */
    const turn = async (worker: TestWorker, killed: () => boolean) => {
      for (let rounds = 0; rounds < 60 && !killed(); rounds++) {
        const { outcome, pause } = await worker.round();
        synced.time.pass(outcome === "idle" ? 11 * MINUTE : pause);
      }
      return killed();
    };
    /** A worker that stops for good at the n-th time it comes to a point. */
    const doomedAt = (point: string, nth: number, shape?: string) => {
      let times = 0;
      let dead = false;
      const worker = synced.worker((at) => {
        if (at === point && ++times === nth) dead = true;
        if (dead) throw new Killed();
      }, shape);
      return { worker, killed: () => dead };
    };

    describe.each(POINTS)("cut off at %s", (point) => {
      it("goes on with the next worker, while the old index stays live and whole until the new one is", async () => {
        const first = synced.worker();
        await first.drive();
        const old = (await live())!;
        const whole = synced.stub.contents(old);
        await first.release();
        const { worker, killed } = doomedAt(point, 1, NEW);
        expect(await turn(worker, killed)).toBe(true);
        await worker.release();
        const now = (await live())!;
        if (!["after-switch", "after-drop"].includes(point))
          expect([now, synced.stub.contents(now)]).toEqual([old, whole]);
        expect(Object.keys(synced.stub.contents(now)!)).toEqual(Object.keys(whole!));

        const next = synced.worker(undefined, NEW);
        await turn(next, () => false);
        await next.drive();
        expect(await live()).not.toBe(old);
        expect(synced.stub.contents((await live())!)).toEqual(await synced.published(NEW));
        expect(synced.stub.indexes).toEqual([await live()]);
        expect(await synced.state()).toMatchObject({
          buildingUid: null,
          retiredUid: null,
          doubtful: false,
          liveShape: NEW,
        });
      });

      if (point !== "after-drop")
        it("goes on when it was the very first build", async () => {
          const { worker, killed } = doomedAt(point, 1);
          expect(await turn(worker, killed)).toBe(true);
          await worker.release();
          await synced.publish(example("neu"));
          await synced.withdraw("beispiel-0004");
          await synced.worker().drive();
          await synced.expectInStep();
          expect(synced.stub.indexes).toEqual([await live()]);
        });
    });

    it("cut off after its first page does not send that page again, and no document twice", async () => {
      await synced.publish(...examples(700, "viele"));
      const { worker, killed } = doomedAt("after-read", 2);
      expect(await turn(worker, killed)).toBe(true);
      await worker.release();
      const before = synced.stub.requests.length;
      await synced.worker().drive();
      const sent = synced.stub.requests
        .slice(before)
        .filter(({ method, path }) => method === "POST" && path.endsWith("/documents"))
        .flatMap(({ body }) => body);
      expect(sent).toHaveLength(212);
      await synced.expectInStep();
    });

    it("cut off is begun anew by a program that makes other documents", async () => {
      const { worker, killed } = doomedAt("build-compared", 1, NEW);
      expect(await turn(worker, killed)).toBe(true);
      await worker.release();
      await synced.worker().drive();
      await synced.expectInStep();
      expect(synced.stub.indexes).toEqual([await live()]);
    });

    it("sends what changes meanwhile to both indexes", async () => {
      const first = synced.worker();
      await first.drive();
      const old = (await live())!;
      await first.release();
      let changes = 0;
      const worker = synced.worker(async (point) => {
        if (point !== "build-filled" || changes++ > 0) return;
        await synced.publish(example("neu"), example("beispiel-0001", "Anders"));
        await synced.withdraw("beispiel-0002");
      }, NEW);
      await worker.drive();
      expect(synced.stub.contents((await live())!)).toEqual(await synced.published(NEW));
      expect(synced.stub.contents(old)).toMatchObject({
        neu: expect.anything(),
        "beispiel-0001": expect.stringMatching(/^2@/),
      });
      expect(synced.stub.contents(old)).not.toHaveProperty("beispiel-0002");
    });

    it("keeps the old index for ten minutes after the switch, whichever way the clock goes", async () => {
      const first = synced.worker();
      await first.drive();
      const old = (await live())!;
      await first.release();
      const worker = synced.worker(undefined, NEW);
      await worker.drive();
      synced.time.pass(9 * MINUTE);
      await worker.drive();
      expect(synced.stub.indexes).toContain(old);
      synced.time.pass(-60 * MINUTE);
      await worker.drive();
      expect(synced.stub.indexes).toEqual([await live()]);
    });

    it("leaves alone indexes that it did not make", async () => {
      await synced.server.createIndex("praxisatlas_v1_00000000_41");
      const worker = synced.worker();
      await worker.drive();
      expect(await live()).toMatch(/_42$/);
      synced.time.pass(11 * MINUTE);
      await worker.drive();
      expect(synced.stub.indexes).toContain("praxisatlas_v1_00000000_41");
    });

    it("never uses a name twice", async () => {
      const worker = synced.worker();
      await worker.drive();
      const names = [await live()];
      for (let i = 0; i < 3; i++) {
        synced.stub.wipe();
        synced.time.pass(10 * MINUTE);
        await worker.drive();
        names.push(await live());
      }
      expect(new Set(names).size).toBe(4);
    });

    it("is not searched by a process that makes other documents, until that has its own", async () => {
      const first = synced.worker(undefined, NEW);
      await first.drive();
      await first.release();
      const { engine, live: reader } = await synced.engine();
      const question = { words: [], lastIsPrefix: false, match: "all", offset: 0, limit: 20 } as const;
      const search = () => engine.search({ ...question, clauses: [], sort: { by: "title", descending: false } });
      expect(await search()).toMatchObject({
        total: 12,
        engine: { name: "embedded", degraded: true, reason: "Der Suchindex wird neu aufgebaut." },
      });
      await synced.worker().drive();
      reader.forget();
      expect(await search()).toMatchObject({ total: 12, engine: { name: "meilisearch", degraded: false } });
    });
  });
});
