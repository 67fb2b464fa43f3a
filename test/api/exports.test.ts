// Files to take away: the current search in each format, complete or not at all.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { aBudget, aFullExample, anExample } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

/** Rows of a CSV as our own reader takes it: RFC 4180 with semicolons. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const at = text[i]!;
    if (quoted) {
      if (at !== '"') cell += at;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (at === '"') quoted = true;
    else if (at === ";" || at === "\r") {
      rows.at(-1)!.push(cell);
      cell = "";
      if (at === "\r") {
        i++;
        if (i < text.length - 1) rows.push([]);
      }
    } else cell += at;
  }
  return rows;
}

describe.each(DATABASES)("exports on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind, { now: () => new Date("2026-11-21T10:00:00Z") });
    });
    afterAll(() => app.close());

    const get = (url: string) => app.server.inject({ method: "GET", url, headers: { host: "praxis.example" } });
    const csv = async (asked: string) => {
      const response = await get(`/export/search.csv${asked}`);
      expect(response.statusCode).toBe(200);
      const [head, ...rows] = parseCsv(response.body.replace(/^\uFEFF/, ""));
      return rows.map((row) => {
        expect(row).toHaveLength(head!.length);
        return Object.fromEntries(row.map((cell, i) => [head![i]!, cell]));
      });
    };
    const found = async (filter: object, query?: string) => {
      const { data, errors } = await app.query(
        `query ($query: String, $filter: PracticeExampleFilter) {
          searchPracticeExamples(query: $query, filter: $filter, first: 100) { edges { node { slug } } }
        }`,
        { query, filter },
      );
      expect(errors).toBeUndefined();
      return data.searchPracticeExamples.edges.map((edge: any) => edge.node.slug);
    };

    it("hold every example of the catalogue, with day, licence and address in each row", async () => {
      const rows = await csv("?sort=TITLE");
      expect(rows).toHaveLength(145);
      for (const row of rows) {
        expect(row).toMatchObject({ Stand: "2026-11-21", Suche: "http://praxis.example/export/search.csv?sort=TITLE" });
        expect(row.Lizenz).toMatch(/^EUPL-1\.2/);
        expect(row.Adresse).toBe(`http://praxis.example/examples/${row.Kurzname}.docx?revision=1`);
      }
    });

    it.each([
      ["?query=Alleinerziehende", {}, "Alleinerziehende"],
      [
        "?targetGroups=alleinerziehende&targetGroups=junge-menschen",
        { targetGroups: ["alleinerziehende", "junge-menschen"] },
      ],
      ["?federalStates=NI&federalStates=BY", { federalStates: ["NI", "BY"] }],
      ["?legalBases=%C2%A7+16e+SGB+II", { legalBases: ["§ 16e SGB II"] }],
      ["?clientsPerStaff.min=10&clientsPerStaff.max=20,5", { clientsPerStaff: { min: 10, max: 20.5 } }],
      ["?costPerParticipantMonth.max=900", { costPerParticipantMonth: { max: 900 } }],
      ["?activeIn=2012&evidenceAtLeast=MONITORED", { activeIn: 2012, evidenceAtLeast: "MONITORED" }],
    ])("find with %s what the search finds, in its order", async (asked, filter: object, query?: string) => {
      const slugs = await found(filter, query);
      expect(slugs.length).toBeGreaterThan(0);
      expect((await csv(asked)).map((row) => row.Kurzname)).toEqual(slugs);
    });

    it("name documents and pages with figures, and write numbers as Germans do", async () => {
      await app.publish(
        aFullExample({ slug: "voll", title: "=Vollständig;" }),
        anExample({ slug: "karg", title: "-Karg", budgets: [aBudget({ amount: 1234.5 })] }),
      );
      const [full] = await csv("?query=Vollst%C3%A4ndig&literal=true");
      expect(full).toMatchObject({ Kurzname: "voll", Titel: "'=Vollständig;", "Dauer je Person bis (Monate)": "6,5" });
      expect(full!["Mittelvolumen, alle Angaben"]).toContain("[ag-eingliederung-2013, S. 19-20, 22, Ergebnisse;");
      const [bare] = await csv("?query=Karg&literal=true");
      expect(bare).toMatchObject({ Titel: "'-Karg", "Mittelvolumen insgesamt (€)": "1234,5", Ziel: "" });
      await app.withdraw("voll", "karg");
      await app.settled();
    });

    it("say what no example fits, instead of giving an empty file", async () => {
      const response = await get("/export/search.csv?query=Quastenflosser&federalStates=BY");
      expect(response.statusCode).toBe(404);
      expect(response.headers["content-type"]).toBe("text/plain; charset=utf-8");
      expect(response.headers).not.toHaveProperty("content-disposition");
      expect(response.body).toMatch(
        /^Kein Beispiel passt zu dieser Suche, darum gibt es keine Datei\..* ohne Suchwörter/,
      );
    });

    test.each([
      ["?targetGroup=x", /^targetGroup: Diesen Parameter gibt es nicht\. Möglich sind: query, .*targetGroups/],
      ["?targetGroups=gibt-es-nicht", /^targetGroups: Zielgruppe „gibt-es-nicht“ gibt es nicht\.$/m],
      ["?federalStates=XX", /^federalStates: „XX“ gibt es hier nicht\. Möglich sind: BW, BY/],
      ["?evidenceAtLeast=MONITORED&evidenceAtLeast=COMPARED", /^evidenceAtLeast: .*nur einmal/],
      ["?sort=SIZE", /^sort: „SIZE“ gibt es hier nicht/],
      ["?clientsPerStaff.min=viele", /^clientsPerStaff\.min: Erwartet wird eine Zahl/],
      ["?clientsPerStaff.min=30&clientsPerStaff.max=20", /^clientsPerStaff: Der untere Wert ist größer/],
      ["?activeIn=12", /^activeIn: Erwartet wird ein Jahr/],
      [`?query=${"x".repeat(201)}`, /^query: Die Suche darf höchstens 200 Zeichen/],
      ["?query=a%00b", /^query: .*Steuerzeichen/],
      ["?query=a&query=b", /^query: .*nur einmal/],
      [`?${Array.from({ length: 51 }, () => "keywords=50plus").join("&")}`, /^keywords: Höchstens 50 Werte/],
      ["?__proto__=1", /^__proto__: Diesen Parameter gibt es nicht/],
    ])("refuse %s with a sentence that names the parameter", async (asked, sentence) => {
      const response = await get(`/export/search.csv${asked}`);
      expect(response.statusCode).toBe(400);
      expect(response.headers["content-type"]).toBe("text/plain; charset=utf-8");
      expect(response.body).toMatch(sentence);
    });

    it("carry the headers that protect browsers", async () => {
      const { headers } = await get("/export/search.csv");
      expect(headers).toMatchObject({
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": 'attachment; filename="praxisatlas-suche-2026-11-21.csv"',
        "x-content-type-options": "nosniff",
      });
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
    });
  });
});
