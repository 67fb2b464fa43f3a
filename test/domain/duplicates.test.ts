// When two examples may be one: near titles, or the same organisation with the same law for the same group.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { nearTo, reasonsIn, samenessOf, type Candidate } from "../../src/domain/duplicates.ts";

describe("titles", () => {
  test.each<[string, string, boolean]>([
    ["Teilzeitausbildung für junge Mütter", "Junge Mütter: Teilzeitausbildungen", true],
    ["Teilzeitausbildung für junge Mütter", "Coaching für junge Mütter", true],
    ["Teilzeitausbildung für junge Mütter", "Teilzeit in der Pflege", false],
    ["Brücken bauen", "Bauen von Brücken", true],
    ["", "", false],
    ["für die", "für die", false],
  ])("„%s“ and „%s“ are near: %s", (a, b, near) => {
    expect(nearTo(a)(b)).toBe(near);
  });
});

describe("two examples", () => {
  const one: Candidate = { title: "Seepferd", organisation: "a", targetGroups: ["g", "h"], instruments: ["i"] };
  const other = { ...one, title: "Ganz anders" };

  it("may be one when the titles are near, whoever does it", () => {
    const found = samenessOf(one, { ...one, organisation: "b", targetGroups: [] })!;
    expect([found.isNearTitle, found.isSameOrganisation, reasonsIn(found)]).toEqual([true, false, 1]);
  });

  it("may be one when one organisation does the same for the same group", () => {
    expect(samenessOf(one, { ...other, targetGroups: ["h"] })).toEqual({
      isNearTitle: false,
      isSameOrganisation: true,
      targetGroups: ["h"],
      instruments: ["i"],
    });
  });

  it.each([
    ["another organisation", { organisation: "b" }],
    ["another group", { targetGroups: ["x"] }],
    ["another law", { instruments: [] }],
  ])("are two with another title and %s", (_, given) => {
    expect(samenessOf(one, { ...other, ...given })).toBeNull();
  });

  it("are as much the same from either side", () => {
    const word = fc.constantFrom("Brücke", "Coaching", "Teilzeit", "Mütter", "für");
    const candidate = fc.record({
      title: fc.array(word, { maxLength: 4 }).map((words) => words.join(" ")),
      organisation: fc.constantFrom("a", "b"),
      targetGroups: fc.uniqueArray(fc.constantFrom("g", "h")),
      instruments: fc.uniqueArray(fc.constantFrom("i", "j")),
    });
    fc.assert(
      fc.property(candidate, candidate, (a, b) => {
        const [there, back] = [samenessOf(a, b), samenessOf(b, a)];
        expect(there && reasonsIn(there)).toBe(back && reasonsIn(back));
      }),
    );
  });
});
