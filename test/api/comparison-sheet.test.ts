// The comparison sheet: data, page and files of the same table; its address shows the same revisions for good, and nothing withdrawn.
import { unzipSync } from "fflate";
import readExcel from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { aBudget, aCount, aFullExample, anExample, anOutcome } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";
import { parseXml } from "../support/xml.ts";

const SHEET = `query ($examples: [ComparisonSheetExample!]!, $asOf: Date) { comparisonSheet(examples: $examples, asOf: $asOf) {
  title asOf path unsaid notes documents { slug title }
  columns { slug title revision isWithdrawn newestRevision note }
  rows { key label unit differs cells { text values { text number sources { pages source { slug } } } } } } }`;

/** The texts of a Word document, a paragraph each. */
const wordTexts = (bytes: Buffer): string[] => {
  const parts = unzipSync(bytes);
  for (const [name, part] of Object.entries(parts)) if (name.endsWith(".xml")) parseXml(new TextDecoder().decode(part));
  const xml = new TextDecoder().decode(parts["word/document.xml"]);
  return xml
    .split("<w:p>")
    .map(
      (paragraph) =>
        parseXml(`<x>${[...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((m) => m[1]).join("")}</x>`)[0]!
          .text,
    );
};

describe.each(DATABASES)("the comparison sheet on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    const one = anExample({
      slug: "eins",
      title: "=Eins <b>&",
      budgets: [aBudget({ amount: 1234.5 }), aBudget({ amount: 600, basis: "PER_MONTH" })],
      participants: [aCount({ value: 20, approximate: true })],
      outcomes: [anOutcome({ value: 40, unit: "PERCENT" })],
    });
    const two = anExample({
      slug: "zwei",
      title: "Zwei",
      budgets: [aBudget({ amount: 2000, amountMax: 3000 })],
      participants: [aCount({ value: 20 })],
    });
    beforeAll(async () => {
      app = await anApp(kind);
      await app.publish(
        one,
        two,
        aFullExample({ slug: "voll", title: "Voll" }),
        anExample({ slug: "weg", title: "Geheim" }),
      );
      await app.publish({ ...two, title: "Zwei, neu gefasst" });
      await app.withdraw("weg");
      await app.settled();
    });
    afterAll(() => app.close());

    const day = () => new Date().toISOString().slice(0, 10);
    const get = (url: string) => app.server.inject({ method: "GET", url, headers: { host: "praxis.example" } });
    const sheet = async (...examples: { slug: string; revision?: number }[]) => {
      app.statements();
      const { data, errors } = await app.query(SHEET, { examples });
      expect(errors).toBeUndefined();
      expect(app.statements().length).toBeLessThanOrEqual(3);
      return data.comparisonSheet;
    };
    const row = ({ rows }: any, key: string) => rows.find((one: any) => one.key === key);

    it("has one row a fact, in one unit and of one basis, with the sources of every number", async () => {
      const read = await sheet({ slug: "eins" }, { slug: "zwei", revision: 1 });
      expect(row(read, "budgets.TOTAL")).toEqual({
        key: "budgets.TOTAL",
        label: "Mittelvolumen insgesamt",
        unit: "€",
        differs: true,
        cells: [
          {
            text: "1.234,50 € insgesamt",
            values: [
              {
                text: "1.234,50 € insgesamt",
                number: 1234.5,
                sources: [{ pages: "19", source: { slug: "ag-eingliederung-2013" } }],
              },
            ],
          },
          { text: "2.000–3.000 € insgesamt", values: [expect.objectContaining({ number: null })] },
        ],
      });
      expect(row(read, "budgets.PER_MONTH").cells[1]).toEqual({ text: "keine Angabe", values: [] });
      expect(row(read, "outcomes.EMPLOYMENT.PERCENT").cells[0].text).toMatch(/40 % \(ohne Bezugsgröße\)$/);
      expect(read.documents).toEqual([
        { slug: "ag-eingliederung-2013", title: expect.stringContaining("Handlungsansätze") },
      ]);
    });

    it("marks differences, and never what only one says or what nobody knows", async () => {
      const read = await sheet({ slug: "eins" }, { slug: "zwei", revision: 1 });
      expect(row(read, "targetGroups").differs).toBe(false);
      expect(row(read, "budgets.PER_MONTH").differs).toBe(false);
      expect(row(read, "participants.CONCURRENT")).toMatchObject({
        differs: true,
        cells: [{ text: "rund 20" }, { text: "20" }],
      });
      expect(read.unsaid).toContain("Betreuungsschlüssel");
      expect(row(read, "staffingRatios")).toBeUndefined();
    });

    it("has an address that names revisions and day, and later shows just these, saying that there are newer ones", async () => {
      const old = await sheet({ slug: "eins" }, { slug: "zwei", revision: 1 });
      expect(old.path).toBe(`/compare?e=eins@1&e=zwei@1&stand=${day()}`);
      expect(old.columns[1]).toEqual({
        slug: "zwei",
        title: "Zwei",
        revision: 1,
        isWithdrawn: false,
        newestRevision: 2,
        note: "„Zwei“ steht hier in Fassung 1; inzwischen gibt es Fassung 2.",
      });
      const page = (await get(old.path)).body;
      expect(page).toContain("inzwischen gibt es Fassung 2");
      expect(page).toContain('<a href="/compare?e=eins@1&amp;e=zwei@2">');
      expect((await sheet({ slug: "eins" }, { slug: "zwei" })).path).toContain("e=zwei@2");
    });

    it("shows nothing of a withdrawn example but that it is withdrawn", async () => {
      const read = await sheet({ slug: "eins" }, { slug: "weg", revision: 1 });
      expect(read.columns[1]).toMatchObject({ slug: "weg", title: null, revision: null, isWithdrawn: true });
      expect(read.notes).toEqual(["Das Beispiel „weg“ ist zurückgezogen und wird nicht mehr gezeigt."]);
      for (const path of ["/compare", "/compare.csv"]) {
        const { statusCode, body } = await get(`${path}?e=eins@1&e=weg@1`);
        expect(statusCode).toBe(200);
        expect(body).toContain("zurückgezogen und wird nicht mehr gezeigt");
        expect(body).not.toContain("Geheim");
      }
      expect(row(read, "summary").cells[1]).toEqual({ text: "", values: [] });
    });

    it("as a page is a table with heads for rows and columns, in German, without scripts or foreign addresses", async () => {
      const { statusCode, headers, body } = await get("/compare?e=eins&e=voll&e=teilzeit-aktiv");
      expect(statusCode).toBe(200);
      expect(headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(body).toMatch(/^<!doctype html>\n<html lang="de">/);
      expect(body).toContain('<th scope="col" role="columnheader">=Eins &lt;b&gt;&amp;<span');
      expect(body.match(/<th scope="row"/g)!.length).toBe(body.match(/<tr role="row">/g)!.length - 1);
      expect(body).toMatch(/<caption>Stand \d\d\.\d\d\.\d{4}\./);
      expect(body).not.toMatch(/<script|src=|url\(|@import|<b>/);
      for (const [, address] of body.matchAll(/href="(https?:[^"]*)"/g))
        expect(address).toMatch(/^http:\/\/praxis\.example\//);
      const tags = [...body.matchAll(/<(\/?)(table|thead|tbody|tr|th|td|span|a|dl|nav|main)\b/g)];
      for (const name of new Set(tags.map((m) => m[2])))
        expect(tags.filter((m) => m[2] === name && m[1]).length, name).toBe(
          tags.filter((m) => m[2] === name && !m[1]).length,
        );
    });

    const asked = "?e=eins@1&e=zwei@1";
    const permalink = (ending = "") => `http://praxis.example/compare${ending}?e=eins@1&e=zwei@1&stand=${day()}`;

    it("as CSV keeps numbers as numbers, takes formulas their power, and says day, licence and address", async () => {
      const { headers, body } = await get(`/compare.csv${asked}`);
      expect(headers["content-disposition"]).toBe(`attachment; filename="praxisatlas-vergleich-${day()}.csv"`);
      expect(body).toMatch(
        /^\uFEFFAngabe;Einheit;Unterschied;'=Eins <b>& \(Fassung 1\);davon als Zahl;Fundstellen;Zwei \(Fassung 1\)/,
      );
      expect(body).toContain(
        "\r\nMittelvolumen insgesamt;€;unterschiedlich;1.234,50 € insgesamt;1234,5;ag-eingliederung-2013, S. 19;2.000–3.000 € insgesamt;;",
      );
      expect(body).toContain(`\r\nAdresse;${permalink()}\r\n`);
      expect(body).toMatch(/\r\nStand;\d\d\.\d\d\.\d{4}\r\n/);
      expect(body).toMatch(/\r\nLizenz;"?EUPL-1\.2/);
    });

    it("as XLSX says the same as data", async () => {
      const read = await sheet({ slug: "eins", revision: 1 }, { slug: "zwei", revision: 1 });
      const [table, about] = await readExcel((await get(`/compare.xlsx${asked}`)).rawPayload);
      const [, , , , ...rows] = table!.data;
      expect(rows.map((cells) => [cells[0], cells[3], cells[4], cells[6]])).toEqual(
        read.rows.map(({ label, cells }: any) => [
          label,
          cells[0].text,
          cells[0].values.length === 1 ? cells[0].values[0].number : null,
          cells[1].text,
        ]),
      );
      expect(Object.fromEntries(about!.data as [string, string][])).toMatchObject({ Adresse: permalink() });
    });

    it("as a Word document is one table with a repeated head, and says day, licence and address", async () => {
      const { headers, rawPayload } = await get(`/compare.docx${asked}`);
      expect(headers["content-type"]).toContain("wordprocessingml");
      const texts = wordTexts(rawPayload);
      for (const text of [
        "=Eins <b>& (Fassung 1)",
        "1.234,50 € insgesamt",
        "keine Angabe",
        "≠ unterschiedlich",
        `Adresse: ${permalink()}`,
      ])
        expect(texts).toContain(text);
      const xml = new TextDecoder().decode(unzipSync(rawPayload)["word/document.xml"]);
      expect(xml).toContain("<w:tblHeader/>");
      expect(xml).toContain('w:orient="landscape"');
    });

    test.each([
      ["", 400, /^e: Ein Vergleich braucht zwei bis fünf Beispiele, angegeben sind 0\.$/m],
      ["?e=eins", 400, /^e: .* angegeben ist eines\.$/m],
      ["?e=eins&e=zwei&e=voll&e=a1&e=a2&e=a3", 400, /^e: .* angegeben sind 6\.$/m],
      ["?e=eins&e=eins@1", 400, /^e: „eins“ ist zweimal angegeben/],
      ["?e=eins&e=gibt-es-nicht", 404, /^e: Das Beispiel „gibt-es-nicht“ gibt es nicht\.$/m],
      ["?e=eins@7&e=zwei", 404, /^e: Die Fassung 7 von „eins“ gibt es nicht; veröffentlicht ist Fassung 1\.$/m],
      ["?e=eins@1&e=<b>", 400, /^e: Erwartet wird ein Kurzname mit Fassung/],
      ["?e=eins&e=zwei&stand=2026-02-30", 400, /^stand: Erwartet wird ein Tag/],
      ["?e=eins&e=zwei&stand=2999-01-01", 400, /^stand: .*Zukunft/],
      ["?e=eins&e=zwei&stand=2001-01-01", 400, /^stand: Am 01\.01\.2001 gab es Fassung 1 von „eins“ noch nicht/],
      ["?e=eins&e=zwei&x=1", 400, /^x: Diesen Parameter gibt es nicht\. Möglich sind: e, stand\.$/m],
    ])("is refused for %s in a German sentence", async (query, status, sentence) => {
      for (const path of ["/compare", "/compare.xlsx", "/compare.docx", "/compare.csv"]) {
        const { statusCode, headers, body } = await get(path + query);
        expect([statusCode, headers["content-type"]]).toEqual([status, "text/plain; charset=utf-8"]);
        expect(body).toMatch(sentence);
      }
    });

    it("is refused as data too, at the argument's path", async () => {
      const { errors } = await app.query(SHEET, { examples: [{ slug: "eins" }] });
      expect(errors![0].extensions.problems[0]).toMatchObject({ code: "WRONG_NUMBER", path: ["examples"] });
    });

    describe("beside it, a fact sheet of one example", () => {
      it("has every figure with its source, every text, day, licence and the address of its revision", async () => {
        const { statusCode, headers, rawPayload } = await get("/examples/voll.docx");
        expect(statusCode).toBe(200);
        expect(headers["content-disposition"]).toBe('attachment; filename="voll-fassung-1.docx"');
        const texts = wordTexts(rawPayload);
        for (const text of [
          "Voll",
          "Ein Vorgehen.",
          "Dieses Beispiel: ag-eingliederung-2013, S. 19-20, 22, Ergebnisse; ag-eingliederung-2013, Anhang",
          "Betreuungsschlüssel (Personen je Stelle)",
          "1:21–1:22 Coaching (nur Teilprojekt Nord; geplant; Ein Hinweis)",
          "ag-eingliederung-2013, S. 19-20, 22, Ergebnisse; ag-eingliederung-2013, Anhang",
          "Adresse: http://praxis.example/examples/voll.docx?revision=1",
        ])
          expect(texts).toContain(text);
        expect(texts.some((text) => /^Stand: \d\d\.\d\d\.\d{4}$/.test(text))).toBe(true);
        expect(texts.some((text) => text.startsWith("Lizenz: EUPL-1.2"))).toBe(true);
      });

      it("shows the revision of its address, and says that there is a newer one", async () => {
        const texts = wordTexts((await get("/examples/zwei.docx?revision=1")).rawPayload);
        expect(texts).toContain("Zwei");
        expect(texts).toContain("Inzwischen gibt es Fassung 2 dieses Beispiels.");
      });

      test.each([
        ["/examples/gibt-es-nicht.docx", 404, /„gibt-es-nicht“ gibt es nicht/],
        ["/examples/weg.docx?revision=1", 404, /„weg“ ist zurückgezogen und wird nicht mehr gezeigt/],
        ["/examples/eins.docx?revision=2", 404, /Fassung von „eins“ gibt es nicht/],
        ["/examples/eins.docx?revision=x", 400, /^revision: Erwartet wird die Nummer/],
      ])("is refused at %s", async (url, status, sentence) => {
        const { statusCode, body } = await get(url);
        expect(statusCode).toBe(status);
        expect(body).toMatch(sentence);
      });
    });
  });
});
