// Finds the terms of closed lists in a text: their labels and synonyms, in whatever form, compound or word of the same meaning.
import type { Lexicon } from "./lexicon.ts";
import { wordsOf } from "./text.ts";

export interface ListedTerm {
  /** Of whatever the caller tells terms apart by; what is found is one of these objects. */
  slug: string;
  /** Label and synonyms. */
  names: readonly string[];
}

export interface FoundTerm<T> {
  term: T;
  /** Place in the text, in UTF-16 units; the end is not included. */
  start: number;
  end: number;
}

interface Name<T> {
  term: T;
  /** One for each word: terms of the lexicon of which one will do. */
  words: readonly (readonly string[])[];
}

export class TermFinder<T extends ListedTerm> {
  readonly #lexicon: Lexicon;
  /** Term of the first word → names that begin with it. */
  readonly #names = new Map<string, Name<T>[]>();

  constructor(terms: readonly T[], lexicon: Lexicon) {
    this.#lexicon = lexicon;
    for (const term of terms)
      for (const name of term.names) {
        const words = wordsOf(name).map((word) => {
          const pairs = lexicon.compoundTerms(word.exact);
          return [lexicon.term(word), ...(pairs.length === 1 ? pairs : [])];
        });
        for (const first of words[0] ?? []) {
          const names = this.#names.get(first) ?? [];
          this.#names.set(first, [...names, { term, words }]);
        }
      }
  }

  /** Each term once, where it first stands, in the order of the text. The words of a name stand together, stop words aside. */
  in(text: string): FoundTerm<T>[] {
    const analysed = this.#lexicon.analyse(text);
    const words = analysed.map(({ term, parts, start, end }, i) => ({
      // Of the parts of a word only compounds count: "Schuldnerberatung" is not about "Beratung".
      terms: [
        term,
        ...parts.filter((part) => part.includes("+")),
        ...[this.#lexicon.phraseAt(analysed, i)?.term ?? []].flat(),
      ],
      start,
      end,
    }));
    const found = new Map<T, FoundTerm<T>>();
    for (const [at, { terms, start }] of words.entries())
      for (const { term, words: name } of terms.flatMap((first) => this.#names.get(first) ?? [])) {
        const stands = name.every((wanted, i) => words[at + i]?.terms.some((one) => wanted.includes(one)));
        if (stands && !found.has(term)) found.set(term, { term, start, end: words[at + name.length - 1]!.end });
      }
    return [...found.values()];
  }
}
