// The list of the erased as a file: a line for each, only ever added to, and on the disk before anybody is told that the erasure is done.
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";

/** What can be erased by itself; each has random ids in a table of this name. */
export const ERASABLE = ["account", "contact"] as const;
export type Erasable = (typeof ERASABLE)[number];

/** That something was erased, and nothing that says who it was. */
export interface Tombstone {
  /** SHA-256 of its kind and its random id, as `hashOf` makes it. */
  hash: string;
  kind: Erasable;
  /** ISO day. */
  day: string;
  /** What must go besides, readable only with what the erased thing had; null: nothing. */
  sealed: string | null;
}

export interface ErasedLines {
  /** Random name of the installation that the list belongs to. */
  installation: string;
  tombstones: Tombstone[];
  /** Bytes up to the end of the last whole line; what follows is left over from a write that was cut off. */
  size: number;
}

const HEAD = /^praxisatlas-erased 1 ([\da-f-]{36})$/;
const LINE = /^(account|contact) (\d{4}-\d\d-\d\d) ([\da-f]{64}) (-|[\w-]{40,})$/;

export class ErasedFile {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }

  /** Undefined where there is none. Throws when it is damaged before its last line. */
  async read(): Promise<ErasedLines | undefined> {
    const text = await readFile(this.path, "latin1").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw new Error(`Die Löschliste ${this.path} ist nicht lesbar (${error.code}).`, { cause: error });
    });
    if (text === undefined) return undefined;
    const size = text.lastIndexOf("\n") + 1;
    const [head, ...lines] = text.slice(0, size).split("\n").slice(0, -1);
    const [, installation] = this.#parse(head ?? "", HEAD, 1);
    const tombstones = lines.map((line, i): Tombstone => {
      const [, kind, day, hash, sealed] = this.#parse(line, LINE, i + 2);
      return { hash: hash!, kind: kind as Erasable, day: day!, sealed: sealed === "-" ? null : sealed! };
    });
    return { installation: installation!, tombstones, size };
  }

  /** All of it or nothing; what stood there is replaced. */
  async create(installation: string): Promise<ErasedLines> {
    const beside = `${this.path}.${process.pid}`;
    const line = lineOf(`praxisatlas-erased 1 ${installation}`);
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await write(beside, "w", line);
      await rename(beside, this.path);
      await syncFolder(dirname(this.path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(`Die Löschliste ${this.path} lässt sich nicht anlegen (${code}). Ein anderer Ort: ERASED_LIST.`, {
        cause: error,
      });
    }
    return { installation, tombstones: [], size: line.length };
  }

  /** After what `read` found. One process at a time; resolves when it is on the disk. */
  async append(tombstones: readonly Tombstone[], size: number): Promise<void> {
    const lines = tombstones.map(({ hash, kind, day, sealed }) => lineOf([kind, day, hash, sealed ?? "-"].join(" ")));
    const file = await open(this.path, "r+");
    try {
      if ((await file.stat()).size > size) await file.truncate(size);
    } finally {
      await file.close();
    }
    await write(this.path, "a", lines.join(""));
  }

  #parse(line: string, pattern: RegExp, number: number): RegExpExecArray {
    const body = line.slice(0, -SUM_LENGTH);
    const match = line.endsWith(sumOf(body)) ? pattern.exec(body) : null;
    if (match) return match;
    throw new Error(
      `Die Löschliste ${this.path} ist in Zeile ${number} beschädigt oder stammt von einer neueren Programmversion. Bitte eine heile Kopie an ihre Stelle legen, siehe docs/betrieb.md, „Sichern und zurückspielen“.`,
    );
  }
}

const SUM_LENGTH = 9;
const sumOf = (body: string) => ` ${crc32(body).toString(16).padStart(8, "0")}`;
const lineOf = (body: string) => `${body}${sumOf(body)}\n`;

async function write(path: string, flags: "w" | "a", text: string): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.appendFile(text, "latin1");
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}
