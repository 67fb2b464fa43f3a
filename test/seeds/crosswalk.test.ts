// The real law: versions on the days on which much changed, and which search finds which version.
import { describe, expect, it, test } from "vitest";
import { parseCitation, printCitation } from "../../src/domain/citation.ts";
import { LAW_BOOKS, type LawBook } from "../../src/domain/terms.ts";
import { provisions, realCrosswalk, successions } from "../support/seeds.ts";

const TODAY = "2025-06-01";
const crosswalk = realCrosswalk(TODAY);
const bySlug = new Map(provisions.map((provision) => [provision.slug, provision]));
const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
const on = (text: string, day: string) =>
  crosswalk.read(parseCitation(text)!, day).flatMap(({ provisions }) => provisions.map(({ slug }) => slug));
const finds = (text: string, slug: string) =>
  crosswalk.wanted(parseCitation(text)!).every((any) => any.some((token) => crosswalk.tokensOf(slug).includes(token)));

const NONE = "–";
describe.each<[day: string, changes: [cited: string, before: string, after: string][]]>([
  [
    "2009-01-01",
    [
      ["§ 16 SGB II", "sgb2-16-2005", "sgb2-16-2009"],
      ["§ 16a SGB II", "sgb2-16a-2007", "sgb2-16a-2009"],
      ["§ 16b SGB II", NONE, "sgb2-16b-2009"],
      ["§ 29 SGB II", "sgb2-29-2005", NONE],
      ["§ 16d SGB II", NONE, "sgb2-16d-2009"],
      ["§ 16e SGB II", NONE, "sgb2-16e-2009"],
      ["§ 37 SGB III", "sgb3-37-2004", "sgb3-37-2009"],
      ["§ 45 SGB III", "sgb3-45-1998", "sgb3-45-2009"],
      ["§ 46 SGB III", NONE, "sgb3-46-2009"],
      ["§ 48 SGB III", "sgb3-48-1998", NONE],
    ],
  ],
  [
    "2012-04-01",
    [
      ["§ 16 SGB II", "sgb2-16-2009", "sgb2-16-2012"],
      ["§ 16a SGB II", "sgb2-16a-2009", "sgb2-16a-2009"],
      ["§ 16d SGB II", "sgb2-16d-2009", "sgb2-16d-2012"],
      ["§ 16e SGB II", "sgb2-16e-2009", "sgb2-16e-2012"],
      ["§ 44 SGB III", NONE, "sgb3-44-2012"],
      ["§ 45 SGB III", "sgb3-45-2009", "sgb3-45-2012"],
      ["§ 46 SGB III", "sgb3-46-2009", "sgb3-46-2012"],
      ["§ 61 SGB III", "sgb3-61-1998", NONE],
      ["§ 77 SGB III", "sgb3-77-2003", "sgb3-77-2012"],
      ["§ 81 SGB III", "sgb3-81-2003", "sgb3-81-2012"],
      ["§ 57 SGB III", "sgb3-57-2011", NONE],
      ["§ 93 SGB III", NONE, "sgb3-93-2012"],
      ["§ 217 SGB III", "sgb3-217-2004", NONE],
      ["§ 88 SGB III", NONE, "sgb3-88-2012"],
    ],
  ],
  [
    "2016-08-01",
    [
      ["§ 3 SGB II", "sgb2-3-2012", "sgb2-3-2016"],
      ["§ 14 SGB II", "sgb2-14-2005", "sgb2-14-2016"],
      ["§ 15 SGB II", "sgb2-15-2005", "sgb2-15-2016"],
      ["§ 15a SGB II", "sgb2-15a-2006", NONE],
      ["§ 16b SGB II", "sgb2-16b-2009", "sgb2-16b-2016"],
      ["§ 16d SGB II", "sgb2-16d-2012", "sgb2-16d-2016"],
      ["§ 16e SGB II", "sgb2-16e-2012", "sgb2-16e-2012"],
      ["§ 16h SGB II", NONE, "sgb2-16h-2016"],
      ["§ 81 SGB III", "sgb3-81-2012", "sgb3-81-2016"],
    ],
  ],
  [
    "2019-01-01",
    [
      ["§ 16e SGB II", "sgb2-16e-2012", "sgb2-16e-2019"],
      ["§ 16g SGB II", "sgb2-16g-2016", "sgb2-16g-2019"],
      ["§ 16i SGB II", NONE, "sgb2-16i-2019"],
      ["§ 82 SGB III", "sgb3-82-2012", "sgb3-82-2019"],
      ["§ 45 SGB III", "sgb3-45-2012", "sgb3-45-2012"],
    ],
  ],
  [
    "2023-07-01",
    [
      ["§ 2 SGB II", "sgb2-2-2005", "sgb2-2-2023"],
      ["§ 15 SGB II", "sgb2-15-2016", "sgb2-15-2023"],
      ["§ 15a SGB II", NONE, "sgb2-15a-2023"],
      ["§ 16i SGB II", "sgb2-16i-2023", "sgb2-16i-2023"],
      ["§ 16j SGB II", NONE, "sgb2-16j-2023"],
      ["§ 16k SGB II", NONE, "sgb2-16k-2023"],
      ["§ 81 SGB III", "sgb3-81-2020", "sgb3-81-2023"],
      ["§ 87a SGB III", NONE, "sgb3-87a-2023"],
    ],
  ],
])("on %s", (day, changes) => {
  test.each(changes)("%s changes from %s to %s", (cited, before, after) => {
    expect(on(cited, dayBefore(day))).toEqual(before === NONE ? [] : [before]);
    expect(on(cited, day)).toEqual(after === NONE ? [] : [after]);
  });
});

