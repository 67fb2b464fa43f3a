// The documents by number: what is kept of each besides its words, which are still there, and which have which facet values.
import type { Clause, EngineAnswer, SearchDocument } from "../../engine.ts";
import { inSlices } from "../../../platform/slices.ts";
import { SortedNumbers } from "../../sorted-numbers.ts";
import { crossed, type Axis, type Crossing } from "./crossing.ts";
import { Numbers } from "./numbers.ts";
import { Postings, type KeptPostings } from "./postings.ts";

export type Entry = Pick<SearchDocument, "id" | "rev" | "ranges" | "sort" | "profile">;

export interface KeptDocuments {
  /** By number; null where one was removed. */
  entries: readonly (Entry | null)[];
  /** Facet values by number. */
  values: readonly FacetValue[];
  valuesOf: Uint32Array;
  ends: Uint32Array;
  postings: KeptPostings;
}
interface FacetValue {
  facet: string;
  value: string;
}

export class DocumentTable {
  readonly #entries: (Entry | null)[] = [];
  readonly #byId = new Map<string, number>();
  readonly #byTitle = new SortedNumbers((a, b) => this.#compareTitles(a, b));
  /** Removed documents keep their place in the order until that is cleared, so title and id stay. */
  readonly #titles: string[] = [];
  readonly #ids: string[] = [];
  #ranks: Uint32Array | undefined;
  readonly #values: FacetValue[] = [];
  readonly #numbers = new Map<string, Map<string, number>>();
  /** The value numbers of document n lie in `#valuesOf` before `#ends[n]`. */
  #valuesOf = new Numbers();
  #ends = new Numbers();
  /** By value number, the documents that have it. */
  #postings = new Postings();

