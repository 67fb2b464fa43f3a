// What every file says of itself: title, day, address and licence.
import { formatDate } from "../domain/german.ts";
import { LICENCE } from "./format.ts";

export const aboutLines = (file: { title: string; asOf: string; permalink: string }): [string, string][] => [
  ["Titel", file.title],
  ["Stand", formatDate(file.asOf)],
  ["Adresse", file.permalink],
  ["Lizenz", LICENCE],
];

/** At the foot of each page of a document. */
export const footerOf = (asOf: string) => `Praxisatlas · Stand ${formatDate(asOf)} · ${LICENCE.split(",")[0]}`;
