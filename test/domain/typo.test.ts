import fc from "fast-check";
import { expect, it, test } from "vitest";
import { allowedEdits, editDistance } from "../../src/domain/typo.ts";

test.each([
  ["alleinerzihende", "alleinerziehende", 1],
  ["gesundeit", "gesundheit", 1],
  ["migartion", "migration", 1],
  ["arbeit", "arbeit", 0],
  ["haus", "maus", 1],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
])("%s and %s are %i edits apart", (a, b, distance) => {
  expect(editDistance(a, b, 5)).toBe(distance);
  expect(editDistance(b, a, 5)).toBe(distance);
});

it("allows one edit from five letters, two from nine, none in numbers", () => {
  expect(["haus", "reise", "beratung", "fallmanager", "2012", "u25"].map(allowedEdits)).toEqual([0, 1, 1, 2, 0, 0]);
});

it("agrees with itself under any limit", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), fc.nat(6), (a, b, limit) => {
      expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b, 20), limit + 1));
    }),
  );
});
