// Counting what the catalogue says: each number of the report, on a few examples made for it.
import { describe, expect, it } from "vitest";
import {
  citationsOf,
  coverageOf,
  factsWithoutPages,
  unusedTerms,
  usesOf,
  type CatalogueSeeds,
} from "../../src/catalogue/coverage.ts";
import { MARKERS, report, summary, withSummary } from "../../src/catalogue/coverage-report.ts";
import {
  KeywordEntry,
  MethodEntry,
  OrganisationEntry,
  ProvisionEntry,
  SourceEntry,
  TargetGroupEntry,
} from "../../src/domain/vocabulary.ts";
import { SourceTableContent } from "../../src/domain/source-table.ts";
import { aBudget, aCount, anExample, anOutcome } from "../support/content.ts";

const from = (source: string, pages?: string) => [pages ? { source, pages } : { source, section: "Folie 3" }];
const group = (slug: string, broader?: string) =>
  TargetGroupEntry.parse({ slug, label: slug, ...(broader ? { broader } : {}) });

const seeds: CatalogueSeeds = {
  lists: {
    sources: ["sammlung", "folien", "leer"].map((slug) =>
      SourceEntry.parse({ slug, title: slug, lawAsOf: "2013-08-01" }),
    ),
    targetGroups: [
      group("familien"),
      group("alleinerziehende", "familien"),
      group("junge-eltern", "familien"),
      group("niemand"),
    ],
    methods: ["coaching", "gruppe"].map((slug) => MethodEntry.parse({ slug, label: slug })),
    keywords: [
      KeywordEntry.parse({ slug: "oberwort", label: "Oberwort" }),
      KeywordEntry.parse({ slug: "verweis", label: "Verweis", see: "wort", broader: "oberwort" }),
      KeywordEntry.parse({ slug: "wort", label: "Wort" }),
      KeywordEntry.parse({ slug: "tot", label: "Tot" }),
    ],
    organisations: [
      OrganisationEntry.parse({
        slug: "jobcenter-heidenheim",
        name: "Jobcenter",
        kind: "JOINT_FACILITY",
        unverified: ["kind"],
      }),
    ],
    instruments: [],
    provisions: [
      ProvisionEntry.parse({
        slug: "sgb3-45-2012",
        lawBook: "SGB_III",
        section: "45",
        title: "Titel",
        validFrom: "2012-04-01",
        reference: "BGBl.",
        unverified: true,
      }),
    ],
  },
  examples: [
    anExample({
      slug: "viel-gesagt",
      sources: [...from("sammlung", "8"), ...from("folien")],
      methods: ["coaching"],
      keywords: ["wort"],
      legalBases: [
        { cited: "§ 45 SGB III", sources: from("sammlung", "8") },
        { cited: "§ 99 SGB III", sources: from("sammlung", "8") },
      ],
      budgets: [aBudget({ amount: 1000, basis: "TOTAL", sources: from("sammlung", "8") })],
      participants: [aCount({ value: 10, kind: "TOTAL", sources: from("folien") })],
      outcomes: [
        anOutcome({ n: 20, planned: true, sources: from("sammlung", "8") }),
        anOutcome({ sources: from("sammlung", "8") }),
      ],
      editorialNotes: [{ text: "Zwei Angaben widersprechen sich.", sources: from("folien") }],
    }),
    anExample({
      slug: "wenig-gesagt",
      sources: from("sammlung", "9"),
      related: [{ example: "viel-gesagt", note: "Vorläufer" }],
    }),
  ],
  tables: [
    SourceTableContent.parse({
      slug: "tabelle",
      source: "leer",
      title: "Tabelle",
      section: "1",
      columns: [{ label: "Jahr" }, { label: "Zahl", unit: "COUNT" }],
      rows: [{ cells: ["2012", 1] }],
    }),
  ],
};

