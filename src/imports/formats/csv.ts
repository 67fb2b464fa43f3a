// The questionnaire as CSV, one row an example: semicolons, commas or tabs, as spreadsheets of any language write it.
import { problem } from "../../domain/problem.ts";
import type { ImportFormat } from "../import-format.ts";
import { decodeText } from "./decode-text.ts";
import { readTable, type Cell } from "./table.ts";

export const csv: ImportFormat = {
  name: "csv",
  label: "eine CSV-Tabelle",
  kind: "text",
  extensions: ["csv"],
  async read(bytes, lists) {
    const { text, problems } = decodeText(bytes);
    const table = readTable(cellsOf(text), lists);
    return { ...table, problems: [...problems, ...table.problems] };
  },
};

/** As many as a table of the longest and widest kind that is read has. */
const MAX_CELLS = 400_000;

/** RFC 4180 with any of the three separators; a quoted cell may hold line breaks. Throws ProblemError for a quote left open. */
export function cellsOf(text: string): Cell[][] {
  const separator = separatorOf(text);
  const rows: Cell[][] = [[]];
  let count = 0;
  for (let at = 0; at <= text.length;) {
    if (++count > MAX_CELLS)
      throw problem(
        "FILE_TOO_LARGE",
        [],
        `Die CSV-Datei hat mehr als ${MAX_CELLS.toLocaleString("de-DE")} Zellen. Bitte die Datei teilen.`,
      );
    const quoted = text[at] === '"';
    const { value, end } = quoted ? quotedCell(text, at) : plainCell(text, at, separator);
    // A cell that begins like a formula is text, but somebody's spreadsheet would have run it.
    rows.at(-1)!.push({ text: value.trim(), ...(/^[=@]/u.test(value) ? { formula: true } : {}) });
    if (end >= text.length) break;
    if (text[end] === "\n") rows.push([]);
    at = end + 1;
  }
  return rows;
}

function plainCell(text: string, from: number, separator: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== "\n") end++;
  return { value: text.slice(from, end), end };
}

function quotedCell(text: string, from: number): { value: string; end: number } {
  let end = from + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0)
      throw problem(
        "DAMAGED_FILE",
        [],
        "In der CSV-Datei wird ein Anführungszeichen geöffnet, aber nicht geschlossen.",
      );
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const value = text.slice(from + 1, end).replaceAll('""', '"');
  const rest = /^ */u.exec(text.slice(end + 1, end + 20))![0].length;
  return { value, end: end + 1 + rest };
}

/** The one that the first lines have most of. */
const separatorOf = (text: string): string =>
  [";", ",", "\t"]
    .map((separator) => ({ separator, count: text.slice(0, 4_000).split(separator).length }))
    .reduce((best, one) => (one.count > best.count ? one : best)).separator;
