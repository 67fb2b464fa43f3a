// When something runs, read from a text: "01.10.2012 – 31.08.2013", "ab 15.8.2012 bis zunächst zum 31.12.2013", "seit Anfang 2008".
import { isOnCalendar, type Period } from "../../domain/period.ts";
import { composed, type Found } from "./found.ts";

/** By their first three letters, as isoDate compares them. */
const MONTHS = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"];
const MONTH = String.raw`(?<!\p{L})(?:Jan(?:uar|\.)|Feb(?:ruar|\.)|März|Apr(?:il|\.)|Mai|Juni?|Juli?|Aug(?:ust|\.)|Sept?(?:ember|\.)|Okt(?:ober|\.)|Nov(?:ember|\.)|Dez(?:ember|\.))`;
const DATE = String.raw`(?:(?<![\d.])(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2}(?!\d))|\d{1,2}[./]\d{4})|(?:(?:\d{1,2}\.\s?)?${MONTH}|(?:Anfang|Mitte|Ende|Frühjahr|Sommer|Herbst|Winter|(?:\d|I{1,3}|IV)\. (?:Halbjahr|Quartal|Hj\.)))\s(?:des Jahres\s)?(?:19|20)\d{2}|(?<![\d.,])(?:19|20)\d{2})(?![\d/])`;
const named = (name: string) => DATE.replace("(?:", `(?<${name}>`);
/** "01.05. – 31.12.2012", "Mai bis Dezember 2012": the year of the end is that of the start too. */
const WITHOUT_YEAR = String.raw`(?<day>(?<![\d.])\d{1,2}\.\s?\d{1,2}\.|(?:\d{1,2}\.\s?)?${MONTH})`;
const RANGE = composed(
  String.raw`(?:${named("start")}|${WITHOUT_YEAR})\s?(?:–|-|bis)\s?(?:(?:zunächst|einschließlich|voraussichtlich|zum|auf|weiteres|Ende)\s){0,3}${named("end")}`,
  "giu",
);
const SINCE = composed(
  String.raw`(?<!\p{L})(?<word>(?:seit|ab)(?:\s(?:dem|nunmehr|Jahr|Jahresbeginn|etwa|ca\.)){0,3}|beginnend(?:\sam)?|(?:Maßnahme|Projekt)?(?:start|beginn|begann)(?:termin|datum|ete?n?|t|en)?(?:\s[^.:;\n]{0,50}?)?(?::|\s(?:ist|war|erfolgte)(?:\s(?:am|der|im|ab))?|\s(?:am|im|ab|zum)|(?<=start|beginn))|(?:hat\s)?(?:am|zum))\s${named("start")}(?<tail>\s(?:begonnen|gestartet|offizieller\sStart|Start))?|${DATE.replace("(?:", "(?<lead>")}(?:\s(?:offizieller\s)?(?:Start|Beginn)(?!\p{L})|\s?(?:–|-|bis)\s?(?=lfd|laufend|heute|offen|auf\sweiteres|unbefristet))`,
  "giu",
);
const UNTIL = composed(String.raw`(?<![\p{L}])bis(?:\s(?:zunächst|zum|einschließlich)){0,2}\s${named("end")}`, "giu");
const ONGOING =
  /(?<!\p{L})(?:fort)?laufend|(?<!\p{L})lfd(?!\p{L})(?!\. ?Nr)|(?<!\p{L})bis heute|kontinuierlich|Daueraufgabe|Dauerangebot|auf Dauer(?!\p{L})|unbefristet|unbegrenzt|nicht (?:begrenzt|befristet)|zeitlich offen|dauerhaft(?!e)|Regelangebot|bis auf Weiteres|ohne (?:zeitliche )?Begrenzung/iu;
/** What might come later, or came before, is not when it runs. */
const NOT_THIS = /Verlängerung|Option|früher|Vorgänger/iu;

