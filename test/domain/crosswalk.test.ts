// From citations to provisions and back, on a small law that renumbers itself on 1 April 2012.
import { describe, expect, it, test } from "vitest";
import { parseCitation } from "../../src/domain/citation.ts";
import { Crosswalk, itself, type Provision } from "../../src/domain/crosswalk.ts";
import type { LawBook } from "../../src/domain/terms.ts";

const provision = (slug: string, validFrom: string, validTo: string | null, instrument: string): Provision => {
  const [book, section] = slug.split("-") as [string, string];
  const lawBook: LawBook = ({ sgb2: "SGB_II", sgb3: "SGB_III", sgb9: "SGB_IX" } as const)[book]!;
  return { slug, lawBook, section, title: slug, validFrom, validTo, instrument };
};

const PROVISIONS = [
  provision("sgb2-16e-2019", "2019-01-01", null, "lohnkostenzuschuss-2019"),
  provision("sgb2-16d-2009", "2009-01-01", "2012-03-31", "arbeitsgelegenheiten"),
  provision("sgb2-16d-2012", "2012-04-01", null, "arbeitsgelegenheiten"),
  provision("sgb2-16e-2009", "2009-01-01", "2012-03-31", "beschaeftigungszuschuss"),
  provision("sgb2-16e-2012", "2012-04-01", "2018-12-31", "lohnkostenzuschuss"),
  provision("sgb3-44-2012", "2012-04-01", null, "vermittlungsbudget"),
  provision("sgb3-45-2009", "2009-01-01", "2012-03-31", "vermittlungsbudget"),
  provision("sgb3-45-2012", "2012-04-01", "2020-12-31", "aktivierung"),
  provision("sgb3-45-2021", "2021-01-01", null, "aktivierung"),
  provision("sgb3-46-2009", "2009-01-01", "2012-03-31", "aktivierung"),
  provision("sgb3-46-2012", "2012-04-01", null, "probebeschaeftigung"),
  provision("sgb3-48-1998", "1998-01-01", "2008-12-31", "training"),
  provision("sgb9-46-2001", "2001-07-01", "2017-12-31", "frueherkennung"),
  provision("sgb9-46-2018", "2018-01-01", null, "frueherkennung"),
];
const SUCCESSIONS = [
  ["sgb2-16d-2009", "sgb2-16d-2012"],
  ["sgb2-16d-2009", "sgb2-16e-2012"],
  ["sgb2-16e-2009", "sgb2-16e-2012"],
  ["sgb2-16e-2012", "sgb2-16e-2019"],
  ["sgb3-45-2009", "sgb3-44-2012"],
  ["sgb3-46-2009", "sgb3-45-2012"],
  ["sgb3-45-2012", "sgb3-45-2021"],
  ["sgb3-48-1998", "sgb3-46-2009"],
  ["sgb9-46-2001", "sgb9-46-2018"],
].map(([predecessor, successor]) => ({ predecessor: predecessor!, successor: successor! }));

const crosswalk = new Crosswalk(PROVISIONS, SUCCESSIONS, "2025-06-01");
const slugs = (provisions: readonly Provision[]) => provisions.map(({ slug }) => slug);
const read = (text: string, on?: string) =>
  crosswalk.read(parseCitation(text)!, on).flatMap((r) => slugs(r.provisions));
const resolve = (text: string, on: string) =>
  crosswalk.resolve(parseCitation(text)!, on).map((r) => r.provision?.slug ?? null);
const wanted = (text: string) => crosswalk.wanted(parseCitation(text)!);
const cites = (text: string, slug: string) => {
  const tokens = crosswalk.tokensOf(slug);
  return wanted(text).every((any) => any.some((token) => tokens.includes(token)));
};

describe("a citation on a day", () => {
  test.each([
    ["§ 45 SGB III", "2008-12-31", []],
    ["§ 45 SGB III", "2009-01-01", ["sgb3-45-2009"]],
    ["§ 45 SGB III", "2012-03-31", ["sgb3-45-2009"]],
    ["§ 45 SGB III", "2012-04-01", ["sgb3-45-2012"]],
    ["§ 46 SGB III", "2012-03-31", ["sgb3-46-2009"]],
    ["§ 46 SGB III", "2012-04-01", ["sgb3-46-2012"]],
    ["§ 46 SGB III a. F.", "2012-04-01", ["sgb3-46-2009"]],
    ["§ 46 SGB III (a. F.)", "2013-08-01", ["sgb3-46-2009"]],
    ["§ 46 SGB III a. F.", "2012-03-31", []],
    ["§ 45 SGB III a. F.", "2022-01-01", ["sgb3-45-2012"]],
    ["§ 45 SGB III n. F.", "2013-08-01", ["sgb3-45-2012"]],
    ["§ 48 SGB III", "2013-08-01", []],
    ["§ 48 SGB III a. F.", "2013-08-01", ["sgb3-48-1998"]],
    ["§ 16e SGB II", "2018-12-31", ["sgb2-16e-2012"]],
    ["§ 16e SGB II", "2019-01-01", ["sgb2-16e-2019"]],
    ["§ 16d SGB II i. V. m. § 45 SGB III", "2013-08-01", ["sgb2-16d-2012", "sgb3-45-2012"]],
  ])("%s on %s means %j", (text, day, expected) => {
    expect(read(text, day)).toEqual(expected);
    expect(resolve(text, day)).toEqual(expected.length === 0 ? [null] : expected);
  });
});