describe("coverage", () => {
  const columns = coverageOf(seeds);
  const having = (source: string, name: string) => columns.find((column) => column.source === source)!.having.get(name);

  it("has a column for each source and one for all; an example of two sources counts with both and once in all", () => {
    expect(columns.map(({ source, examples, tables }) => [source, examples, tables])).toEqual([
      ["sammlung", 2, 0],
      ["folien", 1, 0],
      ["leer", 0, 1],
      ["gesamt", 2, 1],
    ]);
  });

  it("counts examples, not facts", () => {
    expect(having("gesamt", "Rechtsgrundlage")).toBe(1);
    expect(having("gesamt", "Methode")).toBe(1);
    expect(having("folien", "Mittelvolumen")).toBe(1);
    expect(having("leer", "Mittelvolumen")).toBe(0);
    expect(having("gesamt", "verwandte Beispiele genannt")).toBe(1);
    expect(having("gesamt", "Laufzeit")).toBe(0);
  });

  it("derives what readers are shown: cost and evidence", () => {
    expect(having("gesamt", "Kosten je Teilnahme ableitbar")).toBe(1);
    expect(having("gesamt", "Kosten je Teilnahmemonat ableitbar")).toBe(0);
    expect(having("gesamt", "Nachweisgüte: gezählt")).toBe(1);
    expect(having("gesamt", "Nachweisgüte: beschrieben")).toBe(1);
  });

  it("takes no n from a planned outcome", () => {
    expect(having("gesamt", "Ergebnis, gezählt")).toBe(1);
    expect(having("gesamt", "Ergebnis, gezählt, mit Bezugsgröße (n)")).toBe(0);
  });
});

it("finds the facts that name no page", () => {
  expect([...factsWithoutPages(seeds.examples)]).toEqual([["folien", 2]]);
});

it("finds the citations that lead to no provision", () => {
  const open = citationsOf(seeds, "2026-01-01").filter(({ provision }) => provision === null);
  expect(open.map(({ example, cited }) => [example, cited])).toEqual([["viel-gesagt", "§ 99 SGB III"]]);
});

describe("terms", () => {
  it("are counted once an example", () => {
    expect([...usesOf("targetGroups", seeds)].filter(([, uses]) => uses > 0)).toEqual([["alleinerziehende", 2]]);
    expect([...usesOf("sources", seeds)]).toEqual([
      ["sammlung", 2],
      ["folien", 1],
      ["leer", 1],
    ]);
  });
  it("are needed when named, when broader than a needed one, and when they refer to another", () => {
    expect(unusedTerms("targetGroups", seeds)).toEqual(["junge-eltern", "niemand"]);
    expect(unusedTerms("methods", seeds)).toEqual(["gruppe"]);
    expect(unusedTerms("keywords", seeds)).toEqual(["tot"]);
    expect(unusedTerms("sources", seeds)).toEqual([]);
  });
});

describe("the report", () => {
  const text = report(seeds, "2026-01-01");
  it("names what is open, one a line", () => {
    for (const line of [
      "Methoden, nie genannt: 1\n  gruppe",
      "Zitate ohne Vorschrift (von 2): 1\n  viel-gesagt: § 99 SGB III",
      "Nicht geprüfte Vorschriften und Organisationen: 2\n  sgb3-45-2012\n  jobcenter-heidenheim: kind",
      "Vermerkte Widersprüche und Lücken: 1\n  viel-gesagt: Zwei Angaben widersprechen sich.",
      "Quellen, nie genannt: keine",
    ])
      expect(text).toContain(line);
  });
  it("has tables whose lines are equally long", () => {
    for (const block of text.split("\n\n").filter((part) => part.startsWith("|")))
      expect(new Set(block.split("\n").map((line) => line.length)).size).toBe(1);
  });
  it("goes between its two markers and leaves the rest alone", () => {
    const readme = `vorher\n\n${MARKERS[0]}\nalt\n${MARKERS[1]}\n\nnachher\n`;
    const written = withSummary(readme, seeds);
    expect(written).toBe(`vorher\n\n${MARKERS[0]}\n\n${summary(seeds)}\n\n${MARKERS[1]}\n\nnachher\n`);
    expect(withSummary(written, seeds)).toBe(written);
  });
  it("refuses a file without the markers", () => {
    for (const readme of ["", MARKERS[0], MARKERS.toReversed().join("\n"), [...MARKERS, MARKERS[0]].join("\n")])
      expect(() => withSummary(readme, seeds)).toThrow("fehlen");
  });
});
