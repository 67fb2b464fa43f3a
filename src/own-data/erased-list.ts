// Who was erased, kept twice: in the database, in the transaction of the erasure, and in a file that no backup of the database brings back.
import { createHash, randomUUID } from "node:crypto";
import { EntitySchema, In, type EntityManager } from "typeorm";
import type { Db } from "../platform/db.ts";
import { getSetting, putSetting } from "../platform/setting.ts";
import { ERASABLE, ErasedFile, type Erasable, type ErasedLines, type Tombstone } from "./erased-file.ts";

const text = { type: "text" } as const;
export const TombstoneTable = new EntitySchema<Tombstone>({
  name: "tombstone",
  columns: {
    hash: { type: "text", primary: true },
    kind: text,
    day: text,
    sealed: { type: "text", nullable: true },
  },
});

/** The setting that says that this database has a list, and which. Every backup has it. */
const INSTALLATION = "erased-list";
const CHUNK = 500;

export const hashOf = (kind: Erasable, id: string) => createHash("sha256").update(`${kind}:${id}`).digest("hex");

/** Call it in the transaction that erases; `ErasedList.record` afterwards. */
export const entomb = (manager: EntityManager, tombstones: readonly Tombstone[]) =>
  manager
    .createQueryBuilder()
    .insert()
    .into(TombstoneTable)
    .values([...tombstones])
    .orIgnore()
    .execute();

/** Ids of what is there although it was erased. */
export type Returned = Record<Erasable, string[]>;

async function returnedTo(manager: EntityManager, hashes: ReadonlySet<string>): Promise<Returned> {
  const returned: Returned = { account: [], contact: [] };
  if (hashes.size === 0) return returned;
  for (const kind of ERASABLE) {
    const rows: { id: string }[] = await manager.query(`SELECT id FROM ${kind}`);
    returned[kind] = rows.flatMap(({ id }) => (hashes.has(hashOf(kind, id)) ? [id] : []));
  }
  return returned;
}

export class ErasedList {
  readonly #db: Db;
  readonly #file: ErasedFile;
  /** What both database and file have. */
  #hashes: ReadonlySet<string> = new Set();

  constructor(db: Db, path: string) {
    this.#db = db;
    this.#file = new ErasedFile(path);
  }

  /** At start, while nobody else prepares the database. Afterwards database and file have the same. Throws where the file cannot be relied on. */
  async open(): Promise<void> {
    const installation = await this.#db.read((manager) => getSetting(manager, INSTALLATION));
    if (installation) return this.#merge(await this.check());
    // A database from before there were lists, or an empty one: a list that is already there is its own.
    const lines = (await this.#file.read()) ?? (await this.#file.create(randomUUID()));
    await this.#db.write((manager) => putSetting(manager, INSTALLATION, lines.installation));
    await this.#merge(lines);
  }

  /** What the file has. Throws when it is missing, damaged or another installation's: without it nothing may be erased. */
  async check(): Promise<ErasedLines> {
    const { path } = this.#file;
    const lines = await this.#file.read();
    if (!lines)
      throw new Error(
        `Die Löschliste ${path} fehlt. Ohne sie kämen nach dem Zurückspielen einer Sicherung gelöschte Personen wieder. Bitte die Liste dorthin legen oder ihren Ort mit ERASED_LIST nennen; ist sie verloren: npm run admin -- new-erased-list. Siehe docs/betrieb.md, „Sichern und zurückspielen“.`,
      );
    if (lines.installation !== (await this.#db.read((manager) => getSetting(manager, INSTALLATION))))
      throw new Error(`Die Löschliste ${path} gehört zu einer anderen Datenbank. Bitte die richtige dorthin legen.`);
    return lines;
  }

  /** Begins a file where there is none, with what the database knows; what only the lost one knew is forgotten. Throws where there is one. */
  async begin(): Promise<void> {
    if (await this.#file.read()) throw new Error(`Die Löschliste ${this.#file.path} ist da; es braucht keine neue.`);
    const installation = await this.#db.read((manager) => getSetting(manager, INSTALLATION));
    await this.#merge(await this.#file.create(installation ?? randomUUID()));
  }

  /** Resolves when what was erased is on the disk outside the database. */
  record = (): Promise<void> => this.#db.exclusively(async () => this.#merge(await this.check()));

  /** Records what other processes have erased. */
  async follow(): Promise<void> {
    const count = await this.#db.read((manager) => manager.count(TombstoneTable));
    if (count !== this.#hashes.size) await this.record();
  }

  /** What an older backup brought back. At most two statements. */
  returned = (manager: EntityManager): Promise<Returned> => returnedTo(manager, this.#hashes);

  /** What the file says about the database as it is, and changes nothing: all its tombstones, and what of theirs is there. */
  async inspect(): Promise<{ tombstones: readonly Tombstone[]; returned: Returned }> {
    const { tombstones } = await this.check();
    const hashes = new Set(tombstones.map(({ hash }) => hash));
    return { tombstones, returned: await this.#db.read((manager) => returnedTo(manager, hashes)) };
  }

  async #merge({ tombstones, size }: ErasedLines): Promise<void> {
    const rows: { hash: string }[] = await this.#db.read((manager) => manager.query("SELECT hash FROM tombstone"));
    const inTable = new Set(rows.map(({ hash }) => hash));
    const inFile = new Set(tombstones.map(({ hash }) => hash));
    const toTable = tombstones.filter(({ hash }) => !inTable.has(hash));
    const toFile = [...inTable].filter((hash) => !inFile.has(hash));
    if (toTable.length > 0)
      await this.#db.write(async (manager) => {
        for (let at = 0; at < toTable.length; at += CHUNK) await entomb(manager, toTable.slice(at, at + CHUNK));
      });
    const missing: Tombstone[] = [];
    for (let at = 0; at < toFile.length; at += CHUNK) {
      const hash = In(toFile.slice(at, at + CHUNK));
      missing.push(...(await this.#db.read((manager) => manager.findBy(TombstoneTable, { hash }))));
    }
    if (missing.length > 0) await this.#file.append(missing, size);
    this.#hashes = new Set([...inTable, ...inFile]);
  }
}
