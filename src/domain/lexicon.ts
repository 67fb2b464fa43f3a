// What words have in common beyond their spelling: synonyms, abbreviations, word families and the parts of compounds.
import { fold, stemOf, wordsOf, type Word } from "./text.ts";

/** Words that mean the same. A search for a word in `under` finds these too, but not the other way round. */
export interface SynonymGroup {
  words: string[];
  under: string[];
}

/**
 * A term is what the index holds and a question asks for: the stem of a word, or the stem that stands for its synonyms. Two parts
 * that make a compound are one term, "ausbildung+teilzeit", whether written as Teilzeitausbildung or as Ausbildung in Teilzeit.
 */
export type Term = string;

/** A word of a text with the terms under which it is found: itself, and what it is made of or belongs to. */
export interface AnalysedWord extends Word {
  term: Term;
  parts: readonly Term[];
}

/** Letters that link the parts of German compounds, longest first; no letter is the most frequent link. */
const LINKS = ["", "es", "en", "er", "ns", "s", "n", "e"];
const SHORTEST_PART = 3;
/** How many words further, stop words not counted, two words are read like a compound: "Ausbildung in Teilzeit". */
const NEAR = 1;
const HYPHENS = "-\u2010\u2011";
/** Words whose analysis is kept; texts use the same ones over and over. */
const KEPT = 100_000;

export class Lexicon {
  /** Stem (or stems joined by a space) → the term of its synonyms. */
  readonly #terms = new Map<string, Term>();
  readonly #words = new Map<Term, readonly string[]>();
  /** Term → terms under which it is found as well. */
  readonly #under = new Map<Term, Term[]>();
  /** First stem → phrases of several words, longest first. */
  readonly #phrases = new Map<string, string[][]>();
  /** Folded word → its stem, for words that may be parts. */
  readonly #parts = new Map<string, string>();
  /** Terms of the parts: a word counts as a part when it means the same as one ("beziehend", "Bezug"). */
  readonly #partTerms: ReadonlySet<Term>;
  readonly #splits = new Map<string, readonly string[]>();
  readonly #partStems = new Map<string, string | null>();

  constructor(groups: readonly SynonymGroup[], parts: readonly string[]) {
    for (const part of parts) this.#parts.set(fold(part), stemOf(fold(part)));
    for (const { words } of groups) {
      const stems = words.map((word) => wordsOf(word).map((w) => w.stem)).filter((list) => list.length > 0);
      const term = stems[0]!.join("_");
      this.#words.set(term, words);
      for (const list of stems) {
        this.#terms.set(list.join(" "), term);
        if (list.length > 1) this.#addPhrase(list);
      }
    }
    this.#partTerms = new Set([...this.#parts.values()].map((stem) => this.#terms.get(stem) ?? stem));
    for (const { words, under } of groups)
      for (const broader of under) this.#addUnder(this.#termOf(words[0]!), this.#termOf(broader));
  }

