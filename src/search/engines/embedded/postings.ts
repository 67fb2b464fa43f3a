// Lists of postings, many short and a few long ones, in shared memory: a document's number and how much the word says about it.
import { Numbers } from "./numbers.ts";

/** 4 million documents, 1,024 steps of impact: one posting is one 32-bit number. */
const IMPACT_BITS = 10;
export const MAX_DOCUMENTS = 2 ** (32 - IMPACT_BITS);
/** Impacts are kept in steps of 1/16, up to 64. */
const STEPS = 16;
const MAX_IMPACT = 2 ** IMPACT_BITS - 1;

export const postingOf = (document: number, impact: number) =>
  ((document << IMPACT_BITS) | Math.max(1, Math.min(MAX_IMPACT, Math.round(impact * STEPS)))) >>> 0;
export const documentIn = (posting: number) => posting >>> IMPACT_BITS;
export const impactIn = (posting: number) => (posting & MAX_IMPACT) / STEPS;

/** Postings of a list stand in blocks, each twice as long as the one before, with the place of the next block in front. */
const FIRST_BLOCK = 2;
const LONGEST_BLOCK = 1_024;
/** A megabyte; a block never reaches from one chunk into the next. */
const CHUNK = 2 ** 18;

export class Postings {
  readonly #chunks: Uint32Array[];
  #used: number;
  readonly #heads: Numbers;
  readonly #tails: Numbers;
  readonly #counts: Numbers;

  constructor(kept?: KeptPostings) {
    this.#chunks = kept?.chunks ?? [];
    this.#used = kept?.used ?? CHUNK;
    this.#heads = new Numbers(kept?.heads);
    this.#tails = new Numbers(kept?.tails);
    this.#counts = new Numbers(kept?.counts);
  }

  /** What the constructor takes; shares memory with this. */
  kept(): KeptPostings {
    const [heads, tails, counts] = [this.#heads.all(), this.#tails.all(), this.#counts.all()];
    return { chunks: this.#chunks, used: this.#used, heads, tails, counts };
  }

  /** Appends; a list that does not exist yet begins with it. Lists are numbered in the order in which they begin. */
  add(list: number, posting: number): void {
    if (list === this.#heads.length) this.#begin();
    const count = this.#counts.at(list);
    const { room, size } = blockAt(count);
    if (room === 0) this.#extend(list, size);
    const tail = this.#tails.at(list);
    const place = 1 + (room === 0 ? 0 : size - room);
    this.#chunks[Math.floor(tail / CHUNK)]![(tail % CHUNK) + place] = posting;
    this.#counts.set(list, count + 1);
  }

  /** In the order in which they were added, which is that of the documents' numbers. */
  of(list: number): Uint32Array {
    const count = this.count(list);
    const postings = new Uint32Array(count);
    let block = count > 0 ? this.#heads.at(list) : 0;
    for (let at = 0, size = FIRST_BLOCK; at < count; size = longer(size)) {
      const chunk = this.#chunks[Math.floor(block / CHUNK)]!;
      const begin = block % CHUNK;
      const taken = Math.min(size, count - at);
      postings.set(chunk.subarray(begin + 1, begin + 1 + taken), at);
      block = chunk[begin]!;
      at += taken;
    }
    return postings;
  }

  count(list: number): number {
    return list < this.#counts.length ? this.#counts.at(list) : 0;
  }

  #begin(): void {
    const block = this.#allocate(FIRST_BLOCK);
    this.#heads.push(block);
    this.#tails.push(block);
    this.#counts.push(0);
  }

  #extend(list: number, size: number): void {
    const block = this.#allocate(size);
    const tail = this.#tails.at(list);
    this.#chunks[Math.floor(tail / CHUNK)]![tail % CHUNK] = block;
    this.#tails.set(list, block);
  }

  #allocate(size: number): number {
    if (this.#used + size + 1 > CHUNK) {
      this.#chunks.push(new Uint32Array(CHUNK));
      this.#used = 0;
    }
    const block = (this.#chunks.length - 1) * CHUNK + this.#used;
    this.#used += size + 1;
    return block;
  }
}

export interface KeptPostings {
  chunks: Uint32Array[];
  used: number;
  heads: Uint32Array;
  tails: Uint32Array;
  counts: Uint32Array;
}

const longer = (size: number) => Math.min(LONGEST_BLOCK, size * 2);

/** The block in which the next posting of a list belongs: its size, and the room left in the last block (0: it is a new one). */
function blockAt(count: number): { room: number; size: number } {
  let size = FIRST_BLOCK;
  let filled = 0;
  for (; filled + size <= count; size = longer(size)) filled += size;
  return filled === count && count > 0 ? { room: 0, size } : { room: size - (count - filled), size };
}
