// The worker: in each round it does the most urgent thing that keeps the search server in step with the catalogue.
import { settle, type DirtyRow } from "../../platform/outbox.ts";
import { LeaseLost, type Lease } from "../../platform/lease.ts";
import { EngineFault } from "../engine-fault.ts";
import { buildStep, dropRetired, needsBuild } from "./build.ts";
import { check, repair } from "./check.ts";
import { ServerReset, TaskFailure } from "./delivery.ts";
import { nextDirty, setAside } from "./dirty.ts";
import { changeState, readState, type SearchState } from "./state.ts";
import { apart } from "./time.ts";
import type { Tools } from "./tools.ts";

const ROWS = 500;
const CHECKED_EVERY_MS = 30_000;
const BETWEEN_LOOKS_MS = 500;
const ELSEWHERE_MS = 5_000;
const SHORTEST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 5 * 60_000;

/** `busy`: there may be more to do. `idle`: all is in step. `failing`: it will be tried again. `elsewhere`: another process works. */
export interface Round {
  outcome: "busy" | "idle" | "failing" | "elsewhere";
  /** Milliseconds until the next round is due. */
  pause: number;
}

/** After so many comparisons in a row that found differences, something is wrong that sending again does not mend. */
const UNEQUAL_IN_A_ROW = 3;

export class Worker {
  readonly #tools: Tools;
  readonly #lease: Lease;
  /** When this worker last looked at everything; null = it must before anything else. */
  #checkedAt: string | null = null;
  #suspicious = false;
  #unequal = 0;
  #failures = 0;

  constructor(tools: Tools, lease: Lease) {
    this.#tools = tools;
    this.#lease = lease;
  }

  /** Never rejects. */
  async round(): Promise<Round> {
    try {
      if (!(await this.#lease.take())) return this.#elsewhere();
      const busy = await this.#work();
      return busy ? { outcome: "busy", pause: 0 } : { outcome: "idle", pause: BETWEEN_LOOKS_MS };
    } catch (error) {
      if (error instanceof LeaseLost) return this.#elsewhere();
      // Told to end while it waited for the server.
      if (error instanceof Error && error.name === "AbortError") return { outcome: "failing", pause: 0 };
      return this.#failed(error);
    }
  }

  /** Does one thing; false when there was nothing to do. */
  async #work(): Promise<boolean> {
    const { db, time, shape } = this.#tools;
    if (apart(this.#checkedAt, time.now(), CHECKED_EVERY_MS)) {
      await check(this.#tools, this.#suspicious);
      this.#checkedAt = time.now().toISOString();
      this.#suspicious = false;
      return true;
    }
    const state = await db.read(readState);
    const targets = targetsOf(state);
    const rows = targets.length > 0 ? await db.read((manager) => nextDirty(manager, ROWS)) : [];
    if (rows.length > 0) await this.#deliver(rows, targets);
    else if (needsBuild(state, shape)) this.#compared(await buildStep(this.#tools, state));
    else if (state.doubtful) this.#compared(await repair(this.#tools, state.liveUid!));
    else {
      await dropRetired(this.#tools, state);
      this.#failures = 0;
      return false;
    }
    // A glance that succeeds says nothing of what had failed; this does.
    if (this.#unequal === 0) this.#failures = 0;
    return true;
  }

  /** Sends what is true now of the examples that these rows name, withdrawals before all else, and settles the rows as they were read. */
  async #deliver(rows: readonly DirtyRow[], targets: readonly string[]): Promise<void> {
    const { delivery, current, time, at } = this.#tools;
    for (const uid of targets) await delivery.expectReady(uid);
    const { documents, gone } = await current.of(rows.map((row) => row.key));
    await at("after-read");
    for (const uid of targets) await delivery.remove(uid, gone);
    const refused = new Map<string, string>();
    for (const uid of targets) for (const { slug, code } of await delivery.put(uid, documents)) refused.set(slug, code);
    await at("before-ack");
    await this.#tools.exclusively(async (manager) => {
      await settle(
        manager,
        rows.filter((row) => !refused.has(row.key)),
      );
      const refusals = [...refused].map(([slug, code]) => ({ slug, code }));
      await setAside(manager, refusals, rows, time.now());
      await changeState(manager, { lastTaskUid: delivery.newestTask });
    });
  }

  #compared(different: number): void {
    this.#unequal = different > 0 ? this.#unequal + 1 : 0;
    if (this.#unequal > UNEQUAL_IN_A_ROW) throw new TaskFailure("stays_different");
  }

  #elsewhere(): Round {
    this.#checkedAt = null;
    return { outcome: "elsewhere", pause: ELSEWHERE_MS };
  }

  async #failed(error: unknown): Promise<Round> {
    const { log, change } = this.#tools;
    if (error instanceof ServerReset) {
      this.#suspicious = true;
      // Should this process end before it has looked closer, the next one knows.
      await change({ doubtful: true }).catch(() => undefined);
    }
    if (error instanceof ServerReset || (error instanceof TaskFailure && error.code === "task_vanished"))
      this.#checkedAt = null;
    const ceiling = Math.min(LONGEST_BACKOFF_MS, SHORTEST_BACKOFF_MS * 2 ** this.#failures++);
    const pause = Math.round((ceiling * (1 + Math.random())) / 2);
    const known = error instanceof EngineFault || error instanceof TaskFailure || error instanceof ServerReset;
    const details = { failures: this.#failures, pause };
    if (known)
      log.warn({ ...details, reason: error.message }, "Der Suchindex kann gerade nicht fortgeschrieben werden.");
    else log.error({ ...details, err: error }, "Der Abgleich des Suchindex ist gescheitert.");
    return { outcome: "failing", pause };
  }
}

/** The live index, and the one being built as soon as it is there. */
const targetsOf = ({ liveUid, buildingUid, builtUpTo }: SearchState): string[] =>
  [liveUid, builtUpTo === null ? null : buildingUid].filter((uid) => uid !== null);
