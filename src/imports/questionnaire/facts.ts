// The facts of a form: citations, money, ratios, people, time, how it is carried out and who pays.
import { findCitations, printCitation } from "../../domain/citation.ts";
import type { DraftBuilder } from "../draft-builder.ts";
import { CONFIDENCE } from "../imported-draft.ts";
import { findAmounts } from "./amounts.ts";
import { findDurations, findHours } from "./durations.ts";
import { inOrder, type Form, type FormField } from "./form.ts";
import { clauseAround } from "./found.ts";
import { findParticipants } from "./participants.ts";
import { findOnlyDate, findPeriod } from "./periods.ts";
import { readKinds } from "./kinds.ts";
import { findRatios } from "./ratios.ts";

export function readFacts(draft: DraftBuilder, form: Form): void {
  readCitations(draft, form);
  readAmounts(draft, form);
  readRatios(draft, form);
  readPeriod(draft, form);
  readDuration(draft, form);
  readHours(draft, form);
  readParticipants(draft, form);
  readKinds(draft, form);
}

/** What people would change about the law, and whom to ask, are no facts of the example. */
const ALL: FormField[] = [
  "legal",
  "budget",
  "participants",
  "period",
  "targetGroup",
  "implementation",
  "special",
  "description",
  "results",
  "success",
];

function readCitations(draft: DraftBuilder, form: Form): void {
  const seen = new Set<string>();
  for (const { field, reading } of inOrder(form, ...ALL, "title"))
    for (const { start, end, text, citation } of findCitations(reading.text)) {
      const printed = printCitation(citation);
      const whole = citation.norms.every(({ lawBook }) => lawBook);
      // "§ 16f" after "§ 16f SGB II" is the same again.
      if (seen.has(printed) || (!whole && [...seen].some((one) => one.startsWith(`${printed} `)))) continue;
      seen.add(printed);
      const confidence = !whole ? CONFIDENCE.GUESS : field === "legal" ? CONFIDENCE.CERTAIN : CONFIDENCE.LIKELY;
      draft.push("legalBases", { cited: text.replace(/\s+/gu, " ") }, confidence, reading.spanOf(start, end));
    }
}

/** Words that say what the next amount is: money spent on the measure, or money that somebody earns, saves or is entitled to. */
const SPENT =
  /Kosten|Förder(?:höhe|summe|betrag|mittel|volumen|ung)|Zuschuss|Budget|Volumen|Prämie|Bonus|Pauschale|Honorar|Vergütung|Erstattung|Aufwendung|Ausgleich|Mittel /iu;
const CUE =
  /Kosten|Förder(?:höhe|summe|betrag|mittel|volumen|ung)|Zuschuss|Budget|Volumen|Prämie|Bonus|Pauschale|Honorar|Vergütung|Erstattung|Aufwendung|Ausgleich|Mittel (?:von|in Höhe)|Verdienst|Einkommen|Lohn|Entgelt|Anspruch|Wertschöpfung|Einspar|eingespart|finanzielle Mittel|Leistungen? (?:von|in Höhe)|Hilfebedarf|(?<amount>\d\s?(?:€|EUR|Euro)|,-{1,2}\s?(?:€|EUR|Euro))/giu;

/** Each amount belongs to the nearest such word before it that no other amount has taken. */
function isSpent(before: string): boolean {
  const open: string[] = [];
  for (const { 0: word, groups } of before.matchAll(CUE))
    if (groups!.amount) open.pop();
    else open.push(word);
  return SPENT.test(open.at(-1) ?? "");
}

