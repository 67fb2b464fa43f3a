// The search engine inside the process: postings in typed arrays for words, columns of value numbers for filters and facet counts.
import type { CatalogueWords } from "../language.ts";
import type { Clause, EngineAnswer, EngineQuestion, SearchDocument, SearchEngine } from "../engine.ts";
import type { Crossing } from "./embedded/crossing.ts";
import { DocumentTable, type Entry, type Filtered, type KeptDocuments } from "./embedded/document-table.ts";
import { documentIn } from "./embedded/postings.ts";
import { WordIndex, type KeptWords } from "./embedded/word-index.ts";
import type { Likeness } from "../word-forms.ts";

/** An index whose removed documents take more room than its others, and more than this, is better built anew. */
const FEW = 1_000;

export interface KeptIndex {
  documents: KeptDocuments;
  words: KeptWords;
}

export class EmbeddedEngine implements SearchEngine, CatalogueWords {
  readonly name = "embedded";
  #documents = new DocumentTable();
  #words = new WordIndex();
  /** Counts over all documents, until one changes. */
  #allCounts: EngineAnswer["counts"] | undefined;
  #changes = 0;

  /** From what `kept` gave. */
  static async restored(kept: KeptIndex): Promise<EmbeddedEngine> {
    const engine = new EmbeddedEngine();
    engine.#documents = await DocumentTable.restored(kept.documents);
    engine.#words = await WordIndex.restored(kept.words);
    return engine;
  }

  /** Shares memory with this, so use it before anything is put or removed. */
  kept(): KeptIndex {
    return { documents: this.#documents.kept(), words: this.#words.kept() };
  }

  /** Has another's documents from now on; the other is not to be used any more. */
  become(other: EmbeddedEngine): void {
    this.#documents = other.#documents;
    this.#words = other.#words;
    this.#changed();
  }

  async put(documents: readonly SearchDocument[]): Promise<void> {
    for (const document of documents) {
      this.#documents.remove(document.id);
      this.#words.add(this.#documents.add(document), document.words);
    }
    this.#changed();
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#documents.remove(id);
    this.#changed();
  }

  async size(): Promise<number> {
    return this.#documents.size;
  }

  /** What is there, in no order. */
  entries(): Pick<Entry, "id" | "rev" | "profile">[] {
    return this.#documents.entries();
  }

  /** What fulfils the clauses, in order of title. */
  matching(clauses: readonly Clause[]): Pick<Entry, "id" | "rev" | "profile">[] {
    const table = this.#documents;
    return Array.from(table.filter(table.inOrder(), clauses).hits, table.entry);
  }

  /** Grows with every change; while it stays the same, so do the entries. */
  get changes(): number {
    return this.#changes;
  }
  #changed(): void {
    this.#allCounts = undefined;
    this.#changes++;
  }

  isWorn(): boolean {
    const gone = this.#documents.length - this.#documents.size;
    return gone > Math.max(FEW, this.#documents.size);
  }

  async search(question: EngineQuestion): Promise<EngineAnswer> {
    const { words, lastIsPrefix, match, clauses, preferred = [], offset, limit, sort } = question;
    const table = this.#documents;
    const matches = words.length > 0 ? this.#words.match(words, lastIsPrefix, match, table.length) : undefined;
    const found = matches ? matches.documents.filter(table.has) : table.inOrder();
    const filtered = table.filter(found, clauses);
    const scoreOf = (document: number) => matches?.scores[document] ?? null;
    const isInOrder = !matches && (sort.by === "relevance" || (sort.by === "title" && !sort.descending));
    const inOrder = () => (sort.by === "relevance" ? table.preferring(filtered.hits, preferred) : filtered.hits);
    const page = isInOrder
      ? inOrder().subarray(offset, offset + limit)
      : firstOf(filtered.hits, offset + limit, orderOf(sort, table, scoreOf)).slice(offset);
    const isAll = !matches && clauses.length === 0;
    const count = () => (isAll && table === this.#documents ? this.#countAll(filtered) : table.counts(filtered));
    return {
      hits: Array.from(page, (document) => ({ id: table.entry(document).id, score: scoreOf(document) })),
      total: filtered.hits.length,
      // The documents found are the ones counted, whatever has been put or removed since.
      get counts() {
        return count();
      },
    };
  }

  /** Crosses two facets over what fulfils the clauses; `levelOf` puts each document on one of so many levels. */
  cross(
    clauses: readonly Clause[],
    facets: readonly [rows: string, columns: string],
    levels: number,
    levelOf: (entry: Entry) => number,
  ): Crossing {
    const table = this.#documents;
    return table.cross(table.filter(table.inOrder(), clauses).hits, facets, levels, levelOf);
  }

  #countAll(filtered: Filtered): EngineAnswer["counts"] {
    if (filtered.hits.length !== this.#documents.size) return this.#documents.counts(filtered);
    return (this.#allCounts ??= this.#documents.counts(filtered));
  }

  // --- the words of the catalogue ---------------------------------------------------------------------------------------------

  hasForm(form: string): boolean {
    return this.#isThere(this.#words.postingsOfForm(form));
  }
  hasTerm(term: string): boolean {
    return this.#isThere(this.#words.postingsOfTerm(term));
  }
  hasBeginning(prefix: string): boolean {
    const { forms } = this.#words;
    return forms.beginning(prefix).some((number) => this.hasForm(forms.words[number]!));
  }
  nearest(word: string): Likeness | undefined {
    const { forms } = this.#words;
    return forms.nearest(word, (number) =>
      this.hasForm(forms.words[number]!) ? this.#words.documentsOfForm(number) : 0,
    );
  }
  #isThere(postings: Uint32Array): boolean {
    return postings.some((posting) => this.#documents.has(documentIn(posting)));
  }
}

type Order = (a: number, b: number) => number;

function orderOf(
  { by, descending }: EngineQuestion["sort"],
  table: DocumentTable,
  scoreOf: (d: number) => number | null,
): Order {
  const ranks = table.ranks();
  const byRank: Order = (a, b) => ranks[a]! - ranks[b]!;
  if (by === "relevance") return (a, b) => compare(scoreOf(a), scoreOf(b), true) || byRank(a, b);
  if (by === "title" && !descending) return byRank;
  return (a, b) => compare(table.entry(a).sort[by], table.entry(b).sort[by], descending) || byRank(a, b);
}

/** The first `count` in order, without sorting what comes after them. */
function firstOf(documents: Uint32Array, count: number, order: Order): number[] {
  if (count >= documents.length) return Array.from(documents).sort(order);
  const first: number[] = [];
  for (const document of documents) {
    if (first.length === count && (count === 0 || order(document, first[count - 1]!) >= 0)) continue;
    first.splice(placeIn(first, document, order), 0, document);
    if (first.length > count) first.pop();
  }
  return first;
}

/** Where a document belongs in a sorted list: behind all that come before it. */
function placeIn(sorted: readonly number[], document: number, order: Order): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(document, sorted[middle]!) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Null comes last, whatever the direction. */
function compare(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}
