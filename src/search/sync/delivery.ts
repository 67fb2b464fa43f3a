// Sends documents to the search server and waits until its tasks have ended; says which documents it refuses and what else went wrong.
import { randomUUID } from "node:crypto";
import type { Db } from "../../platform/db.ts";
import type { Lease } from "../../platform/lease.ts";
import type { Logger } from "../../platform/log.ts";
import { PRIMARY_KEY, type IndexedDocument, type MeilisearchServer } from "../engines/meilisearch-server.ts";
import { EngineFault } from "../engine-fault.ts";
import type { Time } from "./time.ts";

/** Some two megabytes; the server joins what waits anyway. */
const SENT_AT_ONCE = 100;
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1_000;
const TASK_PATIENCE_MS = 5 * 60_000;

/** Named moments of the work; tests stop, kill or change the world there. */
export type At = (point: string) => Promise<void> | void;

export interface DeliveryParts {
  db: Db;
  server: MeilisearchServer;
  lease: Lease;
  time: Time;
  log: Logger;
  at: At;
  /** Aborted when the worker is to end. */
  ending: AbortSignal;
}

/** A task did not do what was asked, for a reason that has nothing to do with the documents; the code is the server's, or ours. */
export class TaskFailure extends Error {
  override readonly name = "TaskFailure";
  readonly code: string;
  constructor(code: string) {
    super(`Auftrag an den Suchserver: ${code}`);
    this.code = code;
  }
}

/** The server's data are not those that we knew: wiped, reset or restored. */
export class ServerReset extends Error {
  override readonly name = "ServerReset";
}

/** Codes that blame the documents. Any other blames the server, and the same documents are sent again later. */
const DOCUMENT_CODES =
  /^(invalid_document_|missing_document_|document_fields_|primary_key_|max_fields_limit|payload_too_large|malformed_payload)/;

export interface Refusal {
  slug: string;
  code: string;
}

export class Delivery {
  readonly #parts: DeliveryParts;
  /** A task that had not ended when patience did. */
  #unended: number | null = null;
  #newest: number | null = null;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** The greatest task uid given by the server or remembered; null when there is none. */
  get newestTask(): number | null {
    return this.#newest;
  }
  remember(task: number | null): void {
    this.#newest = task;
  }

  /** Throws what it is about unless the index is there and nothing sent earlier is still waiting. */
  async expectReady(uid: string): Promise<void> {
    if (this.#unended !== null) await this.#ended(this.#unended, 0);
    const state = await this.#parts.server.state(uid);
    if (state?.primaryKey !== PRIMARY_KEY) throw new ServerReset("Ein Index fehlt.");
  }

  /** Adds or replaces; returns what the server refuses, all else is then in the index. */
  async put(uid: string, documents: readonly IndexedDocument[]): Promise<Refusal[]> {
    const tasks: { batch: readonly IndexedDocument[]; task: number | TaskFailure }[] = [];
    for (let at = 0; at < documents.length; at += SENT_AT_ONCE) {
      const batch = documents.slice(at, at + SENT_AT_ONCE);
      tasks.push({ batch, task: await this.#sendDocuments(uid, batch) });
    }
    const refused: Refusal[] = [];
    for (const { batch, task } of tasks) {
      const failure = typeof task === "number" ? await this.#ended(task) : task;
      if (failure) refused.push(...(await this.#halved(uid, batch, failure)));
    }
    return refused;
  }

  /** Only when the server has confirmed that they are no longer there. */
  async remove(uid: string, slugs: readonly string[]): Promise<void> {
    if (slugs.length === 0) return;
    const failure = await this.#ended(await this.#send((batch) => this.#parts.server.remove(uid, slugs, batch)));
    if (failure) throw failure;
    if ((await this.#parts.server.held(uid, slugs)).length > 0) throw new TaskFailure("still_there");
  }

  async #sendDocuments(uid: string, documents: readonly IndexedDocument[]): Promise<number | TaskFailure> {
    try {
      return await this.#send((batch) => this.#parts.server.put(uid, documents, batch));
    } catch (error) {
      // What is too large is refused at the door, without a task.
      if (error instanceof EngineFault && DOCUMENT_CODES.test(error.code ?? "")) return new TaskFailure(error.code!);
      throw error;
    }
  }

  /** One bad document fails its whole batch, so that is halved until the bad one stands alone. */
  async #halved(uid: string, documents: readonly IndexedDocument[], failure: TaskFailure): Promise<Refusal[]> {
    if (documents.length === 1) {
      const refusal = { slug: documents[0]!.id, code: failure.code };
      this.#parts.log.error(refusal, "Der Suchserver nimmt dieses Beispiel nicht an. Es wird zurückgestellt.");
      return [refusal];
    }
    const middle = Math.ceil(documents.length / 2);
    return [...(await this.put(uid, documents.slice(0, middle))), ...(await this.put(uid, documents.slice(middle)))];
  }

  async #send(request: (batch: string) => Promise<number>): Promise<number> {
    const { at, db, lease } = this.#parts;
    await at("before-send");
    await db.write((manager) => lease.hold(manager));
    const task = await request(randomUUID());
    await at("after-send");
    if (this.#newest !== null && task <= this.#newest) throw new ServerReset("Die Aufträge zählen von vorn.");
    this.#newest = task;
    return task;
  }

  /** Null when it succeeded, a failure that blames the documents. Throws for all else. */
  async #ended(task: number, patience = TASK_PATIENCE_MS): Promise<TaskFailure | null> {
    const { server, time, at, ending } = this.#parts;
    let pause = SHORTEST_PAUSE_MS;
    for (let waited = 0; ; waited += pause, pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      const state = await server.task(task);
      const over = state?.status !== "enqueued" && state?.status !== "processing";
      this.#unended = over ? null : task;
      if (!state) throw new TaskFailure("task_vanished");
      if (over) {
        await at("after-task");
        if (state.status === "succeeded") return null;
        const failure = new TaskFailure(state.error?.code ?? state.status);
        if (DOCUMENT_CODES.test(failure.code)) return failure;
        throw failure.code === "index_not_found" ? new ServerReset("Ein Index fehlt.") : failure;
      }
      if (waited >= patience) throw new TaskFailure("task_never_ends");
      await time.pause(pause, ending);
    }
  }
}
