// One worker at a time over all processes of an installation: a lease by the database's clock, fenced by a number that grows with each holder.
import { randomUUID } from "node:crypto";
import { EntitySchema, type EntityManager } from "typeorm";
import type { Db } from "./db.ts";

export interface LeaseRow {
  name: string;
  holder: string;
  fence: number;
  /** Milliseconds since 1970 by the database's clock. */
  until: number;
}
export const LeaseTable = new EntitySchema<LeaseRow>({
  name: "workerLease",
  columns: {
    name: { type: "text", primary: true },
    holder: { type: "text" },
    fence: { type: "integer" },
    until: { type: "double precision" },
  },
});

/** Who has not renewed for so long may be dead; somebody else goes on. */
export const LEASE_MS = 30_000;
const RENEWED_EVERY_MS = LEASE_MS / 3;

/** Processes disagree about the time, the database does not. */
const NOW: Record<Db["kind"], string> = {
  sqlite: "((julianday('now') - 2440587.5) * 86400000)",
  postgres: "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)",
};

/** Another worker has taken over: what this one still has in hand is not to be sent. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

export class Lease {
  readonly #db: Db;
  readonly #name: string;
  readonly #holder = randomUUID();
  #fence: number | null = null;
  #renewal: NodeJS.Timeout | undefined;

  constructor(db: Db, name: string) {
    this.#db = db;
    this.#name = name;
  }

  /** True when this worker has it, from before or from now on. It is then renewed until it is released or lost. */
  async take(): Promise<boolean> {
    if (this.#fence !== null) return true;
    this.#fence = await this.#db.write(async (manager) => {
      const free = { name: this.#name, holder: "", fence: 0, until: 0 };
      await manager.createQueryBuilder().insert().into(LeaseTable).values(free).orIgnore().execute();
      const taken = await this.#update(manager, { holder: this.#holder, fence: () => "fence + 1" })
        .where(`name = :name AND until <= ${NOW[this.#db.kind]}`, { name: this.#name })
        .execute();
      return taken.affected === 1 ? (await manager.findOneByOrFail(LeaseTable, { name: this.#name })).fence : null;
    });
    if (this.#fence === null) return false;
    this.#renewal = setInterval(() => void this.#renew(), RENEWED_EVERY_MS).unref();
    return true;
  }

  /** Call it in the transaction that must not happen, or right before the message that must not be sent, once the lease is lost. */
  async hold(manager: EntityManager): Promise<void> {
    const held = { name: this.#name, holder: this.#holder, fence: this.#fence ?? -1 };
    const renewed = await this.#update(manager, {})
      .where("name = :name AND holder = :holder AND fence = :fence", held)
      .execute();
    if (renewed.affected === 1) return;
    this.#forget();
    throw new LeaseLost("Ein anderer Prozess hat die Arbeit am Suchindex übernommen.");
  }

  /** The next worker need not wait. */
  async release(): Promise<void> {
    const held = { name: this.#name, holder: this.#holder, fence: this.#fence ?? -1 };
    this.#forget();
    await this.#db.write((manager) =>
      manager.createQueryBuilder().update(LeaseTable).set({ until: 0 }).where(held).execute(),
    );
  }

  /** Without telling the others: after a while they will see that it is not renewed. */
  abandon(): void {
    this.#forget();
  }

  #update(manager: EntityManager, change: { holder?: string; fence?: () => string }) {
    const until = () => `${NOW[this.#db.kind]} + ${LEASE_MS}`;
    return manager
      .createQueryBuilder()
      .update(LeaseTable)
      .set({ ...change, until });
  }

  async #renew(): Promise<void> {
    // A database that is gone for the moment is noticed where the work is done.
    await this.#db.write((manager) => this.hold(manager)).catch(() => undefined);
  }

  #forget(): void {
    clearInterval(this.#renewal);
    this.#fence = null;
  }
}
