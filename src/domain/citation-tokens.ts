// Cuts a text into the tokens of legal citations; everything else is "other". Linear in the length of the text.
import { LAW_BOOKS, type LawBook } from "./terms.ts";
import type { Subdivision } from "./citation.ts";

export type Token = { start: number; end: number } & (
  | { type: "sign"; plural: boolean }
  /** Digits, with the letter that touches them: "16e". */
  | { type: "number"; number: number; letter: string; dot: boolean }
  | { type: "letter"; letter: string }
  /** I, II, III after a section: a paragraph in the older way of writing. */
  | { type: "roman"; number: number }
  | { type: "paragraph"; number: string }
  | { type: "kind"; kind: Subdivision["kind"] }
  | { type: "book"; lawBook: LawBook }
  | { type: "following"; following: "f" | "ff" }
  | { type: "with" | "and" | "to" | "former" | "current" | "other" }
);

const ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
const ACTS = new Map(
  Object.entries(LAW_BOOKS)
    .filter(([code]) => !code.startsWith("SGB"))
    .map(([code, label]) => [label.toLowerCase(), code as LawBook]),
);
/** End of a word: no letter or digit may follow. */
const END = String.raw`(?![\p{L}\p{N}])`;

type Rule = [pattern: RegExp, make: (groups: Record<string, string | undefined>) => object | undefined];
const rule = (pattern: string, make: Rule[1], flags = "yiu"): Rule => [new RegExp(pattern, flags), make];
const word = (pattern: string, type: string): Rule => rule(`(?:${pattern})${END}`, () => ({ type }));
const kind = (pattern: string, name: Subdivision["kind"]): Rule =>
  rule(`(?:${pattern})(?!\\p{L})\\.?`, () => ({ type: "kind", kind: name }));

/** "a. F.", "aF", "alte Fassung", each also in parentheses. */
function version(letter: string, adjective: string, type: "former" | "current"): Rule {
  const bare = `(?:${letter}\\. {0,2}F\\.|(?:${letter}F|${adjective} Fassung)${END})`;
  return rule(`${bare}|\\( {0,2}${bare} {0,2}\\)`, () => ({ type }));
}

/** Tried in this order at every place; "a. F." and "i. V. m." come before single letters. */
const RULES: readonly Rule[] = [
  rule(`Paragra(?:f|ph)en${END}`, () => ({ type: "sign", plural: true })),
  rule(`Paragra(?:f|ph)(?:e?s)?${END}`, () => ({ type: "sign", plural: false })),
  rule(`(?:SGB|Sozialgesetzbuch)(?: |-){0,2}(?<roman>[IVX]{1,4}|[1-9]|1[0-2])${END}`, ({ roman }) => bookOf(roman!)),
  rule(`(?<act>AufenthG|AsylbLG|BAföG|BBiG|HwO|AGG|TzBfG)${END}`, ({ act }) => ({
    type: "book",
    lawBook: ACTS.get(act!.toLowerCase()),
  })),
  rule(`i\\. {0,2}V\\. {0,2}(?:m\\.|mit${END})`, () => ({ type: "with" })),
  word("iVm|in Verbindung mit", "with"),
  version("a", "alte[nr]?", "former"),
  version("n", "neue[nr]?", "current"),
  kind("Absätze|Absatz|Abs", "Abs"),
  kind("Sätze|Satz", "Satz"),
  rule("S\\.(?= {0,2}\\d)", () => ({ type: "kind", kind: "Satz" }), "yu"),
  kind("Nummern|Nummer|Nrn|Nr|Ziffer|Ziff", "Nr"),
  kind("Buchstabe|Buchst|lit", "Buchst"),
  kind("Halbsatz|Hs", "Hs"),
  kind("Alternative|Alt", "Alt"),
  rule(`ff(?!\\p{L})\\.?`, () => ({ type: "following", following: "ff" })),
  rule("f\\.(?! {0,2}F\\.)", () => ({ type: "following", following: "f" }), "yu"),
  rule("\\( {0,2}(?<number>\\d{1,2}[a-z]?) {0,2}\\)", ({ number }) => ({ type: "paragraph", number })),
  rule(`(?<number>\\d{1,4})(?<letter>\\p{L}?)(?![\\p{L}\\p{N}])(?<dot>\\.?)`, ({ number, letter, dot }) =>
    /^[a-z]?$/i.test(letter!)
      ? { type: "number", number: Number(number), letter: letter!.toLowerCase(), dot: dot !== "" }
      : undefined,
  ),
  // "Abs. 1SGB II": the space before the law book is missing.
  rule("(?<number>\\d{1,4})(?<letter>[a-z]?)(?=SGB)", ({ number, letter }) => ({
    type: "number",
    number: Number(number),
    letter,
    dot: false,
  })),
  // "81ff": the following sections touch the number.
  rule(`(?<number>\\d{1,4})(?=ff(?!\\p{L}))`, ({ number }) => ({
    type: "number",
    number: Number(number),
    letter: "",
    dot: false,
  })),
  word("bis", "to"),
  rule("-", () => ({ type: "to" })),
  word("und|sowie|u\\.", "and"),
  rule(",|&|/|bzw\\.", () => ({ type: "and" })),
  rule(
    `(?<roman>[IVX]{1,4})${END}`,
    ({ roman }) => (ROMAN.includes(roman!) ? { type: "roman", number: ROMAN.indexOf(roman!) } : undefined),
    "yu",
  ),
  rule(`(?<letter>[a-z])${END}`, ({ letter }) => ({ type: "letter", letter }), "yu"),
];
const SIGN = /§§?/y;
const SPACE = / +/y;
const OTHER = /[\p{L}\p{N}]+|[^]/uy;

function bookOf(numeral: string) {
  const number = /^\d/.test(numeral) ? Number(numeral) : ROMAN.indexOf(numeral.toUpperCase());
  return number > 0 ? { type: "book", lawBook: `SGB_${ROMAN[number]}` } : undefined;
}

/** Spaces of any kind become one kind, dashes a hyphen; every character keeps its place. */
const normalise = (text: string) =>
  text.replace(/[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, " ").replace(/[\u2010-\u2015\u2212]/g, "-");

export function tokensOf(original: string): Token[] {
  const text = normalise(original);
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    SPACE.lastIndex = at;
    const space = SPACE.exec(text);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  SIGN.lastIndex = start;
  const sign = SIGN.exec(text);
  if (sign) return { type: "sign", plural: sign[0].length === 2, start, end: start + sign[0].length };
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    const token = match && make(match.groups ?? {});
    if (match && token) return { ...token, start, end: start + match[0].length } as Token;
  }
  OTHER.lastIndex = start;
  return { type: "other", start, end: start + OTHER.exec(text)![0].length };
}