describe("a citation without a day means every version", () => {
  it("newest first", () => {
    expect(read("§ 45 SGB III")).toEqual(["sgb3-45-2021", "sgb3-45-2012", "sgb3-45-2009"]);
  });
  it("of those no longer in force with a. F.", () => {
    expect(read("§ 45 SGB III a. F.")).toEqual(["sgb3-45-2012", "sgb3-45-2009"]);
  });
  it("in force today with n. F.", () => {
    expect(read("§ 45 SGB III n. F.")).toEqual(["sgb3-45-2021"]);
  });
});

describe("a writer who names no law book may mean any", () => {
  it("so every book's version is a reading, and none is chosen", () => {
    expect(read("§ 46", "2013-08-01")).toEqual(["sgb3-46-2012", "sgb9-46-2001"]);
    expect(resolve("§ 46", "2013-08-01")).toEqual([null]);
  });
  it("also of the versions before that day", () => {
    expect(read("§ 46 a. F.", "2020-01-01")).toEqual(["sgb3-46-2009", "sgb9-46-2001"]);
    expect(resolve("§ 46 a. F.", "2020-01-01")).toEqual([null]);
  });
  it("and where only one book has the section, it is meant", () => {
    expect(resolve("§ 16e", "2013-08-01")).toEqual(["sgb2-16e-2012"]);
    expect(crosswalk.read(parseCitation("§ 16e")!)).toMatchObject([
      { cited: "§ 16e", lawBook: "SGB_II", section: "16e" },
    ]);
  });
  it("so a search wants every book's words", () => {
    expect(wanted("§ 46")).toEqual([["SGB_III-46", "SGB_IX-46"]]);
  });
});

it("reports a section it does not know as read, without a provision", () => {
  expect(crosswalk.read(parseCitation("§ 99 SGB II")!)).toEqual([
    { cited: "§ 99 SGB II", lawBook: "SGB_II", section: "99", former: false, provisions: [] },
  ]);
  expect(resolve("§ 99", "2013-08-01")).toEqual([null]);
  expect(wanted("§ 99 SGB II")).toEqual([["SGB_II-99"]]);
});

it("reads each section of a list or range by itself, without paragraph and number", () => {
  expect(crosswalk.read(parseCitation("§§ 44–46 SGB III")!, "2013-08-01").map((r) => r.cited)).toEqual([
    "§ 44 SGB III",
    "§ 45 SGB III",
    "§ 46 SGB III",
  ]);
  expect(crosswalk.read(parseCitation("§ 46 Abs. 1 Nr. 1 SGB III a. F.")!)[0]).toMatchObject({
    cited: "§ 46 SGB III a. F.",
    former: true,
  });
});

it("has no reading for a law book alone, and wants nothing", () => {
  expect(read("SGB III")).toEqual([]);
  expect(wanted("SGB III")).toEqual([]);
});

it("wants one of a list's sections, and something of each norm", () => {
  expect(wanted("§ 16d SGB II i. V. m. §§ 45, 46 SGB III a. F.")).toEqual([
    ["SGB_II-16d"],
    ["SGB_III-45-former", "SGB_III-46-former"],
  ]);
});

describe("versions and their neighbours", () => {
  it("are listed oldest first, whatever the order of the entries", () => {
    expect(slugs(crosswalk.versions("SGB_II", "16e"))).toEqual(["sgb2-16e-2009", "sgb2-16e-2012", "sgb2-16e-2019"]);
    expect(crosswalk.versions("SGB_III", "16e")).toEqual([]);
  });
  it("know what they came from and what became of them", () => {
    expect(slugs(crosswalk.predecessors("sgb2-16e-2012"))).toEqual(["sgb2-16d-2009", "sgb2-16e-2009"]);
    expect(slugs(crosswalk.successors("sgb2-16d-2009"))).toEqual(["sgb2-16d-2012", "sgb2-16e-2012"]);
    expect(crosswalk.predecessors("sgb3-48-1998")).toEqual([]);
    expect(crosswalk.successors("sgb3-46-2012")).toEqual([]);
  });
  it("are in force from the first to the last day", () => {
    const p = crosswalk.provision("sgb3-45-2012")!;
    const days = ["2012-03-31", "2012-04-01", "2020-12-31", "2021-01-01"];
    expect(days.map((day) => crosswalk.isInForce(p, day))).toEqual([false, true, true, false]);
    expect(crosswalk.isInForce(p)).toBe(false);
    expect(crosswalk.isInForce(crosswalk.provision("sgb3-45-2021")!)).toBe(true);
  });
  test.each([
    ["sgb3-45-2021", true, "it is in force itself"],
    ["sgb3-45-2012", true, "its newer version rules the same"],
    ["sgb2-16d-2009", true, "its newer version rules the same"],
    ["sgb3-46-2009", false, "what it ruled moved to § 45"],
    ["sgb2-16e-2012", false, "its number rules another instrument now"],
    ["sgb3-48-1998", false, "it is gone"],
  ])("%s is still in force: %s, for %s", (slug, expected) => {
    expect(crosswalk.isStillInForce(crosswalk.provision(slug)!)).toBe(expected);
  });
});

