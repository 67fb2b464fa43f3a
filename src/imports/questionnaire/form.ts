// Finds the forms in a text, and in each form its fields: the questionnaire's own labels are the anchors.
import { readingOf, type Reading } from "../reading.ts";
import { composed } from "./found.ts";

export type FormField =
  | "title"
  | "contact"
  | "targetGroup"
  | "period"
  | "participants"
  | "budget"
  | "description"
  | "legal"
  | "implementation"
  | "special"
  | "results"
  | "success"
  | "changes"
  /** Tables may have it; the printed form has not. */
  | "summary";

export interface Section {
  field: FormField;
  /** What the label was, as printed. */
  label: string;
  reading: Reading;
}

export interface Form {
  start: number;
  end: number;
  sections: Section[];
}

/** Sections in the order given, so that what stands where it is asked for is found first. */
export const inOrder = (form: Form, ...fields: FormField[]): Section[] =>
  fields.flatMap((wanted) => form.sections.filter(({ field }) => field === wanted));

/** The labels as they are printed in both variants of the form (measure, approach); a label may run over several lines. */
const LABELS: [FormField, RegExp][] = [
  [
    "title",
    /^(?:Name ?\/ ?)?Bezeichnung (?:des|der) (?:Handlungsansatzes|Maßnahme|Projekte?s)(?:[,/ ]{1,3}(?:des |der )?(?:Handlungsansatzes|Maßnahme|Projekte?s))*/iu,
  ],
  ["contact", /^Ansprechpartner(?:in|\/-?in|\(in\)|\/innen)?/iu],
  [
    "targetGroup",
    /^(?:Ziele? (?:des|der) (?:Handlungsansatzes|Maßnahme|Projekte?s) und )?Zielgruppen?(?: und Projektstruktur)?/iu,
  ],
  [
    "period",
    /^(?:Maßnahme(?:start|beginn) ?\/ ?)?(?:Handlungs|Maßnahme|Projekt)zeitraum(?: ?\([^)]{0,60}\))?(?: ?\/ ?(?:Maßnahmezeitraum|Handlungszeitraum|Maßnahmedauer|Dauer in Wochenstunden))*/iu,
  ],
  ["participants", /^(?:Anzahl der )?Teilnehmer(?:\/-innen|innen und Teilnehmer)?-?zahl(?:en)?/iu],
  [
    "budget",
    /^(?:Eingesetztes )?Mittelvolumen in Euro(?: ?\/ ?Eingesetzte Personalkapazitäten)?(?: ?\/ ?Qualifizierung Personal)?(?: ?\/ ?Beratungsansatz)?|^Maßnahmevolumen in Euro(?: ?\([^)]{0,60}\))?/iu,
  ],
  [
    "description",
    /^Beschreibung (?:des|der) (?:Handlungsansatzes|Maßnahme|Projekte?s)(?: ?\/ ?(?:des|der) (?:Handlungsansatzes|Maßnahme|Projekte?s))?(?: ?\([^)]{0,90}\))?/iu,
  ],
  [
    "legal",
    /^Rechtsgrundlagen?(?: ?(?:\/|und) ?Finanzierung)?(?: ?\/ ?Umsetzung)?|^Finanzierung(?: ?\/ ?(?:Grundlagen|Umsetzung))?/iu,
  ],
  ["implementation", /^Umsetzungsart(?: ?\([^)]{0,120}\))?/iu],
  ["special", /^Besonderheiten ?\([^)]{0,200}\)|^Besonderheiten/iu],
  [
    "results",
    /^\(?(?:Evaluations-?\)?-?)?Ergebnisse (?:–|-) Eingliederungsquoten(?:.{0,100}?Integration in Ausbildung oder Arbeit)?/iu,
  ],
  ["success", /^Warum halten Sie diesen Ansatz für erfolgreich\?/iu],
  [
    "changes",
    /^Was müsste sich .{0,260}?Bitte kurz erläutern\.?|^Weiterführende Hinweise.{0,70}?(?:ergeben haben|Handlungsansatzes)\.?/iu,
  ],
];
/** How labels begin, so that not every line is compared with every label. */
const BEGINNINGS =
  /^\(?(?:Name|Bezeichnu|Ansprech|Ziel|Maßnahme|Handlungs|Projekt|Anzahl|Teilnehm|Eingesetz|Mittelvol|Beschreib|Rechtsgr|Finanzier|Umsetzung|Besonderh|Evaluat|Ergebnis|Warum|Was müss|Weiterf)/iu;
/** Longest label, in lines of the original that are not blank. */
const LABEL_LINES = 5;
/** The printed line above the title, with its tick-boxes, and the heading of a keyword index after the last form. */
const FORM_HEAD = /^\W*Gemeinsame Einrichtung\W+Zugelassener kommunaler Träger/u;
const AFTER_FORMS = /^Stichwortverzeichnis$/u;
/** Page numbers, and link targets that a PDF's text repeats at the foot of a page: no words of the form. */
const NOISE = /^(?:Seite \d{1,3}|(?:mailto|https?):\S+)$/u;
/** A number alone is a page's only at its foot or head; elsewhere it may be an answer. */
const NUMBER_ALONE = /^\d{1,3}$/u;

interface Anchor {
  field: FormField;
  label: string;
  start: number;
  /** Where the answer begins. */
  end: number;
}

/** What people write above a column, beside the labels of the form. */
const COLUMNS: [FormField, RegExp][] = [
  ["title", /^(?:Titel|Bezeichnung|Name(?: der Maßnahme| des Handlungsansatzes)?)$/iu],
  ["contact", /^(?:Jobcenter|Organisation|Einrichtung)$/iu],
  ["summary", /^(?:Zusammenfassung|Kurzbeschreibung)$/iu],
  ["period", /^(?:Zeitraum|Laufzeit|Dauer|Wochenstunden)$/iu],
  ["participants", /^(?:Teilnehmende|Teilnehmerplätze|Plätze|Anzahl Plätze)$/iu],
  ["budget", /^(?:Mittelvolumen|Kosten|Budget|Personal|Betreuungsschlüssel)(?: \(?in (?:Euro|€)\)?| \(?€\)?)?$/iu],
  ["description", /^Beschreibung$/iu],
  ["results", /^(?:Evaluations)?-?Ergebnisse$/iu],
  ["success", /^Erfolgsfaktoren$/iu],
  ["changes", /^(?:Weiterführende )?Hinweise$/iu],
];

const WRITTEN_OUT: Record<string, string> = { ä: "ae|a", ö: "oe|o", ü: "ue|u" };
/** "Massnahme" and "Maßnahme", "Betreuungsschluessel" and "Betreuungsschlüssel" are one header. */
const HEADERS = [...LABELS, ...COLUMNS].map(([field, { source, flags }]): [FormField, RegExp] => [
  field,
  composed(
    source.replaceAll("ß", "(?:ß|ss)").replace(/[äöü]/gu, (umlaut) => `(?:${umlaut}|${WRITTEN_OUT[umlaut]})`),
    flags,
  ),
]);

/** The field that a column's header names, in the form's words or in short, with or without a mark or remark; undefined for any other. */
export function fieldOfLabel(header: string): FormField | undefined {
  const label = header
    .replace(/\s+/gu, " ")
    .replace(/[\s:*]+$/u, "")
    .trim();
  const whole = (one: string) =>
    HEADERS.find(([, pattern]) => pattern.exec(one)?.[0].length === one.length && one !== "")?.[0];
  return whole(label) ?? whole(label.replace(/\s?\([^()]*\)$/u, ""));
}

/** The forms of a text in order, one more than `most` at most; a text without the form's title label has none. */
export function findForms(original: string, most = 500): Form[] {
  const lines = linesOf(original);
  const after = lines.find(({ text }) => AFTER_FORMS.test(text))?.start ?? original.length;
  const anchors = lines.flatMap((_, at) => labelAt(original, lines, at) ?? []).filter(({ start }) => start < after);
  const heads = lines.filter(({ text }) => FORM_HEAD.test(text)).map(({ start }) => start);
  const titles = anchors.filter(({ field }) => field === "title").slice(0, most + 1);
  const starts = titles.map(({ start }, i) => {
    const previous = titles[i - 1]?.start ?? -1;
    return heads.findLast((head) => head < start && head > previous) ?? start;
  });
  const clean = withoutNoise(original, lines);
  return starts.map((start, i) => {
    const nextHead = heads.find((head) => head > titles[i]!.start) ?? after;
    const end = Math.min(after, nextHead, starts[i + 1] ?? after);
    const own = anchors.filter((anchor) => anchor.start >= start && anchor.start < end);
    const sections = own.map(({ field, label, end: from }, j): Section => {
      const to = own[j + 1]?.start ?? end;
      return { field, label, reading: readingOf(clean, { from, to, original }) };
    });
    return { start, end, sections };
  });
}

interface Line {
  start: number;
  end: number;
  text: string;
}

const linesOf = (original: string): Line[] =>
  [...original.matchAll(/[^\n\f]+/g)].flatMap((match) => {
    const text = match[0].replace(/\s+/g, " ").trim();
    return text ? [{ start: match.index, end: match.index + match[0].length, text }] : [];
  });

/** The same text with blanks in place of noise, so that all offsets stay. */
function withoutNoise(original: string, lines: readonly Line[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of lines) {
    const atBreak =
      /^\s*\f/u.test(original.slice(end, end + 20)) || /\f\s*$/u.test(original.slice(Math.max(0, start - 20), start));
    if (!NOISE.test(text) && !(atBreak && NUMBER_ALONE.test(text))) continue;
    parts.push(original.slice(at, start), " ".repeat(end - start));
    at = end;
  }
  return parts.join("") + original.slice(at);
}

/** A label stands alone on its lines, or a colon follows; "Zielgruppe sind Kundinnen …" is a sentence. */
function labelAt(original: string, lines: readonly Line[], at: number): Anchor | undefined {
  const line = lines[at]!;
  const { 0: head, 1: start = "" } = /^[^\p{L}\p{N}(]*(.{0,9})/u.exec(original.slice(line.start, line.end))!;
  if (!BEGINNINGS.test(start)) return undefined;
  const from = line.start + head.length - start.length;
  const reading = readingOf(original, { from, to: lines[Math.min(at + LABEL_LINES, lines.length) - 1]!.end });
  const joined = reading.text.replaceAll("\n", " ");
  for (const [field, pattern] of LABELS) {
    const label = pattern.exec(joined)?.[0].trimEnd();
    if (!label) continue;
    const rest = /^.*/.exec(reading.text.slice(label.length))![0].trim();
    if (rest !== "" && !rest.startsWith(":")) continue;
    if (field === "contact" && !rest.startsWith(":")) continue;
    const { offset, length } = reading.spanOf(0, label.length);
    const colon = /^\s*:/.exec(original.slice(offset + length))?.[0].length ?? 0;
    return { field, label, start: line.start, end: offset + length + colon };
  }
  return undefined;
}
