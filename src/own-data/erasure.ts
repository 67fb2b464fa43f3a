// Deleting a person (Art. 17 DSGVO): the account and all that hangs on it, and the address wherever it was typed.
import type { EntityManager } from "typeorm";
import { problem } from "../domain/problem.ts";
import { AccountTable, IdentityTable, type AccountRow } from "../people/people.entity.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { countOf, findTexts, rewriteTexts, type Erased } from "./text-erasure.ts";

export interface ErasureParts {
  db: Db;
  vocabulary: () => Vocabulary;
  now: () => Date;
  /** Called after texts that were published have changed; the answer waits for it. */
  onErased: () => Promise<unknown>;
}

export class Erasure {
  readonly #parts: ErasureParts;
  constructor(parts: ErasureParts) {
    this.#parts = parts;
  }

  /** One's own account, unless nobody could administer then. Throws ProblemError. */
  async own(id: string): Promise<void> {
    const found = await this.#parts.db.write(async (manager) => {
      const account = await accountOf(manager, id);
      if (account.role === "ADMINISTRATOR") await expectAnother(manager, id);
      return this.#erase(manager, account, id, [addressOf(account)]);
    });
    if (found.revisions.length > 0) await this.#parts.onErased();
  }

  /** By command: also the last administrator, and also names. Returns in how many texts something stood. Throws ProblemError. */
  async person(id: string, names: readonly string[]): Promise<number> {
    const found = await this.#parts.db.write(async (manager) => {
      const account = await accountOf(manager, id);
      return this.#erase(manager, account, null, wordsOf(account, names));
    });
    if (found.revisions.length > 0) await this.#parts.onErased();
    return countOf(found);
  }

  /** In how many texts something stands that `person` would take out. Throws ProblemError. */
  preview(id: string, names: readonly string[]): Promise<number> {
    return this.#parts.db.read(async (manager) => {
      return countOf(await findTexts(manager, wordsOf(await accountOf(manager, id), names)));
    });
  }

  async #erase(manager: EntityManager, { id }: AccountRow, by: string | null, erased: readonly Erased[]) {
    const now = this.#parts.now();
    const found = await findTexts(manager, erased);
    await rewriteTexts(manager, found, this.#parts.vocabulary(), now);
    // Sessions, keys, links and invitations go with it. Its id stays where it wrote and acted, and leads to nobody from now on.
    await manager.delete(AccountTable, { id });
    const subject = `account:${id}`;
    await audit(manager, { account: by, action: "DELETE_ACCOUNT", subject, number: 0, fields: [], reason: null }, now);
    return found;
  }
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

const addressOf = ({ email }: AccountRow): Erased => ({ text: email, replacement: "[E-Mail]" });
const wordsOf = (account: AccountRow, names: readonly string[]): Erased[] => [
  addressOf(account),
  ...names.map((text) => ({ text, replacement: "[Name]" })),
];
