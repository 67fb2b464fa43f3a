// The server loses its data, or gets older ones back: that is noticed, nothing half is served as whole, and in the end all is there again.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EngineQuestion } from "../../src/search/engine.ts";
import { DATABASES } from "../support/app.ts";
import { aSynced, example, examples, MINUTE, type Synced, type TestWorker } from "../support/synced.ts";

const EVERYTHING: EngineQuestion = {
  words: [],
  lastIsPrefix: false,
  match: "all",
  clauses: [],
  sort: { by: "title", descending: false },
  offset: 0,
  limit: 100,
};

describe.each(DATABASES)("a server beside $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    let worker: TestWorker;
    beforeEach(async () => {
      synced = await aSynced(kind);
      await synced.publish(...examples(12));
      worker = synced.worker();
      await worker.drive();
    });
    afterEach(() => synced.close());

    const live = async () => (await synced.state()).liveUid!;
    /** Another process takes over, as after a restart. */
    const restart = async () => {
      await worker.release();
      worker = synced.worker();
    };
    const tenMinutes = () => synced.time.pass(10 * MINUTE);
    const halfAMinute = () => synced.time.pass(MINUTE / 2);
    const toServer = () => synced.stub.requests.filter(({ method }) => method !== "GET").length;

    it("that was wiped while we run is noticed within half a minute, and until it is rebuilt searches find all there is", async () => {
      const { engine, live: reader, elapse } = await synced.engine();
      const found = async () => {
        reader.forget();
        elapse(60_000);
        return engine.search(EVERYTHING);
      };
      expect(await found()).toMatchObject({ total: 12, engine: { name: "meilisearch", degraded: false } });
      synced.stub.wipe();
      expect(await found()).toMatchObject({ total: 12, engine: { name: "embedded", degraded: true } });
      expect(await worker.round()).toMatchObject({ outcome: "idle" });
      halfAMinute();
      await worker.round();
      expect(await found()).toMatchObject({
        total: 12,
        engine: { name: "embedded", degraded: true, reason: "Der Suchindex wird noch aufgebaut." },
      });
      await worker.drive();
      await synced.expectInStep();
      expect(synced.stub.hasSettings(await live())).toBe(true);
      // After a minute of failures the first question is only a probe.
      await found();
      expect(await found()).toMatchObject({ total: 12, engine: { name: "meilisearch", degraded: false } });
    });

    it("that was wiped while we were stopped is rebuilt at the start", async () => {
      synced.stub.wipe();
      await restart();
      await worker.drive();
      await synced.expectInStep();
      expect(synced.stub.hasSettings(await live())).toBe(true);
    });

    it.each(["after-read", "before-send", "after-send", "after-task", "before-ack"])(
      "that is wiped at %s is rebuilt, with settings",
      async (moment) => {
        await worker.release();
        let wipes = 0;
        worker = synced.worker((point) => {
          if (point === moment && wipes++ === 0) synced.stub.wipe();
        });
        await synced.publish(example("neu"));
        const { engine, live: reader, elapse } = await synced.engine();
        for (let rounds = 0; rounds < 40; rounds++) {
          const { outcome, pause } = await worker.round();
          synced.time.pass(outcome === "idle" ? 10 * MINUTE : pause);
          // Whatever state it is in: never a part as the whole.
          reader.forget();
          elapse(60_000);
          const answer = await engine.search(EVERYTHING);
          const isWhole = answer.total === 13 || answer.total === 12;
          expect({ point: moment, rounds, isWhole, total: answer.total }).toMatchObject({ isWhole: true });
        }
        await worker.drive();
        await synced.expectInStep();
        expect(synced.stub.hasSettings(await live())).toBe(true);
      },
    );

    it("that lost one index is noticed, and the index built anew", async () => {
      const before = await live();
      await synced.server.drop(before);
      tenMinutes();
      await worker.drive();
      await synced.expectInStep();
      expect(await live()).not.toBe(before);
    });

    it("that got an older backup back is noticed although the number of documents is the same", async () => {
      const restore = synced.stub.backup();
      await synced.publish(example("beispiel-0003", "Neu gefasst"), example("neu"));
      await synced.withdraw("beispiel-0007");
      await worker.drive();
      await synced.expectInStep();
      restore();
      expect(Object.keys(synced.stub.contents(await live())!)).toHaveLength(12);
      await restart();
      await worker.drive();
      await synced.expectInStep();
    });

    it("that got an older backup back while we run is noticed at the next change", async () => {
      const restore = synced.stub.backup();
      await synced.publish(example("beispiel-0003", "Neu gefasst"));
      await worker.drive();
      restore();
      await synced.publish(example("beispiel-0004", "Auch neu gefasst"));
      await worker.drive();
      await synced.expectInStep();
    });

    it("that got an older backup back and worked on for others is found out by the comparison of every ten minutes", async () => {
      const restore = synced.stub.backup();
      await synced.publish(example("beispiel-0003", "Neu gefasst"));
      await worker.drive();
      restore();
      for (let i = 0; i < 50; i++) await synced.server.remove(await live(), ["niemand"], "x");
      halfAMinute();
      await worker.drive();
      await expect(synced.expectInStep()).rejects.toThrow();
      tenMinutes();
      await worker.drive();
      await synced.expectInStep();
    });

    it.each([1, 12])("that lost %i documents is noticed by counting, and not searched meanwhile", async (count) => {
      const { engine, live: reader } = await synced.engine();
      synced.stub.lose(await live(), ...examples(count).map(({ slug }) => slug));
      halfAMinute();
      await worker.round();
      reader.forget();
      expect(await engine.search(EVERYTHING)).toMatchObject({
        total: 12,
        engine: { name: "embedded", degraded: true, reason: "Der Suchindex wird überprüft und ausgebessert." },
      });
      await worker.drive();
      await synced.expectInStep();
      reader.forget();
      expect(await engine.search(EVERYTHING)).toMatchObject({ total: 12, engine: { name: "meilisearch" } });
    });

    it("that has a document too many loses it", async () => {
      const [extra] = (await synced.server.revisions(await live(), 0, 1)).map(({ id }) => id);
      await synced.withdraw(extra!);
      // The mark is lost, as by somebody's hand in the database.
      const open = await synced.open();
      await synced.db.write((manager) => manager.query("DELETE FROM outbox"));
      expect(open).toEqual([extra]);
      tenMinutes();
      await worker.drive();
      await synced.expectInStep();
    });

    it("whose documents keep disappearing is not sent the same again and again at full speed", async () => {
      await worker.release();
      worker = synced.worker(async (point) => {
        if (point === "before-ack") synced.stub.lose(await live(), "beispiel-0001");
      });
      synced.stub.lose(await live(), "beispiel-0001");
      const pauses: number[] = [];
      for (let rounds = 0; rounds < 60; rounds++) {
        const { outcome, pause } = await worker.round();
        if (outcome === "failing") pauses.push(pause);
        synced.time.pass(pause);
      }
      expect(pauses.length).toBeGreaterThan(5);
      expect(Math.max(...pauses)).toBeGreaterThan(10_000);
      await worker.release();
      worker = synced.worker();
      await worker.drive();
      await synced.expectInStep();
    });

    it("that answers nothing at the start is checked as soon as it does", async () => {
      synced.stub.wipe();
      synced.stub.manner = "503";
      await restart();
      for (let tries = 0; tries < 3; tries++) expect(await worker.round()).toMatchObject({ outcome: "failing" });
      synced.stub.manner = "well";
      await worker.drive();
      await synced.expectInStep();
    });

    it("whose tasks do not move for five minutes is named in the log", async () => {
      synced.stub.fate = "waits";
      await synced.publish(example("neu"));
      await worker.round();
      await restart();
      const stuck = (await synced.server.oldestUnfinished())!;
      synced.time.pass(stuck.getTime() - synced.time.now().getTime() + 6 * MINUTE);
      await worker.round();
      expect(JSON.stringify(synced.log)).toContain("Der Suchserver kommt mit seinen Aufträgen nicht voran.");
    });

    it("is asked little when nothing is wrong", async () => {
      const before = toServer();
      halfAMinute();
      await worker.drive();
      expect(toServer()).toBe(before);
    });
  });
});
