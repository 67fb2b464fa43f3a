// The planner's arithmetic: posts, participant-months and costs with their formulas, and what nobody can have meant.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  costsOf,
  participantMonthsOf,
  postsFor,
  problemsOf,
  type PlannedSituation,
} from "../../src/domain/cost-plan.ts";
import { quartilesOf } from "../../src/domain/quartiles.ts";

const situation = (given: Partial<PlannedSituation> = {}): PlannedSituation => ({
  participants: 120,
  months: 12,
  clientsPerStaff: 40,
  ...given,
});
const situations = fc.record({
  participants: fc.integer({ min: 1, max: 100_000 }),
  months: fc.double({ min: 0.25, max: 600, noNaN: true }),
  clientsPerStaff: fc.double({ min: 1, max: 10_000, noNaN: true }),
});

test.each<[Partial<PlannedSituation>, number, string]>([
  [{}, 3, "120 Personen ÷ 40 je Stelle (1:40) = 3 Stellen"],
  [{ participants: 50, clientsPerStaff: 15 }, 3.33, "50 Personen ÷ 15 je Stelle (1:15) = 3,33 Stellen"],
  [{ participants: 1, clientsPerStaff: 1 }, 1, "1 Person ÷ 1 je Stelle (1:1) = 1 Stelle"],
  [{ participants: 20, clientsPerStaff: 7.5 }, 2.67, "20 Personen ÷ 7,5 je Stelle (1:7,5) = 2,67 Stellen"],
  [{ participants: 1, clientsPerStaff: 10_000 }, 0.01, "1 Person ÷ 10.000 je Stelle (1:10.000) = 0,01 Stellen"],
])("%j needs %s posts", (given, value, formula) => {
  expect(postsFor(situation(given))).toEqual({ value, formula });
});

it("without a ratio there are no posts", () => {
  expect(postsFor(situation({ clientsPerStaff: null }))).toBeNull();
});

test.each<[Partial<PlannedSituation>, number, string]>([
  [{}, 1440, "120 Personen × 12 Monate = 1.440 Teilnahmemonate"],
  [{ participants: 3, months: 6.5 }, 19.5, "3 Personen × 6,5 Monate = 19,5 Teilnahmemonate"],
  [{ participants: 1, months: 1 }, 1, "1 Person × 1 Monat = 1 Teilnahmemonat"],
])("%j are %s participant-months", (given, value, formula) => {
  expect(participantMonthsOf(situation(given))).toEqual({ value, formula });
});

it("costs are participant-months times each quartile, with a label no finer than the figures", () => {
  expect(costsOf(1440, quartilesOf([450, 423.69, 875, 910, 837, 666.68, 1300])!)).toEqual({
    lower: { value: 804_009.6, formula: "1.440 Teilnahmemonate × 558,34 € = 804.009,60 €" },
    median: { value: 1_205_280, formula: "1.440 Teilnahmemonate × 837 € = 1.205.280 €" },
    upper: { value: 1_285_200, formula: "1.440 Teilnahmemonate × 892,50 € = 1.285.200 €" },
    label: "rund 804.000 € bis 1.290.000 €, Median 1.210.000 €",
  });
});

it("whoever multiplies the rate as it is shown gets the cost as it is shown", () => {
  const { lower } = costsOf(1000, quartilesOf([1, 1.01, 1.02, 1.03])!);
  expect(lower).toEqual({ value: 1010, formula: "1.000 Teilnahmemonate × 1,01 € = 1.010 €" });
});

it("costs rise with the quartile, and lie between what the cheapest and the dearest example would cost", () => {
  const euros = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100);
  fc.assert(
    fc.property(situations, fc.array(euros, { minLength: 3, maxLength: 20 }), (given, figures) => {
      const months = participantMonthsOf(given).value;
      const { lower, median, upper } = costsOf(months, quartilesOf(figures)!);
      const bounds = [Math.min(...figures) * months - 0.01, Math.max(...figures) * months + 0.01];
      const rising = [bounds[0], lower.value, median.value, upper.value, bounds[1]];
      expect(rising).toEqual([...rising].sort((a, b) => a! - b!));
    }),
  );
});

it("posts times the ratio give the people again, to half a hundredth of a post", () => {
  fc.assert(
    fc.property(situations, (given) => {
      const posts = postsFor(given)!.value;
      const exact = given.participants / given.clientsPerStaff;
      expect(Math.abs(posts - exact)).toBeLessThanOrEqual(exact < 0.005 ? 0.01 : 0.005 + exact * 1e-9);
    }),
  );
});

describe("what nobody can have meant is a problem at its field", () => {
  test.each<[Partial<PlannedSituation>, string, string]>([
    [{ participants: 0 }, "participants", "OUT_OF_RANGE"],
    [{ participants: -5 }, "participants", "OUT_OF_RANGE"],
    [{ participants: 1e9 }, "participants", "OUT_OF_RANGE"],
    [{ participants: 12.5 }, "participants", "NOT_WHOLE"],
    [{ participants: NaN }, "participants", "OUT_OF_RANGE"],
    [{ months: 0 }, "months", "OUT_OF_RANGE"],
    [{ months: -12 }, "months", "OUT_OF_RANGE"],
    [{ months: 1e9 }, "months", "OUT_OF_RANGE"],
    [{ clientsPerStaff: 0 }, "clientsPerStaff", "OUT_OF_RANGE"],
    [{ clientsPerStaff: -40 }, "clientsPerStaff", "OUT_OF_RANGE"],
    [{ clientsPerStaff: 1e9 }, "clientsPerStaff", "OUT_OF_RANGE"],
  ])("%j", (given, field, code) => {
    expect(problemsOf(situation(given))).toEqual([
      { code, path: [field], message: expect.stringMatching(/^Die Zahl der .* muss .*\.$/) },
    ]);
  });

  it("all of them at once", () => {
    const all = problemsOf(situation({ participants: 0, months: -1, clientsPerStaff: 1e9 }));
    expect(all.map(({ path }) => path[0])).toEqual(["participants", "months", "clientsPerStaff"]);
  });

  it("none for anything within the bounds", () => {
    expect(problemsOf(situation({ clientsPerStaff: null }))).toEqual([]);
    fc.assert(fc.property(situations, (given) => problemsOf(given).length === 0));
  });
});
