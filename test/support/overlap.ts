// Finds what one text has word for word from another.

/** Stands where a text was cut; no run goes across it. */
const GAP = "¦";
const WORD = /[\p{L}\p{N}]+|¦/gu;

/** The words in lower case, whatever stands between them; a word hyphenated at the end of a line is one. */
const wordsOf = (text: string) => (text.replace(/-\s*\n\s*/g, "").match(WORD) ?? []).map((word) => word.toLowerCase());

export interface Overlap {
  words: number;
  text: string;
}

/** Compares texts with `sources`: every run of `length` or more consecutive words in common, as long as it goes. */
export function overlapsWith(
  sources: readonly string[],
  length = 8,
): (text: string, except?: readonly string[]) => Overlap[] {
  const known = new Set(sources.flatMap((source) => runs(wordsOf(source), length)));
  return (text, except = []) => {
    const words = wordsOf(except.reduce((rest, part) => rest.replaceAll(part, ` ${GAP} `), text));
    const found: { from: number; to: number }[] = [];
    runs(words, length).forEach((run, from) => {
      if (!known.has(run)) return;
      const last = found.at(-1);
      if (last && from + length === last.to + 1) last.to++;
      else found.push({ from, to: from + length });
    });
    return found.map(({ from, to }) => ({ words: to - from, text: words.slice(from, to).join(" ") }));
  };
}

/** Every `length` consecutive words, by the place of the first. */
const runs = (words: readonly string[], length: number) =>
  Array.from({ length: Math.max(0, words.length - length + 1) }, (_, i) => words.slice(i, i + length).join(" "));
