// Every format leads to the same draft: the form as text, Word and PDF, the same answers as a row of a table, and our own YAML.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { draftYaml } from "../../src/imports/draft-file.ts";
import { importFile } from "../../src/imports/import-file.ts";
import { importListsOf } from "../../src/imports/import-lists.ts";
import { aDocx, anXlsx, aPdf, FORM, winAnsi } from "../support/import-files.ts";
import { lists } from "../support/seeds.ts";

const known = importListsOf(lists);
const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (name: string, bytes: Uint8Array) => importFile(name, bytes, known);
const only = async (name: string, bytes: Uint8Array) => {
  const { drafts } = await read(name, bytes);
  expect(drafts).toHaveLength(1);
  return drafts[0]!;
};

const FACTS = {
  title: "Werkstatt Wegweiser",
  organisation: "jobcenter-landkreis-harz",
  targetGroups: ["alleinerziehende", "langzeitleistungsbeziehende"],
  legalBases: [{ cited: "§ 16 Abs. 1 SGB II i. V. m. § 45 SGB III" }],
  period: { start: "2012-03-01", end: "2013-02-28", ongoing: false },
  individualDuration: { monthsMax: 9 },
  weeklyHours: { min: 25, max: 25 },
  budgets: [
    { amount: 1234.5, basis: "PER_PARTICIPANT", approximate: true },
    { amount: 2_300_000, basis: "TOTAL" },
  ],
  staffingRatios: [{ clientsMin: 15, clientsMax: 20 }],
  participants: [{ value: 40, kind: "PLACES" }],
  implementations: ["PROCUREMENT"],
  fundingSources: ["INTEGRATION_BUDGET"],
};

describe("the form becomes the same draft", () => {
  it.each([
    ["as text", "bogen.txt", utf8(FORM)],
    [
      "as text with a byte order mark and Windows line ends",
      "bogen.txt",
      utf8(`\uFEFF${FORM.replaceAll("\n", "\r\n")}`),
    ],
    ["as text in Windows-1252", "bogen.txt", winAnsi(FORM)],
    ["as a Word document", "Bogen.DOCX", aDocx(FORM)],
    ["as PDF", "bogen.pdf", aPdf(FORM)],
  ])("%s", async (_, name, bytes) => {
    const draft = await only(name, bytes);
    expect(draft.content).toMatchObject(FACTS);
    // The words are the same, so is the name, whatever the file.
    expect(draft.name).toBe((await only("bogen.txt", utf8(FORM))).name);
  });
});

const HEADER = [
  "Name/Bezeichnung der Maßnahme",
  "Jobcenter",
  "Zielgruppe",
  "Maßnahmezeitraum (Laufzeit, Dauer in Wochenstunden)",
  "Maßnahmevolumen in Euro",
  "Plätze",
  "Betreuungsschlüssel",
  "Rechtsgrundlagen / Finanzierung",
  "Umsetzungsart",
];
const ROW = [
  "Werkstatt Wegweiser",
  "Jobcenter Landkreis Harz",
  "Alleinerziehende im Langzeitleistungsbezug",
  "01.03.2012 – 28.02.2013",
  "89775",
  "40",
  "1:15",
  "§ 16 Abs. 1 SGB II i. V. m. § 45 SGB III, Eingliederungsbudget",
  "Vergabemaßnahme",
];
const ROW_FACTS = {
  title: FACTS.title,
  organisation: FACTS.organisation,
  targetGroups: FACTS.targetGroups,
  legalBases: FACTS.legalBases,
  period: FACTS.period,
  budgets: [{ amount: 89_775, basis: "TOTAL" }],
  participants: FACTS.participants,
  staffingRatios: [{ clientsMin: 15 }],
};

describe("a row of a table becomes a draft", () => {
  const csv = (separator: string) =>
    [HEADER, ROW].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join("\r\n");
  it.each([
    ["CSV with semicolons", "b.csv", utf8(csv(";"))],
    ["CSV with commas and a byte order mark", "b.csv", utf8(`\uFEFF${csv(",")}`)],
    ["CSV in Windows-1252 with tabs", "b.csv", winAnsi(csv("\t"))],
    ["XLSX", "b.xlsx", anXlsx([HEADER, ROW])],
  ])("%s", async (_, name, bytes) => {
    expect((await only(name, bytes)).content).toMatchObject(ROW_FACTS);
  });

  it("takes numbers, days and what Excel made a time of day, as they were meant", async () => {
    const row = [...ROW] as (string | number | { value: number; style: number })[];
    row[3] = { value: 40969, style: 2 };
    row[4] = 89775;
    row[5] = 40;
    row[6] = { value: 80 / 1440, style: 1 };
    const { content } = await only("b.xlsx", anXlsx([HEADER, row]));
    expect(content.budgets).toEqual([{ amount: 89_775, basis: "TOTAL" }]);
    expect(content.participants).toEqual([{ value: 40, kind: "PLACES" }]);
    expect(content.staffingRatios).toEqual([{ clientsMin: 20 }]);
  });

  it("makes one draft of each row and names the columns that it does not know", async () => {
    const rows = [
      [...HEADER, "Lieblingsfarbe"],
      [...ROW, "blau"],
      ["Zweites Beispiel", "Jobcenter Stadt Jena"],
      ["", "", ""],
    ];
    const { drafts, problems } = await read("b.xlsx", anXlsx([["Sammlung 2024"], ...rows]));
    expect(drafts.map(({ content }) => content.organisation)).toEqual([
      "jobcenter-landkreis-harz",
      "jobcenter-stadt-jena",
    ]);
    expect(problems).toEqual([
      expect.objectContaining({ code: "UNKNOWN_COLUMN", message: expect.stringContaining("„Lieblingsfarbe“") }),
    ]);
  });

  it("keeps a quoted cell with separators, quotation marks and line breaks whole", async () => {
    const { content } = await only("b.csv", utf8('Titel;Beschreibung\n"A; ""B""";"erste Zeile\nzweite; Zeile"\n'));
    expect(content).toMatchObject({ title: 'A; "B"', approach: "erste Zeile zweite; Zeile" });
  });
});

