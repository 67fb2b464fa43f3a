// The schema of an example: what it refuses, where, and in which words.
import { describe, expect, it, test } from "vitest";
import { contentWith, ExampleContent, sourcesOf, type KnownTerms } from "../../src/domain/content.ts";
import { aBudget, aCount, anExample, anOutcome, SOURCES } from "../support/content.ts";

type Given = Record<string, unknown>;

/** The faults of an example with these parts, as "path: message". */
const faults = (given: Given, schema: typeof ExampleContent = ExampleContent) =>
  (schema.safeParse({ ...anExample(), ...given }).error?.issues ?? []).map((i) => `${i.path.join(".")}: ${i.message}`);

const comparison = { design: "BEFORE_AFTER", text: "Stand davor" } as const;

describe("refuses a range that falls", () => {
  test.each<[string, Given]>([
    [
      "budgets.0.amountMax: darf nicht kleiner sein als amount",
      { budgets: [{ ...aBudget({ amount: 100 }), amountMax: 99 }] },
    ],
    [
      "participants.0.valueMax: darf nicht kleiner sein als value",
      { participants: [{ ...aCount({ value: 20 }), valueMax: 19 }] },
    ],
    [
      "outcomes.0.valueMax: darf nicht kleiner sein als value",
      { outcomes: [{ ...anOutcome({ value: 5 }), valueMax: 4 }] },
    ],
    [
      "staffingRatios.0.clientsMax: darf nicht kleiner sein als clientsMin",
      { staffingRatios: [{ clientsMin: 20, clientsMax: 15, sources: SOURCES }] },
    ],
    [
      "individualDuration.monthsMax: darf nicht kleiner sein als monthsMin",
      { individualDuration: { monthsMin: 6, monthsMax: 3, sources: SOURCES } },
    ],
    ["weeklyHours.max: darf nicht kleiner sein als min", { weeklyHours: { min: 30, max: 15, sources: SOURCES } }],
    ["period.end: liegt vor dem Beginn", { period: { start: "2012-05", end: "2012-04", sources: SOURCES } }],
    ["period.end: liegt vor dem Beginn", { period: { start: "2013", end: "2012-12-31", sources: SOURCES } }],
  ])("%s", (fault, given) => {
    expect(faults(given)).toEqual([fault]);
  });

  it("but takes one of equal ends, and dates that differ only in precision", () => {
    expect(
      faults({
        budgets: [aBudget({ amount: 100, amountMax: 100 })],
        weeklyHours: { min: 30, max: 30, sources: SOURCES },
        period: { start: "2012-05-17", end: "2012", sources: SOURCES },
      }),
    ).toEqual([]);
  });
});

describe("refuses what says nothing", () => {
  test.each<[string, Given]>([
    ["individualDuration: Mindest- oder Höchstdauer fehlt", { individualDuration: { sources: SOURCES } }],
    ["weeklyHours: Stundenzahl fehlt", { weeklyHours: { note: "Vollzeit", sources: SOURCES } }],
    ["sources.0: Seite oder Abschnitt fehlt", { sources: [{ source: "ag-eingliederung-2013" }] }],
    [
      "budgets.0.sources.0: Seite oder Abschnitt fehlt",
      { budgets: [{ ...aBudget(), sources: [{ source: "ag-eingliederung-2013" }] }] },
    ],
  ])("%s", (fault, given) => {
    expect(faults(given)).toEqual([fault]);
  });

  test.each(["sources", "targetGroups"])("an example needs %s", (field) => {
    expect(faults({ [field]: [] })).toHaveLength(1);
    expect(faults({ [field]: undefined })).toHaveLength(1);
  });
  test.each(["budgets", "participants", "outcomes", "staffing", "staffingRatios", "legalBases", "editorialNotes"])(
    "every fact in %s needs a source",
    (field) => {
      const fact = {
        budgets: aBudget(),
        participants: aCount(),
        outcomes: anOutcome(),
        staffing: { role: "Coaching" },
        staffingRatios: { clientsMin: 20 },
        legalBases: { cited: "§ 45 SGB III" },
        editorialNotes: { text: "Die Summe stimmt nicht." },
      }[field];
      expect(faults({ [field]: [{ ...fact, sources: SOURCES }] })).toEqual([]);
      expect(faults({ [field]: [{ ...fact, sources: [] }] })).toEqual([
        expect.stringContaining(`${field}.0.sources: `),
      ]);
      expect(faults({ [field]: [{ ...fact, sources: undefined }] })).toEqual([
        expect.stringContaining(`${field}.0.sources: `),
      ]);
    },
  );
});

describe("a page reference", () => {
  test.each(["19", "19-23", "19, 21", "8, 19-23, 101"])("may be %j", (pages) => {
    expect(faults({ sources: [{ source: "ag-eingliederung-2013", pages }] })).toEqual([]);
  });
  test.each(["", "S. 19", "19–23", "19,21", "19-", "12345", "19 21"])("may not be %j", (pages) => {
    expect(faults({ sources: [{ source: "ag-eingliederung-2013", pages }] })).toEqual([
      "sources.0.pages: Seiten wie „19“, „19-23“ oder „19, 21“",
    ]);
  });
  it("may be a section where there are no pages", () => {
    expect(faults({ sources: [{ source: "ag-eingliederung-2013", section: "Folie 7" }] })).toEqual([]);
  });
});

