// Decides whether a server that has failed is to be asked again: not at once, and after many failures only by a probe nobody waits for.

/** Many searches of one request must not each wait for a server that hangs. */
const PAUSE_MS = 1_000;
const FAILURES = 5;
const WINDOW_MS = 10_000;
const PROBED_EVERY_MS = 5_000;

export type Advice = "ask" | "leave" | "probe";

export class Breaker {
  readonly #now: () => number;
  /** When it failed, within the window. */
  #failures: number[] = [];
  #isOpen = false;
  #probedAt = -Infinity;

  /** `now`: milliseconds that only grow. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** "probe": leave it alone for this question, but try in the background whether it is back; said once every five seconds. */
  advice(): Advice {
    const now = this.#now();
    if (!this.#isOpen) return now - (this.#failures.at(-1) ?? -Infinity) < PAUSE_MS ? "leave" : "ask";
    if (now - this.#probedAt < PROBED_EVERY_MS) return "leave";
    this.#probedAt = now;
    return "probe";
  }

  succeeded(): void {
    this.#failures = [];
    this.#isOpen = false;
  }

  failed(): void {
    const now = this.#now();
    this.#failures = [...this.#failures.filter((at) => now - at < WINDOW_MS), now];
    if (this.#isOpen || this.#failures.length < FAILURES) return;
    this.#isOpen = true;
    this.#probedAt = now;
  }
}
