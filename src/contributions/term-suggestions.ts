// Terms of the closed lists that a draft's texts speak of and the draft does not name yet.
import { TermFinder, type ListedTerm } from "../domain/term-finder.ts";
import type { Lexicon } from "../domain/lexicon.ts";
import { readableDraft } from "../domain/readable-draft.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Draft } from "./check.ts";

const LISTS = ["targetGroups", "methods", "keywords"] as const;
type List = (typeof LISTS)[number];

interface Term extends ListedTerm {
  list: List;
  label: string;
}
export interface SuggestedTerm {
  /** Of the content: where the slug belongs. */
  field: List;
  slug: string;
  label: string;
  /** The words of the text. */
  found: string;
  /** The text in which they stand. */
  foundIn: string;
}

const TEXTS = ["title", "summary", "approach"] as const;
const LONGEST = 10_000;
const MOST = 30;

export class TermSuggestions {
  readonly #vocabulary: Vocabulary;
  readonly #finder: TermFinder<Term>;
  constructor(vocabulary: Vocabulary, lexicon: Lexicon) {
    this.#vocabulary = vocabulary;
    const terms = LISTS.flatMap((list) =>
      vocabulary[list].all
        // A keyword that only refers to another is not to be named.
        .filter((term) => !("see" in term && term.see))
        .map(({ slug, label, synonyms }): Term => ({ list, slug, label, names: [label, ...(synonyms ?? [])] })),
    );
    this.#finder = new TermFinder(terms, lexicon);
  }

  /** Target groups first, then methods, then keywords, each in the order of the texts. No SQL. */
  for(draft: Draft): SuggestedTerm[] {
    const readable = readableDraft(draft);
    const named = {
      ...readable,
      targetGroups: readable.targetGroups.flatMap((slug) => this.#vocabulary.withBroader(slug)),
    };
    const found = new Map<Term, SuggestedTerm>();
    for (const foundIn of TEXTS) {
      const text = draft[foundIn];
      if (typeof text !== "string") continue;
      for (const { term, start, end } of this.#finder.in(text.slice(0, LONGEST))) {
        const { list: field, slug, label } = term;
        if (!named[field].includes(slug) && !found.has(term))
          found.set(term, { field, slug, label, found: text.slice(start, end), foundIn });
      }
    }
    const all = [...found.values()];
    return LISTS.flatMap((list) => all.filter(({ field }) => field === list)).slice(0, MOST);
  }
}
