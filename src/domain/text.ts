// German words made comparable: folding, stemming, gender forms, law books. Every search engine gets what this file makes.
import { stemmer } from "@orama/stemmers/german";

/** One word of a text. `start` and `end` are its place in the text as given, for highlighting. */
export interface Word {
  text: string;
  start: number;
  end: number;
  /** Lower case, ß = ss, umlauts spelled out: the word itself, whatever the spelling. */
  exact: string;
  /** The common part of its inflected forms. */
  stem: string;
}

/** "SGB II" is one word, so that it can never match the beginning of "SGB III"; Kund*innen and Teilnehmer/-innen are one each, and so is "1:20". */
const WORD =
  /(?:SGB|Sozialgesetzbuch)[\s\u00A0-]{0,2}(?<book>[IVX]{1,4}|\d{1,2})(?![\p{L}\p{N}])|(?<ratio>1:\d{1,4})(?!\d)|(?<word>[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)(?:(?:\/-?|[*:_·])(?:innen|in)(?![\p{L}\p{N}]))?/giu;

/** Words that say nothing about the matter; "ohne", "nicht" and "mit" are not among them ("ohne Abschluss"). */
const STOP_WORDS = new Set(
  `aber als also am an auch auf aus bei beim bis bzw da damit dann das dass dem den der deren des dessen die dies diese diesem diesen
  dieser dieses durch ein eine einem einen einer eines er es fuer haben hat ich ihr ihre ihren ihrer im in ins ist je kann koennen man
  nach noch nur ob oder sich sie sind so sowie ueber um und uns unser unter vom von vor waehrend war was welche welcher welches wenn werden wie
  wir wird worden wurde wurden z zu zum zur`.split(/\s+/),
);

const ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/** The words of a text in order, without stop words. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const { book, ratio, word } = match.groups!;
    const exact = book ? lawBook(book) : (ratio ?? fold(word!));
    if (STOP_WORDS.has(exact)) continue;
    const start = match.index;
    words.push({ text: match[0], start, end: start + match[0].length, exact, stem: stemOf(exact) });
  }
  return words;
}

/** Two digits, so that "SGB I" is not the beginning of "SGB XII". */
const lawBook = (number: string) =>
  `sgb${String(/\d/.test(number) ? Number(number) : ROMAN.indexOf(number.toLowerCase())).padStart(2, "0")}`;

/** Lower case, composed, ß = ss, ä = ae, ö = oe, ü = ue, other accents dropped. */
export const fold = (word: string) =>
  word
    .normalize("NFC")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

/** "-erinnen" and "-innen" of persons; the verbs that end alike keep their ending. */
const FEMININE = /(?<=er)in(nen)?$|(?<!beg|gew|bes|sp)innen$/;

/**
 * Snowball's German stemmer drops umlauts, which joins Platz and Plätze, but also Förderung (support) and Forderung (claim): the
 * former keeps its "oe".
 */
export function stemOf(exact: string): string {
  const known = stems.get(exact);
  if (known !== undefined) return known;
  const stem = stemmed(exact);
  if (stems.size < KEPT_STEMS) stems.set(exact, stem);
  return stem;
}

/** Texts use the same words over and over, and stemming one takes a microsecond. */
const stems = new Map<string, string>();
const KEPT_STEMS = 100_000;

function stemmed(exact: string): string {
  if (!/^\p{L}{4,}$/u.test(exact)) return exact;
  const base = exact.length > 7 ? exact.replace(FEMININE, "") : exact;
  const umlauts = base.replace(/foerder/g, "f0erder").replace(/(?<![aeiouq])(ae|oe|ue)/g, (pair) => UMLAUT[pair]!);
  return stemmer(umlauts.replace(/0/g, "o"));
}
const UMLAUT: Record<string, string> = { ae: "ä", oe: "ö", ue: "ü" };