function readAmounts(draft: DraftBuilder, form: Form): void {
  const seen = new Set<string>();
  for (const { field, reading } of inOrder(
    form,
    "budget",
    "participants",
    "legal",
    "implementation",
    "special",
    "period",
    "description",
  ))
    for (const { start, end, value } of findAmounts(reading.text)) {
      const asked = field === "budget" || field === "participants";
      if (!asked && !isSpent(clauseAround(reading.text, start, end).before)) continue;
      // A sum that only the description names is not what the whole measure costs.
      if (!asked && value.basis === "TOTAL") value.basis = "OTHER";
      const key = `${value.amount} ${value.basis}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const { approximate, ...budget } = value;
      draft.push(
        "budgets",
        { ...budget, ...(approximate ? { approximate } : {}) },
        asked ? CONFIDENCE.CLEAR : CONFIDENCE.LIKELY,
        reading.spanOf(start, end),
      );
    }
}

function readRatios(draft: DraftBuilder, form: Form): void {
  const seen = new Set<string>();
  for (const { reading } of inOrder(form, ...ALL))
    for (const { start, end, value } of findRatios(reading.text)) {
      const { named, ...ratio } = value;
      const key = `${ratio.clientsMin} ${ratio.clientsMax}`;
      if (seen.has(key)) continue;
      seen.add(key);
      draft.push("staffingRatios", ratio, named ? CONFIDENCE.CLEAR : CONFIDENCE.LIKELY, reading.spanOf(start, end));
    }
}

/** Where the section for it names no day, a sentence about the start may ("Der Starttermin der Maßnahme war der 02.05.2013"). */
const STARTED =
  /(?:start|beginn|begann|gestartet|begonnen|(?<!\p{L})läuft)(?:termin|datum|ete?n?|t|en)?(?!\p{L})[^]{0,60}?\d{4}|\d{4}[^\n.]{0,30}(?:gestartet|begonnen|erprobt|umgesetzt|durchgeführt|angeboten)/giu;

function readPeriod(draft: DraftBuilder, form: Form): void {
  for (const { reading } of inOrder(form, "period")) {
    const found = findPeriod(reading.text);
    if (found) return draft.set("period", found.value, CONFIDENCE.CLEAR, reading.spanOf(found.start, found.end));
    const only = findOnlyDate(reading.text);
    if (only)
      return draft.set("period", { start: only.value }, CONFIDENCE.LIKELY, reading.spanOf(only.start, only.end));
  }
  for (const { reading } of inOrder(
    form,
    "results",
    "implementation",
    "legal",
    "budget",
    "participants",
    "description",
  ))
    for (const match of reading.text.matchAll(STARTED)) {
      const { before, after } = clauseAround(reading.text, match.index, match.index + match[0].length);
      const from = match.index - before.length;
      const found = findPeriod(before + match[0] + after);
      if (found?.value.start)
        return draft.set(
          "period",
          found.value,
          CONFIDENCE.LIKELY,
          reading.spanOf(from + found.start, from + found.end),
        );
    }
}

function readDuration(draft: DraftBuilder, form: Form): void {
  for (const { field, reading } of inOrder(form, "period", "description")) {
    const asked = field === "period";
    // A few weeks are a part of the way, where the form does not ask how long it lasts or names something longer.
    const all = findDurations(reading.text);
    const long = all.filter(({ value }) => (value.monthsMax ?? value.monthsMin ?? 0) > 1);
    const candidates = asked && long.length === 0 ? all : long;
    const found =
      candidates.find(({ individual, term }) => individual && !term) ??
      candidates.find(({ individual }) => individual) ??
      (asked ? candidates.find(({ term }) => !term) : undefined);
    if (!found) continue;
    const [usual] = candidates;
    const { monthsMin, monthsMax } = found.value;
    // "in der Regel 6 Monate …, in Einzelfällen bis zu 12 Monate"
    const range =
      usual !== found &&
      monthsMin === undefined &&
      (usual!.value.monthsMax ?? 0) < (monthsMax ?? 0) &&
      asked &&
      !usual!.term;
    return draft.set(
      "individualDuration",
      range ? { monthsMin: usual!.value.monthsMax, monthsMax } : found.value,
      !asked || !found.individual ? CONFIDENCE.LIKELY : CONFIDENCE.CLEAR,
      reading.spanOf(range ? usual!.start : found.start, found.end),
    );
  }
}

/** Several numbers are the variants of one measure: full time and part time. */
function readHours(draft: DraftBuilder, form: Form): void {
  for (const { field, reading } of inOrder(form, "period", "description")) {
    const found = findHours(reading.text);
    if (found.length === 0) continue;
    const value = {
      min: Math.min(...found.map((hours) => hours.value.min)),
      max: Math.max(...found.map((hours) => hours.value.max)),
    };
    const span = reading.spanOf(found[0]!.start, found.at(-1)!.end);
    return draft.set("weeklyHours", value, field === "period" ? CONFIDENCE.CLEAR : CONFIDENCE.LIKELY, span);
  }
}

function readParticipants(draft: DraftBuilder, form: Form): void {
  const seen = new Set<string>();
  for (const { field, reading } of inOrder(
    form,
    "participants",
    "budget",
    "period",
    "results",
    "success",
    "description",
  )) {
    const ratios = findRatios(reading.text);
    const asked = field === "participants" || field === "budget" || field === "period";
    for (const { start, end, value, labelled } of findParticipants(reading.text)) {
      // Results count people too, but what became of them; only who came in is a number of participants.
      if (!asked && !labelled && value.kind !== "ENTRIES") continue;
      if (ratios.some((ratio) => ratio.start < end && ratio.end > start)) continue;
      const key = `${value.value} ${value.valueMax} ${value.kind}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const { approximate, ...people } = value;
      draft.push(
        "participants",
        { ...people, ...(approximate ? { approximate } : {}) },
        field === "participants" && value.kind !== "TOTAL" ? CONFIDENCE.CLEAR : CONFIDENCE.LIKELY,
        reading.spanOf(start, end),
      );
    }
  }
}
