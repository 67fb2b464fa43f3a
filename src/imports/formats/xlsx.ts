// The questionnaire as an Excel table, one row an example: values only, formulas are neither run nor kept.
import { zipSync } from "fflate";
import { readSheet } from "read-excel-file/node";
import { Parser } from "saxen";
import { problem } from "../../domain/problem.ts";
import type { ImportFormat } from "../import-format.ts";
import { damaged, unpackOffice } from "./office-zip.ts";
import { readTable, type Cell } from "./table.ts";

export const xlsx: ImportFormat = {
  name: "xlsx",
  label: "eine Excel-Tabelle",
  kind: "zip",
  extensions: ["xlsx"],
  async read(bytes, lists) {
    const parts = unpackOffice(bytes, /^(?:xl\/|_rels\/|\[Content_Types\])[^]*\.(?:xml|rels)$/u);
    if (!parts.has("xl/workbook.xml"))
      throw problem("WRONG_TYPE", [], "Das ist keine Excel-Tabelle: Das Arbeitsblatt fehlt.");
    // The reader gets only what was unpacked and counted here.
    const counted = Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
    const rows = await readSheet(counted).catch(() => {
      throw damaged();
    });
    const formulas = formulaCells(parts);
    return readTable(
      rows.map((row, y) =>
        row.map((value, x): Cell => ({
          text: cellText(value),
          ...(formulas.has(`${x} ${y}`) ? { formula: true } : {}),
        })),
      ),
      lists,
    );
  },
};

/** A number as Germans write it, a day as 01.05.2013; Excel takes "1:20" for a time of day, which is given back. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return value.toLocaleString("de-DE", { maximumFractionDigits: 4 });
  if (typeof value === "boolean") return value ? "ja" : "nein";
  if (!(value instanceof Date)) return String(value);
  if (value.getUTCFullYear() < 1901) return `${value.getUTCHours()}:${String(value.getUTCMinutes()).padStart(2, "0")}`;
  return value.toLocaleDateString("de-DE", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" });
}

/** Column and row, from 0, of each cell of the first sheet that a formula fills. */
function formulaCells(parts: ReadonlyMap<string, Uint8Array>): Set<string> {
  const found = new Set<string>();
  const sheet = parts.get("xl/worksheets/sheet1.xml");
  if (!sheet) return found;
  let cell = "";
  const parser = new Parser();
  parser.on("error", () => {
    throw damaged();
  });
  parser.on("openTag", (name, attributes) => {
    if (/^(?:\w+:)?c$/u.test(name)) cell = attributes().r ?? "";
    if (/^(?:\w+:)?f$/u.test(name)) found.add(placeOf(cell));
  });
  parser.parse(new TextDecoder().decode(sheet));
  return found;
}

/** "B3" → "1 2". */
function placeOf(cell: string): string {
  const [, letters = "", digits = "0"] = /^([A-Z]{1,3})(\d{1,7})$/u.exec(cell) ?? [];
  const column = [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
  return `${column - 1} ${Number(digits) - 1}`;
}
