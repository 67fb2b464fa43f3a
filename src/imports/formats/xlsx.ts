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
    const formulas = formulaCells(firstSheet(parts));
    const rows = await readSheet(counted).catch(() => {
      throw damaged();
    });
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

/** All tags of a part with their attributes. Throws ProblemError for XML that is none. */
function eachTag(part: Uint8Array | undefined, use: (name: string, attributes: Record<string, string>) => void): void {
  const parser = new Parser();
  parser.on("error", () => {
    throw damaged();
  });
  parser.on("openTag", (name, attributes) => use(name.replace(/^\w+:/u, ""), attributes()));
  parser.parse(new TextDecoder().decode(part));
}

/** The part that holds the first sheet, which is the one that is read. */
function firstSheet(parts: ReadonlyMap<string, Uint8Array>): Uint8Array | undefined {
  let id: string | undefined;
  eachTag(parts.get("xl/workbook.xml"), (name, attributes) => {
    if (name === "sheet") id ??= attributes["r:id"];
  });
  let target = "worksheets/sheet1.xml";
  eachTag(parts.get("xl/_rels/workbook.xml.rels"), (name, { Id, Target }) => {
    if (name === "Relationship" && Id === id && Target) target = Target;
  });
  return parts.get(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
}

/**
 * Column and row, from 0, of each cell that a formula fills. Throws ProblemError for a sheet with a cell so far out that the
 * empty ones before it would fill the memory.
 */
function formulaCells(sheet: Uint8Array | undefined): Set<string> {
  const found = new Set<string>();
  let cell = "";
  eachTag(sheet, (name, { r }) => {
    if (name === "c" && r) {
      const [column, row] = placeOf(r);
      if (row > FURTHEST_ROW || column > FURTHEST_COLUMN)
        throw problem(
          "FILE_TOO_LARGE",
          [],
          `Die Tabelle reicht bis zur Zelle ${r}. Gelesen werden ${FURTHEST_ROW} Zeilen und ${FURTHEST_COLUMN} Spalten.`,
        );
      cell = `${column} ${row}`;
    }
    if (name === "f") found.add(cell);
  });
  return found;
}
const FURTHEST_ROW = 5_000;
const FURTHEST_COLUMN = 200;

/** "B3" → [1, 2]. */
function placeOf(cell: string): [column: number, row: number] {
  const [, letters = "", digits = "0"] = /^([A-Z]{1,3})(\d{1,7})$/u.exec(cell) ?? [];
  const column = [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
  return [column - 1, Number(digits) - 1];
}
