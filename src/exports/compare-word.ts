// A comparison sheet as a Word document in landscape: one table, its head repeated on each page.
import type { ComparisonSheet, SheetCell } from "../insights/comparison-sheet.ts";
import { nameOf, remarksOf, sourcesOf } from "./compare-table.ts";
import { footerOf } from "./about.ts";
import { toDocx, type CellPart } from "./word.ts";

export function comparisonDocx(sheet: ComparisonSheet, permalink: string): Promise<Buffer> {
  const { title, asOf, columns, rows, notes } = sheet;
  return toDocx({
    title,
    isLandscape: true,
    footer: footerOf(asOf),
    blocks: [
      ...notes.map((text) => ({ text })),
      {
        head: ["Angabe", ...columns.map(nameOf)],
        widths: [2, ...columns.map(() => 3)],
        table: rows.map(({ label, unit, differs, cells }) => [
          [
            { text: unit ? `${label} (${unit})` : label, isBold: true },
            ...(differs ? [{ text: "≠ unterschiedlich", isRemark: true }] : []),
          ],
          ...cells.map(partsOf),
        ]),
      },
      { heading: "Zu diesem Vergleich", level: 1 },
      { lines: remarksOf(sheet, permalink).map(([label, text]) => `${label}: ${text}`) },
    ],
  });
}

function partsOf(cell: SheetCell): CellPart[] {
  const sources = sourcesOf(cell.values);
  return [{ text: cell.text }, ...(sources.length > 0 ? [{ text: sources.join("; "), isRemark: true }] : [])];
}
