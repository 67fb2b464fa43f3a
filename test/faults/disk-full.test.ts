// A full disk ends the process, because the driver's state can no longer be trusted; nothing acknowledged is missing afterwards.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aStore, note, notes, type TestStore } from "../support/store.ts";

describe("a full disk on SQLite", () => {
  let store: TestStore;
  let fatal: unknown[];
  beforeEach(async () => {
    fatal = [];
    store = await aStore("sqlite", { onFatal: (error) => fatal.push(error) });
    await store.write(async (manager) => {
      const [{ page_count: pages }] = await manager.query("PRAGMA page_count");
      await manager.query(`PRAGMA max_page_count = ${pages + 20}`);
    });
  });
  afterEach(() => store.close());

  const page = "x".repeat(4_000);
  /** Writes until it no longer works; returns what was acknowledged. */
  const fill = async () => {
    const acknowledged: string[] = [];
    for (let i = 100; i < 200; i++) {
      try {
        await store.write((manager) => note(manager, String(i), page));
        acknowledged.push(String(i));
      } catch (error) {
        expect(String(error)).toContain("SQLITE_FULL");
        return acknowledged;
      }
    }
    throw new Error("Die Platte wurde nicht voll.");
  };

  it("is told to the process and leaves exactly what was acknowledged", async () => {
    const acknowledged = await fill();
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(fatal).not.toEqual([]);
    expect(await store.outside(notes)).toEqual(acknowledged);
    expect(await store.outside((manager) => manager.query("PRAGMA integrity_check"))).toEqual([
      { integrity_check: "ok" },
    ]);
  });

  it("is told to the process when the transaction itself swallows it", async () => {
    const swallowed = store.write(async (manager) => {
      await note(manager, "a", page.repeat(50)).catch(() => undefined);
    });
    await swallowed.catch(() => undefined);
    expect(fatal).not.toEqual([]);
    expect(await store.outside(notes)).toEqual([]);
  });

  it("does not stop what is merely wrong", async () => {
    await expect(store.write((manager) => manager.query("INSERT INTO setting (name) VALUES ('a')"))).rejects.toThrow(
      "NOT NULL",
    );
    await expect(store.write((manager) => manager.query("SELECT * FROM nowhere"))).rejects.toThrow("no such table");
    expect(fatal).toEqual([]);
  });
});
