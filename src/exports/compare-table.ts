// A comparison sheet as rows and columns, for spreadsheets: per example the text, the number where it is just one, and the sources.
import { referenceText, type FactValue } from "../catalogue/fact-values.ts";
import { formatDate } from "../domain/german.ts";
import type { ComparisonSheet, SheetColumn } from "../insights/comparison-sheet.ts";
import { BYTE_ORDER_MARK, toCsv, type CsvCell } from "../platform/csv.ts";
import { toXlsx } from "../platform/xlsx.ts";
import { aboutLines } from "./about.ts";
import { aboutSheet } from "./xlsx.ts";

/** "Teilzeit aktiv (Fassung 2)", or the slug of what is withdrawn. */
export const nameOf = ({ title, slug, revision, isWithdrawn }: SheetColumn) =>
  isWithdrawn ? `${slug} (zurückgezogen)` : `${title} (Fassung ${revision})`;

/** Each source of these values once; a value that is itself a reference needs no other. */
export const sourcesOf = (values: readonly FactValue[]) => [
  ...new Set(
    values.flatMap(({ text, sources }) => sources.map(referenceText).filter((reference) => reference !== text)),
  ),
];

const headOf = ({ columns }: ComparisonSheet) => [
  "Angabe",
  "Einheit",
  "Unterschied",
  ...columns.flatMap((column) => [nameOf(column), "davon als Zahl", "Fundstellen"]),
];

function rowsOf({ columns, rows }: ComparisonSheet): CsvCell[][] {
  const own = (label: string, cell: (column: SheetColumn) => CsvCell) => [
    label,
    null,
    null,
    ...columns.flatMap((column) => [cell(column), null, null]),
  ];
  return [
    own("Kurzname", ({ slug }) => slug),
    own("Veröffentlicht am", ({ publishedAt }) => publishedAt && formatDate(publishedAt.slice(0, 10))),
    own("Hinweis", ({ note }) => note),
    ...rows.map(({ label, unit, differs, cells }) => [
      label,
      unit,
      differs ? "unterschiedlich" : null,
      ...cells.flatMap((cell) => [
        cell.text,
        cell.values.length === 1 ? cell.values[0]!.number : null,
        sourcesOf(cell.values).join("; ") || null,
      ]),
    ]),
  ];
}

/** What stands under the table: what nobody states, the documents, and what the file is. */
export const remarksOf = (sheet: ComparisonSheet, permalink: string): [string, string][] => [
  ...(sheet.unsaid.length > 0 ? [["Von keinem angegeben", sheet.unsaid.join(", ")] as [string, string]] : []),
  ...sheet.documents.map(({ slug, title }): [string, string] => [slug, title]),
  ...aboutLines({ ...sheet, permalink }),
];

export const comparisonCsv = (sheet: ComparisonSheet, permalink: string): string =>
  BYTE_ORDER_MARK + toCsv([headOf(sheet), ...rowsOf(sheet), [], ...remarksOf(sheet, permalink)]);

export function comparisonXlsx(sheet: ComparisonSheet, permalink: string): AsyncIterable<Uint8Array> {
  return toXlsx([
    {
      name: "Vergleich",
      widths: [30, 14, 16, ...sheet.columns.flatMap(() => [46, 14, 30])],
      wraps: true,
      head: headOf(sheet),
      pages: (async function* () {
        yield rowsOf(sheet);
      })(),
    },
    aboutSheet(() => remarksOf(sheet, permalink)),
  ]);
}
