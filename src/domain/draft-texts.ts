// Every text in a draft with its place, and what in them must not be published because it is about persons.
import { findPersonalData, PERSONAL_DATA_MESSAGES, type PersonalDataKind } from "./personal-data.ts";
import type { Problem } from "./problem.ts";
import { isSensitive, SMALLEST_GROUP } from "./small-groups.ts";
import type { OutcomeUnit, ParticipantKind } from "./terms.ts";

export interface PlacedText {
  path: (string | number)[];
  text: string;
}

export interface PersonalDataWarning {
  kind: PersonalDataKind;
  path: (string | number)[];
  /** Place in the text, in UTF-16 units; the end is not included. Both are 0 where the value is a number. */
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

export const personalDataIn = (draft: unknown): PersonalDataWarning[] => [
  ...textsOf(draft).flatMap(({ path, text }) =>
    findPersonalData(text).map((found) => ({ ...found, path, message: PERSONAL_DATA_MESSAGES[found.kind] })),
  ),
  ...smallCells(draft).map((path) => ({
    kind: "SMALL_GROUP" as const,
    path,
    start: 0,
    end: 0,
    message: PERSONAL_DATA_MESSAGES.SMALL_GROUP,
  })),
];

/** Numbers of a few persons, where the example or the number itself is about health, addiction or disability. */
function smallCells(draft: unknown): (string | number)[][] {
  const { targetGroups, participants, outcomes } = recordOf(draft);
  const isForSick = textsOf(targetGroups).some(({ text }) => isSensitive(text));
  const cells = (list: string, items: unknown, fieldOf: (fact: Fact) => string | undefined) =>
    (Array.isArray(items) ? items : []).flatMap((item, i) => {
      const fact = recordOf(item);
      const field = fact.planned === true ? undefined : fieldOf(fact);
      const isSick = isForSick || fact.kind === "HEALTH" || textsOf(fact).some(({ text }) => isSensitive(text));
      return field && isSick ? [[list, i, field]] : [];
    });
  return [
    ...cells("participants", participants, ({ kind, value }) =>
      !CAPACITIES.has(kind) && isFew(value) ? "value" : undefined,
    ),
    ...cells("outcomes", outcomes, ({ unit, value, n }) =>
      isFew(n) ? "n" : COUNTS.has(unit) && isFew(value) ? "value" : undefined,
    ),
  ];
}
type Fact = Record<string, unknown>;
/** How many there is room for, not how many there were. */
const CAPACITIES: ReadonlySet<unknown> = new Set<ParticipantKind>(["PLACES", "GROUP_SIZE"]);
const COUNTS: ReadonlySet<unknown> = new Set<OutcomeUnit>(["PERSONS", "HOUSEHOLDS", "CASES"]);
const isFew = (value: unknown) => typeof value === "number" && value > 0 && value < SMALLEST_GROUP;
const recordOf = (value: unknown): Fact => (typeof value === "object" && value !== null ? (value as Fact) : {});

/** Certain enough to be refused; names, file numbers and small groups are for people to judge. */
const REFUSED: readonly PersonalDataKind[] = ["EMAIL", "PHONE", "CASE_NUMBER", "BANK_ACCOUNT", "BIRTH_DATE"];

/** What keeps a draft from being submitted, or a comment from being sent; tells the place and does not repeat what stands there. */
export const personalDataProblems = (given: unknown, field = "content"): Problem[] =>
  personalDataIn(given)
    .filter(({ kind }) => REFUSED.includes(kind))
    .map(({ path, start, end, message }) => ({
      code: "PERSONAL_DATA",
      path: [field, ...path],
      message: `${message} Gemeint sind die Zeichen ${start + 1} bis ${end}.`,
    }));
