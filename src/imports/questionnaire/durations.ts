// How long one person stays, and for how many hours a week: "in der Regel maximal 12 Monate", "39 Wochenstunden, bzw. 19,5 in Teilzeit".
import { composed, clauseAround, COUNT, countOf, NUMBER, numberOf, type Found } from "./found.ts";

export interface Duration {
  monthsMin?: number;
  monthsMax?: number;
}
export interface Hours {
  min: number;
  max: number;
}

const DURATION = composed(
  String.raw`(?:(?<low>${COUNT})\s?(?:–|-|bis)\s?(?:zu\s)?)?(?<number>${COUNT})[\s-](?<unit>Monat|Woche(?!nst)|Jahr(?!e?s?\salt)|Tag)(?:e|en|n|s)?(?!\p{L})`,
  "giu",
);
const MONTHS_IN = { monat: 1, woche: 12 / 52, jahr: 12, tag: 12 / 365 } as const;
const INDIVIDUAL =
  /individuell|teilnehmerbezogen|Verweildauer|Zuweisungsdauer|Teilnahmedauer|Förderdauer|Betreuungsdauer|Teilnahmezeit|Aufenthaltsdauer|Dauer:|je(?:de[rn]?)? Teilnehm|pro Teilnehm|Teilnehmer[^.]{0,30}beträgt|jeweiligen? \p{L}*maßnahmen dauern/iu;
const TERM = /Laufzeit|Durchlauf|Rahmenzeitplan|insgesamt|Vertrag|Projekt(?:zeitraum|laufzeit)|Konzepttest/iu;
/** How often something happens, how old somebody is, how long ago: no durations of a stay. */
const NOT_A_STAY =
  /alle\s*$|Abstand|Alter von|Kinder|seit\s*$|nach\s*$|Verlängerung|innerhalb|älter als|unter\s*$|vor\s*$|jeweils\s*$/iu;

/** "ggf. Verlängerung": what is given is the least. */
const MAY_GROW = /^[^\n]{0,60}?(?:Verlängerung|verlängert werden|Verlängerungsoption)/iu;

/** Candidates in order; `individual` when the clause says that it is about one person. */
export function findDurations(text: string): (Found<Duration> & { individual: boolean; term: boolean })[] {
  return [...text.matchAll(DURATION)].flatMap((match) => {
    const { low, number, unit } = match.groups!;
    const months = (n: string) => roundMonths(countOf(n) * MONTHS_IN[unit!.toLowerCase() as keyof typeof MONTHS_IN]);
    const [start, end] = [match.index, match.index + match[0].length];
    const { before, after } = clauseAround(text, start, end);
    if (NOT_A_STAY.test(before.slice(-30)) || /^\s*(?:alt|Berufserfahrung|pro|je(?! nach))(?!\p{L})/iu.test(after))
      return [];
    const high = months(number!);
    if (!(high > 0) || high > 600) return [];
    // "120 Tage (6 Monate)": what stands in brackets is the writer's own conversion.
    if (/^\s?\(\s?(?:ca\. )?\d+\s(?:Monate|Wochen)/iu.test(after)) return [];
    const value = valueOf(before, after, low === undefined ? undefined : months(low), high);
    return [
      {
        start,
        end,
        value,
        individual: INDIVIDUAL.test(before + match[0] + after),
        term: TERM.test(before.slice(-60)) || /\d{4}\s?[(,]?\s?$/u.test(before),
      },
    ];
  });
}

function valueOf(before: string, after: string, low: number | undefined, high: number): Duration {
  if (low !== undefined && low < high) return { monthsMin: low, monthsMax: high };
  if (/(?:bis zu|maximal|max\.|höchstens|längstens|Gesamtdauer von)\s*(?:\p{L}+\s)?$/iu.test(before))
    return { monthsMax: high };
  if (/(?:mindestens|mind\.|ab)\s*$/iu.test(before)) return { monthsMin: high };
  return MAY_GROW.test(after) ? { monthsMin: high } : { monthsMin: high, monthsMax: high };
}

const roundMonths = (months: number) =>
  Math.abs(months - Math.round(months)) < 0.1 ? Math.round(months) : Math.round(months * 10) / 10;

const HOURS = composed(
  String.raw`(?:(?<low>${NUMBER})\s?(?:–|-|bis)\s?)?(?<number>${NUMBER})\s?(?:Wochenstunden|(?:Zeit)?(?:Stunden|Std\.?|h)\s?(?:\/|pro|je|in der|die|wöchentlich)\s?(?:Woche|wöch))|(?:Wochenstunden(?:zahl)?|wöchentlich)[^.\n]{0,40}?(?<after>${NUMBER})\s(?:Zeit)?[Ss]tunden`,
  "giu",
);

/** All weekly hours in order; teaching units of 45 minutes are not hours. */
export const findHours = (text: string): Found<Hours>[] =>
  [...text.matchAll(HOURS)].flatMap((match) => {
    const { low, number, after } = match.groups!;
    const max = numberOf(number ?? after!);
    if (!(max > 0) || max > 60) return [];
    const min = low === undefined ? max : numberOf(low);
    return [{ start: match.index, end: match.index + match[0].length, value: { min, max } }];
  });
