// What happens to every draft, whatever its format: a name, no personal data, and a list of what is missing or wrong.
import { createHash } from "node:crypto";
import { ExampleContent } from "../domain/content.ts";
import { findPersonalData, PERSONAL_DATA_MESSAGES, withoutPersonalData } from "../domain/personal-data.ts";
import type { Problem } from "../domain/problem.ts";
import { fold } from "../domain/text.ts";
import { labelOf } from "./field-labels.ts";
import type { ReadDraft } from "./import-format.ts";
import type { DraftContent, ImportedDraft, ImportedField } from "./imported-draft.ts";

export function finishDraft(read: ReadDraft): ImportedDraft {
  const { fields } = read.draft;
  const problems = [...read.problems, ...personalData(fields), ...leftOut(read.original)];
  const clean = cleared(read.draft.content);
  // Our own YAML may have anything in any field.
  const title = typeof clean.title === "string" ? clean.title : "";
  const content: DraftContent = title && !clean.slug ? { slug: slugFrom(title), ...clean } : clean;
  return {
    name: `${slugFrom(title).slice(0, NAME_LENGTH).replace(/-$/, "")}-${fingerprint(read.original)}`,
    content,
    fields: cleared(fields),
    problems: [...problems, ...missingOrWrong(content)],
  };
}
const NAME_LENGTH = 60;

/** The same words give the same eight characters, whatever the file around them, its blanks and its line breaks. */
export const fingerprint = (original: string): string =>
  createHash("sha256")
    .update(original.replace(/[^\p{L}\p{N}]+/gu, ""))
    .digest("hex")
    .slice(0, 8);

/** "Fit für den Beruf!" → "fit-fuer-den-beruf", at most 80 characters. */
const slugFrom = (title: string): string =>
  fold(title)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-|-$/g, "") || "ohne-titel";

/** Every text of a value, cleared of personal data. */
function cleared<T>(value: T): T {
  if (typeof value === "string") return withoutPersonalData(value) as T;
  if (Array.isArray(value)) return value.map(cleared) as T;
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleared(inner)])) as T;
  return value;
}

/** One warning for each kind and field; the words themselves are not repeated. */
const personalData = (fields: readonly ImportedField[]): Problem[] =>
  fields.flatMap(({ path, value }) => {
    const kinds = new Set(findPersonalData(typeof value === "string" ? value : "").map(({ kind }) => kind));
    return [...kinds].map((kind) => ({
      code: `PERSONAL_DATA_${kind}`,
      path,
      message: `${labelOf(path)}: ${PERSONAL_DATA_MESSAGES[kind]}${kind === "SMALL_GROUP" ? "" : " Im Entwurf wurde es entfernt."}`,
    }));
  });

/** At the beginning of a line or of a cell; within a sentence the word is no label. */
const CONTACT_LABEL = /^\P{L}{0,10}Ansprech(?:partner|person)/mu;
/** Forms name whom to call; that belongs neither in the example nor in its draft. */
const leftOut = (original: string): Problem[] =>
  CONTACT_LABEL.test(original) ||
  findPersonalData(original).some(({ kind }) => kind === "NAME" || kind === "EMAIL" || kind === "PHONE")
    ? [
        {
          code: "CONTACTS_LEFT_OUT",
          path: [],
          message: "Ansprechpersonen wurden nicht übernommen; bitte als Kontakt anlegen.",
        },
      ]
    : [];

/** As the schema of examples sees it. A form has no page to refer to: that every fact lacks its source is said once. */
function missingOrWrong(content: DraftContent): Problem[] {
  const issues = ExampleContent.safeParse(content).error?.issues ?? [];
  const problems = issues.map((issue): Problem => {
    const path = issue.path.filter((part) => typeof part !== "symbol") as (string | number)[];
    const missing = issue.code === "invalid_type" && valueAt(content, path) === undefined;
    return missing
      ? { code: "MISSING", path, message: `${labelOf(path)}: Diese Angabe fehlt.` }
      : { code: "INVALID", path, message: `${labelOf(path)}: ${issue.message}` };
  });
  const isSource = ({ path }: Problem) => path.at(-1) === "sources";
  return [
    ...problems.filter((one) => !isSource(one)),
    ...(problems.some(isSource)
      ? [{ code: "MISSING", path: ["sources"], message: "Fundstelle: Quelle und Seite trägt die Redaktion ein." }]
      : []),
  ];
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
