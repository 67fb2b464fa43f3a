// XLSX as spreadsheets read it: whatever a cell holds comes back as it was, and nothing is a formula.
import { unzipSync } from "fflate";
import fc from "fast-check";
import readExcel from "read-excel-file/node";
import { expect, it } from "vitest";
import type { CsvCell } from "../../src/platform/csv.ts";
import { toXlsx } from "../../src/platform/xlsx.ts";
import { parseXml } from "../support/xml.ts";

async function* inPages(rows: CsvCell[][], size: number) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

async function bytesOf(rows: CsvCell[][], head = ["a", "b"]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const sheet = { name: "Blatt & <mehr>", widths: head.map(() => 20), wraps: false, head, pages: inPages(rows, 3) };
  for await (const chunk of toXlsx([sheet])) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const xmlOf = (bytes: Buffer) => new TextDecoder().decode(unzipSync(bytes)["xl/worksheets/sheet1.xml"]);

/** Texts as the file holds them: a reader undoes "_x005F_" and "_x000D_". */
const texts = (xml: string) =>
  parseXml(xml)
    .filter(({ name }) => name === "t")
    .map(({ text }) => text.replaceAll("_x000D_", "\r").replaceAll("_x005F_", "_"));

it("gives back every text and number", async () => {
  const text = fc
    .string({ unit: "grapheme", maxLength: 40 })
    .filter((s) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|_x005F_|_x000D_/u.test(s));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 10 }),
      async (rows) => {
        const bytes = await bytesOf(rows);
        expect(texts(xmlOf(bytes)).slice(2)).toEqual(rows.map(([cell]) => cell));
        const [{ data }] = (await readExcel(bytes)) as unknown as [{ data: unknown[][] }];
        expect(data.slice(1).map((row) => Number(row[1]))).toEqual(
          rows.map(([, number]) => (number === 0 ? 0 : number)),
        );
      },
    ),
    { numRuns: 40 },
  );
});

it.each(["=1+1", "+49", "-", "@SUM(A1)", "\t=1", "'ja"])(
  "marks %j as a text that stays one when edited",
  async (cell) => {
    const xml = xmlOf(await bytesOf([[cell, "harmlos"]]));
    const [suspect, plain] = parseXml(xml).filter(
      ({ name, attributes }) => name === "c" && attributes.r!.endsWith("2"),
    );
    expect([suspect!.attributes.s, plain!.attributes.s]).toEqual(["2", "1"]);
    expect(xml).not.toContain("<f>");
  },
);

it("leaves out what XML cannot hold, and keeps what looks like an escape", async () => {
  const xml = xmlOf(await bytesOf([["a\u0000\uFFFEb", "_x0041_"]]));
  expect(texts(xml).slice(2)).toEqual(["ab", "_x0041_"]);
  expect(xml).toContain("_x005F_x0041_");
});

it("names columns beyond the 26th", async () => {
  const head = Array.from({ length: 54 }, (_, i) => `Spalte ${i}`);
  const [{ data }] = (await readExcel(await bytesOf([head.map((_, i) => i)], head))) as unknown as [
    { data: unknown[][] },
  ];
  expect(data[1]).toEqual(head.map((_, i) => i));
});

it("is no archive when its rows break off", async () => {
  const chunks: Uint8Array[] = [];
  const pages = (async function* () {
    yield [["a", 1]] as CsvCell[][];
    throw new Error("Die Datenbank ist weg.");
  })();
  const write = async () => {
    for await (const chunk of toXlsx([{ name: "x", widths: [1, 1], wraps: false, head: ["a", "b"], pages }]))
      chunks.push(chunk);
  };
  await expect(write()).rejects.toThrow("Die Datenbank ist weg.");
  expect(() => unzipSync(Buffer.concat(chunks))).toThrow();
});
