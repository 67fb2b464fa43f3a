// Finds what must not stand in an example: names, addresses and numbers of persons, and groups so small that they name somebody.
import { findNames } from "./person-names.ts";
import { findSmallGroups } from "./small-groups.ts";

export const PERSONAL_DATA_KINDS = {
  NAME: "Name",
  EMAIL: "E-Mail-Adresse",
  PHONE: "Telefonnummer",
  CASE_NUMBER: "Nummer einer Bedarfsgemeinschaft oder Person",
  BANK_ACCOUNT: "Bankverbindung",
  BIRTH_DATE: "Geburtsdatum",
  FILE_NUMBER: "Aktenzeichen",
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
  BANK_ACCOUNT: "Hier steht eine Bankverbindung. Bitte weglassen.",
  BIRTH_DATE: "Hier steht ein Geburtsdatum. Bitte weglassen; oft genügt das Alter.",
  FILE_NUMBER: "Hier steht vermutlich das Aktenzeichen eines Vorgangs. Bitte weglassen, wenn es um eine Person geht.",
  SMALL_GROUP:
    "Hier geht es um weniger als 10 Personen und um Gesundheit, Sucht oder Behinderung. Einzelne könnten erkennbar sein. Bitte zusammenfassen oder weglassen.",
};

const EMAIL = /(?<![\p{L}\d])[\p{L}\d][\p{L}\d._%+-]{0,63}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,6}/gu;
/** "name (at) haus.de", "name[at]haus[dot]de": hidden from programs, not from people. */
const SPELLED_EMAIL =
  /(?<![\p{L}\d._%+-])[\p{L}\d][\p{L}\d._%+-]{0,63}\s?(?:[([{]\s?(?:at|ät|@)\s?[)\]}]|\s@\s|@\s|\s@)\s?[\p{L}\d-]{1,63}(?:(?:\.|\s?[([{]\s?(?:dot|punkt|\.)\s?[)\]}]\s?)[\p{L}\d-]{2,63}){1,6}/giu;
const LABELLED_PHONE =
  /(?<!\p{L})(?:Telefon|Tel|Fon|Mobil|Handy|Telefax|Fax|Durchwahl|Rufnummer)(?:\.?-?(?:nummer|Nr))?[.:]{0,2}\s{0,3}[+(]?\d[\d \u00A0()/.–\u2010\u2011-]{3,24}\d(?!\d)/giu;
const PHONE = /(?<![\d.,/:])(?:\+\d{2}|\(?0(?=\d))(?:[ \u00A0()/–\u2010\u2011-]{0,3}\d){6,14}(?![\d,]|\.\d)/gu;
/** "01/2012 – 12/2013" has as many digits as a telephone number, and so has the key of a municipality, "05111000". */
const NO_PHONE = /^\d{1,2}\s?\/\s?(?:19|20)\d{2}|^\d{0,9}$/u;
/** Of a household ("12345//0001234", "12345BG0001234"), a customer ("123A456789") or an insured person ("12 010190 M 123"). */
const CASE_NUMBER =
  /(?<!\d)\d{5} ?(?:\/ ?\/|BG) ?\d{7}(?!\d)|(?<![\p{L}\d])\d{3}[A-Z]\d{6}(?!\d)|(?<![\p{L}\d])\d{2} ?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} ?[A-Z] ?\d{3}(?!\d)|(?<!\p{L})(?:BG|Bedarfsgemeinschafts|Kunden|Sozialversicherungs|Renten(?:versicherungs)?|SV|RV|Steuer|Ausweis)-?\s?(?:Nr\.?|[Nn]ummer|ID)\s?:?\s?\d[\dA-Z/ ]{3,22}[\dA-Z](?![\d\p{L}])/gu;
const BANK_ACCOUNT =
  /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?\d{4}){3,6}(?: ?\d{1,3})?(?!\d)|(?<!\p{L})(?:IBAN|BLZ|Konto(?:nummer|-?\s?Nr\.?))\s?:?\s?(?:[A-Z]{2}\d{2})?[\d ]{5,30}\d(?!\d)/gu;
const BIRTH_DATE =
  /(?<!\p{L})(?:geb\.|geboren|Geburtsdatum|Geburtstag|Geb\.-?\s?Datum)\s?:?\s?(?:am\s)?\d{1,2}\.\s?(?:\d{1,2}\.|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))\s?(?:19|20)?\d{2}(?!\d)/giu;
/** Files of courts, "B 14 AS 23/10 R", are public. */
const FILE_NUMBER =
  /(?<!\p{L})(?:Aktenzeichen|Az\.?|AZ|Gesch(?:äfts|\.)-?(?:zeichen|Z\.?))\s?:?\s(?!(?:[A-Z]{1,3} )?\d{1,3} [A-Z][A-Za-z]{0,3} \d{1,5}\/\d{2})(?=[^\s\d]{0,12}\d)[\dA-Z][\dA-Za-z./-]{3,30}/gu;

/** All places in order; where two overlap, the first stands. Linear in the length of the text. */
export function findPersonalData(text: string): PersonalData[] {
  const found = [
    ...places(text, EMAIL, "EMAIL"),
    ...places(text, SPELLED_EMAIL, "EMAIL"),
    ...places(text, BANK_ACCOUNT, "BANK_ACCOUNT"),
    ...places(text, BIRTH_DATE, "BIRTH_DATE"),
    ...places(text, FILE_NUMBER, "FILE_NUMBER"),
    ...places(text, CASE_NUMBER, "CASE_NUMBER"),
    ...places(text, LABELLED_PHONE, "PHONE"),
    ...places(text, PHONE, "PHONE").filter(({ start, end }) => !NO_PHONE.test(text.slice(start, end))),
    ...findNames(text).map((place) => ({ kind: "NAME" as const, ...place })),
    ...findSmallGroups(text).map((place) => ({ kind: "SMALL_GROUP" as const, ...place })),
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
const REPLACEMENT = {
  NAME: "[Name]",
  EMAIL: "[E-Mail]",
  PHONE: "[Telefon]",
  CASE_NUMBER: "[Nummer]",
  BANK_ACCOUNT: "[Bankverbindung]",
  BIRTH_DATE: "[Geburtsdatum]",
  FILE_NUMBER: "[Aktenzeichen]",
} as const;

const places = (text: string, pattern: RegExp, kind: PersonalDataKind): PersonalData[] =>
  [...text.matchAll(pattern)].map((match) => ({ kind, start: match.index, end: match.index + match[0].length }));
