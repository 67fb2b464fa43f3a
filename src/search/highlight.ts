// Where the searched words stand in a text, as HTML that is escaped except for <mark>.
import type { AnalysedWord, Lexicon } from "../domain/lexicon.ts";
import type { QueryWord } from "./engine.ts";

/** Characters of a passage; it begins a little before the first hit. */
const LENGTH = 240;
const LEAD = 60;

/** The passage around the first hit with all hits in it marked; null without a hit. */
export function highlight(
  text: string,
  words: readonly QueryWord[],
  lastIsPrefix: boolean,
  lexicon: Lexicon,
): string | null {
  const last = words.at(-1);
  const wanted = new Set(words.flatMap((word) => [word.own, ...word.terms]));
  const isHit = (word: AnalysedWord) =>
    words.some(({ exact }) => exact === word.exact) ||
    wanted.has(word.term) ||
    word.parts.some((part) => wanted.has(part)) ||
    (lastIsPrefix && last !== undefined && word.exact.startsWith(last.exact));
  const hits = lexicon.analyse(text).filter(isHit);
  if (hits.length === 0) return null;
  const start =
    text.length <= LENGTH ? 0 : Math.min(hits[0]!.start, wordStart(text, Math.max(0, hits[0]!.start - LEAD)));
  const end =
    text.length <= LENGTH ? text.length : wordEnd(text, Math.min(text.length, Math.max(start + LENGTH, hits[0]!.end)));
  let html = start > 0 ? "… " : "";
  let at = start;
  for (const hit of hits.filter((h) => h.start >= start && h.end <= end)) {
    html += `${escape(text.slice(at, hit.start))}<mark>${escape(text.slice(hit.start, hit.end))}</mark>`;
    at = hit.end;
  }
  return html + escape(text.slice(at, end)) + (end < text.length ? " …" : "");
}

const wordStart = (text: string, at: number) => (at === 0 ? 0 : text.indexOf(" ", at) + 1);
function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  if (space > at - 40) return space;
  // Not between the two halves of an emoji.
  return /[\uDC00-\uDFFF]/.test(text[at]!) ? at - 1 : at;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
