// The server takes every order and may still not carry it out: nothing is acknowledged too early, nothing is forgotten, one bad document stops no other.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DATABASES } from "../support/app.ts";
import { aSynced, example, examples, MINUTE, type Synced, type TestWorker } from "../support/synced.ts";

describe.each(DATABASES)("a worker on $kind whose task", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    let worker: TestWorker;
    beforeEach(async () => {
      synced = await aSynced(kind);
      await synced.publish(...examples(3));
      worker = synced.worker();
      await worker.drive();
    });
    afterEach(() => synced.close());

    const contents = async () => synced.stub.contents((await synced.state()).liveUid!)!;
    const additions = () => synced.stub.tasks("documentAdditionOrUpdate").length;
    const logged = () => JSON.stringify(synced.log);

    describe.each([
      "no_space_left_on_device",
      "io_error",
      "too_many_open_files",
      "internal",
      "canceled",
      "never_heard_of",
    ])("ends with %s", (code) => {
      it("keeps the mark and tries again, ever more slowly up to five minutes", async () => {
        await synced.publish(example("neu"));
        synced.stub.fate = { fails: code };
        const pauses: number[] = [];
        while (pauses.length < 9) {
          const { outcome, pause } = await worker.round();
          // Every half minute it looks at everything first.
          if (outcome === "busy") continue;
          expect(outcome).toBe("failing");
          pauses.push(pause);
          synced.time.pass(pause);
        }
        for (const [n, pause] of pauses.slice(0, 8).entries()) {
          const ceiling = Math.min(5 * MINUTE, 1_000 * 2 ** n);
          expect(pause).toBeGreaterThanOrEqual(ceiling / 2);
          expect(pause).toBeLessThanOrEqual(ceiling);
        }
        expect(new Set(pauses.map((pause) => pause % 1_000)).size).toBeGreaterThan(1);
        expect(await synced.open()).toEqual(["neu"]);
        expect(logged()).toContain(code);
        synced.stub.fate = "done";
        await worker.drive();
        await synced.expectInStep();
      });
    });

    describe.each([
      "invalid_document_id",
      "missing_document_id",
      "invalid_document_geo_field",
      "document_fields_limit_reached",
    ])("is refused with %s", (code) => {
      it("puts the one bad document aside, says so, and sends all others", async () => {
        synced.stub.fate = { refuses: new Map([["neu-0123", code]]) };
        await synced.publish(...examples(300, "neu"));
        await worker.drive();
        expect(Object.keys(await contents())).toHaveLength(302);
        expect(await contents()).not.toHaveProperty("neu-0123");
        expect(await synced.open()).toEqual(["neu-0123"]);
        expect(synced.log).toContainEqual(expect.objectContaining({ level: 50, slug: "neu-0123", code }));
        const before = additions();
        await worker.drive();
        expect(additions()).toBe(before);
      });

      it("tries it again when its example changes", async () => {
        synced.stub.fate = { refuses: new Map([["neu", code]]) };
        await synced.publish(example("neu"));
        await worker.drive();
        synced.stub.fate = "done";
        await synced.publish(example("neu", "Besser"));
        await worker.drive();
        await synced.expectInStep();
      });
    });

    it("is refused keeps the mark of a change that came while it was refused", async () => {
      await worker.release();
      synced.stub.fate = { refuses: new Map([["neu", "invalid_document_id"]]) };
      await synced.publish(example("neu"));
      let changes = 0;
      const second = synced.worker(async (point) => {
        if (point !== "before-ack" || changes++ > 0) return;
        synced.stub.fate = "done";
        await synced.publish(example("neu", "Besser"));
      });
      await second.drive();
      await synced.expectInStep();
    });

    it("is refused is tried again by the comparison of every ten minutes", async () => {
      synced.stub.fate = { refuses: new Map([["neu", "invalid_document_id"]]) };
      await synced.publish(example("neu"));
      await worker.drive();
      synced.stub.fate = "done";
      synced.time.pass(MINUTE);
      await worker.drive();
      expect(await synced.open()).toEqual(["neu"]);
      synced.time.pass(10 * MINUTE);
      await worker.drive();
      await synced.expectInStep();
    });

    it("is refused while a new index is filled does not keep that from going live", async () => {
      await worker.release();
      synced.stub.fate = { refuses: new Map([["beispiel-0001", "invalid_document_id"]]) };
      const second = synced.worker(undefined, "eine-andere-form");
      await second.drive();
      expect(Object.keys(await contents())).toEqual(["beispiel-0000", "beispiel-0002"]);
      expect((await synced.state()).liveShape).toBe("eine-andere-form");
      expect(await synced.open()).toEqual(["beispiel-0001"]);
    });

    it("vanishes is sent again", async () => {
      await synced.publish(example("neu"));
      synced.stub.fate = "vanishes";
      expect(await worker.round()).toMatchObject({ outcome: "failing" });
      expect(await synced.open()).toEqual(["neu"]);
      expect(await contents()).not.toHaveProperty("neu");
      synced.stub.fate = "done";
      await worker.drive();
      await synced.expectInStep();
    });

    it("never ends is given up after five minutes, and nothing more is sent until it ends", async () => {
      await synced.publish(example("neu"));
      synced.stub.fate = "waits";
      const before = synced.time.now().getTime();
      expect(await worker.round()).toMatchObject({ outcome: "failing" });
      const waited = synced.time.now().getTime() - before;
      expect(waited).toBeGreaterThanOrEqual(5 * MINUTE);
      expect(waited).toBeLessThan(5 * MINUTE + 2_000);
      const sent = additions();
      // Five minutes are long: it looks at everything first.
      expect(await worker.round()).toMatchObject({ outcome: "busy" });
      for (let tries = 0; tries < 5; tries++) expect(await worker.round()).toMatchObject({ outcome: "failing" });
      expect(additions()).toBe(sent);
      expect(await synced.open()).toEqual(["neu"]);
      expect(logged()).toContain("task_never_ends");
      synced.stub.release();
      await worker.drive();
      await synced.expectInStep();
    });

    it("never ends does not keep searches on an index that is out of date", async () => {
      const { engine, live } = await synced.engine();
      await synced.publish(example("neu"));
      synced.stub.fate = "waits";
      await worker.round();
      live.forget();
      const question = { words: [], lastIsPrefix: false, match: "all", clauses: [], offset: 0, limit: 9 } as const;
      const answer = await engine.search({ ...question, clauses: [], sort: { by: "title", descending: false } });
      expect(answer.engine).toEqual({
        name: "embedded",
        degraded: true,
        reason: "Der Suchindex ist nicht auf dem neuesten Stand.",
      });
    });
  });
});

describe.each(DATABASES)("a worker on $kind whose server", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    it.each(["hang", "cut", "502", "503", "rubbish"] as const)(
      "answers with %s keeps every mark, and goes on when the server does",
      // A write may take ten seconds.
      { timeout: 60_000 },
      async (manner) => {
        const synced = await aSynced(kind);
        const worker = synced.worker();
        await worker.drive();
        await synced.publish(example("neu"));
        synced.stub.manner = manner;
        expect(await worker.round()).toMatchObject({ outcome: "failing" });
        expect(await synced.open()).toEqual(["neu"]);
        synced.stub.manner = "well";
        await worker.drive();
        await synced.expectInStep();
        await synced.close();
      },
    );

    it("refuses connections keeps every mark, and goes on when the server is there", async () => {
      const synced = await aSynced(kind);
      await synced.stub.stop();
      await synced.publish(...examples(3));
      const worker = synced.worker();
      expect(await worker.round()).toMatchObject({ outcome: "failing" });
      expect(await synced.open()).toHaveLength(3);
      await synced.stub.start();
      await worker.drive();
      await synced.expectInStep();
      await synced.close();
    });
  });
});
