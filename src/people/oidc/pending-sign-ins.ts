// Sign-ins on their way through the house's service: what the answer must fit, kept on our side, for ten minutes and one answer.
import { LessThanOrEqual } from "typeorm";
import type { Db } from "../../platform/db.ts";
import { PendingSignInTable, type PendingSignInRow } from "../people.entity.ts";
import { hashOf, newToken } from "../token.ts";

export const PENDING_SECONDS = 10 * 60;

const oldest = (now: Date) => new Date(now.getTime() - PENDING_SECONDS * 1000).toISOString();
/** Those whose answer would come too late. */
export const endedSignIns = (now: Date) => [{ createdAt: LessThanOrEqual(oldest(now)) }];

export class PendingSignIns {
  readonly #db: Db;
  readonly #now: () => Date;
  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** `token` is for the browser's cookie. `invitation` is the code that shall be accepted, as far as there is one. */
  async begin(invitation: string | undefined): Promise<{ pending: PendingSignInRow; token: string }> {
    const token = newToken();
    const pending: PendingSignInRow = {
      hash: hashOf(token)!,
      state: newToken(),
      nonce: newToken(),
      verifier: newToken(),
      invitation: invitation === undefined ? null : hashOf(invitation),
      createdAt: this.#now().toISOString(),
    };
    await this.#db.write(async (manager) => {
      for (const ended of endedSignIns(this.#now())) await manager.delete(PendingSignInTable, ended);
      await manager.insert(PendingSignInTable, pending);
    });
    return { pending, token };
  }

  /** Once; null for an answer that this browser does not wait for, or no longer. */
  async take(token: string | undefined, state: unknown): Promise<PendingSignInRow | null> {
    const hash = hashOf(token ?? "");
    if (!hash || typeof state !== "string") return null;
    return this.#db.write(async (manager) => {
      const pending = await manager.findOneBy(PendingSignInTable, { hash, state });
      if (!pending || pending.createdAt <= oldest(this.#now())) return null;
      const { affected } = await manager.delete(PendingSignInTable, { hash });
      return affected === 1 ? pending : null;
    });
  }
}
