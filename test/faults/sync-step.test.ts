// The index follows the catalogue: what is published can be found on the server, what is withdrawn cannot, whatever happens in between.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DATABASES } from "../support/app.ts";
import { aSynced, example, examples, type Synced } from "../support/synced.ts";

describe.each(DATABASES)("a worker on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    beforeEach(async () => {
      synced = await aSynced(kind);
    });
    afterEach(() => synced.close());

    const live = async () => (await synced.state()).liveUid!;
    const sent = (path: string) =>
      synced.stub.requests.filter((r) => r.method === "POST" && r.path.endsWith(path)).map(({ body }) => body);
    const builtAlready = async () => {
      const first = synced.worker();
      await first.drive();
      await first.release();
    };
    const sentIds = () => sent("/documents").flatMap((documents: { id: string }[]) => documents.map(({ id }) => id));

    it("builds an index of the whole catalogue, with settings, and makes it the live one", async () => {
      await synced.publish(...examples(1_234));
      await synced.worker().drive();
      await synced.expectInStep();
      expect(synced.stub.indexes).toEqual([await live()]);
      expect(synced.stub.hasSettings(await live())).toBe(true);
      expect(Math.max(...sent("/documents").map((documents: unknown[]) => documents.length))).toBe(100);
    });

    it("builds an index of an empty catalogue", async () => {
      await synced.worker().drive();
      await synced.expectInStep();
      expect(await synced.stub.contents(await live())).toEqual({});
    });

    it("sends what was published, edited and withdrawn, and nothing else", async () => {
      await synced.publish(...examples(3));
      const worker = synced.worker();
      await worker.drive();
      synced.stub.requests.length = 0;
      await synced.publish(example("neu"), example("beispiel-0001", "Anders"));
      await synced.withdraw("beispiel-0002");
      await worker.drive();
      await synced.expectInStep();
      expect(Object.keys(synced.stub.contents(await live())!)).toEqual(["beispiel-0000", "beispiel-0001", "neu"]);
      expect(sentIds().sort()).toEqual(["beispiel-0001", "neu"]);
      expect(sent("/delete-batch")).toEqual([["beispiel-0002"]]);
    });

    it("asks the server nothing while there is nothing to do", async () => {
      const worker = synced.worker();
      await worker.drive();
      synced.stub.requests.length = 0;
      expect(await worker.round()).toMatchObject({ outcome: "idle" });
      expect(synced.stub.requests).toEqual([]);
    });

    it("sends withdrawals before anything else, also before what was marked earlier", async () => {
      await synced.publish(...examples(2));
      const worker = synced.worker();
      await worker.drive();
      await synced.publish(...examples(600, "neu"));
      await synced.withdraw("beispiel-0001");
      synced.stub.requests.length = 0;
      await worker.round();
      expect(sent("/delete-batch")).toEqual([["beispiel-0001"]]);
      expect(sentIds()).toEqual([]);
      await worker.drive();
      await synced.expectInStep();
    });

    it.each(["before-send", "after-send", "after-task", "before-ack"])(
      "sends an example again that is edited at %s",
      async (moment) => {
        await builtAlready();
        await synced.publish(example("aa", "Alt"));
        let edits = 0;
        const worker = synced.worker(async (point) => {
          if (point === moment && edits++ === 0) await synced.publish(example("aa", "Neu"));
        });
        await worker.drive();
        await synced.expectInStep();
        expect(synced.stub.contents(await live())).toEqual({ aa: expect.stringMatching(/^2@/) });
      },
    );

    it.each(["after-read", "before-send", "after-send", "after-task", "before-ack"])(
      "does not keep an example that is withdrawn at %s",
      async (moment) => {
        await builtAlready();
        await synced.publish(example("aa"), example("bb"));
        let withdrawals = 0;
        const worker = synced.worker(async (point) => {
          if (point === moment && withdrawals++ === 0) await synced.withdraw("aa");
        });
        await worker.drive();
        await synced.expectInStep();
        expect(Object.keys(synced.stub.contents(await live())!)).toEqual(["bb"]);
      },
    );

    it("keeps a withdrawal open until the server has confirmed that the example is gone", async () => {
      await synced.publish(example("aa"));
      const worker = synced.worker();
      await worker.drive();
      const keep = synced.stub.contents(await live());
      const restore = synced.stub.backup();
      await synced.withdraw("aa");
      let undone = 0;
      const second = async () => {
        await worker.release();
        const distrustful = synced.worker((point) => {
          // The task has succeeded, and yet the example is back.
          if (point === "after-task" && undone++ === 0) restore();
        });
        await distrustful.round();
        await distrustful.round();
        expect(synced.stub.contents(await live())).toEqual(keep);
        expect(await synced.open()).toEqual(["aa"]);
        await distrustful.drive();
      };
      await second();
      await synced.expectInStep();
      expect(synced.stub.contents(await live())).toEqual({});
    });

    it("says nothing personal and no text in what it logs", async () => {
      await synced.publish(example("aa", "Geheimer Titel"));
      synced.stub.fate = { refuses: new Map([["aa", "invalid_document_geo_field"]]) };
      await synced.worker().drive();
      expect(synced.log).not.toEqual([]);
      expect(JSON.stringify(synced.log)).not.toMatch(/Geheim|0123456789abcdef/);
    });
  });
});
