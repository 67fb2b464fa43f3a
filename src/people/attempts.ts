// How often a login may fail: by account and by address, so that passwords cannot be tried out. Counted in each process.
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { problem } from "../domain/problem.ts";

const WINDOW_MS = 15 * 60_000;
const LIMITS = { account: 10, address: 50 } as const;
const KEPT = 20_000;

/** An unknown account counts as a known one does. Nothing in here can be read back: keys are hashes. */
export class Attempts {
  readonly #now: () => Date;
  readonly #failed = new LRUCache<string, number[]>({ max: KEPT });

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Counts an attempt before its outcome is known, so that many at once count too. Throws ProblemError over the limit. */
  begin(account: string, address: string): void {
    const since = this.#now().getTime() - WINDOW_MS;
    const keys = keysOf(account, address);
    const recent = keys.map(({ key }) => (this.#failed.get(key) ?? []).filter((at) => at > since));
    if (keys.some(({ limit }, i) => recent[i]!.length >= limit))
      throw problem("TOO_MANY_ATTEMPTS", [], "Zu viele Versuche. Bitte in einer Viertelstunde noch einmal versuchen.");
    keys.forEach(({ key }, i) => this.#failed.set(key, [...recent[i]!, this.#now().getTime()]));
  }

  /** Forgets the account's failures; those of the address stay, or an own account would reset them. */
  succeeded(account: string, address: string): void {
    const [own, shared] = keysOf(account, address);
    this.#failed.delete(own!.key);
    this.#failed.set(shared!.key, (this.#failed.get(shared!.key) ?? []).slice(0, -1));
  }
}

const keysOf = (account: string, address: string) =>
  (["account", "address"] as const).map((kind) => ({
    key: createHash("sha256")
      .update(`${kind} ${kind === "account" ? account : address}`)
      .digest("base64url"),
    limit: LIMITS[kind],
  }));
