// Tokens for machines: made by people who are signed in, for one purpose, with an end; shown once, kept as a hash.
import { randomUUID } from "node:crypto";
import { LessThan } from "typeorm";
import { problem } from "../domain/problem.ts";
import { audit } from "../platform/audit.ts";
import type { Db } from "../platform/db.ts";
import { AccessTokenTable, AccountTable, type AccessTokenRow, type TokenScope } from "./people.entity.ts";
import type { Viewer } from "./sessions.ts";
import { hashOf, newToken } from "./token.ts";

/** Lets scanners find a token that was published by mistake. */
const PREFIX = "praxisatlas_";
const DAY_MS = 24 * 60 * 60_000;
const LONGEST_DAYS = 365;
/** Tokens an account may have at a time. */
const MOST = 20;

export class AccessTokens {
  readonly #db: Db;
  readonly #now: () => Date;
  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** Throws ProblemError. */
  async create(
    { account }: Viewer,
    { label, scope, days }: { label: string; scope: TokenScope; days: number },
  ): Promise<{ row: AccessTokenRow; token: string }> {
    const name = label.normalize("NFC").trim();
    if (name === "" || name.length > 80)
      throw problem("INVALID_LABEL", ["label"], "Bitte in höchstens 80 Zeichen sagen, wofür der Schlüssel ist.");
    if (days < 1 || days > LONGEST_DAYS)
      throw problem("INVALID_DAYS", ["days"], `Ein Schlüssel gilt 1 bis ${LONGEST_DAYS} Tage.`);
    const now = this.#now();
    const createdAt = now.toISOString();
    const expiresAt = new Date(now.getTime() + days * DAY_MS).toISOString();
    const secret = newToken();
    const row = { hash: hashOf(secret)!, id: randomUUID(), account, label: name, scope, createdAt, expiresAt };
    await this.#db.write(async (manager) => {
      await manager.delete(AccessTokenTable, { expiresAt: LessThan(createdAt) });
      if ((await manager.countBy(AccessTokenTable, { account })) >= MOST)
        throw problem("TOO_MANY_TOKENS", [], `Mehr als ${MOST} Schlüssel gehen nicht. Bitte zuerst einen beenden.`);
      await manager.insert(AccessTokenTable, row);
      await this.#record(manager, account, "CREATE_TOKEN");
    });
    return { row, token: PREFIX + secret };
  }

  /** Ends one's own. Throws ProblemError when there is none of this id. */
  end({ account }: Viewer, id: string): Promise<void> {
    return this.#db.write(async (manager) => {
      const { affected } = await manager.delete(AccessTokenTable, { id, account });
      if (affected !== 1) throw problem("NOT_FOUND", ["id"], "Diesen Schlüssel gibt es nicht.");
      await this.#record(manager, account, "END_TOKEN");
    });
  }

  /** One's own that are still good, newest first. */
  list = ({ account }: Viewer): Promise<AccessTokenRow[]> =>
    this.#db.read((manager) =>
      manager
        .createQueryBuilder(AccessTokenTable, "t")
        .where("t.account = :account AND t.expiresAt > :now", { account, now: this.#now().toISOString() })
        .orderBy("t.createdAt", "DESC")
        .addOrderBy("t.id")
        .getMany(),
    );

  /** Whom an Authorization header stands for; null for anything but a good token. */
  async viewerOf(authorization: string): Promise<Viewer | null> {
    const match = /^Bearer praxisatlas_(\S+)$/i.exec(authorization);
    const hash = match && hashOf(match[1]!);
    if (!hash) return null;
    const found = await this.#db.read((manager) =>
      manager
        .createQueryBuilder(AccessTokenTable, "t")
        .innerJoin(AccountTable.options.name, "a", "a.id = t.account AND a.disabledAt IS NULL")
        .select(["a.id AS account", "a.role AS role", "a.organisation AS organisation", "t.scope AS scope"])
        .where("t.hash = :hash AND t.expiresAt > :now", { hash, now: this.#now().toISOString() })
        .getRawOne<Viewer>(),
    );
    return found ?? null;
  }

  #record = (manager: Parameters<typeof audit>[0], account: string, action: string) =>
    audit(
      manager,
      { account, action, subject: `account:${account}`, number: 0, fields: [], reason: null },
      this.#now(),
    );
}
