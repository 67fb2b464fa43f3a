// The words the catalogue really uses: what is known, what a misspelt word may have meant, what a typed word asks for.
import type { AnalysedWord, Lexicon } from "../domain/lexicon.ts";
import { wordsOf, type Word } from "../domain/text.ts";
import type { QueryWord } from "./engine.ts";
import { WordForms, type Likeness } from "./word-forms.ts";

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

/** What the language asks of the catalogue: which words and terms its published examples have. */
export interface CatalogueWords {
  hasForm(form: string): boolean;
  hasTerm(term: string): boolean;
  hasBeginning(prefix: string): boolean;
  /** The nearest word to a misspelt one, weighed by the number of examples that have it. */
  nearest(word: string): Likeness | undefined;
}

/** What a word of the lexicon weighs that may stand in no example. */
const ONLY_LEXICON = 0.5;

export class CatalogueLanguage {
  readonly lexicon: Lexicon;
  readonly #catalogue: CatalogueWords;
  /** Words of the lexicon: spelt right, and the catalogue may have them under another form. */
  readonly #spellings = new WordForms();

  constructor(lexicon: Lexicon, catalogue: CatalogueWords) {
    this.lexicon = lexicon;
    this.#catalogue = catalogue;
    for (const word of lexicon.spellings()) this.#spellings.add(word);
  }

  /** Reads typed words: phrases and hyphenated words as one, compounds by their parts, unknown ones corrected unless `literal`. */
  understand(text: string, lastIsPrefix: boolean, literal: boolean): Understood {
    const typed = wordsOf(text);
    const words: QueryWord[] = [];
    const corrections: Correction[] = [];
    for (let at = 0; at < typed.length;) {
      const { word, length } = this.#several(text, typed, at) ?? { word: this.#asked(typed[at]!), length: 1 };
      const mayGrow = lastIsPrefix && at === typed.length - 1 && this.#catalogue.hasBeginning(typed[at]!.exact);
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
    if (phrase && this.#catalogue.hasTerm(phrase.term)) {
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
    if (pairs.length > 0 && pairs.every((pair) => this.#catalogue.hasTerm(pair))) return { ...asked, terms: pairs };
    return this.#catalogue.hasTerm(asked.own) || this.#catalogue.hasForm(word.exact) ? asked : undefined;
  }

  #corrected(word: Word): QueryWord | undefined {
    const used = this.#catalogue.nearest(word.exact);
    const known = this.#spellings.nearest(word.exact, () => ONLY_LEXICON);
    const meant = known && (!used || known.distance < used.distance) ? known : used;
    const [other] = meant ? wordsOf(meant.word) : [];
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
