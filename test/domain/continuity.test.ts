// What became of a provision, on a small law where each thing that can become of one happens once.
import { describe, expect, it, test } from "vitest";
import { fateOf } from "../../src/domain/continuity.ts";
import { Crosswalk, type Provision } from "../../src/domain/crosswalk.ts";

const provision = (slug: string, validTo: string | null, instrument: string | null, validFrom?: string): Provision => {
  const [, section, year] = slug.split("-") as [string, string, string];
  return {
    slug,
    lawBook: "SGB_III",
    section,
    title: slug,
    validFrom: validFrom ?? `${year}-01-01`,
    validTo,
    instrument,
  };
};
const PROVISIONS = [
  provision("sgb3-1-2000", "2009-12-31", "a"),
  provision("sgb3-1-2010", "2019-12-31", "a"),
  provision("sgb3-1-2020", null, "a"),
  provision("sgb3-2-2020", null, "b"),
  provision("sgb3-46-2000", "2011-12-31", "m"),
  provision("sgb3-45-2012", "2019-12-31", "m"),
  provision("sgb3-45-2020", null, "m"),
  provision("sgb3-9-2000", "2011-12-31", "n"),
  provision("sgb3-10-2012", null, "x"),
  provision("sgb3-9-2012", null, "y"),
  provision("sgb3-20-2000", "2011-12-31", "a"),
  provision("sgb3-21-2012", "2014-12-31", "a"),
  provision("sgb3-30-2000", "2011-12-31", "z"),
  provision("sgb3-31-2000", "2011-12-31", null),
  provision("sgb3-40-2030", null, "a"),
];
const SUCCESSIONS = [
  ["sgb3-1-2000", "sgb3-1-2010"],
  ["sgb3-1-2010", "sgb3-1-2020"],
  ["sgb3-1-2010", "sgb3-2-2020"],
  ["sgb3-46-2000", "sgb3-45-2012"],
  ["sgb3-45-2012", "sgb3-45-2020"],
  ["sgb3-9-2000", "sgb3-10-2012"],
  ["sgb3-9-2000", "sgb3-9-2012"],
  ["sgb3-20-2000", "sgb3-21-2012"],
].map(([predecessor, successor]) => ({ predecessor: predecessor!, successor: successor! }));
const TODAY = "2026-11-21";
const law = new Crosswalk(PROVISIONS, SUCCESSIONS, TODAY);
const slugs = (list: readonly Provision[]) => list.map(({ slug }) => slug);
const fate = (slug: string, crosswalk = law) => {
  const { continuity, today, besides, path } = fateOf(crosswalk.provision(slug)!, crosswalk);
  return [continuity, slugs(today), slugs(besides), slugs(path)];
};

describe("a provision", () => {
  test.each<[string, string, string[], string[], string[]]>([
    ["sgb3-1-2020", "UNCHANGED", ["sgb3-1-2020"], [], []],
    ["sgb3-1-2010", "NEW_VERSION", ["sgb3-1-2020"], ["sgb3-2-2020"], ["sgb3-1-2020"]],
    ["sgb3-1-2000", "NEW_VERSION", ["sgb3-1-2020"], ["sgb3-2-2020"], ["sgb3-1-2010", "sgb3-1-2020"]],
    ["sgb3-46-2000", "RENUMBERED", ["sgb3-45-2020"], [], ["sgb3-45-2012", "sgb3-45-2020"]],
    ["sgb3-9-2000", "REPLACED", ["sgb3-9-2012", "sgb3-10-2012"], [], ["sgb3-9-2012", "sgb3-10-2012"]],
    ["sgb3-20-2000", "INSTRUMENT_REMAINS", ["sgb3-1-2020"], [], ["sgb3-21-2012"]],
    ["sgb3-30-2000", "ENDED", [], [], []],
    ["sgb3-31-2000", "ENDED", [], [], []],
    ["sgb3-40-2030", "NOT_YET", [], [], []],
  ])("%s is %s", (slug, ...expected) => {
    expect(fate(slug)).toEqual(expected);
  });

  it("is what the law of the day says: before its end it is unchanged, and what comes later is not known", () => {
    const then = new Crosswalk(PROVISIONS, SUCCESSIONS, "2005-06-01");
    expect(fate("sgb3-46-2000", then)).toEqual(["UNCHANGED", ["sgb3-46-2000"], [], []]);
    expect(fate("sgb3-45-2012", then)).toEqual(["NOT_YET", [], [], []]);
  });

  it("is followed to an end even when successions were entered in a circle", () => {
    const circle = [...SUCCESSIONS, { predecessor: "sgb3-45-2020", successor: "sgb3-46-2000" }];
    expect(fate("sgb3-46-2000", new Crosswalk(PROVISIONS, circle, TODAY))[1]).toEqual(["sgb3-45-2020"]);
  });
});