describe("a search by section finds", () => {
  test.each([
    ["§ 45 SGB III", "sgb3-45-2021", true],
    ["§ 45 SGB III", "sgb3-45-2009", true],
    ["§ 45 SGB III", "sgb3-46-2009", true],
    ["§ 45 SGB III", "sgb3-48-1998", true],
    ["§ 45 SGB III", "sgb3-46-2012", false],
    ["§ 45 SGB III", "sgb3-44-2012", false],
    ["§ 46 SGB III a. F.", "sgb3-46-2009", true],
    ["§ 46 SGB III a. F.", "sgb3-45-2012", true],
    ["§ 46 SGB III a. F.", "sgb3-45-2021", true],
    ["§ 46 SGB III a. F.", "sgb3-46-2012", false],
    ["§ 46 SGB III a. F.", "sgb3-45-2009", false],
    ["§ 46 SGB III", "sgb3-45-2012", false],
    ["§ 44 SGB III", "sgb3-45-2009", true],
    ["§ 48 SGB III", "sgb3-45-2021", true],
    ["§ 16e SGB II", "sgb2-16e-2009", true],
    ["§ 16e SGB II", "sgb2-16d-2009", true],
    ["§ 16e SGB II", "sgb2-16d-2012", false],
    ["§ 16d SGB II", "sgb2-16d-2009", true],
    ["§ 16d SGB II", "sgb2-16e-2009", false],
    ["§ 16d SGB II", "sgb2-16e-2012", false],
    ["§ 45 SGB II", "sgb3-45-2012", false],
    ["§ 46", "sgb9-46-2018", true],
    ["§ 46", "sgb3-46-2012", true],
  ])("%s finds %s: %s", (text, slug, expected) => {
    expect(cites(text, slug)).toBe(expected);
  });
});

describe("the lineage from a provision to a section", () => {
  test.each([
    ["sgb3-46-2009", "SGB_III-45", ["sgb3-46-2009", "sgb3-45-2012", "sgb3-45-2021"]],
    ["sgb3-48-1998", "SGB_III-45", ["sgb3-48-1998", "sgb3-46-2009", "sgb3-45-2012", "sgb3-45-2021"]],
    ["sgb2-16d-2009", "SGB_II-16e", ["sgb2-16d-2009", "sgb2-16e-2012", "sgb2-16e-2019"]],
    ["sgb3-45-2012", "SGB_III-46-former", ["sgb3-46-2009", "sgb3-45-2012"]],
    ["sgb3-45-2021", "SGB_III-48", ["sgb3-48-1998", "sgb3-46-2009", "sgb3-45-2012", "sgb3-45-2021"]],
  ])("leads from %s to %s, the older first", (slug, token, expected) => {
    expect(slugs(crosswalk.lineage(slug, token)!)).toEqual(expected);
  });

  test.each([
    ["sgb3-45-2021", "SGB_III-45"],
    ["sgb3-46-2009", "SGB_III-46-former"],
    ["sgb3-44-2012", "SGB_III-45"],
    ["sgb2-16d-2012", "SGB_II-16e"],
    ["sgb2-16d-2012", "SGB_II-999"],
    ["nobody", "SGB_II-16e"],
  ])("is not there for %s and %s", (slug, token) => {
    expect(crosswalk.lineage(slug, token)).toBeUndefined();
  });

  it("is there for every word under which a provision is found by another number", () => {
    for (const { slug, lawBook, section } of PROVISIONS)
      for (const token of crosswalk.tokensOf(slug))
        if (itself(token) !== `${lawBook}-${section}`) {
          const lineage = slugs(crosswalk.lineage(slug, token)!);
          expect([lineage[0], lineage.at(-1)], token).toContain(slug);
        }
  });
});

it("comes to an end even when successions were entered in a circle", () => {
  const circle = [...SUCCESSIONS, { predecessor: "sgb3-45-2021", successor: "sgb3-46-2009" }];
  const turning = new Crosswalk(PROVISIONS, circle, "2025-06-01");
  expect(turning.tokensOf("sgb3-46-2009")).toContain("SGB_III-45");
  expect(turning.isStillInForce(turning.provision("sgb3-46-2009")!)).toBe(false);
});

it("knows nothing of a slug that is not there", () => {
  expect(crosswalk.provision("sgb2-99-2005")).toBeUndefined();
  expect(crosswalk.tokensOf("sgb2-99-2005")).toEqual([]);
});
