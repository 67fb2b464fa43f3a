// Words by number: found as they are, by their beginning, and by likeness when misspelt.
import { allowedEdits, editDistance } from "../domain/typo.ts";
import { SortedNumbers } from "./sorted-numbers.ts";

/** A known word that a misspelt one may have meant. */
export interface Likeness {
  word: string;
  /** Edits between the two. */
  distance: number;
  /** As the caller weighs the word. */
  weight: number;
}

export class WordForms {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  /** Which letters a word has, see `lettersOf`. */
  readonly #letters: number[] = [];
  readonly #sorted = new SortedNumbers((a, b) => (this.#words[a]! < this.#words[b]! ? -1 : 1));

  /** The word's number; words are numbered from 0 in the order in which they come. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.push(word) - 1;
    this.#numbers.set(word, number);
    this.#letters.push(lettersOf(word));
    this.#sorted.add(number);
    return number;
  }

  numberOf(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  /** By number. */
  get words(): readonly string[] {
    return this.#words;
  }

  /** Numbers of the words that begin like this, in alphabetical order. */
  beginning(prefix: string): Uint32Array {
    const begin = this.#sorted.placeOf((number) => this.#words[number]! < prefix);
    const end = this.#sorted.placeOf((number) => this.#words[number]!.startsWith(prefix), begin);
    return this.#sorted.all().subarray(begin, end);
  }

  /** The nearest word, the heavier of two equally near; undefined when none is near enough. A weight of 0 means: not this one. */
  nearest(word: string, weightOf: (number: number) => number): Likeness | undefined {
    const allowed = allowedEdits(word);
    if (allowed === 0) return undefined;
    const letters = lettersOf(word);
    let best: Likeness | undefined;
    for (let number = 0; number < this.#words.length; number++) {
      const limit = best ? best.distance : allowed;
      // An edit changes at most two letters of the set, so most words need no closer look.
      const other = this.#letters[number]!;
      if (countOf(letters ^ other) > 2 * limit || other & DIGIT) continue;
      const distance = editDistance(word, this.#words[number]!, limit);
      if (distance > limit) continue;
      const weight = weightOf(number);
      if (weight > 0 && (!best || distance < best.distance || weight > best.weight))
        best = { word: this.#words[number]!, distance, weight };
    }
    return best;
  }
}

const DIGIT = 1 << 29;

/** A bit for each of a–z that occurs, one for any other letter, one for digits; 30 bits stay a small integer. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    letters |= code >= 97 && code <= 122 ? 1 << (code - 97) : code >= 48 && code <= 57 ? DIGIT : 1 << 26;
  }
  return letters;
}

/** Bits that are set (Warren, Hacker's Delight, 5-1). */
function countOf(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
