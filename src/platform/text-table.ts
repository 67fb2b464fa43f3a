// Aligned tables that read well in a terminal and are Markdown at the same time.

/** The first column to the left, the others, which are figures, to the right. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[], fill = " ") =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!, fill) : cell.padStart(widths[i]!, fill))).join(" | ")} |`;
  const rule = line(widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)));
  return [line(head), rule, ...rows.map((row) => line(row))].join("\n");
}
