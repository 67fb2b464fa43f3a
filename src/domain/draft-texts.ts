// Every text in a draft with its place, and what in them must not be published because it is about persons.
import { findPersonalData, PERSONAL_DATA_MESSAGES, type PersonalDataKind } from "./personal-data.ts";
import type { Problem } from "./problem.ts";

export interface PlacedText {
  path: (string | number)[];
  text: string;
}

export interface PersonalDataWarning {
  kind: PersonalDataKind;
  path: (string | number)[];
  /** Place in the text, in UTF-16 units; the end is not included. */
  start: number;
  end: number;
  message: string;
}

/** In the order in which they were typed. What arrives over the API is bounded in depth. */
export function textsOf(value: unknown, path: (string | number)[] = []): PlacedText[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}

export const personalDataIn = (draft: unknown): PersonalDataWarning[] =>
  textsOf(draft).flatMap(({ path, text }) =>
    findPersonalData(text).map((found) => ({ ...found, path, message: PERSONAL_DATA_MESSAGES[found.kind] })),
  );

/** Certain enough to be refused; names and small groups are for people to judge. */
const REFUSED: readonly PersonalDataKind[] = ["EMAIL", "PHONE", "CASE_NUMBER"];

/** What keeps a draft from being submitted, or a comment from being sent; tells the place and does not repeat what stands there. */
export const personalDataProblems = (given: unknown, field = "content"): Problem[] =>
  personalDataIn(given)
    .filter(({ kind }) => REFUSED.includes(kind))
    .map(({ path, start, end, message }) => ({
      code: "PERSONAL_DATA",
      path: [field, ...path],
      message: `${message} Gemeint sind die Zeichen ${start + 1} bis ${end}.`,
    }));
