// A search as XLSX: one row an example, and a second sheet that says what the file is.
import { toXlsx, type Sheet } from "../platform/xlsx.ts";
import type { CsvCell } from "../platform/csv.ts";
import { aboutLines } from "./about.ts";
import { COLUMNS, rowOf } from "./columns.ts";
import type { ExportFormat, FoundExamples } from "./format.ts";

export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const XLSX: ExportFormat = {
  name: "xlsx",
  contentType: XLSX_TYPE,
  write(found) {
    const count = { rows: 0 };
    return toXlsx([
      {
        name: "Praxisbeispiele",
        widths: COLUMNS.map(({ label }) => Math.min(40, Math.max(14, label.length + 3))),
        wraps: false,
        head: COLUMNS.map(({ label }) => label),
        pages: rowsOf(found, count),
      },
      // Written last, so that the number of rows is known.
      aboutSheet(() => [...aboutLines(found), ["Beispiele", count.rows]]),
    ]);
  },
};

async function* rowsOf(found: FoundExamples, count: { rows: number }): AsyncGenerator<CsvCell[][]> {
  for await (const page of found.pages) {
    count.rows += page.length;
    yield page.map((example) => rowOf(example, found));
  }
}

/** `lines` are asked for when the sheet's turn comes. */
export const aboutSheet = (lines: () => CsvCell[][]): Sheet => ({
  name: "Über diese Datei",
  widths: [20, 120],
  wraps: true,
  head: ["Angabe", "Wert"],
  pages: (async function* () {
    yield lines();
  })(),
});
