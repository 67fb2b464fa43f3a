// What every small parser of the questionnaire gives back, and the German numbers they all read.

/** A value and its place in the text that was read. */
export interface Found<T> {
  start: number;
  end: number;
  value: T;
}

/** A regular expression put together from the parts in these files; never from a text that somebody sent. */
export const composed = (pattern: string, flags: string) => new RegExp(pattern, flags);

/** "1.300", "89.775,-", "19,5": dots only between groups of three, so that "02.05.2013" is no number. */
export const NUMBER = String.raw`(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(?:\d{1,2}(?!\d)|-{1,2}|–))?(?!\d)`;

export const numberOf = (text: string): number =>
  Number(
    text
      .replaceAll(".", "")
      .replace(/,(?:-+|–)$/, "")
      .replace(",", "."),
  );

const SMALL = [
  "null",
  "ein",
  "zwei",
  "drei",
  "vier",
  "fünf",
  "sechs",
  "sieben",
  "acht",
  "neun",
  "zehn",
  "elf",
  "zwölf",
];
/** Numbers that people write as words, "eine" to "zwölf", beside those in digits. */
export const COUNT = String.raw`${NUMBER}|(?<!\p{L})(?:ein(?:en?|em|er)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)(?!\p{L})`;

export function countOf(text: string): number {
  const word = text.toLowerCase();
  return word.startsWith("ein") ? 1 : SMALL.includes(word) ? SMALL.indexOf(word) : numberOf(text);
}

/** The clause around a place: up to the nearest full stop, semicolon, bullet or line that ends one. Numbers' dots end nothing. */
export function clauseAround(text: string, start: number, end: number): { before: string; after: string } {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  const cut = [...before.matchAll(CLAUSE_END)].at(-1);
  const stop = after.search(CLAUSE_END);
  return {
    before: cut ? before.slice(cut.index + cut[0].length) : before,
    after: stop < 0 ? after : after.slice(0, stop),
  };
}
const REACH = 160;
/** Abbreviations and ordinal numbers have a dot that ends no clause. */
const CLAUSE_END =
  /(?<!\d)(?<!(?:^|[^\p{L}])(?:ca|bzw|max|mind|Abs|Nr|Std|Mio|z|B|d|h|u|a|inkl|ggf|rd|usw|o|g|i|R|S|V|m|p|P))\.(?=\s)|[;•\uF0B7]|\n(?=[-–o] )|\n(?=[^\n]{0,60}:\s)/gu;
