// How many contacts somebody may look at within an hour: enough for work, too few to carry all of them away. Counted in each process.
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { problem } from "../domain/problem.ts";
import type { Visit } from "../people/visit.ts";

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;
/** Different contacts of other organisations within an hour. */
export const MOST_REVEALED = 200;
/** Accounts, and addresses of readers without one, that are remembered. */
const KEPT = 2_000;

interface Hour {
  until: number;
  seen: Set<string>;
}

/** Readers cannot make it forget accounts: those are remembered apart. Keys are hashes. */
export class Reveals {
  readonly #now: () => Date;
  readonly #accounts = new LRUCache<string, Hour>({ max: KEPT });
  readonly #addresses = new LRUCache<string, Hour>({ max: KEPT });

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Counts contacts about to be shown; the same one again, and those of one's own organisation, are free. Throws ProblemError. */
  count({ viewer, address }: Visit, contacts: readonly { id: string; organisation: string }[]): void {
    const foreign = contacts.filter(({ organisation }) => organisation !== viewer?.organisation);
    if (foreign.length === 0) return;
    const now = this.#now().getTime();
    const hours = viewer ? this.#accounts : this.#addresses;
    const key = createHash("sha256")
      .update(viewer?.account ?? address)
      .digest("base64url");
    const kept = hours.get(key);
    const hour = kept && kept.until > now ? kept : { until: now + HOUR_MS, seen: new Set<string>() };
    const fresh = foreign.filter(({ id }) => !hour.seen.has(id));
    if (hour.seen.size + fresh.length > MOST_REVEALED) throw TOO_MANY(Math.ceil((hour.until - now) / MINUTE_MS));
    for (const { id } of fresh) hour.seen.add(id);
    hours.set(key, hour);
  }
}

const TOO_MANY = (minutes: number) =>
  problem(
    "TOO_MANY_CONTACTS",
    [],
    `In einer Stunde werden höchstens ${MOST_REVEALED} Kontakte gezeigt. Bitte in ${minutes === 1 ? "einer Minute" : `${minutes} Minuten`} noch einmal versuchen.`,
  );
