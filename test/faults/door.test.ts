// The door to the database keeps what it has acknowledged, whatever happens to others meanwhile.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SettingTable } from "../../src/platform/setting.ts";
import { DATABASES } from "../support/app.ts";
import { aGate } from "../support/gate.ts";
import { aStore, note, notes, type TestStore } from "../support/store.ts";

describe.each(DATABASES)("the door on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let store: TestStore;
    beforeEach(async () => {
      store = await aStore(kind);
    });
    afterEach(() => store.close());

    const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i).padStart(3, "0"));
    const late = new Error("zu spät gescheitert");

    it("keeps what others wrote while a transaction that fails late was open", async () => {
      const [inside, fail] = [aGate(), aGate()];
      const failing = store.write(async (manager) => {
        await note(manager, "a");
        inside.open();
        await fail.opened;
        throw late;
      });
      await inside.opened;
      const others = Promise.all([
        store.write((manager) => manager.transaction((nested) => note(nested, "b"))),
        store.write((manager) => manager.query("INSERT INTO setting (name, value) VALUES ('c', '')")),
      ]);
      // SQLite has one writer: there the others wait for their turn.
      if (kind === "postgres") await others;
      fail.open();
      await expect(failing).rejects.toBe(late);
      await others;
      expect(await store.outside(notes)).toEqual(["b", "c"]);
    });

    it("shows readers nothing of an open transaction", async () => {
      const [inside, commit] = [aGate(), aGate()];
      const writing = store.write(async (manager) => {
        await note(manager, "a");
        inside.open();
        await commit.opened;
      });
      await inside.opened;
      expect(await store.read(notes)).toEqual([]);
      expect(await store.outside(notes)).toEqual([]);
      commit.open();
      await writing;
      expect(await store.read(notes)).toEqual(["a"]);
    });

    it("commits fifty transactions begun in one tick, on SQLite in the order in which they came", async () => {
      const began: string[] = [];
      const names = numbers(50);
      await Promise.all(
        names.map((name) =>
          store.write(async (manager) => {
            began.push(name);
            await note(manager, name);
          }),
        ),
      );
      expect(await store.outside(notes)).toEqual(names);
      expect(kind === "sqlite" ? began : began.sort()).toEqual(names);
    });

    it("keeps exactly the acknowledged ones when every fourth of fifty fails", async () => {
      const results = await Promise.allSettled(
        numbers(50).map((name, i) =>
          store.write(async (manager) => {
            await note(manager, name);
            if (i % 4 === 3) throw late;
            return name;
          }),
        ),
      );
      const acknowledged = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(acknowledged).toHaveLength(38);
      expect(await store.outside(notes)).toEqual(acknowledged);
    });

    it("rolls back a nested transaction alone", async () => {
      await store.write(async (manager) => {
        await note(manager, "before");
        const nested = manager.transaction(async (inner) => {
          await note(inner, "nested");
          throw late;
        });
        await expect(nested).rejects.toBe(late);
        await note(manager, "after");
      });
      expect(await store.outside(notes)).toEqual(["after", "before"]);
    });

    it("rolls back a nested transaction that succeeded when the outer one fails", async () => {
      const outer = store.write(async (manager) => {
        await manager.transaction((inner) => note(inner, "nested"));
        throw late;
      });
      await expect(outer).rejects.toBe(late);
      expect(await store.outside(notes)).toEqual([]);
    });

    it("refuses to write over the reading connection", async () => {
      await expect(store.read((manager) => note(manager, "a"))).rejects.toThrow(/read-?only/);
      expect(await store.outside(notes)).toEqual([]);
    });

    it("refuses an undefined or null condition instead of taking it for none", async () => {
      await store.write((manager) => note(manager, "a"));
      for (const name of [undefined, null] as unknown as string[]) {
        await expect(store.read((manager) => manager.findOneBy(SettingTable, { name }))).rejects.toThrow(/name/);
        await expect(store.read((manager) => manager.findBy(SettingTable, { name }))).rejects.toThrow(/name/);
        await expect(store.write((manager) => manager.update(SettingTable, { name }, { value: "x" }))).rejects.toThrow(
          /name/,
        );
        await expect(store.write((manager) => manager.delete(SettingTable, { name }))).rejects.toThrow(/name/);
      }
      expect(await store.read((manager) => manager.find(SettingTable))).toEqual([{ name: "a", value: "" }]);
    });

    it("finishes what has begun before it closes", async () => {
      const [inside, commit] = [aGate(), aGate()];
      const other = await aStore(kind);
      const writing = other.write(async (manager) => {
        inside.open();
        await commit.opened;
        await note(manager, "a");
      });
      await inside.opened;
      const closing = other.close();
      commit.open();
      await writing;
      await closing;
    });
  });
});