describe("our own YAML", () => {
  const file = "seeds/examples/bg-coaching-landkreis-muenchen.yaml";
  it("is read as it is, each field with its place", async () => {
    const text = readFileSync(file, "utf8");
    const draft = await only("bg.yaml", utf8(text));
    expect(draft.problems).toEqual([]);
    expect(draft.content.budgets).toHaveLength(1);
    for (const { span } of draft.fields)
      expect(text.slice(span!.offset, span!.offset + span!.length)).toBe(span!.quote);
  });
  it("names fields that there are not", async () => {
    const { problems } = await only("x.yaml", utf8("title: Ein Titel\nkosten: 5\n"));
    expect(problems).toContainEqual(
      expect.objectContaining({ code: "UNKNOWN_FIELD", message: expect.stringContaining("„kosten“") }),
    );
  });
});

it("leaves persons behind: neither the contact block nor a name in a text comes into the draft, and a warning says so", async () => {
  const draft = await only("bogen.txt", utf8(FORM));
  expect(JSON.stringify(draft)).not.toMatch(/Petra|Erika|Muster|example\.org|567-890|456789/);
  expect(draft.content.goal).toContain("[Name] ([Telefon]) hat das Angebot erfunden.");
  const codes = draft.problems.filter(({ path }) => path[0] === "goal").map(({ code }) => code);
  expect(codes).toEqual(["PERSONAL_DATA_NAME", "PERSONAL_DATA_PHONE"]);
});

it.each([
  "Petra Muster, Jobcenter Landkreis Harz",
  "Jobcenter Landkreis Harz, Petra Muster",
  "Petra Muster\nJobcenter Irgendwo",
])("takes the organisation and not the person from „%s“", async (contact) => {
  const draft = await only(
    "b.txt",
    utf8(`Name/Bezeichnung der Maßnahme: A\nAnsprechpartner: ${contact}\nZielgruppe\nx`),
  );
  expect(JSON.stringify(draft)).toContain("obcenter");
  expect(JSON.stringify(draft)).not.toMatch(/Petra|Muster/);
  expect(draft.problems).toContainEqual({
    code: "CONTACTS_LEFT_OUT",
    path: [],
    message: "Ansprechpersonen wurden nicht übernommen; bitte als Kontakt anlegen.",
  });
});

it("says nothing of persons where the file names none", async () => {
  const draft = await only("b.txt", utf8("Name/Bezeichnung der Maßnahme: A\nZielgruppe\nAlleinerziehende"));
  expect(draft.problems.map(({ code }) => code)).not.toContain("CONTACTS_LEFT_OUT");
});

describe("every field shows where it comes from", () => {
  it("as a place in the text whose words are quoted, and how sure that is", async () => {
    const { fields } = await only("bogen.txt", utf8(FORM));
    expect(fields.length).toBeGreaterThan(12);
    for (const { span, confidence, path } of fields) {
      expect(confidence, String(path)).toBeGreaterThan(0);
      expect(confidence, String(path)).toBeLessThanOrEqual(1);
      if (!span!.quote.includes("[")) expect(FORM.slice(span!.offset, span!.offset + span!.length)).toBe(span!.quote);
    }
    expect(fields.find(({ path }) => path[0] === "organisation")!.span!.quote).toBe("Jobcenter Landkreis Harz");
  });

  it.each<[string, Uint8Array]>([
    ["b.docx", aDocx(FORM)],
    ["b.pdf", aPdf(FORM)],
    ["b.xlsx", anXlsx([HEADER, ROW])],
    ["b.csv", utf8([HEADER, ROW].map((row) => row.map((cell) => `"${cell}"`).join(";")).join("\n"))],
    ["b.yaml", utf8("title: Ein Titel\nbudgets: [{ amount: 5, basis: TOTAL }]")],
  ])("in %s too", async (name, bytes) => {
    const { fields } = await only(name, bytes);
    for (const { span, confidence, path } of fields) {
      expect(span?.quote.trim(), String(path)).toBeTruthy();
      expect(confidence).toBeGreaterThan(0);
    }
  });

  it("and what only may be meant stands on top of the draft as a question, not over the list", async () => {
    const draft = await only("b.txt", utf8(FORM.replace("Langzeitleistungs-\nbezug.", "Bezug; Arbeitgeber helfen.")));
    expect(draft.content.targetGroups).not.toContain("arbeitgeber");
    const yaml = draftYaml(draft);
    expect(yaml).toContain("Zielgruppe vielleicht arbeitgeber");
    expect(yaml).not.toMatch(/Sicherheit 0,3,[^\n]*\ntargetGroups:/);
  });
});