/** The period a text as a whole speaks of: from the first start to the last end of all that it names; undefined when it names none. */
export function findPeriod(text: string): Found<Period> | undefined {
  const starts: Found<string>[] = [];
  const ends: Found<string>[] = [];
  let since = false;
  let rest = text.replace(/^[^\n]*$/gmu, (line) => (NOT_THIS.test(line) ? " ".repeat(line.length) : line));
  const take = (pattern: RegExp, use: (match: RegExpExecArray) => boolean) => {
    for (const match of rest.matchAll(pattern))
      if (use(match))
        rest = rest.slice(0, match.index) + " ".repeat(match[0].length) + rest.slice(match.index + match[0].length);
  };
  const add = (list: Found<string>[], match: RegExpExecArray, date: string | undefined) => {
    const value = date && isoDate(date);
    if (value) list.push({ start: match.index, end: match.index + match[0].length, value });
    return Boolean(value);
  };
  take(RANGE, (match) => {
    const { start, day, end } = match.groups!;
    const year = /\d{4}$/.exec(end!)?.[0];
    const first = start ?? (year && `${day}${/\d\.$/.test(day!) ? "" : " "}${year}`);
    return add(starts, match, first) && add(ends, match, end);
  });
  take(SINCE, (match) => {
    const { word, start, lead, tail } = match.groups!;
    if (word && /^(?:hat )?(?:am|zum)$/iu.test(word) && !tail) return false;
    if (word && /^seit/iu.test(word)) since = true;
    return add(starts, match, start ?? lead);
  });
  take(UNTIL, (match) => add(ends, match, match.groups!.end));
  const open = ONGOING.exec(text);
  const places = [...starts, ...ends, ...(open ? [{ start: open.index, end: open.index + open[0].length }] : [])];
  if (places.length === 0) return undefined;
  const start = starts.map(({ value }) => value).toSorted()[0];
  const end = ends
    .map(({ value }) => value)
    .toSorted()
    .at(-1);
  return {
    start: Math.min(...places.map((place) => place.start)),
    end: Math.max(...places.map((place) => place.end)),
    value: { ...(start ? { start } : {}), ...(end ? { end } : {}), ongoing: !end && (since || open !== null) },
  };
}

/** The one day, month or year that a text names, for where nothing says whether it begins or ends then. */
export function findOnlyDate(text: string): Found<string> | undefined {
  const [first, second] = [...text.matchAll(ANY_DATE)];
  const value = first && !second ? isoDate(first[0]) : undefined;
  return value && first ? { start: first.index, end: first.index + first[0].length, value } : undefined;
}
const ANY_DATE = composed(DATE, "gu");

/** "2.5.2013" → 2013-05-02, "Mai 2013" → 2013-05, "5/2013" → 2013-05, "Anfang 2013" → 2013; undefined for a day that does not exist. */
export function isoDate(text: string): string | undefined {
  const digits = /(?:\d{4}|(?<=\.\s?)\d{2})$/.exec(text)?.[0];
  if (!digits) return undefined;
  const year = digits.length === 2 ? `20${digits}` : digits;
  const numeric = /^(?:(\d{1,2})\.\s?)?(\d{1,2})[./]\s?(?:\d{4}|\d{2})$/.exec(text);
  const name = MONTHS.indexOf(/(?<!\p{L})[jfmasond]\p{L}{2}/iu.exec(text)?.[0].toLowerCase() ?? "") + 1;
  const month = numeric ? Number(numeric[2]) : name;
  const day = numeric ? Number(numeric[1] ?? 0) : name ? Number(/^\d{1,2}(?=\.)/.exec(text)?.[0] ?? 0) : 0;
  if (month > 12 || (numeric && month === 0)) return undefined;
  const iso = [year, ...(month ? [two(month)] : []), ...(month && day ? [two(day)] : [])].join("-");
  return isOnCalendar(iso) ? iso : undefined;
}
const two = (n: number) => String(n).padStart(2, "0");
