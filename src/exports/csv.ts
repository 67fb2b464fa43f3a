// A search as CSV: one row an example, written page by page.
import { BYTE_ORDER_MARK, toCsv } from "../platform/csv.ts";
import { COLUMNS, rowOf } from "./columns.ts";
import type { ExportFormat } from "./format.ts";

export const CSV: ExportFormat = {
  name: "csv",
  contentType: "text/csv; charset=utf-8; header=present",
  async *write(found) {
    yield BYTE_ORDER_MARK + toCsv([COLUMNS.map(({ label }) => label)]);
    for await (const page of found.pages) yield toCsv(page.map((example) => rowOf(example, found)));
  },
};
