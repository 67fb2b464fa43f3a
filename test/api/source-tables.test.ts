// Tables of source documents: as data, as CSV, and as a file to download.
import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, DATABASES, someSeeds, type TestApp } from "../support/app.ts";

const TABLE = {
  slug: "eintritte-je-kommune",
  source: "ila-bericht-2019",
  title: "Eintritte je Kommune",
  section: "Tabelle 2",
  asOf: "2019-02",
  columns: [{ label: "Kommune" }, { label: "Eintritte", unit: "ENTRIES" }, { label: "Anteil", unit: "PERCENT" }],
  rows: [
    { group: "Ruhrgebiet", cells: ["Bochum; mit Umland", 1094, 81.25] },
    { group: "Ruhrgebiet", cells: ["=SUMME(B2)", null, "k. A."] },
    { cells: ["Kosten", 1200.5, null], unit: "EURO" },
  ],
  notes: ["Die Summe der Quelle weicht ab."],
};
const PLAIN = {
  slug: "plaetze",
  source: "ila-bericht-2019",
  title: "Plätze",
  section: "Tabelle 10",
  columns: [{ label: "Jahr" }, { label: "Plätze", unit: "COUNT" }],
  rows: [{ cells: ["2018", 30] }],
};

describe.each(DATABASES)("tables on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    const seeds = someSeeds();
    beforeAll(async () => {
      mkdirSync(join(seeds.folder, "tables"), { recursive: true });
      // JSON is YAML.
      for (const table of [PLAIN, TABLE])
        writeFileSync(join(seeds.folder, `tables/${table.slug}.yaml`), JSON.stringify(table));
      app = await anApp(kind, { seeds: seeds.folder });
    });
    afterAll(async () => {
      await app.close();
      seeds.drop();
    });

    const EVERYTHING = `slug title pages section asOf notes source { slug }
      columns { label unit unitLabel } rows { group unit unitLabel cells { text number } } csv`;
    const tableOf = async (slug: string) => {
      const { data, errors } = await app.query(
        `query ($slug: String!) { sourceTable(slug: $slug) { ${EVERYTHING} } }`,
        {
          slug,
        },
      );
      expect(errors).toBeUndefined();
      return data.sourceTable;
    };
    const get = (url: string) => app.server.inject({ method: "GET", url });

    it("keep numbers as numbers and say what they count", async () => {
      expect(await tableOf(TABLE.slug)).toMatchObject({
        title: "Eintritte je Kommune",
        source: { slug: "ila-bericht-2019" },
        pages: null,
        section: "Tabelle 2",
        asOf: "2019-02",
        notes: ["Die Summe der Quelle weicht ab."],
        columns: [
          { label: "Kommune", unit: null, unitLabel: null },
          { label: "Eintritte", unit: "ENTRIES", unitLabel: "Eintritte" },
          { label: "Anteil", unit: "PERCENT", unitLabel: "%" },
        ],
        rows: [
          {
            group: "Ruhrgebiet",
            unit: null,
            cells: [
              { text: "Bochum; mit Umland", number: null },
              { text: "1.094", number: 1094 },
              { text: "81,25", number: 81.25 },
            ],
          },
          { cells: [{ text: "=SUMME(B2)" }, { text: null, number: null }, { text: "k. A.", number: null }] },
          { group: null, unit: "EURO", unitLabel: "Euro", cells: [{}, { number: 1200.5 }, {}] },
        ],
      });
    });

    it("as CSV have columns for groups and units of rows, where there are any", async () => {
      expect((await tableOf(TABLE.slug)).csv).toBe(
        [
          "Gruppe;Kommune;Eintritte;Anteil (%);Einheit der Zeile",
          'Ruhrgebiet;"Bochum; mit Umland";1094;81,25;',
          "Ruhrgebiet;'=SUMME(B2);;k. A.;",
          ";Kosten;1200,5;;Euro",
          "",
        ].join("\r\n"),
      );
      expect((await tableOf(PLAIN.slug)).csv).toBe("Jahr;Plätze (Anzahl)\r\n2018;30\r\n");
    });

    it("stand with their source in the order of the document", async () => {
      const { data } = await app.query("{ sources { slug tables { slug } } }");
      const own = data.sources.find(({ slug }: any) => slug === TABLE.source).tables.map(({ slug }: any) => slug);
      expect(own.filter((slug: string) => [TABLE.slug, PLAIN.slug].includes(slug))).toEqual([TABLE.slug, PLAIN.slug]);
    });

    it("are nothing where there is none", async () => {
      expect(await tableOf("gibt-es-nicht")).toBeNull();
    });

    it("can be downloaded as a file that a spreadsheet takes for UTF-8", async () => {
      const response = await get(`/tables/${TABLE.slug}.csv`);
      expect(response.statusCode).toBe(200);
      expect(response.headers).toMatchObject({
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": 'attachment; filename="eintritte-je-kommune.csv"',
        "x-content-type-options": "nosniff",
      });
      expect([...response.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(response.rawPayload.subarray(3).toString()).toBe((await tableOf(TABLE.slug)).csv);
    });

    test.each([
      "/tables/gibt-es-nicht.csv",
      "/tables/plaetze",
      "/tables/.csv",
      "/tables/plaetze.csv.csv",
      "/tables/..%2Fplaetze.csv",
    ])("%s is answered with 404, in German", async (url) => {
      const response = await get(url);
      expect(response.statusCode).toBe(404);
      expect(response.json().errors[0].message).toMatch(/^Diese Adresse gibt es nicht/);
    });
  });
});
