// Which index may be searched at this moment, and if none, why: read from the database, where the worker of any process writes it.
import type { Db } from "../../platform/db.ts";
import { openSince } from "./dirty.ts";
import { readState } from "./state.ts";

export type Live = { uid: string } | { uid: null; reason: string };

/** A switch of indexes is noticed after so long; the old one is kept for minutes. */
const KEPT_MS = 1_000;
/** What waits longer than this for the search server is better searched without it. */
const LATE_MS = 60_000;

const REASONS = {
  none: "Der Suchindex wird noch aufgebaut.",
  otherShape: "Der Suchindex wird neu aufgebaut.",
  doubtful: "Der Suchindex wird überprüft und ausgebessert.",
  late: "Der Suchindex ist nicht auf dem neuesten Stand.",
} as const;

export interface LiveParts {
  db: Db;
  /** What this process makes of the catalogue; see `shapeOf`. */
  shape: string;
  now: () => Date;
}

export class LiveIndex {
  readonly #parts: LiveParts;
  #kept: { until: number; live: Promise<Live> } | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  /** At most a second old. */
  current(): Promise<Live> {
    if (!this.#kept || this.#kept.until < performance.now()) {
      const live = this.#read();
      this.#kept = { until: performance.now() + KEPT_MS, live };
      live.catch(() => this.forget());
    }
    return this.#kept.live;
  }

  /** The next question looks anew. */
  forget(): void {
    this.#kept = undefined;
  }

  async #read(): Promise<Live> {
    const { db, shape, now } = this.#parts;
    const { state, since } = await db.read(async (manager) => ({
      state: await readState(manager),
      since: await openSince(manager),
    }));
    const none = (reason: string): Live => ({ uid: null, reason });
    if (state.liveUid === null) return none(REASONS.none);
    if (state.liveShape !== shape) return none(REASONS.otherShape);
    if (state.doubtful) return none(REASONS.doubtful);
    if (since !== null && now().getTime() - Date.parse(since) > LATE_MS) return none(REASONS.late);
    return { uid: state.liveUid };
  }
}