  static async restored(kept: KeptDocuments): Promise<DocumentTable> {
    const table = new DocumentTable();
    await inSlices(kept.entries, (entry) => table.#append(entry));
    await inSlices(kept.values, ({ facet, value }) => table.#numberOf(facet, value));
    table.#valuesOf = new Numbers(kept.valuesOf);
    table.#ends = new Numbers(kept.ends);
    table.#postings = new Postings(kept.postings);
    return table;
  }

  kept(): KeptDocuments {
    return {
      entries: this.#entries,
      values: this.#values,
      valuesOf: this.#valuesOf.all(),
      ends: this.#ends.all(),
      postings: this.#postings.kept(),
    };
  }

  /** How many there have been, removed ones included. */
  get length(): number {
    return this.#entries.length;
  }
  get size(): number {
    return this.#byId.size;
  }
  entries(): Entry[] {
    return [...this.#byId.values()].map(this.entry);
  }

  /** The document's number. One with this id must not be there. */
  add({ id, rev, ranges, sort, profile, facets }: SearchDocument): number {
    const number = this.#append({ id, rev, ranges, sort, profile });
    for (const [facet, list] of Object.entries(facets))
      for (const name of new Set(list)) {
        const value = this.#numberOf(facet, name);
        this.#valuesOf.push(value);
        this.#postings.add(value, number);
      }
    this.#ends.push(this.#valuesOf.length);
    return number;
  }

  remove(id: string): void {
    const number = this.#byId.get(id);
    if (number === undefined) return;
    this.#byId.delete(id);
    this.#entries[number] = null;
    this.#ranks = undefined;
  }

  has = (number: number) => this.#entries[number] !== null;
  entry = (number: number): Entry => this.#entries[number]!;

  /** Every document's number in order of title. */
  inOrder(): Uint32Array {
    if (!this.#ranks) this.#byTitle.keep(this.has);
    return this.#byTitle.all();
  }

  /** By document number, its place in the order of titles. */
  ranks(): Uint32Array {
    if (this.#ranks) return this.#ranks;
    const order = this.inOrder();
    const ranks = new Uint32Array(this.length);
    for (let rank = 0; rank < order.length; rank++) ranks[order[rank]!] = rank;
    return (this.#ranks = ranks);
  }

  /** What fulfils all clauses, and by facet what fails only the choice there. */
  filter(documents: Uint32Array, clauses: readonly Clause[]): Filtered {
    if (clauses.length === 0) return { hits: documents, nearly: new Map() };
    const passed = new Uint16Array(this.length);
    const which = new Uint16Array(this.length);
    for (const [i, clause] of clauses.entries())
      for (const document of "from" in clause ? documents.filter(this.#inRange(clause)) : this.#having(clause)) {
        passed[document]!++;
        which[document]! ^= i + 1;
      }
    const all = clauses.reduce((sum, _, i) => sum ^ (i + 1), 0);
    const hits = documents.filter((document) => passed[document] === clauses.length);
    const nearly = new Map<string, Uint32Array>();
    for (const [i, { facet, choice }] of clauses.entries()) {
      if (!choice) continue;
      const failed = all ^ (i + 1);
      nearly.set(
        facet,
        documents.filter((document) => passed[document] === clauses.length - 1 && which[document] === failed),
      );
    }
    return { hits, nearly };
  }

  /** The same documents, those that fulfil all clauses first; both parts keep their order. */
  preferring(documents: Uint32Array, clauses: readonly Clause[]): Uint32Array {
    if (clauses.length === 0) return documents;
    const { hits } = this.filter(documents, clauses);
    const isHit = new Uint8Array(this.length);
    for (const document of hits) isHit[document] = 1;
    const ordered = new Uint32Array(documents.length);
    ordered.set(hits);
    ordered.set(
      documents.filter((document) => !isHit[document]),
      hits.length,
    );
    return ordered;
  }

  /** Hits count in every facet; what fails a single choice counts only in that choice's facet. */
  counts({ hits, nearly }: Filtered): EngineAnswer["counts"] {
    const counts = new Uint32Array(this.#values.length);
    for (const document of hits) for (const value of this.#valuesOfDocument(document)) counts[value]!++;
    for (const [facet, others] of nearly) {
      const own = this.#numbers.get(facet);
      for (const document of others)
        for (const value of this.#valuesOfDocument(document))
          if (own?.get(this.#values[value]!.value) === value) counts[value]!++;
    }
    const named: EngineAnswer["counts"] = {};
    for (const [facet, numbers] of this.#numbers) {
      const counted: Record<string, number> = (named[facet] = {});
      for (const [value, number] of numbers) if (counts[number]) counted[value] = counts[number];
    }
    return named;
  }

  /** How many of the documents have which two values of two facets, by `levelOf`: 0 up to `levels`, exclusive. */
  cross(
    documents: Uint32Array,
    [rows, columns]: readonly [string, string],
    levels: number,
    levelOf: (entry: Entry) => number,
  ): Crossing {
    const levelsOf = new Int8Array(this.length).fill(-1);
    for (const document of documents) levelsOf[document] = levelOf(this.#entries[document]!);
    return crossed(levelsOf, levels, this.#axis(rows), this.#axis(columns));
  }

  #axis(facet: string): Axis {
    const numbers = [...(this.#numbers.get(facet) ?? [])];
    return {
      values: numbers.map(([value]) => value),
      documents: numbers.map(([, number]) => this.#postings.of(number)),
    };
  }

  #valuesOfDocument(number: number): Uint32Array {
    return this.#valuesOf.between(number === 0 ? 0 : this.#ends.at(number - 1), this.#ends.at(number));
  }

  /** Each document that has one of the values, once. */
  #having({ facet, anyOf }: { facet: string; anyOf: readonly string[] }): Iterable<number> {
    const lists = [...new Set(anyOf)].flatMap((value) => {
      const number = this.#numbers.get(facet)?.get(value);
      return number === undefined ? [] : [this.#postings.of(number)];
    });
    return lists.length === 1 ? lists[0]! : new Set(lists.flatMap((list) => [...list]));
  }

  #inRange({ facet, from, to }: { facet: string; from: number; to: number }) {
    return (document: number) =>
      this.#entries[document]?.ranges[facet]?.some(([low, high]) => low <= to && high >= from) ?? false;
  }

  #append(entry: Entry | null): number {
    const number = this.#entries.push(entry) - 1;
    this.#titles.push(String(entry?.sort.title ?? ""));
    this.#ids.push(entry?.id ?? "");
    if (entry) {
      this.#byId.set(entry.id, number);
      this.#byTitle.add(number);
    }
    this.#ranks = undefined;
    return number;
  }

  #numberOf(facet: string, value: string): number {
    const numbers = this.#numbers.get(facet) ?? new Map<string, number>();
    this.#numbers.set(facet, numbers);
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, this.#values.length);
    return this.#values.push({ facet, value }) - 1;
  }

  #compareTitles(a: number, b: number): number {
    const [one, other] = [this.#titles[a]!, this.#titles[b]!];
    if (one !== other) return one < other ? -1 : 1;
    const [id, otherId] = [this.#ids[a]!, this.#ids[b]!];
    return id < otherId ? -1 : id > otherId ? 1 : a - b;
  }
}

export interface Filtered {
  hits: Uint32Array;
  nearly: ReadonlyMap<string, Uint32Array>;
}
