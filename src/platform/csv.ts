// Tables as CSV for German spreadsheets: semicolons, decimal commas, CRLF (RFC 4180 otherwise), no text that is run as a formula.

export type CsvCell = string | number | null;

export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(cellOf).join(";")}\r\n`).join("");

/** Excel takes a file for UTF-8 only when it begins with this. */
export const BYTE_ORDER_MARK = "\uFEFF";

const number = new Intl.NumberFormat("de-DE", { useGrouping: false, maximumFractionDigits: 20 });

function cellOf(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return number.format(cell);
  const text = asText(cell);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet runs what begins like a formula (OWASP, "CSV Injection"); a leading apostrophe says that it is text. */
export const asText = (cell: string): string => (/^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell);