describe("a date", () => {
  const dated = (asOf: unknown) => faults({ outcomes: [{ ...anOutcome(), asOf }] });
  test.each(["2012", "2012-05", "2012-05-01", "2012-02-29"])("may be %s", (date) => {
    expect(dated(date)).toEqual([]);
  });
  test.each(["12", "2012-13", "2012-00", "2012-5", "01.05.2012", "Mai 2012", "2012-05-01T00:00", "2012-05-01 "])(
    "may not be %j",
    (date) => {
      expect(dated(date)).toContain("outcomes.0.asOf: ein Datum wie 2012, 2012-05 oder 2012-05-01");
    },
  );
  test.each(["2013-02-29", "2013-04-31"])("may not be %s, which no calendar has", (date) => {
    expect(dated(date)).toEqual(["outcomes.0.asOf: diesen Tag gibt es nicht"]);
  });
});

describe("a slug", () => {
  test.each(["ab", "teilzeit-aktiv", "fit-4-life", "a".repeat(80)])("may be %s", (slug) => {
    expect(faults({ slug })).toEqual([]);
  });
  test.each(["Teilzeit", "teil zeit", "-a", "a--b", "maß", "a_b", "a/b", ".."])("may not be %j", (slug) => {
    expect(faults({ slug })).toContain(
      "slug: nur Kleinbuchstaben, Ziffern und einzelne Bindestriche, zum Beispiel „teilzeit-aktiv“",
    );
  });
  it("is neither shorter than 2 nor longer than 80 characters", () => {
    expect(faults({ slug: "a" })).toHaveLength(1);
    expect(faults({ slug: "a".repeat(81) })).toHaveLength(1);
  });
});

describe("control characters", () => {
  const NUL = "\u0000";
  test.each([NUL, "\u0007", "\u001B", "\u007F", "\n", "\t", "\u0085"])("are refused in a line: %j", (character) => {
    expect(faults({ title: `Teil${character}zeit` })).toEqual([
      "title: Steuerzeichen und Zeilenumbrüche sind hier nicht erlaubt",
    ]);
  });
  test.each([NUL, "\u0007", "\u001B", "\u007F"])("are refused in prose: %j", (character) => {
    expect(faults({ goal: `Teil${character}zeit` })).toEqual(["goal: Steuerzeichen sind nicht erlaubt"]);
  });
  it("do not include line breaks, tabs and any language's letters in prose", () => {
    expect(faults({ goal: "Erster Absatz.\n\nZweiter\tAbsatz: Übergang, œuvre, Türkçe, 中文, 👩‍💼" })).toEqual([]);
  });
  it("are refused in every line an example has", () => {
    const bad = `a${NUL}b`;
    const message = "Steuerzeichen und Zeilenumbrüche sind hier nicht erlaubt";
    expect(
      faults({
        partners: [bad],
        legalBases: [{ cited: bad, note: bad, sources: SOURCES }],
        budgets: [
          { ...aBudget(), scope: bad, note: bad, sources: [{ source: "ag-eingliederung-2013", section: bad }] },
        ],
        staffing: [{ role: bad, qualification: bad, sources: SOURCES }],
        staffingRatios: [{ clientsMin: 20, counted: bad, sources: SOURCES }],
        outcomes: [{ ...anOutcome(), indicator: bad, comparison: { ...comparison, text: bad } }],
        editorialNotes: [{ text: bad, sources: SOURCES }],
      }),
    ).toEqual([
      `partners.0: ${message}`,
      `legalBases.0.cited: ${message}`,
      `legalBases.0.note: ${message}`,
      `budgets.0.scope: ${message}`,
      `budgets.0.note: ${message}`,
      `budgets.0.sources.0.section: ${message}`,
      `staffingRatios.0.counted: ${message}`,
      `staffing.0.role: ${message}`,
      `staffing.0.qualification: ${message}`,
      `outcomes.0.indicator: ${message}`,
      `outcomes.0.comparison.text: ${message}`,
      `editorialNotes.0.text: ${message}`,
    ]);
  });
});

describe("numbers", () => {
  test.each<[string, Given]>([
    ["a budget of nothing", { budgets: [{ ...aBudget(), amount: 0 }] }],
    ["a negative count", { participants: [{ ...aCount(), value: -1 }] }],
    ["a number without end", { budgets: [{ ...aBudget(), amount: Infinity }] }],
    ["what is not a number", { outcomes: [{ ...anOutcome(), value: Number.NaN }] }],
    ["a number as text", { outcomes: [{ ...anOutcome(), value: "12" }] }],
    ["half a person as n", { outcomes: [{ ...anOutcome(), n: 0.5 }] }],
    ["an n of nobody", { outcomes: [{ ...anOutcome(), n: 0 }] }],
    ["more hours than a week has", { weeklyHours: { max: 169, sources: SOURCES } }],
    ["another currency", { budgets: [{ ...aBudget(), currency: "DEM" }] }],
  ])("%s is refused in German", (_, given) => {
    expect(faults(given)).toEqual([
      expect.stringMatching(/: (höchstens|mindestens|muss (größer|kleiner) als|Ungültige)/),
    ]);
  });
});

