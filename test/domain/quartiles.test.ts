// Quartiles: known values of the method, and what holds for any figures.
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { LEAST_FIGURES, quartilesOf, type Quartiles } from "../../src/domain/quartiles.ts";

const list = ({ min, lower, median, upper, max }: Quartiles) => [min, lower, median, upper, max];
const euros = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100);
const figures = fc.array(euros, { minLength: LEAST_FIGURES, maxLength: 40 });
const close = (a: readonly number[], b: readonly number[]) =>
  a.forEach((value, i) => expect(Math.abs(value - b[i]!)).toBeLessThan(1e-6));

// As R gives them by quantile(x), whose default is type 7.
test.each<[number[], number[]]>([
  [
    [1, 2, 3],
    [1, 1.5, 2, 2.5, 3],
  ],
  [
    [1, 2, 3, 4],
    [1, 1.75, 2.5, 3.25, 4],
  ],
  [
    [10, 20, 30, 40, 50],
    [10, 20, 30, 40, 50],
  ],
  [
    [2, 4, 4, 5, 7, 9],
    [2, 4, 4.5, 6.5, 9],
  ],
  [
    [450, 423.69, 875, 910, 837, 666.68, 1300],
    [423.69, 558.34, 837, 892.5, 1300],
  ],
  [
    [7, 7, 7],
    [7, 7, 7, 7, 7],
  ],
])("of %j are %j", (given, expected) => {
  close(list(quartilesOf(given)!), expected);
});

test.each([[[]], [[5]], [[5, 6]]])("there are none of %j", (given) => {
  expect(quartilesOf(given)).toBeNull();
});

it("they rise from the lowest figure to the highest", () => {
  fc.assert(
    fc.property(figures, (given) => {
      const found = list(quartilesOf(given)!);
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect([found[0], found[4]]).toEqual([Math.min(...given), Math.max(...given)]);
    }),
  );
});

it("the order of the figures does not matter, and they are left as they are", () => {
  const shuffled = figures.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  );
  fc.assert(
    fc.property(shuffled, ([given, other]) => {
      const before = [...other];
      expect(quartilesOf(other)).toEqual(quartilesOf(given));
      expect(other).toEqual(before);
    }),
  );
});

it("at least a quarter of the figures lies at or below the lower one, and a quarter at or above the upper", () => {
  fc.assert(
    fc.property(figures, (given) => {
      const { lower, upper } = quartilesOf(given)!;
      expect(given.filter((figure) => figure <= lower).length * 4).toBeGreaterThanOrEqual(given.length);
      expect(given.filter((figure) => figure >= upper).length * 4).toBeGreaterThanOrEqual(given.length);
    }),
  );
});

it("raising one figure lowers none of them", () => {
  fc.assert(
    fc.property(figures, fc.nat(), euros, (given, at, more) => {
      const raised = given.map((figure, i) => (i === at % given.length ? figure + more : figure));
      const [before, after] = [list(quartilesOf(given)!), list(quartilesOf(raised)!)];
      before.forEach((value, i) => expect(after[i]!).toBeGreaterThanOrEqual(value - 1e-9));
    }),
  );
});

it("twice the money is twice the quartiles, with the same on top the same more", () => {
  fc.assert(
    fc.property(figures, euros, (given, more) => {
      const found = list(quartilesOf(given)!);
      close(
        list(quartilesOf(given.map((figure) => 2 * figure + more))!),
        found.map((value) => 2 * value + more),
      );
    }),
  );
});