  /** The words of a text with their terms. Near words that could be a compound carry its term; phrases carry theirs. */
  analyse(text: string): AnalysedWord[] {
    const words = wordsOf(text);
    const pieces = words.map((word) => this.split(word.exact));
    const simple = words.map((word, i) => (pieces[i]!.length === 0 ? this.#partStem(word.exact) : undefined));
    return words.map((word, i) => {
      const term = this.#terms.get(word.stem) ?? word.stem;
      const own = pieces[i]!;
      const parts = [
        ...own.map((stem) => this.#terms.get(stem) ?? stem),
        ...this.#pairs(own),
        ...this.#phrasesAt(words, i),
        ...this.#joined(text, words, i),
        ...this.#nearPairs(simple, i),
      ];
      // Most words stand alone; for them nothing more is made.
      if (parts.length === 0 && !this.#under.has(term)) return { ...word, term, parts };
      const all = [term, ...parts].flatMap((t) => [t, ...(this.#under.get(t) ?? [])]);
      return { ...word, term, parts: [...new Set(all)].filter((t) => t !== term) };
    });
  }

  /** Stems of the parts of a compound in order; empty when it is none or not all of it is known. */
  split(exact: string): readonly string[] {
    const known = this.#splits.get(exact);
    if (known) return known;
    const found = this.#partStem(exact) ? [] : (this.#cut(exact, 0) ?? []);
    const stems = found.length > 1 ? found : [];
    if (this.#splits.size < KEPT) this.#splits.set(exact, stems);
    return stems;
  }

  /** The terms that a compound asks for: one for each two neighbouring parts. */
  compoundTerms(exact: string): Term[] {
    return this.#pairs(this.split(exact));
  }

  /** The multi-word phrase that begins at a word: its term and its length in words. */
  phraseAt(words: readonly Word[], at: number): { term: Term; length: number } | undefined {
    const phrase = this.#phrases
      .get(words[at]!.stem)
      ?.find((list) => list.every((stem, i) => words[at + i]?.stem === stem));
    return phrase && { term: this.#terms.get(phrase.join(" "))!, length: phrase.length };
  }

  /** The term of a single word. */
  term(word: Word): Term {
    return this.termOfStem(word.stem);
  }
  termOfStem(stem: string): Term {
    return this.#terms.get(stem) ?? stem;
  }

  /** The word that a hyphen makes of a word and the next. */
  joinedAt(text: string, words: readonly Word[], at: number): Word | undefined {
    const [first, second] = [words[at]!, words[at + 1]];
    if (second?.start !== first.end + 1 || !HYPHENS.includes(text[first.end]!)) return undefined;
    const exact = first.exact + second.exact;
    return {
      text: text.slice(first.start, second.end),
      start: first.start,
      end: second.end,
      exact,
      stem: stemOf(exact),
    };
  }

  /** Every single word of the lexicon, folded: spelt right, whether or not a text uses it. */
  spellings(): string[] {
    const single = [...this.#words.values()].flat().filter((word) => /^\p{L}+$/u.test(word));
    return [...single.map(fold), ...this.#parts.keys()];
  }

  /** The words that share a term, as people write them. */
  synonyms(term: Term): readonly string[] {
    return this.#words.get(term) ?? [];
  }

  /** The longest first part wins, as long as the rest can be cut too; the last part may be inflected. */
  #cut(rest: string, depth: number): string[] | undefined {
    if (depth > 4) return undefined;
    const whole = depth > 0 ? this.#partStem(rest) : undefined;
    if (whole) return [whole];
    for (let length = rest.length - SHORTEST_PART; length >= SHORTEST_PART; length--) {
      const stem = this.#linked(rest.slice(0, length));
      const tail = stem && this.#cut(rest.slice(length), depth + 1);
      if (tail) return [stem, ...tail];
    }
    return undefined;
  }

  /** A part with or without the letters that link it to the next. */
  #linked(piece: string): string | undefined {
    for (const link of LINKS) {
      const stem = piece.endsWith(link) ? this.#parts.get(piece.slice(0, piece.length - link.length)) : undefined;
      if (stem) return stem;
    }
    return undefined;
  }

  /** The last part, as listed or with an ending that the stemmer takes off. */
  #partStem(piece: string): string | undefined {
    const known = this.#partStems.get(piece);
    if (known !== undefined) return known ?? undefined;
    const listed = this.#parts.get(piece);
    const stem = listed ?? (piece.length > SHORTEST_PART ? stemOf(piece) : undefined);
    const isPart = listed !== undefined || (stem !== undefined && this.#partTerms.has(this.termOfStem(stem)));
    if (this.#partStems.size < KEPT) this.#partStems.set(piece, isPart ? stem! : null);
    return isPart ? stem : undefined;
  }

  #pairs(stems: readonly string[]): Term[] {
    return stems.slice(1).map((stem, i) => this.#pair(stems[i]!, stem));
  }

  #pair(a: string, b: string): Term {
    return [this.#terms.get(a) ?? a, this.#terms.get(b) ?? b].sort().join("+");
  }

  /** Pairs of a word with the simple words shortly after it, as if they were one compound. */
  #nearPairs(simple: readonly (string | undefined)[], i: number): Term[] {
    const head = simple[i];
    if (!head) return [];
    const others = simple.slice(i + 1, i + 1 + NEAR).filter((stem) => stem !== undefined && stem !== head);
    return others.map((stem) => this.#pair(head, stem!));
  }

  #phrasesAt(words: readonly Word[], i: number): Term[] {
    const phrase = this.phraseAt(words, i);
    return phrase ? [phrase.term] : [];
  }

  /** "Teil-Qualifizierung" is Teilqualifizierung too. */
  #joined(text: string, words: readonly Word[], i: number): Term[] {
    const joined = this.joinedAt(text, words, i);
    return joined ? [this.term(joined), ...this.compoundTerms(joined.exact)] : [];
  }

  #termOf(text: string): Term {
    const stems = wordsOf(text).map((w) => w.stem);
    return this.#terms.get(stems.join(" ")) ?? stems.join("_");
  }

  #addPhrase(stems: string[]) {
    const list = [...(this.#phrases.get(stems[0]!) ?? []), stems].sort((a, b) => b.length - a.length);
    this.#phrases.set(stems[0]!, list);
  }

  #addUnder(term: Term, broader: Term) {
    this.#under.set(term, [...new Set([...(this.#under.get(term) ?? []), broader])]);
  }
}
