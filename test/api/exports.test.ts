// Files to take away: the current search in each format, complete or not at all.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { Agent, get as httpGet, type IncomingMessage } from "node:http";
import fastify from "fastify";
import { unzipSync } from "fflate";
import readExcel from "read-excel-file/node";
import { exampleFiles } from "../../src/catalogue/seed-files.ts";
import { serveExports } from "../../src/exports/routes.ts";
import { aBudget, aFullExample, anExample, SOURCES } from "../support/content.ts";
import { anApp, DATABASES, SEEDS, type TestApp } from "../support/app.ts";
import { parseXml } from "../support/xml.ts";

const EXAMPLES = exampleFiles(SEEDS).length;

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
      expect(rows).toHaveLength(EXAMPLES);
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
        /^Kein Beispiel passt zu dieser Suche, darum gibt es keine Datei\..* ohne „Quastenflosser“: \d+ Treffer/,
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

    describe("as XLSX", () => {
      const sheets = async (asked: string) => {
        const response = await get(`/export/search.xlsx${asked}`);
        expect(response.statusCode).toBe(200);
        return { sheets: await readExcel(response.rawPayload), bytes: response.rawPayload };
      };

      it("hold the same rows as CSV, with numbers as numbers", async () => {
        const { sheets: read } = await sheets("?query=Alleinerziehende");
        const [head, ...rows] = read[0]!.data;
        const texts = await csv("?query=Alleinerziehende");
        expect(rows).toHaveLength(texts.length);
        for (const [i, row] of rows.entries())
          for (const [j, cell] of row.entries()) {
            const label = String(head![j]);
            const expected = texts[i]![label]!;
            if (label === "Suche") expect(cell).toBe("http://praxis.example/export/search.xlsx?query=Alleinerziehende");
            else if (typeof cell === "number") expect(String(cell).replace(".", ",")).toBe(expected);
            else expect((cell ?? "") as string).toBe(expected.trim());
          }
        expect(rows.some((row) => typeof row[head!.indexOf("Mittelvolumen insgesamt (€)")] === "number")).toBe(true);
      });

      it("say on a second sheet what they are, of which day, under which licence, and how many", async () => {
        const { sheets: read } = await sheets("?query=Alleinerziehende");
        expect(read.map(({ sheet }) => sheet)).toEqual(["Praxisbeispiele", "Über diese Datei"]);
        const about = Object.fromEntries(read[1]!.data as [string, unknown][]);
        expect(about).toMatchObject({
          Titel: "Praxisbeispiele: Suchwörter „Alleinerziehende“",
          Stand: "21.11.2026",
          Adresse: "http://praxis.example/export/search.xlsx?query=Alleinerziehende",
          Beispiele: read[0]!.data.length - 1,
        });
        expect(about.Lizenz).toMatch(/^EUPL-1\.2/);
      });

      it("keep texts that begin like a formula, or are written like an escape, as texts", async () => {
        const title = '=HYPERLINK("x") _x0041_ <b>&';
        await app.publish(anExample({ slug: "formel", title, goal: "-1 ist kein Ziel" }));
        const { sheets: read, bytes } = await sheets("?query=hyperlink&literal=true");
        const [head, row] = read[0]!.data;
        const xml = new TextDecoder().decode(unzipSync(bytes)["xl/worksheets/sheet1.xml"]);
        await app.withdraw("formel");
        await app.settled();
        expect(xml).not.toContain("<f>");
        expect(xml).toContain("_x005F_x0041_");
        expect(row![head!.indexOf("Ziel")]).toBe("-1 ist kein Ziel");
        expect(parseXml(xml).filter(({ attributes }) => attributes.s === "2")).toHaveLength(2);
      });

      it("are archives whose every part is well-formed", async () => {
        const { bytes } = await sheets("");
        const parts = Object.entries(unzipSync(bytes));
        expect(parts.map(([name]) => name)).toContain("xl/styles.xml");
        for (const [, part] of parts) expect(parseXml(new TextDecoder().decode(part)).length).toBeGreaterThan(0);
      });
    });

    it("as JSON are examples as the schema has them, and a count at the end", async () => {
      const response = await get("/export/search.json?sort=TITLE");
      const { title, asOf, url, licence, examples, count } = response.json();
      expect({ title, asOf, url, count }).toEqual({
        title: "Praxisbeispiele: Reihenfolge „TITLE“",
        asOf: "2026-11-21",
        url: "http://praxis.example/export/search.json?sort=TITLE",
        count: EXAMPLES,
      });
      expect(licence).toMatch(/^EUPL/);
      expect(examples).toHaveLength(EXAMPLES);
      expect(examples[0]).toMatchObject({
        organisation: { name: expect.any(String) },
        evidenceLevel: expect.any(String),
      });
      expect(response.body.endsWith(`"count":${EXAMPLES}}\n`)).toBe(true);
    });

    describe("as Atom", () => {
      const feed = async (url: string) => {
        const response = await get(url);
        expect(response.statusCode).toBe(200);
        expect(response.headers["content-type"]).toBe("application/atom+xml; charset=utf-8");
        const xml = response.body.replace(/^<\?xml[^>]*>\n/, "");
        const entries = xml
          .split("<entry>")
          .slice(1)
          .map((entry) => {
            const elements = parseXml(`<entry>${entry.replace("</feed>", "")}`);
            return {
              ...Object.fromEntries(elements.map(({ name, text }) => [name, text])),
              kind: elements.find(({ name }) => name === "category")!.attributes.term,
            } as Record<string, string>;
          });
        return { xml, all: parseXml(xml), entries };
      };

      it("tell what is new, changed and withdrawn, each example once, the newest first", async () => {
        await app.publish(
          anExample({ slug: "feed-neu", title: "Neu & <frisch>" }),
          anExample({ slug: "feed-alt", title: "Alt" }),
          anExample({ slug: "feed-weg", title: "Geheim" }),
        );
        await app.publish(anExample({ slug: "feed-alt", title: "Alt, neu gefasst" }));
        await app.withdraw("feed-weg");
        const { entries, all, xml } = await feed("/changes.atom");
        await app.settled();
        expect(entries.slice(0, 3).map(({ kind, title }) => [kind, title])).toEqual([
          ["WITHDRAWN", "Zurückgezogen: feed-weg"],
          ["REVISED", "Alt, neu gefasst"],
          ["PUBLISHED", "Neu & <frisch>"],
        ]);
        expect(xml).not.toContain("Geheim");
        expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
        expect(entries.length).toBeLessThanOrEqual(100);
        expect(
          all.filter(({ name }) => ["id", "updated", "title", "rights"].includes(name)).every(({ text }) => text),
        ).toBe(true);
      });

      it("follow a search, with every withdrawal, for nobody can tell to which search it belonged", async () => {
        const { entries } = await feed("/export/search.atom?query=neu+gefasst");
        expect(entries[0]).toMatchObject({ kind: "REVISED", title: "Alt, neu gefasst" });
        expect(entries.map(({ title }) => title)).toContain("Zurückgezogen: feed-weg");
        const nothing = await get("/export/search.atom?query=Quastenflosser");
        expect(nothing.statusCode).toBe(404);
        await app.withdraw("feed-neu", "feed-alt");
        await app.settled();
      });
    });

    it.each(["csv", "xlsx", "json"])(
      "as %s read a page only when the one before is taken, and break off where the database fails",
      async (format) => {
        const rename = (from: string, to: string) =>
          app.db.write((manager) => manager.query(`ALTER TABLE ${from} RENAME TO ${to}`));
        let pages = 0;
        const server = fastify();
        serveExports(server, {
          ...app.files,
          examples: () => {
            const loader = app.files.examples();
            pages++;
            const loadMany: typeof loader.loadMany = async (slugs) => {
              if (pages === 2) await rename("practice_example", "lost_example");
              return loader.loadMany(slugs);
            };
            return Object.assign(Object.create(loader) as typeof loader, { loadMany });
          },
        });
        const address = await server.listen({ port: 0, host: "127.0.0.1" });
        const response = await fetch(`${address}/export/search.${format}`);
        expect(response.status).toBe(200);
        await expect(response.arrayBuffer()).rejects.toThrow("terminated");
        expect(pages).toBe(2);
        await rename("lost_example", "practice_example");
        await server.close();
      },
    );

    it("are written a few at a time, and others once one of them is taken or given up", async () => {
      const address = await app.server.listen({ port: 0, host: "127.0.0.1" });
      const agent = new Agent({ maxSockets: 10 });
      const ask = () =>
        new Promise<IncomingMessage>((resolve, reject) => {
          httpGet(`${address}/export/search.json`, { agent }, resolve).on("error", reject);
        });
      // Nobody reads, so the connections' buffers fill and the files stand still.
      const contents = Array.from({ length: 60 }, (_, i) =>
        anExample({
          slug: `lang-${i}`,
          title: `Lang ${i}`,
          editorialNotes: Array.from({ length: 30 }, () => ({ text: "ä".repeat(800), sources: SOURCES })),
        }),
      );
      await app.publish(...contents);
      await app.publish(...contents.map((content, i) => ({ ...content, title: `Länger ${i}` })));
      const waiting = await Promise.all([ask(), ask(), ask(), ask()]);
      expect(waiting.map((one) => one.statusCode)).toEqual([200, 200, 200, 200]);
      const refused = await ask();
      expect(refused.statusCode).toBe(503);
      refused.resume();
      waiting[0]!.destroy();
      await expect
        .poll(async () => {
          const next = await ask();
          next.destroy();
          return next.statusCode;
        })
        .toBe(200);
      for (const one of waiting) one.destroy();
      await app.withdraw(...contents.map(({ slug }) => slug));
      await app.settled();
    });

    it("count against the limit of requests", async () => {
      const limited = await anApp(kind, { env: { REQUESTS_PER_MINUTE: "1" } });
      const send = () => limited.server.inject({ method: "GET", url: "/export/search.csv?query=Quastenflosser" });
      expect((await send()).statusCode).toBe(404);
      const refused = await send();
      expect(refused.statusCode).toBe(429);
      expect(refused.body).toMatch(/^Zu viele Anfragen\./);
      await limited.close();
    });
  });
});
