// What an import found, for people: each field with its value, how sure it is, and its place; then what is missing or doubtful.
import { FIELD_LABELS, labelOf } from "./field-labels.ts";
import type { ImportedDraft, ImportedField } from "./imported-draft.ts";

const LONGEST = 70;

/** `state` says what became of the draft: "neu", "unverändert". */
export function draftReport({ name, fields, problems }: ImportedDraft, state: string): string {
  const order = Object.keys(FIELD_LABELS);
  const sorted = fields.toSorted((a, b) => order.indexOf(String(a.path[0])) - order.indexOf(String(b.path[0])));
  const missing = problems.filter(({ code }) => code === "MISSING").map(({ path }) => labelOf(path));
  const others = problems.filter(({ code }) => code !== "MISSING");
  return [
    `\n  Entwurf ${name} (${state})`,
    ...sorted.map(fieldLine),
    ...(missing.length > 0 ? [`    Es fehlt: ${missing.join(", ")}.`] : []),
    ...others.map(({ message }) => `    Bitte prüfen: ${message}`),
  ].join("\n");
}

function fieldLine({ path, value, confidence, span }: ImportedField): string {
  const place = span ? ` ← „${shortened(span.quote)}“ (${span.offset}–${span.offset + span.length})` : "";
  return `    ${labelOf(path).padEnd(24)} ${confidence.toFixed(2).replace(".", ",")}  ${shortened(printed(value))}${place}`;
}

/** Facts as "amount 89775, basis TOTAL"; the codes are those of the draft's file. */
const printed = (value: unknown): string =>
  value !== null && typeof value === "object"
    ? Object.entries(value)
        .map(([key, inner]) => `${key} ${typeof inner === "number" ? inner.toLocaleString("de-DE") : String(inner)}`)
        .join(", ")
    : String(value);

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}
