// Every citation of the real examples: how it is read, and to which provision it leads on the day of its source.
import { expect, it, test } from "vitest";
import { resolveBases } from "../../src/catalogue/legal-basis.ts";
import { citationIn, parseCitation, printCitation } from "../../src/domain/citation.ts";
import { examples, lawAsOf, lawBy, realCrosswalk } from "../support/seeds.ts";

const cited = [...new Set(examples.flatMap((example) => example.legalBases.map((basis) => basis.cited)))].toSorted();

it("reads each way of citing in its one canonical form", () => {
  const canonical = (text: string) => {
    const citation = parseCitation(text);
    return citation ? printCitation(citation) : "–";
  };
  expect(Object.fromEntries(cited.map((text) => [text, canonical(text)]))).toMatchInlineSnapshot(`
    {
      "16 a Leistungen (Kinderbetreuung)": "–",
      "Förderbestimmungen zu EFRE und zur „Fachkräfteinitiative NRW“": "–",
      "alle maßgeblichen Vorschriften des SGB II und SGB III": "–",
      "§ 1 Abs. 2 Nr. 2 SGB II": "§ 1 Abs. 2 Nr. 2 SGB II",
      "§ 10 SGB II": "§ 10 SGB II",
      "§ 13 SGB VIII": "§ 13 SGB VIII",
      "§ 15 SGB II": "§ 15 SGB II",
      "§ 16 Abs. 1 S.2 SGB II i.V. mit § 45 Abs.1 Nr.1, 2 und 3 SGB III": "§ 16 Abs. 1 Satz 2 SGB II i. V. m. § 45 Abs. 1 Nr. 1, 2 und 3 SGB III",
      "§ 16 Abs. 1 SGB II i.V.m. § 45 Abs. 1 SGB III": "§ 16 Abs. 1 SGB II i. V. m. § 45 Abs. 1 SGB III",
      "§ 16 Abs. 1 SGB II i.V.m. § 45 SGB III": "§ 16 Abs. 1 SGB II i. V. m. § 45 SGB III",
      "§ 16 Abs. 1 SGB II i.V.m. § 46 Abs. 1 Satz 2 SGB III (a. F.)": "§ 16 Abs. 1 SGB II i. V. m. § 46 Abs. 1 Satz 2 SGB III a. F.",
      "§ 16 Abs. 1 SGB II i.V.m. § 46 SGB III (a. F.)": "§ 16 Abs. 1 SGB II i. V. m. § 46 SGB III a. F.",
      "§ 16 Abs. 1 SGB II i.V.m. § 46 SGB III a. F.": "§ 16 Abs. 1 SGB II i. V. m. § 46 SGB III a. F.",
      "§ 16 Abs. 1 SGB II i.V.m. § 81 SGB III": "§ 16 Abs. 1 SGB II i. V. m. § 81 SGB III",
      "§ 16 Abs. 1 SGB II i.V.m. §§ 45, 75, 81 SGB III": "§ 16 Abs. 1 SGB II i. V. m. §§ 45, 75, 81 SGB III",
      "§ 16 Abs. 1 Satz 1 SGB II i.V.m. § 45 SGB III": "§ 16 Abs. 1 Satz 1 SGB II i. V. m. § 45 SGB III",
      "§ 16 Abs. 1SGB II i.V.m. § 45 Abs.1 SGB III": "§ 16 Abs. 1 SGB II i. V. m. § 45 Abs. 1 SGB III",
      "§ 16 Abs.1 SGB II i.V.m. § 45 Abs. 1 SGB III": "§ 16 Abs. 1 SGB II i. V. m. § 45 Abs. 1 SGB III",
      "§ 16 Abs.1 SGB II i.V.m. § 46 Abs.1 Nr. 1 SGB III a.F.": "§ 16 Abs. 1 SGB II i. V. m. § 46 Abs. 1 Nr. 1 SGB III a. F.",
      "§ 16 SGB II i. V. m. § 45 SGB III": "§ 16 SGB II i. V. m. § 45 SGB III",
      "§ 16 SGB II i.V.m. § 45 SGB III": "§ 16 SGB II i. V. m. § 45 SGB III",
      "§ 16 SGBII i. V. m. § 45 SGB III bzw. § 16f SGB II": "§ 16 SGB II i. V. m. § 45 SGB III, § 16f SGB II",
      "§ 16 a SGB II": "§ 16a SGB II",
      "§ 16 d SGB II": "§ 16d SGB II",
      "§ 16a SGB II": "§ 16a SGB II",
      "§ 16b SGB II": "§ 16b SGB II",
      "§ 16c SGB II": "§ 16c SGB II",
      "§ 16d SGB II": "§ 16d SGB II",
      "§ 16e SGB II": "§ 16e SGB II",
      "§ 16e bzw. 16f SGB II": "§§ 16e, 16f SGB II",
      "§ 16f SGB II": "§ 16f SGB II",
      "§ 16f SGB II (Andere Leistungen nach Absatz 1)": "–",
      "§ 18e SGB II": "§ 18e SGB II",
      "§ 25 Abs. 1 S.1 SGB III": "§ 25 Abs. 1 Satz 1 SGB III",
      "§ 44b Abs. 4 SGB II": "§ 44b Abs. 4 SGB II",
      "§ 44b SGB II": "§ 44b SGB II",
      "§ 45 SGB III": "§ 45 SGB III",
      "§ 45 SGB III i.V.m. § 16 Abs. 1 SGB II": "§ 45 SGB III i. V. m. § 16 Abs. 1 SGB II",
      "§ 48a SGB II": "§ 48a SGB II",
      "§ 54a SGB III": "§ 54a SGB III",
      "§ 75 SGB III": "§ 75 SGB III",
      "§ 75 SGB III bzw. § 81ff SGB III": "§ 75 SGB III, §§ 81 ff. SGB III",
      "§16 Abs.1 Satz 2 SGB II i. V. mit § 45 SGB III": "§ 16 Abs. 1 Satz 2 SGB II i. V. m. § 45 SGB III",
      "§16 SGB II i.V.m. §45 SGB III": "§ 16 SGB II i. V. m. § 45 SGB III",
      "§16a SGB II": "§ 16a SGB II",
      "§§ 16, 16a – f SGB II": "§§ 16, 16a–16f SGB II",
      "§§ 45 und 75 SGB III": "§§ 45, 75 SGB III",
      "§§ 61, 61a SGB III": "§§ 61, 61a SGB III",
      "§§ 81ff SGB III": "§§ 81 ff. SGB III",
    }
  `);
});

