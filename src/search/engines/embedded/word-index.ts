// Which documents have which words, and how much each says about them: the words as written, and their terms.
import { FIELD_WEIGHTS, FIELDS, type FieldName, type QueryWord, type SearchDocument } from "../../engine.ts";
import { inSlices } from "../../../platform/slices.ts";
import { WordForms } from "../../word-forms.ts";
import { documentIn, impactIn, Postings, postingOf, type KeptPostings } from "./postings.ts";

/** The word as written counts most, then its other forms and synonyms, then longer words it begins or is a part of. */
const FACTORS = { exact: 1, term: 1, parts: 0.4, prefix: 0.5 } as const;
/** A longer word counts by this much of what its beginning would, less the more letters it adds. */
const LONGER = 0.375;
const LESS_BY_LETTER = 0.3;

/**
 * How often a word stands in a field, against how long the field is: BM25+ (Robertson and Zaragoza 2009; Lv and Zhai 2011) with
 * usual lengths in words instead of means over the catalogue, so that a document's postings never change.
 */
const USUAL_LENGTHS: Record<FieldName, number> = {
  title: 6,
  keywords: 16,
  targetGroups: 10,
  organisation: 8,
  law: 20,
  summary: 30,
  text: 180,
};
const [K, B, D] = [1.2, 0.7, 0.5];
const saturated = (times: number, length: number, usual: number) =>
  D + (times * (K + 1)) / (times + K * (1 - B + (B * length) / usual));

export interface KeptWords {
  forms: readonly string[];
  terms: readonly string[];
  formPostings: KeptPostings;
  termPostings: KeptPostings;
}

/** Documents by number with their scores, in no order; removed ones are still among them. */
export interface Matches {
  documents: Uint32Array;
  /** By document number. */
  scores: Float32Array;
}

export class WordIndex {
  readonly #forms = new WordForms();
  readonly #terms = new Map<string, number>();
  #formPostings = new Postings();
  #termPostings = new Postings();

