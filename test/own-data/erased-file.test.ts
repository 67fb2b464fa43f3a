// The list as a file: whatever a crash cuts off at its end does no harm, and whatever else is wrong with it is noticed.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { ErasedFile, type Tombstone } from "../../src/own-data/erased-file.ts";
import { hashOf } from "../../src/own-data/erased-list.ts";
import { openNames, sealNames } from "../../src/own-data/sealed-names.ts";

const folder = mkdtempSync(join(tmpdir(), "praxisatlas_erased_"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "liste", "praxisatlas.erased");
const file = new ErasedFile(path);
const INSTALLATION = "8f14e45f-ceea-4f6a-9fef-3d4d3e0d1a2b";

const account = fc.record({ id: fc.uuid(), sealKey: fc.string() });
const names = fc.array(fc.string({ unit: "grapheme" }), { maxLength: 3 });
const tombstone = fc.tuple(account, fc.option(names)).map(([account, names]): Tombstone => ({
  hash: hashOf("account", account.id),
  kind: "account",
  day: "2026-11-21",
  sealed: names === null ? null : sealNames(account, names),
}));

async function written(tombstones: Tombstone[]) {
  const { size } = await file.create(INSTALLATION);
  await file.append(tombstones, size);
  return readFileSync(path);
}

it("reads what was written, in order, and only who runs the server can read it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tombstone, { maxLength: 5 }), fc.array(tombstone, { maxLength: 5 }), async (one, two) => {
      await written(one);
      await file.append(two, (await file.read())!.size);
      expect(await file.read()).toEqual({
        installation: INSTALLATION,
        tombstones: [...one, ...two],
        size: statSync(path).size,
      });
    }),
    { numRuns: 50 },
  );
  expect(statSync(path).mode & 0o077).toBe(0);
});

it("cut off anywhere after its head, it keeps every whole line, and what is added afterwards is whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(tombstone, { minLength: 1, maxLength: 4 }),
      tombstone,
      fc.nat(),
      async (some, last, n) => {
        const bytes = await written(some);
        const head = bytes.indexOf("\n") + 1;
        const length = head + (n % (bytes.length - head));
        writeFileSync(path, bytes.subarray(0, length));
        const whole = bytes.subarray(head, length).toString("latin1").split("\n").length - 1;
        const { tombstones, size } = (await file.read())!;
        expect(tombstones).toEqual(some.slice(0, whole));
        await file.append([last], size);
        expect((await file.read())!.tombstones).toEqual([...some.slice(0, whole), last]);
      },
    ),
    { numRuns: 100 },
  );
});

it("with any byte changed it is refused, or has lost what stands behind its last line end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(tombstone, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (some, n, change) => {
        const bytes = await written(some);
        const at = n % bytes.length;
        bytes[at]! ^= change;
        writeFileSync(path, bytes);
        if (at === bytes.length - 1) expect((await file.read())!.tombstones).toEqual(some.slice(0, -1));
        else await expect(file.read()).rejects.toThrow(/beschädigt/);
      },
    ),
    { numRuns: 300 },
  );
});

it("is no list when there is none, and says so when it cannot be read or made", async () => {
  expect(await new ErasedFile(join(folder, "nirgends")).read()).toBeUndefined();
  await expect(new ErasedFile(folder).read()).rejects.toThrow("ist nicht lesbar (EISDIR)");
  await expect(new ErasedFile(join(path, "darunter")).create(INSTALLATION)).rejects.toThrow("lässt sich nicht anlegen");
});

it("gives sealed names to whoever has the account, and to nobody who has only its id", () => {
  fc.assert(
    fc.property(account, account, names, (one, other, names) => {
      const sealed = sealNames(one, names);
      expect(openNames(one, sealed)).toEqual(names);
      if (one.sealKey !== other.sealKey) expect(openNames({ ...one, sealKey: other.sealKey }, sealed)).toBeNull();
      if (one.id !== other.id) expect(openNames({ ...one, id: other.id }, sealed)).toBeNull();
    }),
  );
});
