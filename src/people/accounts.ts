// Accounts: invited by a code, signed in with a password, given a role, disabled. Every change is on record, without the address.
import { randomUUID } from "node:crypto";
import { LessThan, type EntityManager } from "typeorm";
import { problem, ProblemError } from "../domain/problem.ts";
import type { Role } from "../domain/workflow.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import type { Attempts } from "./attempts.ts";
import { hashPassword, isPassword, passwordProblems } from "./password.ts";
import { AccessTokenTable, AccountTable, InvitationTable, type AccountRow } from "./people.entity.ts";
import { beginSession, endSession, endSessionsOf, hasJustBegun } from "./sessions.ts";
import { hashOf, newToken } from "./token.ts";

const INVITED_MS = 7 * 24 * 60 * 60_000;
/** Accounts a page of the list. */
const PAGE = 100;

export interface AccountsParts {
  db: Db;
  attempts: Attempts;
  /** Whether there is an organisation of this slug. */
  isOrganisation: (slug: string) => boolean;
  now: () => Date;
}

export interface Invited {
  account: AccountRow;
  /** For the one who is invited; we keep only its hash and cannot show it again. */
  code: string;
}

/** Who has signed in, and the value of the session's cookie. */
export interface Entered {
  account: AccountRow;
  token: string;
}

export class Accounts {
  readonly #db: Db;
  readonly #attempts: Attempts;
  readonly #isOrganisation: (slug: string) => boolean;
  readonly #now: () => Date;

  constructor({ db, attempts, isOrganisation, now }: AccountsParts) {
    this.#db = db;
    this.#attempts = attempts;
    this.#isOrganisation = isOrganisation;
    this.#now = now;
  }