/** What is deliberately not a citation of sections, with what it is instead. */
const NOT_WHOLE: Record<string, string> = {
  "§ 16f SGB II (Andere Leistungen nach Absatz 1)": "a citation with an explanation behind it",
};
const NOT_A_CITATION: Record<string, string> = {
  "16 a Leistungen (Kinderbetreuung)": "a name without a paragraph sign and a law book",
  "alle maßgeblichen Vorschriften des SGB II und SGB III": "names two whole books and no section",
  "Förderbestimmungen zu EFRE und zur „Fachkräfteinitiative NRW“": "funding rules outside the law books",
};

it("reads all of them whole, except for those with words around the citation", () => {
  const others = cited.filter((text) => !parseCitation(text));
  expect(others).toEqual([...Object.keys(NOT_WHOLE), ...Object.keys(NOT_A_CITATION)].toSorted());
  expect(Object.keys(NOT_WHOLE).map((text) => printCitation(citationIn(text)!))).toEqual(["§ 16f SGB II"]);
  expect(Object.keys(NOT_A_CITATION).map(citationIn)).toEqual([undefined, undefined, undefined]);
});

const crosswalk = realCrosswalk("2025-06-01");
const resolved = examples.flatMap((example) =>
  resolveBases(example.legalBases, crosswalk, lawBy).map((basis) => ({ example: example.slug, ...basis })),
);

it("leads from every citation to a provision in force on the day of its source, or says which not", () => {
  const open = resolved.filter(({ provision }) => provision === null).map(({ cited }) => cited);
  expect(open.toSorted()).toEqual(Object.keys(NOT_A_CITATION).toSorted());
});

it("takes a version out of force only where the source or the seed says so", () => {
  const old = resolved.filter(
    ({ provision, sources }) => provision && !crosswalk.isInForce(provision, lawAsOf(sources[0]!.source)),
  );
  expect(old.map(({ example, cited, provision }) => [example, cited, provision!.slug])).toMatchInlineSnapshot(`
    [
      [
        "aktivierungshilfen-jugendliche-greiz",
        "§ 16 Abs.1 SGB II i.V.m. § 46 Abs.1 Nr. 1 SGB III a.F.",
        "sgb3-46-2009",
      ],
      [
        "aktivierungshilfen-jugendliche-greiz",
        "§§ 61, 61a SGB III",
        "sgb3-61-1998",
      ],
      [
        "aktivierungshilfen-jugendliche-greiz",
        "§§ 61, 61a SGB III",
        "sgb3-61a-2009",
      ],
      [
        "stabilisierung-orientierung-oberhavel",
        "§ 16 Abs. 1 SGB II i.V.m. § 46 SGB III (a. F.)",
        "sgb3-46-2009",
      ],
      [
        "stabilisierung-orientierung-oberhavel",
        "§ 16 Abs. 1 SGB II i.V.m. § 46 Abs. 1 Satz 2 SGB III (a. F.)",
        "sgb3-46-2009",
      ],
      [
        "stabilisierung-orientierung-oberhavel",
        "§ 16 Abs. 1 SGB II i.V.m. § 46 SGB III a. F.",
        "sgb3-46-2009",
      ],
    ]
  `);
});

test.each(resolved.filter(({ provision }) => provision))(
  "$example: the section of “$cited” is that of the provision",
  ({ canonical, provision }) => {
    const [section] = crosswalk.read(parseCitation(canonical!)!);
    expect(section).toMatchObject({ section: provision!.section, lawBook: provision!.lawBook });
  },
);

it("gives a line of its own to each section of a list or range", () => {
  const lines = (text: string) => resolved.filter(({ cited }) => cited === text).map(({ canonical, provision }) => [canonical, provision!.slug]);
  expect(lines("§§ 16, 16a – f SGB II")).toEqual([
    ["§ 16 SGB II", "sgb2-16-2012"],
    ["§ 16a SGB II", "sgb2-16a-2009"],
    ["§ 16b SGB II", "sgb2-16b-2009"],
    ["§ 16c SGB II", "sgb2-16c-2012"],
    ["§ 16d SGB II", "sgb2-16d-2012"],
    ["§ 16e SGB II", "sgb2-16e-2012"],
    ["§ 16f SGB II", "sgb2-16f-2012"],
  ]);
  expect(lines("§§ 61, 61a SGB III")).toEqual([
    ["§ 61 SGB III", "sgb3-61-1998"],
    ["§ 61a SGB III", "sgb3-61a-2009"],
  ]);
});