test.each([
  ["§ 46 SGB III a. F.", "2013-08-01", ["sgb3-46-2009"]],
  ["§ 61 SGB III a. F.", "2013-08-01", ["sgb3-61-1998"]],
  ["§ 16e SGB II a. F.", "2013-08-01", ["sgb2-16e-2009"]],
  ["§ 16e SGB II a. F.", "2019-06-01", ["sgb2-16e-2012"]],
  ["§ 16e a. F.", "2013-08-01", ["sgb2-16e-2009"]],
  ["§ 16i SGB II a. F.", "2020-01-01", []],
  ["§ 29 a. F.", "2020-01-01", ["sgb2-29-2005", "sgb3-29-1998"]],
])("%s on %s means %j", (cited, day, expected) => {
  expect(on(cited, day)).toEqual(expected);
});

describe("a search", () => {
  it("for § 45 SGB III finds what cited § 46 SGB III in 2011", () => {
    expect(on("§ 46 SGB III", "2011-06-01")).toEqual(["sgb3-46-2009"]);
    expect(finds("§ 45 SGB III", "sgb3-46-2009")).toBe(true);
  });
  it("for § 46 SGB III a. F. finds what cites § 45 SGB III since 2012, in every version", () => {
    for (const slug of ["sgb3-45-2012", "sgb3-45-2021", "sgb3-45-2022"]) expect(finds("§ 46 SGB III a. F.", slug)).toBe(true);
  });
  it("for § 46 SGB III of today, trial employment, finds neither", () => {
    expect(finds("§ 46 SGB III", "sgb3-46-2022")).toBe(true);
    for (const slug of ["sgb3-45-2012", "sgb3-45-2022"]) expect(finds("§ 46 SGB III", slug)).toBe(false);
    expect(finds("§ 45 SGB III", "sgb3-46-2012")).toBe(false);
  });
  it("for § 16e finds § 16d only in the version that § 16e took over in 2012, and never the other way round", () => {
    const versions = (section: string) => provisions.filter((p) => p.lawBook === "SGB_II" && p.section === section).map((p) => p.slug);
    expect(versions("16d").filter((slug) => finds("§ 16e SGB II", slug))).toEqual(["sgb2-16d-2009"]);
    expect(bySlug.has("sgb2-16e-2012")).toBe(true);
    expect(successions).toContainEqual({ predecessor: "sgb2-16d-2009", successor: "sgb2-16e-2012" });
    expect(versions("16e").filter((slug) => finds("§ 16d SGB II", slug))).toEqual([]);
  });
});

