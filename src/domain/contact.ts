// Whom one can call about an example: what a contact may say, who may see it, and how long it holds.
import { findPersonalData } from "./personal-data.ts";
import type { Problem } from "./problem.ts";

export const CONTACT_KINDS = Object.freeze({
  MAILBOX: "gemeinsames Postfach oder Telefon eines Teams",
  PERSON: "eine Person",
});
export type ContactKind = keyof typeof CONTACT_KINDS;

export const CONTACT_VISIBILITIES = Object.freeze({
  PUBLIC: "für alle sichtbar; nur für Postfächer von Teams",
  SIGNED_IN: "nur für Angemeldete sichtbar",
  NEVER: "verborgen: nur für die eigene Organisation und die Redaktion sichtbar",
});
export type ContactVisibility = keyof typeof CONTACT_VISIBILITIES;

/** What somebody enters; texts as `tidyContact` leaves them. */
export interface ContactDetails {
  kind: ContactKind;
  /** The team, or the person's name. */
  label: string;
  email: string | null;
  phone: string | null;
  visibility: ContactVisibility;
}

/** Texts as they are stored: one kind of blank, no blanks around, addresses in lower case; what is empty is null. */
export const tidyContact = (given: ContactDetails): ContactDetails => ({
  ...given,
  label: tidy(given.label),
  email: tidy(given.email ?? "").toLowerCase() || null,
  phone: tidy(given.phone ?? "") || null,
});
const tidy = (text: string) => text.normalize("NFC").replace(/\s+/gu, " ").trim();

/** What is wrong with details, each with its field; the values themselves are not repeated. */
export function contactProblems(details: ContactDetails): Problem[] {
  const { kind, label, email, phone, visibility } = details;
  const problems: Problem[] = [];
  const add = (code: string, field: keyof ContactDetails, message: string) =>
    problems.push({ code, path: [field], message });
  if (label.length < 2 || label.length > 120)
    add("INVALID_LABEL", "label", "Bitte das Team oder den Namen mit 2 bis 120 Zeichen nennen.");
  if (email === null && phone === null)
    add("CONTACT_EMPTY", "email", "Bitte eine E-Mail-Adresse oder eine Telefonnummer angeben.");
  if (email !== null && !/^[^\s@<>"]{1,64}@[^\s@<>"]{1,180}\.[^\s@<>".]{2,60}$/u.test(email))
    add("INVALID_EMAIL", "email", "Das ist keine E-Mail-Adresse.");
  if (phone !== null && !/^(?=(?:\D*\d){5,20}\D*$)[+(\d][\d ()/–-]{4,29}$/u.test(phone))
    add("INVALID_PHONE", "phone", "Das ist keine Telefonnummer. Erlaubt sind Ziffern, Leerzeichen und + ( ) / -");
  if (kind === "PERSON" && visibility === "PUBLIC")
    add(
      "PERSON_NOT_PUBLIC",
      "visibility",
      "Personen sind nie für alle sichtbar. Bitte „nur für Angemeldete“ wählen oder das Postfach des Teams eintragen.",
    );
  if (kind === "MAILBOX" && findPersonalData(label).length > 0)
    add(
      "PERSON_IN_LABEL",
      "label",
      "Hier steht vermutlich eine Person. Bitte das Team nennen oder den Kontakt als Person eintragen.",
    );
  if (kind === "MAILBOX" && visibility === "PUBLIC" && email !== null && isPersonalAddress(email))
    add(
      "PERSONAL_ADDRESS",
      "email",
      "Diese Adresse sieht aus wie die einer Person. Bitte das Postfach des Teams angeben oder „nur für Angemeldete“ wählen.",
    );
  return problems;
}

/** Whole words that name an office rather than somebody. */
const OFFICE_WORD = /^(?:amt|arge|ags|bca|infos?|jc|jobs?|lk|sgb|stadt)$/u;
/** Beginnings of such words that hardly begin a name. */
const OFFICE_STEM =
  /^(?:abteilung|agentur|anfrage|ansprech|arbeitgeber|arbeitsmarkt|arbeitsvermittl|ausbildung|beauftragt|beratung|bereich|berufs|bildungs|buero|büro|chancen|coaching|eingang|eingliederung|empfang|f(?:ö|oe)rder|fallmanag|fachbereich|fachdienst|gesch(?:ä|ae)ft|hotline|inklusion|integration|jobcenter|jobpoint|jugend|kontakt|koordin|kundenservice|landkreis|leistung|leitung|ma(?:ß|ss)nahme|migration|office|perspektiv|poststelle|presse|projekt|redaktion|region|sachgebiet|sekretariat|service|sozial(?:amt|es)|stadtverwaltung|standort|team|unternehm|verwaltung|vermittlung|weiterbild|zentral|zentrum)/u;

/**
 * Whether an address is built as those of persons are: two or more parts, such as "vorname.nachname" or "v-nachname", and none of
 * them names an office. One word alone may be a surname; nobody can tell.
 */
export function isPersonalAddress(email: string): boolean {
  const parts = email
    .slice(0, email.lastIndexOf("@"))
    .toLowerCase()
    .split(/[._+-]+/u)
    .map((part) => part.replace(/\d+$/u, ""));
  if (parts.some((part) => OFFICE_WORD.test(part) || OFFICE_STEM.test(part))) return false;
  return parts.filter((part) => /^\p{L}+$/u.test(part)).length >= 2;
}

/** How long a contact holds unless somebody says otherwise, and at most. */
export const CONTACT_MONTHS = { usual: 12, most: 24 } as const;

/** The same day so many months later, or the last of a shorter month. */
export function monthsAfter(from: Date, months: number): Date {
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + months);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to;
}
