// The embedded engine's index on disk between two starts: written in small pieces beside the old one, then put in its place.
import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import type { KeptIndex } from "./engines/embedded.ts";

/** Items of a list, or numbers, in one piece: a few milliseconds of work. */
const ITEMS = 1_000;
const NUMBERS = 2 ** 18;
/** Grows when the file's shape changes or what the engine makes of a document. */
const FORMAT = 4;

type Piece = [path: string, value: unknown];

export class KeptIndexFile {
  readonly #path: string;
  readonly #fingerprint: string;

  /** `fingerprint` says on what the index rests besides the examples themselves: rules, words, closed lists. */
  constructor(path: string, fingerprint: string) {
    this.#path = path;
    this.#fingerprint = createHash("sha256").update(`${FORMAT}\0${process.versions.v8}\0${fingerprint}`).digest("hex");
  }

  /** Undefined where there is none, or none that fits or can be read, or one from before the last words were erased; then it is built anew. */
  async read(erasure: string): Promise<KeptIndex | undefined> {
    const file = await open(this.#path).catch(() => undefined);
    if (!file) return undefined;
    try {
      const pieces = new Map<string, unknown[]>();
      const size = Buffer.alloc(4);
      for (let isFirst = true; ; isFirst = false) {
        if ((await file.read(size, 0, 4)).bytesRead < 4) return undefined;
        const piece = Buffer.alloc(size.readUInt32LE());
        if ((await file.read(piece, 0, piece.length)).bytesRead < piece.length) return undefined;
        const [path, value] = deserialize(piece) as Piece;
        if (isFirst && value !== `${this.#fingerprint} ${erasure}`) return undefined;
        if (path === "end") return assembled(pieces);
        pieces.set(path, [...(pieces.get(path) ?? []), value]);
      }
    } catch {
      return undefined;
    } finally {
      await file.close();
    }
  }

  /** Throws where the place cannot be written to; the old file then stays as it is. */
  async write(index: KeptIndex, erasure: string): Promise<void> {
    const beside = `${this.#path}.${process.pid}`;
    try {
      const file = await open(beside, "w", 0o600);
      try {
        for (const piece of [
          ["begin", `${this.#fingerprint} ${erasure}`] as Piece,
          ...piecesOf(index, ""),
          ["end", null] as Piece,
        ]) {
          const bytes = serialize(piece);
          const size = Buffer.alloc(4);
          size.writeUInt32LE(bytes.length);
          await file.write(Buffer.concat([size, bytes]));
        }
      } finally {
        await file.close();
      }
      await rename(beside, this.#path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }
}

function* piecesOf(value: unknown, path: string): Generator<Piece> {
  if (value instanceof Uint32Array)
    for (let at = 0; at === 0 || at < value.length; at += NUMBERS) yield [path, value.subarray(at, at + NUMBERS)];
  else if (Array.isArray(value) && value[0] instanceof Uint32Array) for (const array of value) yield [path, [array]];
  else if (Array.isArray(value))
    for (let at = 0; at === 0 || at < value.length; at += ITEMS) yield [path, value.slice(at, at + ITEMS)];
  else if (typeof value === "object")
    for (const [name, part] of Object.entries(value!)) yield* piecesOf(part, `${path}/${name}`);
  else yield [path, value];
}

function assembled(pieces: ReadonlyMap<string, unknown[]>): KeptIndex {
  const index = {};
  for (const [path, values] of pieces) {
    if (!path.startsWith("/")) continue;
    const names = path.slice(1).split("/");
    const last = names.pop()!;
    let at = index as Record<string, Record<string, unknown>>;
    for (const name of names) at = (at[name] ??= {}) as typeof at;
    (at as Record<string, unknown>)[last] = joined(values);
  }
  return index as KeptIndex;
}

function joined(values: unknown[]): unknown {
  if (Array.isArray(values[0])) return values.flat(1);
  if (!(values[0] instanceof Uint32Array)) return values[0];
  const arrays = values as Uint32Array[];
  const whole = new Uint32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}
