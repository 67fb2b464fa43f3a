// The table to fill in: the form's header names, one example row, and on a second sheet the names of the closed lists.
import { FUNDING_SOURCES, IMPLEMENTATION_TYPES } from "../domain/terms.ts";
import { BYTE_ORDER_MARK, toCsv, type CsvCell } from "../platform/csv.ts";
import { toXlsx, type Sheet } from "../platform/xlsx.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { EXAMPLE_TITLE } from "./formats/table.ts";

/** Header, and what the example row says; made up, and read without a remark when it has a title of its own. */
export const TEMPLATE: readonly [header: string, example: string][] = [
  ["Name/Bezeichnung der Maßnahme", EXAMPLE_TITLE],
  ["Jobcenter", "Jobcenter Landkreis Harz"],
  ["Zusammenfassung", "Alleinerziehende erproben sich vormittags in einer Werkstatt und werden dabei einzeln beraten."],
  ["Zielgruppe", "Alleinerziehende, Langzeitarbeitslose"],
  ["Maßnahmezeitraum", "01.03.2024 – 28.02.2025, je Teilnehmer höchstens 9 Monate"],
  ["Wochenstunden", "20"],
  ["Teilnehmerplätze", "15"],
  ["Mittelvolumen in Euro", "89.775,00 € insgesamt"],
  ["Personal", "2 Fachkräfte, Betreuungsschlüssel 1:15"],
  ["Rechtsgrundlagen", "§ 16 Abs. 1 SGB II i. V. m. § 45 SGB III"],
  ["Finanzierung", "Eingliederungsbudget SGB II, Landesmittel"],
  ["Umsetzungsart", "Vergabemaßnahme"],
  ["Beschreibung", "Drei Vormittage Werkstatt und ein Vormittag Beratung je Woche. Der Träger holt Betriebe dazu."],
  ["Besonderheiten", "Kinderbetreuung im selben Haus."],
  [
    "Ergebnisse",
    "Von 40 Teilnehmenden kamen 12 Personen in Arbeit und 5 Personen in eine Ausbildung (Stand 30.06.2024).",
  ],
  ["Erfolgsfaktoren", "Kurze Wege und feste Ansprechpersonen."],
  ["Hinweise", "Mit mehr Plätzen am Nachmittag wären auch Väter und Mütter mit Schulkindern erreicht worden."],
];

export const templateCsv = () =>
  BYTE_ORDER_MARK + toCsv([TEMPLATE.map(([header]) => header), TEMPLATE.map(([, example]) => example)]);

export function templateXlsx({ targetGroups, organisations }: Vocabulary): AsyncIterable<Uint8Array> {
  const lists = [
    ["Zielgruppe", targetGroups.all.map(({ label }) => label)],
    ["Umsetzungsart", Object.values(IMPLEMENTATION_TYPES)],
    ["Finanzierung", Object.values(FUNDING_SOURCES)],
    ["Jobcenter", organisations.all.map(({ name }) => name)],
  ] as const;
  const longest = Math.max(...lists.map(([, names]) => names.length));
  const rows = Array.from({ length: longest }, (_, i) => lists.map(([, names]) => names[i] ?? null));
  return toXlsx([
    sheet(
      "Praxisbeispiele",
      TEMPLATE.map(([header]) => header),
      [TEMPLATE.map(([, example]) => example)],
    ),
    sheet(
      "Listen",
      lists.map(([header]) => header),
      rows,
    ),
  ]);
}

const sheet = (name: string, head: readonly string[], rows: CsvCell[][]): Sheet => ({
  name,
  widths: head.map(() => 34),
  wraps: true,
  head,
  pages: (async function* () {
    yield rows;
  })(),
});
