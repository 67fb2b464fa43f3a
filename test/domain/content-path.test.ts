// Places in an example: every place of a real one is known, and no other.
import fc from "fast-check";
import { expect, it } from "vitest";
import { isContentPath } from "../../src/domain/content-path.ts";
import { textsOf } from "../../src/domain/draft-texts.ts";
import { aFullExample } from "../support/content.ts";

const paths = textsOf(aFullExample()).map(({ path }) => path.map(String));

it("knows every place of a full example, and all that lie on the way", () => {
  expect(paths.length).toBeGreaterThan(40);
  for (const path of paths)
    for (let length = 0; length <= path.length; length++)
      expect([path.slice(0, length), isContentPath(path.slice(0, length))]).toEqual([path.slice(0, length), true]);
});

it("knows no place below a text, nor behind a name that no field has", () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.string(), (path, more) => {
      expect(isContentPath([...path, more])).toBe(false);
      expect(isContentPath([`x${path[0]}`, ...path.slice(1)])).toBe(false);
    }),
  );
});

it("knows numbers as places in lists, and nothing else", () => {
  expect(["0", "7", "299"].map((place) => isContentPath(["budgets", place]))).toEqual([true, true, true]);
  for (const place of ["-1", "01", "1.5", "1000", "", "length", "٣"])
    expect([place, isContentPath(["budgets", place])]).toEqual([place, false]);
});
