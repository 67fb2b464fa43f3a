// The outbox loses no mark: what is marked again while it is being worked off stays marked.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { due, mark, OutboxTable, settle, type DirtyRow } from "../../src/platform/outbox.ts";
import { DATABASES } from "../support/app.ts";
import { aStore, type TestStore } from "../support/store.ts";

describe.each(DATABASES)("the outbox on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let store: TestStore;
    beforeEach(async () => {
      store = await aStore(kind);
    });
    afterEach(() => store.close());

    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
    const marked = (keys: string[], minute = 0, topic = "search") =>
      store.write((manager) => mark(manager, topic, keys, at(minute)));
    const dueAt = (minute: number, limit?: number) =>
      store.read((manager) => due(manager, "search", at(minute), limit));
    const settled = (rows: DirtyRow[]) => store.write((manager) => settle(manager, rows));
    const keys = (rows: DirtyRow[]) => rows.map(({ key }) => key);

    it("gives back what is due, oldest first, and no more than asked for", async () => {
      await marked(["c"], 1);
      await marked(["b", "a"], 2);
      await marked(["later"], 30);
      await marked(["other"], 0, "mail");
      expect(keys(await dueAt(2))).toEqual(["c", "a", "b"]);
      expect(keys(await dueAt(2, 2))).toEqual(["c", "a"]);
      expect(keys(await dueAt(0))).toEqual([]);
    });

    it("merges marks of the same key", async () => {
      await marked(["a", "b"], 1);
      await marked(["a"], 2);
      expect((await dueAt(2)).map(({ key, version }) => [key, version])).toEqual([
        ["b", 1],
        ["a", 2],
      ]);
    });

    it("forgets what is settled, and nothing else", async () => {
      await marked(["a", "b"]);
      await marked(["a"], 0, "mail");
      const [a] = await dueAt(0);
      await settled([a!]);
      expect(keys(await dueAt(0))).toEqual(["b"]);
      expect(await store.read((manager) => manager.countBy(OutboxTable, { topic: "mail" }))).toBe(1);
    });

    it("keeps a key that was marked again while it was being worked off", async () => {
      await marked(["a", "b"]);
      const seen = await dueAt(0);
      await marked(["a"]);
      await settled(seen);
      expect(keys(await dueAt(0))).toEqual(["a"]);
      await settled(await dueAt(0));
      expect(await dueAt(0)).toEqual([]);
    });

    it("keeps a key that was settled and marked again before a slow worker settles what it had seen", async () => {
      await marked(["a"], 0);
      const slow = await dueAt(2);
      await settled(await dueAt(2));
      await marked(["a"], 1);
      await settled(slow);
      expect(keys(await dueAt(2))).toEqual(["a"]);
    });

    it("makes a key that had failed due at once when it is marked again", async () => {
      await marked(["a"]);
      await store.write((manager) =>
        manager.update(
          OutboxTable,
          { topic: "search", key: "a" },
          { notBefore: at(30).toISOString(), attempts: 3, lastError: "weg" },
        ),
      );
      expect(await dueAt(1)).toEqual([]);
      await marked(["a"], 1);
      expect(await dueAt(1)).toMatchObject([{ key: "a", attempts: 0, lastError: null }]);
    });

    it("forgets a mark with the transaction that set it", async () => {
      const failing = store.write(async (manager) => {
        await mark(manager, "search", ["a"], at(0));
        throw new Error("gescheitert");
      });
      await expect(failing).rejects.toThrow("gescheitert");
      expect(await dueAt(0)).toEqual([]);
    });

    it("marks and settles more keys than one statement could hold", async () => {
      const many = Array.from({ length: 1_234 }, (_, i) => `beispiel-${String(i).padStart(4, "0")}`);
      await marked(many);
      expect(keys(await dueAt(0))).toEqual(many.slice(0, 500));
      const all = await dueAt(0, 5_000);
      expect(keys(all)).toEqual(many);
      await settled(all);
      expect(await dueAt(0)).toEqual([]);
    });
  });
});
