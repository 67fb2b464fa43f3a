// Results as Markdown tables.
import { textTable } from "../src/platform/text-table.ts";

export type Cell = string | number;

/** Numbers get three digits that count. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const text = (cell: Cell) => (typeof cell === "number" ? short(cell) : cell);
  return textTable(
    head,
    rows.map((row) => row.map(text)),
  );
}

export function short(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value < 0.1 ? 2 : 3);
}
