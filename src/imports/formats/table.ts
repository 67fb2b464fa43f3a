// Rows of a table as forms: the header names a field of the questionnaire, each row is one example, each cell one answer.
import { problem, type Problem } from "../../domain/problem.ts";
import type { ReadDraft, ReadFile } from "../import-format.ts";
import { fieldOfLabel, type FormField, type Section } from "../questionnaire/form.ts";
import { readForm, unanswered, type ImportLists } from "../questionnaire/read-form.ts";
import { readingOf } from "../reading.ts";

/** Of the row that the template shows how to fill in (template.ts). */
export const EXAMPLE_TITLE = "BEISPIELZEILE: Werkstatt am Vormittag";
export const MAX_ROWS = 2_000;
const MAX_COLUMNS = 100;
const MAX_CELL = 20_000;

/** A cell's text, and what is odd about it. */
export interface Cell {
  text: string;
  /** The file computes the cell; its last value was taken, nothing is computed here. */
  formula?: boolean;
}

/** The first row with a title column is the header; rows above it are remarks. Throws ProblemError when there is none. */
export function readTable(rows: readonly (readonly Cell[])[], lists: ImportLists): ReadFile {
  const head = rows
    .slice(0, 20)
    .findIndex((row) => row.slice(0, MAX_COLUMNS).some(({ text }) => fieldOfLabel(text) === "title"));
  if (head < 0)
    throw problem(
      "NO_HEADER",
      [],
      "Die Tabelle braucht eine Kopfzeile mit den Beschriftungen des Fragebogens, mindestens „Name/Bezeichnung der Maßnahme“ oder „Titel“.",
    );
  if (rows.length - head - 1 > MAX_ROWS)
    throw problem("FILE_TOO_LARGE", [], `Die Tabelle hat mehr als ${MAX_ROWS.toLocaleString("de-DE")} Zeilen.`);
  const header = rows[head]!.slice(0, MAX_COLUMNS).map(({ text }) => ({ label: text, field: fieldOfLabel(text) }));
  const unknown = header
    .filter(({ label, field }) => label.trim() !== "" && !field)
    .map(({ label }) => `„${label.trim().slice(0, 60)}“`);
  const title = header.findIndex(({ field }) => field === "title");
  const filled = rows
    .slice(head + 1)
    .map((row, i) => ({ row, line: head + i + 2 }))
    // The template's own example may stay where it is.
    .filter(({ row }) => row.some(({ text }) => text.trim() !== "") && row[title]?.text.trim() !== EXAMPLE_TITLE);
  if (filled.length === 0) throw problem("NO_FORM", [], "Unter der Kopfzeile steht kein Beispiel.");
  return {
    count: filled.length,
    drafts: eachRow(header, filled, lists),
    problems: [
      ...(unknown.length === 0
        ? []
        : [remark("UNKNOWN_COLUMN", `Nicht übernommen, weil der Fragebogen sie nicht kennt: ${listed(unknown)}.`)]),
      ...(rows[head]!.length <= MAX_COLUMNS
        ? []
        : [remark("TOO_MANY_COLUMNS", `Gelesen wurden nur die ersten ${MAX_COLUMNS} Spalten.`)]),
    ],
  };
}

const remark = (code: string, message: string): Problem => ({ code, path: [], message });

/** Names that people can take in; of more it is said how many. */
const listed = (names: readonly string[]) =>
  names.length <= NAMED ? names.join(", ") : `${names.slice(0, NAMED).join(", ")} und ${names.length - NAMED} weitere`;
const NAMED = 10;

function* eachRow(
  header: Header,
  rows: readonly { row: readonly Cell[]; line: number }[],
  lists: ImportLists,
): Iterable<ReadDraft> {
  for (const { row, line } of rows) yield readRow(header, row, line, lists);
}

type Header = readonly { label: string; field: FormField | undefined }[];

/** The row as text, "Beschriftung: Antwort" on a line each; that is what places refer to. */
function readRow(header: Header, row: readonly Cell[], line: number, lists: ImportLists): ReadDraft {
  const problems: Problem[] = [];
  const answers: { field: FormField; label: string; from: number; to: number }[] = [];
  let original = "";
  header.forEach(({ label, field }, i) => {
    const cell = row[i];
    if (!field || !cell || cell.text.trim() === "") return;
    const say = (code: string, what: string) =>
      problems.push({ code, path: [], message: `Zeile ${line}, „${label}“: ${what}` });
    if (cell.formula)
      say("FORMULA", "Die Zelle enthält eine Formel. Übernommen wurde nur, was sie anzeigt; bitte prüfen.");
    if (cell.text.length > MAX_CELL)
      say("CELL_TOO_LONG", `Übernommen wurden die ersten ${MAX_CELL.toLocaleString("de-DE")} Zeichen.`);
    const from = original.length + label.length + 2;
    original += `${label}: ${withUnit(field, label, cell.text.slice(0, MAX_CELL))}\n`;
    answers.push({ field, label, from, to: original.length - 1 });
  });
  const sections = answers.map(({ field, label, from, to }): Section => ({
    field,
    label,
    reading: readingOf(original, { from, to }),
  }));
  const form = { start: 0, end: original.length, sections };
  return { draft: readForm(form, lists), original, problems: [...problems, ...unanswered(form)] };
}

/** A bare number means what its column is about. */
function withUnit(field: FormField, label: string, text: string): string {
  if (!/^\s*[\d.,]+\s*$/u.test(text)) return text;
  if (field === "budget" && /Euro|€|Kosten|Mittel|Budget/iu.test(label)) return `${text.trim()} Euro`;
  if (field === "period" && /stunden/iu.test(label)) return `${text.trim()} Wochenstunden`;
  if (field === "participants") return `${text.trim()} ${/pl[aä]tz/iu.test(label) ? "Plätze" : "Teilnehmende"}`;
  return text;
}
