// The words the catalogue really uses: what is known, what a misspelt word may have meant, what a typed word asks for.
import type { AnalysedWord, Lexicon, Term } from "../domain/lexicon.ts";
import { wordsOf, type Word } from "../domain/text.ts";
import { WordForms } from "../domain/typo.ts";
import type { QueryWord, SearchDocument } from "./engine.ts";

/** What was made of a typed word, for people. */
export interface Correction {
  typed: string;
  used: string;
}

export interface Understood {
  words: QueryWord[];
  corrections: Correction[];
  /** Typed words with the other words that were searched for as well. */
  synonyms: { typed: string; also: string[] }[];
}

export class CatalogueLanguage {
  readonly lexicon: Lexicon;
  readonly #forms = new WordForms();
  /** Words that may be meant by a misspelt one: those of the catalogue, and those of the lexicon that it has under another form. */
  readonly #spellings = new WordForms();
  readonly #terms = new Map<Term, number>();
  /** Each document's distinct words, to take them back when it changes or goes. */
  readonly #documents = new Map<string, { forms: readonly string[]; terms: readonly Term[] }>();

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
    for (const word of lexicon.spellings()) this.#spellings.add(word, 0.5);
  }

  put({ id, words }: SearchDocument): void {
    this.remove(id);
    const all = Object.values(words).flat();
    const forms = [...new Set(all.map((word) => word.exact))];
    const terms = [...new Set(all.flatMap((word) => [word.term, ...word.parts]))];
    for (const form of forms) {
      this.#forms.add(form);
      this.#spellings.add(form);
    }
    for (const term of terms) this.#terms.set(term, (this.#terms.get(term) ?? 0) + 1);
    this.#documents.set(id, { forms, terms });
  }

  remove(id: string): void {
    const known = this.#documents.get(id);
    if (!known) return;
    for (const form of known.forms) {
      this.#forms.add(form, -1);
      this.#spellings.add(form, -1);
    }
    for (const term of known.terms) {
      const count = this.#terms.get(term)! - 1;
      if (count > 0) this.#terms.set(term, count);
      else this.#terms.delete(term);
    }
    this.#documents.delete(id);
  }

  /** Reads typed words: phrases and hyphenated words as one, compounds by their parts, unknown ones corrected unless `literal`. */
  understand(text: string, lastIsPrefix: boolean, literal: boolean): Understood {
    const typed = wordsOf(text);
    const words: QueryWord[] = [];
    const corrections: Correction[] = [];
    for (let at = 0; at < typed.length;) {
      const { word, length } = this.#several(text, typed, at) ?? { word: this.#asked(typed[at]!), length: 1 };
      const mayGrow = lastIsPrefix && at === typed.length - 1 && this.#forms.begins(typed[at]!.exact);
      const corrected = word || literal || mayGrow ? undefined : this.#corrected(typed[at]!);
      if (corrected) corrections.push({ typed: corrected.text, used: corrected.exact });
      words.push(word ?? corrected ?? this.#literally(typed[at]!));
      at += length;
    }
    const isFirst = (word: QueryWord, i: number) =>
      words.findIndex((other) => other.terms.join() === word.terms.join()) === i;
    return { words: words.filter(isFirst), corrections, synonyms: words.flatMap((word) => this.#synonymsOf(word)) };
  }

  /** A phrase or hyphenated word that begins here and that the catalogue knows as one. */
  #several(text: string, typed: readonly Word[], at: number): { word: QueryWord; length: number } | undefined {
    const phrase = this.lexicon.phraseAt(typed, at);
    if (phrase && this.#terms.has(phrase.term)) {
      const span = typed.slice(at, at + phrase.length);
      const shown = text.slice(span[0]!.start, span.at(-1)!.end);
      return {
        word: { text: shown, exact: span.map((w) => w.exact).join(" "), own: phrase.term, terms: [phrase.term] },
        length: phrase.length,
      };
    }
    const joined = this.lexicon.joinedAt(text, typed, at);
    const word = joined && this.#asked(joined);
    return word && { word, length: 2 };
  }

  /** What a word asks for, if the catalogue knows it. */
  #asked(word: Word): QueryWord | undefined {
    const pairs = this.lexicon.compoundTerms(word.exact);
    const asked = this.#literally(word);
    if (pairs.length > 0 && pairs.every((pair) => this.#terms.has(pair))) return { ...asked, terms: pairs };
    return this.#terms.has(asked.own) || this.#forms.has(word.exact) ? asked : undefined;
  }

  #corrected(word: Word): QueryWord | undefined {
    const spelling = this.#spellings.correct(word.exact);
    const [other] = spelling ? wordsOf(spelling) : [];
    const asked = other && this.#asked(other);
    return asked && { ...asked, text: word.text };
  }

  #literally(word: Word): QueryWord {
    const own = this.lexicon.term(word);
    return { text: word.text, exact: word.exact, own, terms: [own] };
  }

  #synonymsOf({ text, own }: QueryWord): Understood["synonyms"] {
    const also = this.lexicon.synonyms(own).filter((other) => stemsOf(other) !== stemsOf(text));
    return also.length > 0 ? [{ typed: text, also }] : [];
  }
}

const stemsOf = (text: string) =>
  wordsOf(text)
    .map((word) => word.stem)
    .join(" ");

/** A text's words as the index keeps them. */
export const analysed = (lexicon: Lexicon, text: string): Pick<AnalysedWord, "exact" | "term" | "parts">[] =>
  lexicon.analyse(text).map(({ exact, term, parts }) => ({ exact, term, parts }));
