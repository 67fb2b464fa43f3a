import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  expandSections,
  findCitations,
  parseCitation,
  printCitation,
  sameSection,
  type Citation,
  type Norm,
  type SectionRef,
} from "../../src/domain/citation.ts";
import { LAW_BOOKS, type LawBook } from "../../src/domain/terms.ts";

const canonical = (text: string) => {
  const citation = parseCitation(text);
  return citation && printCitation(citation);
};
const sections = (text: string) =>
  parseCitation(text)!.norms.flatMap((n) => expandSections(n).map((s) => `${s.number}${s.letter}`));

describe("a citation as practitioners write it is printed in one canonical form", () => {
  test.each([
    ["§16e SGB II", "§ 16e SGB II"],
    ["§ 16 e SGB II", "§ 16e SGB II"],
    ["§ 16 d SGB II", "§ 16d SGB II"],
    ["16e", "§ 16e"],
    ["16e SGB II", "§ 16e SGB II"],
    ["SGB II § 16i", "§ 16i SGB II"],
    ["SGB 2 § 16e", "§ 16e SGB II"],
    ["§ 16e SGBII", "§ 16e SGB II"],
    ["§ 16e Sozialgesetzbuch II", "§ 16e SGB II"],
    ["Paragraf 16e sgb ii", "§ 16e SGB II"],
    ["Paragraph 16 e", "§ 16e"],
    [
      "§ 16 Abs. 1 Satz 2 SGB II i.V.m. § 45 Abs. 1 Nr. 1, 2 und 3 SGB III",
      "§ 16 Abs. 1 Satz 2 SGB II i. V. m. § 45 Abs. 1 Nr. 1, 2 und 3 SGB III",
    ],
    ["§ 16 Abs.1 SGB II i.V.m. § 45 Abs. 1 SGB III", "§ 16 Abs. 1 SGB II i. V. m. § 45 Abs. 1 SGB III"],
    ["§ 16 Abs. 1SGB II in Verbindung mit § 45 Abs.1 SGB III", "§ 16 Abs. 1 SGB II i. V. m. § 45 Abs. 1 SGB III"],
    ["§ 45 SGB III i. V. m. § 16 I SGB II", "§ 45 SGB III i. V. m. § 16 Abs. 1 SGB II"],
    ["§ 16 (2) SGB II", "§ 16 Abs. 2 SGB II"],
    ["§ 16 Absatz 1 Satz 1 1. Halbsatz SGB II", "§ 16 Abs. 1 Satz 1 Hs. 1 SGB II"],
    ["§ 16 Abs. 1 S. 1 SGB II", "§ 16 Abs. 1 Satz 1 SGB II"],
    ["§ 48 Abs. 2 lit. b SGB III", "§ 48 Abs. 2 Buchst. b SGB III"],
    ["§ 46 Abs. 1 Nr. 1 bis 3 SGB III", "§ 46 Abs. 1 Nr. 1, 2 und 3 SGB III"],
    ["§§ 45, 75, 81 SGB III", "§§ 45, 75, 81 SGB III"],
    ["§§ 45 und 46 SGB III", "§§ 45, 46 SGB III"],
    ["§§ 61, 61a SGB III", "§§ 61, 61a SGB III"],
    ["§§ 16, 16a – f SGB II", "§§ 16, 16a–16f SGB II"],
    ["§§ 16 a bis f SGB II", "§§ 16a–16f SGB II"],
    ["§§ 81-87 SGB III", "§§ 81–87 SGB III"],
    ["§§ 81ff SGB III", "§§ 81 ff. SGB III"],
    ["§ 117 ff. SGB III", "§§ 117 ff. SGB III"],
    ["§ 46 SGB III a. F.", "§ 46 SGB III a. F."],
    ["§46 a.F.", "§ 46 a. F."],
    ["§ 46 a. F. SGB III", "§ 46 SGB III a. F."],
    ["§ 46 SGB III alte Fassung", "§ 46 SGB III a. F."],
    ["§ 45 SGB III n. F.", "§ 45 SGB III n. F."],
    ["§ 46 SGB III (a. F.)", "§ 46 SGB III a. F."],
    ["§ 46 (alte Fassung) SGB III", "§ 46 SGB III a. F."],
    ["§ 45 SGB III ( n.F. )", "§ 45 SGB III n. F."],
    ["§ 16 Abs. 1 SGB II i. V. mit § 46 SGB III (aF)", "§ 16 Abs. 1 SGB II i. V. m. § 46 SGB III a. F."],
    ["§ 16e bzw. 16f SGB II", "§§ 16e, 16f SGB II"],
    ["§ 75 SGB III bzw. §§ 81ff SGB III", "§ 75 SGB III, §§ 81 ff. SGB III"],
    ["§ 16 Abs. 1, 2 bzw. 3 SGB II", "§ 16 Abs. 1, 2 und 3 SGB II"],
    ["§ 16f SGB II und § 44 SGB III", "§ 16f SGB II, § 44 SGB III"],
    ["§ 45, § 46 SGB III", "§ 45 SGB III, § 46 SGB III"],
    ["§§ 45 i.V.m. 46 SGB III", "§ 45 SGB III i. V. m. § 46 SGB III"],
    ["§ 16 i.V.m. § 45 SGB III", "§ 16 i. V. m. § 45 SGB III"],
    ["SGB II § 16i, § 16e", "§ 16i SGB II, § 16e SGB II"],
    ["§ 54 a SGB III", "§ 54a SGB III"],
    ["SGB  III", "SGB III"],
  ])("%s → %s", (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test.each([
    "45",
    "",
    "SGB",
    "§",
    "Abs. 1",
    "§ SGB II",
    "16 Personen",
    "foo § 16e SGB II",
    "§ 16e SGB II bar",
    "SGB XIII",
    "§ 16ee SGB II",
    "1:20",
  ])("what is not a citation is not guessed: %j", (text) => expect(parseCitation(text)).toBeUndefined());
});

it("keeps § 16e and § 16d, and SGB II and SGB III, apart", () => {
  const e = { lawBook: "SGB_II", number: 16, letter: "e" } as const;
  expect(sameSection(e, { ...e })).toBe(true);
  expect(sameSection(e, { ...e, letter: "d" })).toBe(false);
  expect(sameSection(e, { ...e, lawBook: "SGB_III" })).toBe(false);
});

test.each([
  ["§§ 16, 16a – f SGB II", ["16", "16a", "16b", "16c", "16d", "16e", "16f"]],
  ["§§ 16–16c SGB II", ["16", "16a", "16b", "16c"]],
  ["§§ 81–84 SGB III", ["81", "82", "83", "84"]],
  ["§§ 81 ff. SGB III", ["81"]],
  ["§§ 81 f. SGB III", ["81", "82"]],
  ["§§ 1–900 SGB III", ["1", "900"]],
  ["§§ 45, 45, 46 SGB III", ["45", "46"]],
])("spells out the sections of %s", (text, expected) => {
  expect(sections(text)).toEqual(expected);
});

describe("citations inside a text", () => {
  const found = (text: string) => findCitations(text).map((f) => f.text);
  test.each<[string, string[]]>([
    ["Alleinerziehende Teilzeit § 45", ["§ 45"]],
    ["§16e alleinerziehnde", ["§16e"]],
    ["Coaching gem. § 45 SGB III und AGH", ["§ 45 SGB III"]],
    ["alles zu 16i und Vorläufern", ["16i"]],
    ["120 Plätze, 16 Personen, 1:20, SGB II", []],
    ["vgl. § 16 Abs. 1 SGB II i.V.m. § 45 SGB III. Danach", ["§ 16 Abs. 1 SGB II i.V.m. § 45 SGB III"]],
    ["§ 45 SGB III u. a.", ["§ 45 SGB III"]],
    ["§ 46 SGB III (a. F.), jetzt § 45", ["§ 46 SGB III (a. F.)", "§ 45"]],
    ["§ 45 SGB III bzw. Landesmittel", ["§ 45 SGB III"]],
    ["§ 46 SGB III (alte Regelung)", ["§ 46 SGB III"]],
    ["45 SGB III", ["45 SGB III"]],
  ])("%s", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

// --- properties -----------------------------------------------------------------------------------------------------------------

const number = fc.integer({ min: 1, max: 421 });
const letter = fc.constantFrom("", "", "a", "b", "c", "d", "e", "g", "h", "i", "k");
const values = fc.uniqueArray(fc.integer({ min: 1, max: 9 }).map(String), { minLength: 1, maxLength: 3 });
const subdivisions = (many: boolean) =>
  fc
    .tuple(fc.option(values), fc.option(values), fc.option(values))
    .map(([abs, satz, nr]) =>
      [
        abs && { kind: "Abs" as const, values: abs },
        satz && { kind: "Satz" as const, values: satz },
        nr && { kind: "Nr" as const, values: nr },
      ]
        .filter((s) => s !== null)
        .map((s) => (many ? { ...s, values: s.values.slice(0, 1) } : s)),
    );
const section = (many: boolean): fc.Arbitrary<SectionRef> =>
  fc.record(
    { number, letter, subdivisions: subdivisions(many) },
    { requiredKeys: ["number", "letter", "subdivisions"] },
  );
const lawBook = fc.constantFrom(...(Object.keys(LAW_BOOKS) as LawBook[]));
const norm: fc.Arbitrary<Norm> = fc.oneof(
  fc.record({ lawBook, sections: section(false).map((s) => [s]), former: fc.boolean() }),
  fc.record({ lawBook, sections: fc.array(section(true), { minLength: 2, maxLength: 4 }), former: fc.boolean() }),
);
const citation: fc.Arbitrary<Citation> = fc.array(norm, { minLength: 1, maxLength: 3 }).chain((norms) =>
  fc.record({
    norms: fc.constant(norms),
    joins: fc.array(fc.constantFrom("with" as const, "and" as const), {
      minLength: norms.length - 1,
      maxLength: norms.length - 1,
    }),
  }),
);

it("reads back what it prints, whatever the citation", () => {
  fc.assert(
    fc.property(citation, (c) => {
      expect(parseCitation(printCitation(c))).toEqual(c);
    }),
    { numRuns: 500 },
  );
});

it("reads the same from other spaces, dashes and capitals", () => {
  const disturb = (text: string, seed: number) =>
    [...text]
      .map((ch, i) =>
        ch === " "
          ? [" ", "\u00A0", "  ", "\u202F"][(seed + i) % 4]!
          : ch === "–"
            ? ["-", "—", "–"][(seed + i) % 3]!
            : ch,
      )
      .join("");
  fc.assert(
    fc.property(citation, fc.nat(1000), (c, seed) => {
      expect(parseCitation(disturb(printCitation(c), seed))).toEqual(c);
    }),
  );
  expect(parseCitation("§ 16E SGB II")).toEqual(parseCitation("§ 16e sgb ii"));
});

it("prints differently as soon as a letter, a number or a book differs", () => {
  fc.assert(
    fc.property(citation, citation, (a, b) => {
      expect(printCitation(a) === printCitation(b)).toBe(
        JSON.stringify(a) === JSON.stringify(b) || fc.stringify(a) === fc.stringify(b),
      );
    }),
  );
});

it("finds each citation at its place in any text", () => {
  fc.assert(
    fc.property(fc.string(), citation, fc.string(), (before, c, after) => {
      const text = `${before} ${printCitation(c)} ${after}`;
      for (const hit of findCitations(text)) expect(text.slice(hit.start, hit.end)).toBe(hit.text);
    }),
  );
});

it("neither throws nor takes long on any text", () => {
  const pieces = [
    "§",
    "§§",
    " ",
    "16",
    "a",
    "e",
    ",",
    "und ",
    "Abs. ",
    "SGB ",
    "II",
    "i.V.m. ",
    "a. F.",
    "-",
    "bis ",
    "ff",
    "(",
    "1)",
    "😀",
    "\u0000",
    "x".repeat(50),
    "9".repeat(30),
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 10_000 }),
        fc.array(fc.constantFrom(...pieces), { maxLength: 3000 }).map((p) => p.join("")),
      ),
      (text) => {
        const start = performance.now();
        parseCitation(text);
        findCitations(text);
        expect(performance.now() - start).toBeLessThan(500);
      },
    ),
    { numRuns: 200 },
  );
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(10_000 / piece.length));
    const start = performance.now();
    findCitations(text);
    expect(performance.now() - start).toBeLessThan(500);
  }
});
