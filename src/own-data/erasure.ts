// Deleting a person (Art. 17 DSGVO): the account and all that hangs on it, and the address wherever it was typed.
import type { EntityManager } from "typeorm";
import { deleteContactsById, deleteContactsOf } from "../contacts/erase-contacts.ts";
import { markWordsErased } from "../catalogue/erased-words.ts";
import { problem } from "../domain/problem.ts";
import { AccountTable, IdentityTable, type AccountRow } from "../people/people.entity.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Erasable, Tombstone } from "./erased-file.ts";
import { entomb, hashOf, TombstoneTable, type ErasedList } from "./erased-list.ts";
import { purge, purgeLater } from "./purge.ts";
import { openNames, sealNames } from "./sealed-names.ts";
import { countOf, findTexts, rewriteTexts, type Erased, type Rewritten } from "./text-erasure.ts";

export interface ErasureParts {
  db: Db;
  vocabulary: () => Vocabulary;
  now: () => Date;
  list: ErasedList;
  /** Called after texts that were published have changed; the answer waits for it. */
  onErased: () => Promise<unknown>;
}

/** What the start found to do after an older backup was restored. */
export interface ErasedAgain {
  accounts: number;
  contacts: number;
  /** Accounts whose erased names could not be read: the backup is older than their keys. */
  unread: number;
}

interface Deed {
  action: "DELETE_ACCOUNT" | "DELETE_AGAIN";
  /** Account that acts; null: by command, or by the start. */
  by: string | null;
  names: readonly string[];
}

export class Erasure {
  readonly #parts: ErasureParts;
  constructor(parts: ErasureParts) {
    this.#parts = parts;
  }

  /** One's own account, unless nobody could administer then. Throws ProblemError. */
  async own(id: string): Promise<void> {
    await this.#recorded(async (manager) => {
      const account = await accountOf(manager, id);
      if (account.role === "ADMINISTRATOR") await expectAnother(manager, id);
      return this.#erase(manager, account, { action: "DELETE_ACCOUNT", by: id, names: [] });
    });
  }

  /** By command: also the last administrator, and also names. Returns in how many texts something stood. Throws ProblemError. */
  async person(id: string, names: readonly string[]): Promise<number> {
    const found = await this.#recorded(async (manager) =>
      this.#erase(manager, await accountOf(manager, id), { action: "DELETE_ACCOUNT", by: null, names }),
    );
    return countOf(found);
  }

  /** In the transaction that deletes a contact; its remains in the database's files go with the next erasure or start. */
  async contact(manager: EntityManager, id: string): Promise<void> {
    await entomb(manager, [this.#tombstone("contact", id)]);
    await purgeLater(manager);
  }

  /** At start, before anybody reads: erases whom an older backup brought back. Two statements when there is nobody. */
  async again(): Promise<ErasedAgain> {
    const { db, list } = this.#parts;
    const { account: accounts, contact: contacts } = await db.read((manager) => list.returned(manager));
    let unread = 0;
    for (const id of accounts)
      await db.write(async (manager) => {
        const account = await accountOf(manager, id);
        const { sealed } = await manager.findOneByOrFail(TombstoneTable, { hash: hashOf("account", id) });
        const names = sealed === null ? [] : openNames(account, sealed);
        if (!names) unread++;
        await this.#erase(manager, account, { action: "DELETE_AGAIN", by: null, names: names ?? [] });
      });
    if (contacts.length > 0)
      await db.write(async (manager) => {
        await deleteContactsById(manager, contacts);
        await purgeLater(manager);
      });
    return { accounts: accounts.length, contacts: contacts.length, unread };
  }

  /** In how many texts something stands that `person` would take out. Throws ProblemError. */
  preview(id: string, names: readonly string[]): Promise<number> {
    return this.#parts.db.read(async (manager) => {
      return countOf(await findTexts(manager, wordsOf(await accountOf(manager, id), names)));
    });
  }

  /**
   * The database comes first: what is rolled back is on no list. Nothing is acknowledged before the list is on the disk, and what
   * was cut off between the two the next start records.
   */
  async #recorded(work: (manager: EntityManager) => Promise<Rewritten>): Promise<Rewritten> {
    const { db, list, onErased } = this.#parts;
    await list.check();
    const found = await db.write(work);
    await list.record();
    if (found.revisions.length > 0) await onErased();
    // Where there is no room for it now, the next start tries again.
    await purge(db).catch(() => undefined);
    return found;
  }

  async #erase(manager: EntityManager, account: AccountRow, { action, by, names }: Deed): Promise<Rewritten> {
    const now = this.#parts.now();
    const { id } = account;
    const erased = wordsOf(account, names);
    const found = await findTexts(manager, erased);
    await rewriteTexts(manager, found, this.#parts.vocabulary(), now);
    const contacts = await deleteContactsOf(manager, id, erased);
    if (found.revisions.length > 0) await markWordsErased(manager);
    // Sessions, keys, links and invitations go with it. Its id stays where it wrote and acted, and leads to nobody from now on.
    await manager.delete(AccountTable, { id });
    const sealed = names.length > 0 ? sealNames(account, names) : null;
    await entomb(manager, [
      this.#tombstone("account", id, sealed),
      ...contacts.map((contact) => this.#tombstone("contact", contact)),
    ]);
    await audit(manager, { account: by, action, subject: `account:${id}`, number: 0, fields: [], reason: null }, now);
    await purgeLater(manager);
    return found;
  }

  #tombstone = (kind: Erasable, id: string, sealed: string | null = null): Tombstone => ({
    hash: hashOf(kind, id),
    kind,
    day: this.#parts.now().toISOString().slice(0, 10),
    sealed,
  });
}

async function accountOf(manager: EntityManager, id: string): Promise<AccountRow> {
  const account = await manager.findOneBy(AccountTable, { id });
  if (!account) throw problem("NOT_FOUND", ["account"], "Dieses Konto gibt es nicht.");
  return account;
}

/** Two administrators who go at the same time wait for each other here: the update locks the rows of both. */
async function expectAnother(manager: EntityManager, id: string): Promise<void> {
  const role = "ADMINISTRATOR";
  await manager.update(AccountTable, { role }, { role });
  const others = manager
    .createQueryBuilder(AccountTable, "a")
    .leftJoin(IdentityTable.options.name, "i", "i.account = a.id")
    .where("a.role = :role AND a.id <> :id AND a.disabledAt IS NULL", { role, id })
    .andWhere("(a.password IS NOT NULL OR i.account IS NOT NULL)");
  if (!(await others.getExists()))
    throw problem(
      "LAST_ADMINISTRATOR",
      [],
      "Dies ist das letzte Konto der Verwaltung. Bitte zuerst jemand anderen einladen, der die Einladung auch annimmt.",
    );
}

const wordsOf = ({ email }: AccountRow, names: readonly string[]): Erased[] => [
  { text: email, replacement: "[E-Mail]" },
  ...names.map((text) => ({ text, replacement: "[Name]" })),
];