  /** `by` is the inviting account; null: a command. Throws ProblemError. */
  async invite(given: { email: string; role: Role; organisation: string }, by: string | null): Promise<Invited> {
    const email = this.checkInvitation(given);
    const { role, organisation } = given;
    return this.#db.write(async (manager) => {
      if (await manager.findOneBy(AccountTable, { email }))
        throw problem("ACCOUNT_EXISTS", ["email"], "Für diese Adresse gibt es schon ein Konto.");
      const createdAt = this.#now().toISOString();
      const account: AccountRow = {
        id: randomUUID(),
        email,
        role,
        organisation,
        password: null,
        createdAt,
        disabledAt: null,
        sealKey: newToken(),
      };
      await manager.insert(AccountTable, account);
      return { account, code: await this.#newCode(manager, account, "INVITE", by) };
    });
  }

  /** The address as it would be stored. Throws ProblemError. */
  checkInvitation({ email, organisation }: { email: string; organisation: string }): string {
    const address = canonical(email);
    if (!/^[^\s@<>"]{1,64}@[^\s@<>"]{1,180}\.[^\s@<>".]{2,60}$/.test(address))
      throw problem("INVALID_EMAIL", ["email"], "Das ist keine E-Mail-Adresse.");
    if (!this.#isOrganisation(organisation))
      throw problem(
        "UNKNOWN_VALUE",
        ["organisation"],
        "Diese Organisation gibt es nicht. Bitte ihren Kurznamen angeben.",
      );
    return address;
  }

  /** A new code for an account whose password is forgotten, or whose code has expired; earlier codes end. */
  inviteAgain(id: string, by: string | null): Promise<Invited> {
    return this.#db.write(async (manager) => {
      const account = await this.#find(manager, id);
      return { account, code: await this.#newCode(manager, account, "INVITE_AGAIN", by) };
    });
  }

  /** Whom a code invites; null for one that is not good, or no longer. */
  async invited(code: string): Promise<AccountRow | null> {
    const hash = hashOf(code);
    return hash ? this.#db.read((manager) => invitation(manager, { hash }, this.#now())) : null;
  }

  /** Sets the password, once for each code, and signs in; all other sessions of the account end. */
  async accept(code: string, password: string, former?: string): Promise<Entered> {
    const hash = hashOf(code);
    const invited = await this.invited(code);
    if (!hash || !invited) throw INVALID_CODE();
    const problems = passwordProblems(password, invited.email);
    if (problems.length > 0) throw new ProblemError(problems);
    const hashed = await hashPassword(password);
    return this.#db.write(async (manager) => {
      const account = await invitation(manager, { hash }, this.#now());
      const used = await manager.delete(InvitationTable, { hash });
      if (!account || used.affected !== 1) throw INVALID_CODE();
      await manager.update(AccountTable, { id: account.id }, { password: hashed });
      await endSessionsOf(manager, account.id);
      if (former) await endSession(manager, former);
      await this.#record(manager, account.id, "ACCEPT_INVITATION", account.id, ["password"]);
      return { account, token: await beginSession(manager, account.id, this.#now()) };
    });
  }

  /** Same answer, and as slow, for an unknown address, a disabled account and a wrong password. `former` ends: a new sign-in, a new id. */
  async signIn(given: { email: string; password: string }, address: string, former?: string): Promise<Entered> {
    const email = canonical(given.email);
    this.#attempts.begin(email, address);
    const account = await this.#db.read((manager) => manager.findOneBy(AccountTable, { email }));
    const right = await isPassword(given.password, account?.disabledAt === null ? account.password : null);
    if (!account || !right) throw problem("WRONG_CREDENTIALS", [], "E-Mail-Adresse oder Passwort stimmen nicht.");
    this.#attempts.succeeded(email, address);
    const token = await this.#db.write(async (manager) => {
      if (former) await endSession(manager, former);
      // It may have been disabled, or got another password, while we were computing.
      const same = await manager.findOneBy(AccountTable, { id: account.id });
      if (same?.disabledAt !== null || same.password !== account.password)
        throw problem("WRONG_CREDENTIALS", [], "E-Mail-Adresse oder Passwort stimmen nicht.");
      return beginSession(manager, account.id, this.#now());
    });
    return { account, token };
  }

  /**
   * Before what cannot be undone: the password, or where there is none a sign-in that has just been. Counts as an attempt to sign in.
   * Throws ProblemError.
   */
  async confirm(id: string, { password, token = "" }: { password: string | null; token?: string }, address: string) {
    const account = await this.#db.read((manager) => this.#find(manager, id));
    if (account.password === null && password === null) {
      if (await this.#db.read((manager) => hasJustBegun(manager, token, this.#now()))) return;
      throw problem(
        "SIGN_IN_AGAIN",
        [],
        "Bitte ab- und wieder anmelden und es dann binnen fünf Minuten noch einmal versuchen.",
      );
    }
    this.#attempts.begin(account.email, address);
    if (!(await isPassword(password ?? "", account.password)))
      throw problem("WRONG_PASSWORD", ["password"], "Das Passwort stimmt nicht.");
    this.#attempts.succeeded(account.email, address);
  }

  signOut = (token: string) => this.#db.write((manager) => endSession(manager, token));

  /** Signs the account out everywhere and ends its tokens, so that nothing goes on with the former role. */
  changeRole(id: string, role: Role, by: string | null): Promise<AccountRow> {
    return this.#change(id, { role }, "CHANGE_ROLE", by);
  }

  disable(id: string, by: string | null): Promise<AccountRow> {
    return this.#change(id, { disabledAt: this.#now().toISOString() }, "DISABLE", by);
  }

  enable(id: string, by: string | null): Promise<AccountRow> {
    return this.#change(id, { disabledAt: null }, "ENABLE", by);
  }

  byId = (id: string) => this.#db.read((manager) => manager.findOneBy(AccountTable, { id }));
  byEmail = (email: string) => this.#db.read((manager) => manager.findOneBy(AccountTable, { email: canonical(email) }));

  /** In order of address, at most a hundred after the given one. */
  list = (after = ""): Promise<AccountRow[]> =>
    this.#db.read((manager) =>
      manager
        .createQueryBuilder(AccountTable, "a")
        .where("a.email > :after", { after: canonical(after) })
        .orderBy("a.email")
        .limit(PAGE)
        .getMany(),
    );

  async #change(id: string, change: Partial<AccountRow>, action: string, by: string | null): Promise<AccountRow> {
    if (id === by) throw problem("OWN_ACCOUNT", ["account"], "Das eigene Konto kann nur jemand anders ändern.");
    return this.#db.write(async (manager) => {
      const account = await this.#find(manager, id);
      await manager.update(AccountTable, { id }, change);
      await endSessionsOf(manager, id);
      await manager.delete(AccessTokenTable, { account: id });
      await this.#record(manager, by, action, id, Object.keys(change));
      return { ...account, ...change };
    });
  }

  async #find(manager: EntityManager, id: string): Promise<AccountRow> {
    const account = await manager.findOneBy(AccountTable, { id });
    if (!account) throw problem("NOT_FOUND", ["account"], "Dieses Konto gibt es nicht.");
    return account;
  }

  async #newCode(manager: EntityManager, { id }: AccountRow, action: string, by: string | null): Promise<string> {
    const now = this.#now();
    await manager.delete(InvitationTable, { account: id });
    await manager.delete(InvitationTable, { expiresAt: LessThan(now.toISOString()) });
    const code = newToken();
    await manager.insert(InvitationTable, {
      hash: hashOf(code)!,
      account: id,
      invitedBy: by,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + INVITED_MS).toISOString(),
    });
    await this.#record(manager, by, action, id, []);
    return code;
  }

  #record = (manager: EntityManager, account: string | null, action: string, subject: string, fields: string[]) =>
    audit(manager, { account, action, subject: `account:${subject}`, number: 0, fields, reason: null }, this.#now());
}

export const canonical = (email: string) => email.normalize("NFC").trim().toLowerCase();

export const INVALID_CODE = () =>
  problem(
    "INVALID_CODE",
    ["code"],
    "Dieser Einladungscode gilt nicht oder nicht mehr. Die Verwaltung kann einen neuen ausstellen.",
  );

/** The account that a valid invitation belongs to. */
export const invitation = (
  manager: EntityManager,
  by: { hash: string } | { account: string },
  now: Date,
): Promise<AccountRow | null> =>
  manager
    .createQueryBuilder(AccountTable, "a")
    .innerJoin(InvitationTable.options.name, "i", "i.account = a.id AND i.expiresAt > :now", { now: now.toISOString() })
    .where("a.disabledAt IS NULL")
    .andWhere("hash" in by ? "i.hash = :hash" : "a.id = :account", by)
    .getOne();
