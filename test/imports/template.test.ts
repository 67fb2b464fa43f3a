// The table that people fill in: what it says is read, whoever fills it in may leave its example, and each name of its lists counts.
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FUNDING_SOURCES, IMPLEMENTATION_TYPES } from "../../src/domain/terms.ts";
import { cellsOf } from "../../src/imports/formats/csv.ts";
import { EXAMPLE_TITLE } from "../../src/imports/formats/table.ts";
import { importFile } from "../../src/imports/import-file.ts";
import { importListsOf } from "../../src/imports/import-lists.ts";
import { fieldOfLabel } from "../../src/imports/questionnaire/form.ts";
import { anApp, theCollection, type TestApp } from "../support/app.ts";
import { anXlsx } from "../support/import-files.ts";
import { lists } from "../support/seeds.ts";

const known = importListsOf(lists);
let app: TestApp;
beforeAll(async () => void (app = await anApp("sqlite", { seeds: theCollection() })));
afterAll(() => app.close());

const download = async (extension: "xlsx" | "csv") => {
  const { statusCode, headers, rawPayload } = await app.server.inject(`/contributions/template.${extension}`);
  expect({ statusCode, file: headers["content-disposition"] }).toEqual({
    statusCode: 200,
    file: `attachment; filename="praxisbeispiele-vorlage.${extension}"`,
  });
  return rawPayload;
};
const contentOf = async (header: string[], row: string[]) =>
  (await importFile("b.xlsx", anXlsx([header, row]), known)).drafts[0]!.content;

describe.each(["xlsx", "csv"] as const)("the template as .%s", (extension) => {
  const rows = async (): Promise<string[][]> =>
    extension === "xlsx"
      ? ((await readSheet(await download("xlsx"))) as string[][])
      : cellsOf((await download("csv")).toString("utf8").replace("\uFEFF", "").replaceAll("\r", "")).map((row) =>
          row.map(({ text }) => text),
        );

  it("has only headers that are read, and an example whose every answer is understood", async () => {
    const [header, example] = await rows();
    expect(header!.filter((label) => !fieldOfLabel(label))).toEqual([]);
    const { drafts, problems } = await importFile(
      "b.xlsx",
      anXlsx([header!, ["Eigener Titel", ...example!.slice(1)]]),
      known,
    );
    expect(problems).toEqual([]);
    const { content, problems: remarks } = drafts[0]!;
    const others = remarks.filter(({ path }) => path[0] !== "sources");
    expect(others).toEqual([]);
    expect(content).toMatchObject({
      title: "Eigener Titel",
      organisation: "jobcenter-landkreis-harz",
      targetGroups: ["alleinerziehende", "langzeitarbeitslose"],
      period: { start: "2024-03-01", end: "2025-02-28" },
      individualDuration: { monthsMax: 9 },
      weeklyHours: { min: 20, max: 20 },
      participants: [{ value: 15, kind: "PLACES" }],
      budgets: [{ amount: 89_775, basis: "TOTAL" }],
      staffing: [{ persons: 2, role: "Fachkräfte" }],
      staffingRatios: [{ clientsMin: 15 }],
      implementations: ["PROCUREMENT"],
      fundingSources: ["INTEGRATION_BUDGET", "STATE"],
      outcomes: [
        { kind: "EMPLOYMENT", value: 12, n: 40 },
        { kind: "TRAINING", value: 5, n: 40 },
      ],
    });
  });

  it("sent as it came has no example yet; its example row may stay above others", async () => {
    const file = await download(extension);
    await expect(importFile(`vorlage.${extension}`, file, known)).rejects.toMatchObject({
      problems: [{ code: "NO_FORM" }],
    });
    const [header, example] = await rows();
    const { drafts } = await importFile("b.xlsx", anXlsx([header!, example!, ["Zweites"]]), known);
    expect(drafts.map(({ content }) => content.title)).toEqual(["Zweites"]);
    expect(example![0]).toBe(EXAMPLE_TITLE);
  });
});

describe("names of the closed lists, each alone in its cell, are read", () => {
  it("target groups", async () => {
    const unread = [];
    for (const { slug, label } of lists.targetGroups)
      if (!(await contentOf(["Titel", "Zielgruppe"], ["x", label])).targetGroups?.includes(slug)) unread.push(label);
    expect(unread).toEqual([]);
  });
  it("organisations", async () => {
    const unread = [];
    for (const { slug, name } of lists.organisations)
      if ((await contentOf(["Titel", "Jobcenter"], ["x", name])).organisation !== slug) unread.push(name);
    expect(unread).toEqual([]);
  });
  it("ways of carrying out, and sources of money", async () => {
    for (const [code, label] of Object.entries(IMPLEMENTATION_TYPES))
      expect((await contentOf(["Titel", "Umsetzungsart"], ["x", label])).implementations).toEqual([code]);
    for (const [code, label] of Object.entries(FUNDING_SOURCES))
      expect((await contentOf(["Titel", "Finanzierung"], ["x", label])).fundingSources).toEqual([code]);
  });
});

describe("header names", () => {
  it.each([
    ["MASSNAHMEZEITRAUM", "period"],
    ["zielgruppen", "targetGroup"],
    ["Betreuungsschluessel", "budget"],
    ["Teilnehmerplaetze *", "participants"],
    ["Name/Bezeichnung der Massnahme:", "title"],
    ["Titel (Pflichtfeld)", "title"],
    ["Mittelvolumen in Euro", "budget"],
    ["Lieblingsfarbe", undefined],
    ["", undefined],
    ["(Titel)", undefined],
  ])("„%s“", (label, field) => expect(fieldOfLabel(label)).toBe(field));
});
