// Finds what must not stand in an example: names, addresses and numbers of persons, and groups so small that they name somebody.
import { findNames } from "./person-names.ts";

export const PERSONAL_DATA_KINDS = {
  NAME: "Name",
  EMAIL: "E-Mail-Adresse",
  PHONE: "Telefonnummer",
  CASE_NUMBER: "Nummer einer Bedarfsgemeinschaft oder Person",
  SMALL_GROUP: "so wenige, dass Einzelne erkennbar sein könnten",
} as const;
export type PersonalDataKind = keyof typeof PERSONAL_DATA_KINDS;

export interface PersonalData {
  kind: PersonalDataKind;
  start: number;
  end: number;
}

/** What to tell the person who wrote it. */
export const PERSONAL_DATA_MESSAGES: Readonly<Record<PersonalDataKind, string>> = {
  NAME: "Hier steht vermutlich der Name einer Person. Bitte nur Organisationen und Aufgaben nennen.",
  EMAIL: "Hier steht eine E-Mail-Adresse. Bitte weglassen.",
  PHONE: "Hier steht vermutlich eine Telefonnummer. Bitte weglassen.",
  CASE_NUMBER: "Hier steht vermutlich die Nummer einer Bedarfsgemeinschaft oder einer Person. Bitte weglassen.",
  SMALL_GROUP:
    "Hier geht es um weniger als 10 Personen und um Gesundheit, Sucht oder Behinderung. Einzelne könnten erkennbar sein. Bitte zusammenfassen oder weglassen.",
};

const EMAIL = /[\p{L}\d][\p{L}\d._%+-]{0,63}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,6}/gu;
const LABELLED_PHONE =
  /(?<![\p{L}])(?:Telefon|Tel|Fon|Mobil|Handy|Telefax|Fax|Durchwahl)(?:-?(?:nummer|Nr))?[.:]{0,2}\s{0,3}[+(]?\d[\d\s()/–-]{3,24}\d/giu;
const PHONE = /(?<![\d.,/:])(?:\+\d{2}|\(?0(?=\d))(?:[\s()/–-]{0,3}\d){6,14}(?![\d,]|\.\d)/gu;
/** "01/2012 – 12/2013" has as many digits as a telephone number, and so has the key of a municipality, "05111000". */
const NO_PHONE = /^\d{1,2}\s?\/\s?(?:19|20)\d{2}|^\d{0,9}$/u;
const CASE_NUMBER =
  /(?<!\d)\d{5}(?:\/\/|BG)\d{7}(?!\d)|(?<![\p{L}\d])\d{3}[A-Z]\d{6}(?!\d)|(?:BG|Bedarfsgemeinschafts|Kunden|Sozialversicherungs)-?\s?(?:Nr\.?|[Nn]ummer)\s?:?\s?\d[\dA-Z/]{4,17}/gu;
const FEW =
  /(?<![\p{L}\d.,:])(?:[1-9]|eine?|zwei|drei|vier|fünf|sechs|sieben|acht|neun)\s(?:\p{Ll}{4,30}e[nr]?\s)?(?:Person|Teilnehm|TN(?!\p{L})|Kund(?:e|in)|Frau(?:en)?(?!\p{L})|M[aä]nn(?:er)?(?!\p{L})|Jugendliche|Leistungsberechtigte|Fälle(?!\p{L})|Mensch)/giu;
const SENSITIVE =
  /gesundheit|krank|sucht(?!e)|behinder|psychisch|drogen|alkohol|depressi|therapie|diagnos|HIV|pflegebedürf|schwanger|erwerbsgemindert|erwerbsminderung/iu;
/** A sentence or the point of a list: a number and a disease in two of them have nothing to do with each other. */
const SENTENCE_END = /[.;!?](?=\s)|\n\s{0,9}[-•\uF0B7]/u;
const REACH = 250;

/** All places in order; where two overlap, the first stands. Linear in the length of the text. */
export function findPersonalData(text: string): PersonalData[] {
  const found = [
    ...places(text, EMAIL, "EMAIL"),
    ...places(text, CASE_NUMBER, "CASE_NUMBER"),
    ...places(text, LABELLED_PHONE, "PHONE"),
    ...places(text, PHONE, "PHONE").filter(({ start, end }) => !NO_PHONE.test(text.slice(start, end))),
    ...findNames(text).map((place) => ({ kind: "NAME" as const, ...place })),
    ...smallGroups(text),
  ].toSorted((a, b) => a.start - b.start || b.end - a.end);
  let last = 0;
  return found.filter(({ start, end }) => {
    const free = start >= last;
    if (free) last = end;
    return free;
  });
}

/** The text without persons, each replaced by a word in brackets; small groups stay, because only a writer can sum them up. */
export function withoutPersonalData(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { kind, start, end } of findPersonalData(text)) {
    if (kind === "SMALL_GROUP") continue;
    parts.push(text.slice(at, start), REPLACEMENT[kind]);
    at = end;
  }
  return parts.join("") + text.slice(at);
}
const REPLACEMENT = { NAME: "[Name]", EMAIL: "[E-Mail]", PHONE: "[Telefon]", CASE_NUMBER: "[Nummer]" } as const;

const places = (text: string, pattern: RegExp, kind: PersonalDataKind): PersonalData[] =>
  [...text.matchAll(pattern)].map((match) => ({ kind, start: match.index, end: match.index + match[0].length }));

const smallGroups = (text: string): PersonalData[] =>
  places(text, FEW, "SMALL_GROUP").filter(({ start, end }) => {
    const before = text
      .slice(Math.max(0, start - REACH), start)
      .split(SENTENCE_END)
      .at(-1)!;
    const after = text.slice(end, end + REACH).split(SENTENCE_END)[0]!;
    return SENSITIVE.test(before + text.slice(start, end) + after);
  });
