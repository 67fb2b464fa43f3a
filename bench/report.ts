// Results as Markdown tables.

export type Cell = string | number;

/** Numbers get three digits that count. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => (typeof cell === "number" ? short(cell) : cell)));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[], fill = " ") =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!, fill) : cell.padStart(widths[i]!, fill))).join(" | ")} |`;
  const rule = line(widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)));
  return [line(cells[0]!), rule, ...cells.slice(1).map((row) => line(row))].join("\n");
}

export function short(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value < 0.1 ? 2 : 3);
}
