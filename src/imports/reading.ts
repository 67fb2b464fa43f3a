// A part of a text made readable – blank lines and hyphenation gone – that still knows where each of its characters came from.
import type { Span } from "./imported-draft.ts";

export interface Reading {
  /** Lines without blank ones, one space between words; a word broken at the end of a line is whole again. */
  text: string;
  /** The place in the original of `text.slice(start, end)`. */
  spanOf(start: number, end: number): Span;
}

/** "Zusam-\nmenhang" is one word, "Bildungs-\nund Sozialarbeit" is not. */
const BROKEN_WORD = /(?<=\p{L})-\s*\n\s*(?=\p{Ll})(?!(?:und|oder|bzw|sowie|als)(?!\p{L}))/uy;
const GAP = /[\s\u00A0\u00AD]+/uy;

/** `original` is what spans quote, where the text that is read has had noise blanked out of it. */
export function readingOf(
  text: string,
  { from = 0, to = text.length, original = text }: { from?: number; to?: number; original?: string } = {},
): Reading {
  const characters: string[] = [];
  const places: number[] = [];
  const push = (character: string, place: number) => {
    characters.push(character);
    places.push(place);
  };
  for (let at = from; at < to;) {
    BROKEN_WORD.lastIndex = GAP.lastIndex = at;
    const broken = BROKEN_WORD.exec(text);
    if (broken) {
      at += broken[0].length;
      continue;
    }
    const gap = GAP.exec(text);
    if (gap) {
      if (characters.length > 0 && at + gap[0].length < to) push(/[\n\f]/.test(gap[0]) ? "\n" : " ", at);
      at += gap[0].length;
      continue;
    }
    push(text[at]!, at);
    at++;
  }
  return {
    text: characters.join(""),
    spanOf(start, end) {
      const offset = places[start] ?? to;
      const length = (places[end - 1] ?? to - 1) + 1 - offset;
      return { offset, length, quote: original.slice(offset, offset + length) };
    },
  };
}
