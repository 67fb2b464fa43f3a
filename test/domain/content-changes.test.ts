// What differs between two contents: laws that hold for any JSON, and the shape a reader gets.
import { expect, it } from "vitest";
import fc from "fast-check";
import { changedFields, changesBetween } from "../../src/domain/content-changes.ts";

/** As JSON gives it back: without `undefined` and without a negative zero. */
const content = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);
const at = (tree: unknown, path: readonly (string | number)[]) =>
  path.reduce<unknown>((node, key) => (Object.hasOwn(node as object, key) ? (node as never)[key] : undefined), tree);

it("finds no difference between equals, and some between what is not", () => {
  fc.assert(
    fc.property(content, content, (a, b) => {
      expect(changesBetween(a, structuredClone(a))).toEqual([]);
      const sorted = (value: object) =>
        JSON.stringify(value, (_, v) =>
          v && typeof v === "object" && !Array.isArray(v)
            ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
            : v,
        );
      if (sorted(a) !== sorted(b)) expect(changesBetween(a, b)).not.toEqual([]);
    }),
  );
});

it("tells of each change where it is, what stood there and what stands there now", () => {
  fc.assert(
    fc.property(content, content, (a, b) => {
      for (const { path, before, after } of changesBetween(a, b)) {
        expect(at(a, path)).toEqual(before);
        expect(at(b, path)).toEqual(after);
      }
    }),
  );
});

it("says the same the other way round", () => {
  fc.assert(
    fc.property(content, content, (a, b) => {
      const keys = (changes: ReturnType<typeof changesBetween>) =>
        changes.map(({ path }) => JSON.stringify(path)).sort();
      expect(keys(changesBetween(b, a))).toEqual(keys(changesBetween(a, b)));
    }),
  );
});

it("goes down to the single figure, and names each field at the top once", () => {
  const before = { title: "A", budgets: [{ amount: 1, note: "x" }, { amount: 2 }], goal: "Ziel" };
  const after = { title: "A", budgets: [{ amount: 5, note: "x" }], approach: "Weg" };
  expect(changesBetween(before, after)).toEqual([
    { path: ["budgets", 0, "amount"], before: 1, after: 5 },
    { path: ["budgets", 1], before: { amount: 2 }, after: undefined },
    { path: ["goal"], before: "Ziel", after: undefined },
    { path: ["approach"], before: undefined, after: "Weg" },
  ]);
  expect(changedFields(before, after)).toEqual(["budgets", "goal", "approach"]);
});