it("refuses unknown fields and codes, in German", () => {
  expect(faults({ autor: "?" })).toEqual([': Unbekannter Schlüssel: "autor"']);
  expect(faults({ implementations: ["OUTSOURCING"] })).toEqual([
    expect.stringContaining("implementations.0: Ungültige Option"),
  ]);
});

it("trims texts and completes what may be left out", () => {
  const example = anExample({ title: "  Teilzeit aktiv ", budgets: [{ amount: 5, basis: "TOTAL", sources: SOURCES }] });
  expect(example).toMatchObject({
    title: "Teilzeit aktiv",
    keywords: [],
    outcomes: [],
    budgets: [{ currency: "EUR", approximate: false, planned: false }],
  });
  expect(faults({ title: "   " })).toHaveLength(1);
});

it("takes its own result again unchanged", () => {
  const example = anExample({ budgets: [aBudget()], period: { start: "2012", ongoing: true, sources: SOURCES } });
  expect(ExampleContent.parse(example)).toEqual(example);
});

describe("with the closed lists", () => {
  const known: KnownTerms = {
    methods: new Set(["coaching"]),
    examples: new Set(["teilzeit-aktiv"]),
    organisations: new Set(["jobcenter-heidenheim"]),
    targetGroups: new Set(["alleinerziehende"]),
    keywords: new Set(["coaching"]),
    sources: new Set(["ag-eingliederung-2013"]),
    provisions: new Set(["sgb3-45-2012"]),
  };
  const unknown = [{ source: "ag-eingliederung-2031", pages: "19" }];

  it("known names pass", () => {
    const given = {
      keywords: ["coaching"],
      legalBases: [{ cited: "§ 45", provisions: ["sgb3-45-2012"], sources: SOURCES }],
    };
    expect(faults(given, contentWith(known))).toEqual([]);
  });

  test.each<[string, Given]>([
    ["organisation: die Organisation „jobcenter-nirgends“ gibt es nicht", { organisation: "jobcenter-nirgends" }],
    ["targetGroups.1: die Zielgruppe „alle“ gibt es nicht", { targetGroups: ["alleinerziehende", "alle"] }],
    ["methods.0: die Methode „couching“ gibt es nicht", { methods: ["couching"] }],
    [
      "related.1.example: das Beispiel „teilzeit“ gibt es nicht",
      { related: ["teilzeit-aktiv", "teilzeit"].map((example) => ({ example, note: "dasselbe Konzept" })) },
    ],
    ["keywords.0: das Stichwort „couching“ gibt es nicht", { keywords: ["couching"] }],
    [
      "legalBases.0.provisions.1: die Vorschrift „sgb3-45-2013“ gibt es nicht",
      { legalBases: [{ cited: "§ 45", provisions: ["sgb3-45-2012", "sgb3-45-2013"], sources: SOURCES }] },
    ],
    ["sources.0.source: die Quelle „ag-eingliederung-2031“ gibt es nicht", { sources: unknown }],
    [
      "period.sources.0.source: die Quelle „ag-eingliederung-2031“ gibt es nicht",
      { period: { start: "2012", sources: unknown } },
    ],
    [
      "outcomes.1.sources.0.source: die Quelle „ag-eingliederung-2031“ gibt es nicht",
      { outcomes: [anOutcome(), { ...anOutcome(), sources: unknown }] },
    ],
  ])("reports at its path: %s", (fault, given) => {
    expect(faults(given, contentWith(known))).toEqual([fault]);
  });

  it("every unknown name is reported at once", () => {
    expect(faults({ organisation: "x1", keywords: ["x2", "x3"] }, contentWith(known))).toHaveLength(3);
  });

  it("no place of a source is forgotten", () => {
    const fact = { sources: unknown };
    const everywhere = anExample({
      sources: unknown,
      period: { start: "2012", ...fact },
      individualDuration: { monthsMin: 6, ...fact },
      weeklyHours: { max: 30, ...fact },
      legalBases: [{ cited: "§ 45", ...fact }],
      budgets: [aBudget(fact)],
      staffingRatios: [{ clientsMin: 20, ...fact }],
      staffing: [{ role: "Coaching", ...fact }],
      participants: [aCount(fact)],
      outcomes: [anOutcome(fact)],
      editorialNotes: [{ text: "Hinweis", ...fact }],
    });
    const places = JSON.stringify(everywhere).split("ag-eingliederung-2031").length - 1;
    expect(places).toBe(11);
    expect(sourcesOf(everywhere)).toHaveLength(places);
    expect(faults(everywhere, contentWith(known))).toHaveLength(places);
  });
});
