// The search server with the embedded engine behind it: what the server cannot answer well and at once, the embedded engine answers.
import type { Logger } from "../platform/log.ts";
import { Breaker } from "./breaker.ts";
import { EngineFault, type FaultReason } from "./engine-fault.ts";
import type { EngineAnswer, EngineQuestion, EngineStatus, SearchDocument, SearchEngine } from "./engine.ts";
import type { LiveIndex } from "./sync/live.ts";

const UNREACHABLE = "Der Suchserver ist nicht erreichbar.";
const REASONS: Record<FaultReason, string> = {
  timeout: "Der Suchserver antwortet nicht schnell genug.",
  unreachable: UNREACHABLE,
  unreadable: UNREACHABLE,
  refused: "Der Suchserver kann die Suche gerade nicht beantworten.",
};

const PROBE: EngineQuestion = {
  words: [],
  lastIsPrefix: false,
  match: "all",
  clauses: [],
  sort: { by: "relevance", descending: true },
  offset: 0,
  limit: 0,
};

export interface FallbackParts {
  /** In step with the catalogue by itself, in every process. */
  embedded: SearchEngine;
  /** The server's engine for one of its indexes. */
  serverFor: (uid: string) => Pick<SearchEngine, "name" | "search">;
  live: LiveIndex;
  log: Logger;
  /** Milliseconds that only grow. */
  elapsed?: () => number;
}

export class FallbackEngine implements SearchEngine {
  readonly name = "meilisearch";
  readonly #parts: FallbackParts;
  readonly #breaker: Breaker;
  #server: { uid: string; engine: ReturnType<FallbackParts["serverFor"]> } | undefined;
  #reason = UNREACHABLE;

  constructor(parts: FallbackParts) {
    this.#parts = parts;
    this.#breaker = new Breaker(parts.elapsed ?? (() => performance.now()));
  }

  /** Rejects only when the embedded engine does. */
  async search(question: EngineQuestion): Promise<EngineAnswer> {
    const live = await this.#parts.live.current();
    if (live.uid === null) return this.#instead(question, live.reason);
    const advice = this.#breaker.advice();
    if (advice === "probe") void this.#ask(live.uid, PROBE);
    const answer = advice === "ask" ? await this.#ask(live.uid, question) : null;
    return answer ?? this.#instead(question, this.#reason);
  }

  /** Documents reach the server by the worker; these are for the embedded engine. */
  put(documents: readonly SearchDocument[]): Promise<void> {
    return this.#parts.embedded.put(documents);
  }
  remove(ids: readonly string[]): Promise<void> {
    return this.#parts.embedded.remove(ids);
  }
  size(): Promise<number> {
    return this.#parts.embedded.size();
  }

  /** Null when the server has failed. */
  async #ask(uid: string, question: EngineQuestion): Promise<EngineAnswer | null> {
    try {
      const answer = await this.#engine(uid).search(question);
      this.#breaker.succeeded();
      return withEngine(answer, { name: this.name, degraded: false, reason: null });
    } catch (error) {
      const fault = error instanceof EngineFault ? error : null;
      // A question that the server does not take says nothing about the next one.
      if (fault?.status !== 400 || fault.code === "index_not_found") this.#breaker.failed();
      this.#reason = fault ? REASONS[fault.reason] : UNREACHABLE;
      if (fault) this.#parts.log.warn({ reason: fault.message }, "Die eingebaute Suche springt ein.");
      else this.#parts.log.error({ err: error }, "Die eingebaute Suche springt ein.");
      // Perhaps another index is live by now.
      this.#parts.live.forget();
      return null;
    }
  }

  async #instead(question: EngineQuestion, reason: string): Promise<EngineAnswer> {
    const { embedded } = this.#parts;
    return withEngine(await embedded.search(question), { name: embedded.name, degraded: true, reason });
  }

  #engine(uid: string) {
    if (this.#server?.uid !== uid) this.#server = { uid, engine: this.#parts.serverFor(uid) };
    return this.#server.engine;
  }
}

/** Facets may be counted when they are read, so the answer is not copied. */
const withEngine = (answer: EngineAnswer, engine: EngineStatus): EngineAnswer => Object.assign(answer, { engine });
