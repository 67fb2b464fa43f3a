// A table of a source document as data: columns with their units, rows as the document has them.
import { z } from "zod";
import { line, PartialDate, Slug } from "./content.ts";

/** What the numbers of a column count. */
export const TABLE_UNITS = {
  PERSONS: "Personen",
  ENTRIES: "Eintritte",
  CASES: "Fälle",
  HOUSEHOLDS: "Bedarfsgemeinschaften",
  PERCENT: "%",
  EURO: "Euro",
  EURO_PER_HOUR: "Euro je Stunde",
  HOURS: "Stunden",
  MONTHS: "Monate",
  POSTS: "Stellen",
  COUNT: "Anzahl",
} as const;
export type TableUnit = keyof typeof TABLE_UNITS;

const unit = z.enum(Object.keys(TABLE_UNITS) as [TableUnit, ...TableUnit[]]).optional();

export const SourceTableContent = z
  .strictObject({
    slug: Slug,
    source: Slug.describe("Kurzname der Quelle aus seeds/sources.yaml"),
    title: line(200),
    pages: line(40).optional(),
    section: line(120).optional().describe("Abschnitt, Kapitel, Folie oder Nummer der Tabelle"),
    asOf: PartialDate.optional().describe("Stand der Zahlen"),
    columns: z
      .array(z.strictObject({ label: line(120), unit }))
      .min(2)
      .max(20)
      .describe("die erste Spalte benennt die Zeile; eine Spalte mit Zahlen hat eine Einheit"),
    rows: z
      .array(
        z.strictObject({
          group: line(120).optional().describe("Zwischenüberschrift, unter der die Zeile steht"),
          unit: unit.describe("wenn die Zeile anderes zählt als ihre Spalten"),
          cells: z
            .array(z.union([z.string().max(300), z.number(), z.null()]))
            .min(2)
            .max(20),
        }),
      )
      .min(1)
      .max(300)
      .describe("null steht für eine leere Zelle"),
    notes: z.array(line(600)).max(10).default([]).describe("was zum Verständnis nötig ist, auch Widersprüche"),
  })
  .refine((table) => table.pages !== undefined || table.section !== undefined, "Seite oder Abschnitt fehlt")
  .superRefine(({ columns, rows }, context) => {
    for (const [i, { cells }] of rows.entries())
      if (cells.length !== columns.length)
        context.addIssue({
          code: "custom",
          path: ["rows", i, "cells"],
          message: `${cells.length} Zellen, aber ${columns.length} Spalten`,
        });
  });
export type SourceTableContent = z.infer<typeof SourceTableContent>;

/** Heading and rows as one rectangle; groups and units of rows get a column of their own where there are any. */
export function linesOf({ columns, rows }: Pick<SourceTableContent, "columns" | "rows">) {
  const hasGroups = rows.some(({ group }) => group !== undefined);
  const hasUnits = rows.some(({ unit: own }) => own !== undefined);
  const line = (group: string, cells: readonly (string | number | null)[], rowUnit: string) => [
    ...(hasGroups ? [group] : []),
    ...cells,
    ...(hasUnits ? [rowUnit] : []),
  ];
  return [
    line("Gruppe", columns.map(headingOf), "Einheit der Zeile"),
    ...rows.map(({ group = "", unit: own, cells }) => line(group, cells, own ? TABLE_UNITS[own] : "")),
  ];
}

/** "Anteil (%)"; a label that names its unit needs no second mention. */
const headingOf = ({ label, unit: own }: SourceTableContent["columns"][number]) =>
  own && !label.includes(TABLE_UNITS[own]) ? `${label} (${TABLE_UNITS[own]})` : label;
