// Names of the closed lists in a text: which organisation fills the form in, which target groups it speaks of.
import { wordsOf } from "../../domain/text.ts";
import type { Found } from "./found.ts";

export interface NamedTerm {
  slug: string;
  /** The label first, then what people also call it. */
  names: readonly string[];
}

/** Where names stand word by word, inflected or not; of names that overlap, the longest. In order. */
export function findTerms(text: string, terms: readonly NamedTerm[]): Found<string>[] {
  const words = wordsOf(text);
  const places = new Map<string, number[]>();
  for (const [i, { stem }] of words.entries()) {
    const known = places.get(stem);
    if (known) known.push(i);
    else places.set(stem, [i]);
  }
  const found: (Found<string> & { words: number })[] = [];
  for (const { slug, name, stems } of stemmed(terms))
    for (const at of places.get(stems[0]!) ?? []) {
      if (!stems.every((stem, i) => words[at + i]?.stem === stem)) continue;
      const [start, end] = [words[at]!.start, words[at + stems.length - 1]!.end];
      // Stems join both genders; a name that means women alone is found only in its feminine form.
      if (name.endsWith("innen") && !text.slice(start, end).endsWith("innen")) continue;
      found.push({ start, end, value: slug, words: stems.length });
    }
  const longest = found.filter(
    (one) => !found.some((other) => other.words > one.words && other.start <= one.start && other.end >= one.end),
  );
  return longest.toSorted((a, b) => a.start - b.start).map(({ start, end, value }) => ({ start, end, value }));
}

interface StemmedName {
  slug: string;
  name: string;
  stems: string[];
}
const stemmedLists = new WeakMap<readonly NamedTerm[], StemmedName[]>();

/** Lists are long and asked for every section. "unter 25" without its stop word would be any 25, so numbers alone are no name. */
function stemmed(terms: readonly NamedTerm[]): StemmedName[] {
  const known = stemmedLists.get(terms);
  if (known) return known;
  const made = terms
    .flatMap(({ slug, names }) => names.map((name) => ({ slug, name, stems: wordsOf(name).map(({ stem }) => stem) })))
    .filter(({ stems }) => !stems.every((stem) => /^\d+$/.test(stem)));
  stemmedLists.set(terms, made);
  return made;
}

/**
 * The one entry all of whose words stand in the text, in any order, and its place where they stand in the order of the name. The entry
 * with the most words; undefined when two are as good. What a list adds in brackets ("(KoBa)") need not be there.
 */
export function findByWords(
  text: string,
  terms: readonly NamedTerm[],
): { slug: string; place: Found<string> | undefined } | undefined {
  const present = new Set(wordsOf(text).map(({ stem }) => stem));
  const scored = terms.flatMap(({ slug, names }) => {
    for (const name of [names[0]!, names[0]!.replace(/\s?\([^)]*\)/gu, "")]) {
      const stems = wordsOf(name).map(({ stem }) => stem);
      if (stems.length > 1 && stems.every((stem) => present.has(stem))) return [{ slug, name, words: stems.length }];
    }
    return [];
  });
  const most = Math.max(0, ...scored.map(({ words }) => words));
  const [best, equal] = scored.filter(({ words }) => words === most);
  if (!best || equal) return undefined;
  return { slug: best.slug, place: findTerms(text, [{ slug: best.slug, names: [best.name] }])[0] };
}