const nameOf = ({ lawBook, section }: { lawBook: LawBook; section: string }) => `§ ${section} ${LAW_BOOKS[lawBook]}`;
const parts = (token: string) => /^(?<lawBook>.+)-(?<section>\d+[a-z]?)(?<former>-former)?$/.exec(token)!.groups as Record<string, string>;
const links = (forward: boolean, start: string): string[] =>
  successions
    .filter(({ predecessor, successor }) => (forward ? predecessor : successor) === start)
    .flatMap(({ predecessor, successor }) => {
      const next = forward ? successor : predecessor;
      return [next, ...links(forward, next)];
    });

describe("each version of each section", () => {
  it("is wanted by the citation of every word under which the index keeps it", () => {
    for (const { slug } of provisions)
      for (const token of crosswalk.tokensOf(slug)) {
        const { lawBook, section, former } = parts(token);
        const citation = parseCitation(`${nameOf({ lawBook: lawBook as LawBook, section: section! })}${former ? " a. F." : ""}`);
        expect(citation && crosswalk.wanted(citation), token).toEqual([[token]]);
      }
  });

  it("is found by its own section, and with a. F. once it is out of force", () => {
    for (const provision of provisions) {
      expect(finds(nameOf(provision), provision.slug), provision.slug).toBe(true);
      if (!crosswalk.isInForce(provision)) expect(finds(`${nameOf(provision)} a. F.`, provision.slug), provision.slug).toBe(true);
    }
  });

  it("is found by another section only along recorded successions", () => {
    for (const provision of provisions)
      for (const { section, lawBook } of crosswalk.tokensOf(provision.slug).map(parts)) {
        if (section === provision.section && lawBook === provision.lawBook) continue;
        const related = [...links(true, provision.slug), ...links(false, provision.slug)].map((slug) => bySlug.get(slug)!);
        expect(related.some((p) => p.section === section && p.lawBook === lawBook), `${provision.slug} ${section}`).toBe(true);
      }
  });

  it("is never found by a section of another book", () => {
    for (const provision of provisions)
      expect([...new Set(crosswalk.tokensOf(provision.slug).map((token) => parts(token).lawBook))]).toEqual([provision.lawBook]);
  });

  it("prints and reads as the section it is", () => {
    for (const provision of provisions) {
      const citation = parseCitation(nameOf(provision));
      expect(citation && printCitation(citation)).toBe(nameOf(provision));
      expect(crosswalk.read(citation!, provision.validFrom).flatMap((r) => r.provisions.map((p) => p.slug))).toEqual([provision.slug]);
    }
  });
});

describe("successions", () => {
  it("stay within a book", () => {
    for (const { predecessor, successor } of successions) expect(bySlug.get(predecessor)!.lawBook).toBe(bySlug.get(successor)!.lawBook);
  });
  it("lead forward in time, so that none can end where it began", () => {
    for (const { predecessor, successor } of successions) {
      const [before, after] = [bySlug.get(predecessor)!, bySlug.get(successor)!];
      expect(before.validFrom < after.validFrom, `${predecessor} → ${successor}`).toBe(true);
      expect(before.validTo !== null && before.validTo < after.validFrom, `${predecessor} → ${successor}`).toBe(true);
    }
  });
  it("name no version of a section twice", () => {
    expect(new Set(successions.map((s) => JSON.stringify(s))).size).toBe(successions.length);
  });
});

it("a slug says book, section and year", () => {
  const wrong = provisions.filter(({ slug, lawBook, section, validFrom }) => {
    const book = lawBook.startsWith("SGB_") ? `sgb${["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"].indexOf(lawBook.slice(4)) + 1}` : lawBook.toLowerCase();
    return slug !== `${book}-${section}-${validFrom.slice(0, 4)}`;
  });
  expect(wrong.map(({ slug }) => slug)).toEqual([]);
});