  static async restored(kept: KeptWords): Promise<WordIndex> {
    const index = new WordIndex();
    await inSlices(kept.forms, (form) => index.#forms.add(form));
    await inSlices(kept.terms, (term) => index.#terms.set(term, index.#terms.size));
    index.#formPostings = new Postings(kept.formPostings);
    index.#termPostings = new Postings(kept.termPostings);
    return index;
  }

  kept(): KeptWords {
    return {
      forms: this.#forms.words,
      terms: [...this.#terms.keys()],
      formPostings: this.#formPostings.kept(),
      termPostings: this.#termPostings.kept(),
    };
  }

  get forms(): WordForms {
    return this.#forms;
  }

  /** Documents are added in the order of their numbers. */
  add(document: number, words: SearchDocument["words"]): void {
    const forms = new Map<string, number>();
    const terms = new Map<string, number>();
    for (const field of FIELDS) {
      const list = words[field];
      const weigh = (impacts: Map<string, number>, found: readonly string[], factor: number) => {
        for (const [word, times] of counted(found)) {
          const impact = FIELD_WEIGHTS[field] * factor * saturated(times, list.length, USUAL_LENGTHS[field]);
          impacts.set(word, (impacts.get(word) ?? 0) + impact);
        }
      };
      weigh(
        forms,
        list.map((word) => word.exact),
        FACTORS.exact,
      );
      weigh(
        terms,
        list.map((word) => word.term),
        FACTORS.term,
      );
      weigh(
        terms,
        list.flatMap((word) => word.parts),
        FACTORS.parts,
      );
    }
    for (const [form, impact] of forms) this.#formPostings.add(this.#forms.add(form), postingOf(document, impact));
    for (const [term, impact] of terms) {
      const number = this.#terms.get(term) ?? this.#terms.size;
      this.#terms.set(term, number);
      this.#termPostings.add(number, postingOf(document, impact));
    }
  }

  /** Postings of a word as written and of a term; empty for unknown ones. */
  postingsOfForm(form: string): Uint32Array {
    const number = this.#forms.numberOf(form);
    return number === undefined ? NONE : this.#formPostings.of(number);
  }
  postingsOfTerm(term: string): Uint32Array {
    const number = this.#terms.get(term);
    return number === undefined ? NONE : this.#termPostings.of(number);
  }
  /** How many documents have or had the form with this number. */
  documentsOfForm(number: number): number {
    return this.#formPostings.count(number);
  }

  /** Documents that have all words, or any; `size` is the number of all documents there have been. */
  match(words: readonly QueryWord[], lastIsPrefix: boolean, match: "all" | "any", size: number): Matches {
    const scores = new Float32Array(size);
    const had = new Uint8Array(size);
    let found = NONE;
    for (const [i, word] of words.entries()) {
      const one = new Scores(size);
      this.#ask(one, word, lastIsPrefix && i === words.length - 1);
      const fits = one.documents().filter((document) => i === 0 || match === "any" || had[document] === i);
      for (const document of fits) scores[document]! += one.of(document);
      found = match === "all" || i === 0 ? fits : union(found, fits, had);
      for (const document of fits) had[document]!++;
    }
    return { documents: found, scores };
  }

  /** The word's own forms and terms; all terms of a compound must be there, unless the word itself is. */
  #ask(scores: Scores, { exact, own, terms }: QueryWord, prefix: boolean): void {
    if (terms.length === 1) scores.add(this.postingsOfTerm(terms[0]!), 1);
    else scores.addWhereAll(terms.map((term) => this.postingsOfTerm(term)));
    if (!terms.includes(own)) scores.add(this.postingsOfTerm(own), 1);
    scores.add(this.postingsOfForm(exact), prefix ? 1 + FACTORS.prefix : 1);
    if (!prefix) return;
    for (const number of this.#forms.beginning(exact)) {
      const { length } = this.#forms.words[number]!;
      const share = length / (length + LESS_BY_LETTER * (length - exact.length));
      if (length > exact.length) scores.add(this.#formPostings.of(number), FACTORS.prefix * LONGER * share);
    }
  }
}

const NONE: Uint32Array = new Uint32Array(0);

/** What one asked word gives each document. */
class Scores {
  readonly #scores: Float32Array;
  readonly #touched: number[] = [];
  constructor(size: number) {
    this.#scores = new Float32Array(size);
  }

  add(postings: Uint32Array, factor: number): void {
    const weight = factor * rarity(postings.length, this.#scores.length);
    for (const posting of postings) this.#give(documentIn(posting), weight * impactIn(posting));
  }

  /** Only to documents that are in every list. */
  addWhereAll(lists: readonly Uint32Array[]): void {
    const among = new Uint8Array(this.#scores.length);
    const sums = new Float32Array(this.#scores.length);
    for (const [i, postings] of lists.entries()) {
      const weight = rarity(postings.length, this.#scores.length);
      for (const posting of postings) {
        const document = documentIn(posting);
        if (among[document] !== i) continue;
        among[document]!++;
        sums[document]! += weight * impactIn(posting);
        if (i === lists.length - 1) this.#give(document, sums[document]!);
      }
    }
  }

  documents = () => Uint32Array.from(this.#touched);
  of = (document: number) => this.#scores[document]!;

  #give(document: number, score: number): void {
    if (this.#scores[document] === 0) this.#touched.push(document);
    this.#scores[document]! += score;
  }
}

/** Inverse document frequency as in BM25; never zero, so that a score says that a document was found. */
const rarity = (having: number, all: number) => Math.log(1 + (all - having + 0.5) / (having + 0.5));

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Both lists, documents that were found before only once. */
function union(before: Uint32Array, fits: Uint32Array, had: Uint8Array): Uint32Array {
  const fresh = fits.filter((document) => had[document] === 0);
  const both = new Uint32Array(before.length + fresh.length);
  both.set(before);
  both.set(fresh, before.length);
  return both;
}
