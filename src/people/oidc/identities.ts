// Whose account a person of the house's sign-in service has: found again by issuer and subject, linked once by an invitation (ADR 14).
import { In, type EntityManager } from "typeorm";
import { problem } from "../../domain/problem.ts";
import { audit } from "../../platform/audit.ts";
import type { Db } from "../../platform/db.ts";
import { canonical, INVALID_CODE, invitation, type Entered } from "../accounts.ts";
import { AccessTokenTable, AccountTable, IdentityTable, InvitationTable, type AccountRow } from "../people.entity.ts";
import { beginSession, endSession, endSessionsOf } from "../sessions.ts";
import type { Claimed } from "./house-provider.ts";

export class Identities {
  readonly #db: Db;
  readonly #now: () => Date;
  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * `code` is the hash of an invitation that the person holds, as far as there is one; `former` ends: a new sign-in, a new id.
   * Never makes an account, and takes nothing from the service but who it is. Throws ProblemError.
   */
  async signIn(claimed: Claimed, code: string | null, former?: string): Promise<Entered> {
    const { issuer, subject } = claimed;
    const known = await this.#db.read((manager) => manager.existsBy(IdentityTable, { issuer, subject }));
    const email = known || code ? null : await claimed.verifiedEmail();
    return this.#db.write(async (manager) => {
      const invited = await this.#invited(manager, code, email);
      const linked = await accountOf(manager, claimed);
      if (linked && code && invited?.id !== linked.id) throw invited ? OTHERS_IDENTITY() : INVALID_CODE();
      if (!linked && invited) await this.#link(manager, claimed, invited);
      const account = linked ?? invited;
      if (!account || account.disabledAt !== null) throw code ? INVALID_CODE() : UNKNOWN_IDENTITY();
      if (former) await endSession(manager, former);
      return { account, token: await beginSession(manager, account.id, this.#now()) };
    });
  }

  /** Signs the account out everywhere and ends its tokens. Throws ProblemError. */
  async unlink(id: string, by: string | null): Promise<AccountRow> {
    if (id === by) throw problem("OWN_ACCOUNT", ["account"], "Das eigene Konto kann nur jemand anders ändern.");
    return this.#db.write(async (manager) => {
      const account = await manager.findOneBy(AccountTable, { id });
      if (!account) throw problem("NOT_FOUND", ["account"], "Dieses Konto gibt es nicht.");
      const { affected } = await manager.delete(IdentityTable, { account: id });
      if (affected !== 1)
        throw problem("NOT_LINKED", ["account"], "Dieses Konto ist mit keinem Konto des Hauses verbunden.");
      await endSessionsOf(manager, id);
      await manager.delete(AccessTokenTable, { account: id });
      await this.#record(manager, by, "UNLINK_IDENTITY", id);
      return account;
    });
  }

  /** Since when each of the accounts is linked; those that are not are missing. One statement. */
  async since(accounts: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#db.read((manager) => manager.findBy(IdentityTable, { account: In([...accounts]) }));
    return new Map(rows.map(({ account, createdAt }) => [account, createdAt]));
  }

  /** Holding the code is enough, as it is for setting a password. An address is enough for an account that nobody has entered yet. */
  async #invited(manager: EntityManager, code: string | null, email: string | null): Promise<AccountRow | null> {
    if (code) return invitation(manager, { hash: code }, this.#now());
    const account = email === null ? null : await manager.findOneBy(AccountTable, { email: canonical(email) });
    if (!account || account.password !== null) return null;
    if (await manager.existsBy(IdentityTable, { account: account.id })) return null;
    return invitation(manager, { account: account.id }, this.#now());
  }

  async #link(manager: EntityManager, { issuer, subject }: Claimed, { id }: AccountRow): Promise<void> {
    if (await manager.existsBy(IdentityTable, { account: id })) throw ALREADY_LINKED();
    const used = await manager.delete(InvitationTable, { account: id });
    if (!used.affected) throw INVALID_CODE();
    await manager.insert(IdentityTable, { issuer, subject, account: id, createdAt: this.#now().toISOString() });
    await endSessionsOf(manager, id);
    await this.#record(manager, id, "LINK_IDENTITY", id);
  }

  #record = (manager: EntityManager, account: string | null, action: string, id: string) =>
    audit(manager, { account, action, subject: `account:${id}`, number: 0, fields: [], reason: null }, this.#now());
}

const accountOf = (manager: EntityManager, { issuer, subject }: Claimed): Promise<AccountRow | null> =>
  manager
    .createQueryBuilder(AccountTable, "a")
    .innerJoin(IdentityTable.options.name, "i", "i.account = a.id AND i.issuer = :issuer AND i.subject = :subject", {
      issuer,
      subject,
    })
    .getOne();

const UNKNOWN_IDENTITY = () =>
  problem(
    "UNKNOWN_IDENTITY",
    [],
    "Für Sie ist hier noch kein Konto freigeschaltet, oder es ist gesperrt. Die Verwaltung des Praxisatlas kann Sie einladen.",
  );
const ALREADY_LINKED = () =>
  problem(
    "ALREADY_LINKED",
    [],
    "Dieses Konto ist schon mit einem anderen Konto des Hauses verbunden. Die Verwaltung des Praxisatlas kann die Verbindung lösen.",
  );
const OTHERS_IDENTITY = () =>
  problem(
    "OTHERS_IDENTITY",
    [],
    "Mit Ihrem Konto des Hauses ist hier schon ein anderes Konto verbunden. Die Verwaltung des Praxisatlas kann die Verbindung lösen.",
  );
