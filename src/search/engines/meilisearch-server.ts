// Meilisearch as whoever keeps an index in step needs it: indexes, batches of documents, tasks, revisions.
import { setTimeout as pause } from "node:timers/promises";
import { EngineFault } from "../engine-fault.ts";
import { asked, checkedIds, checkedIndex, connect, expectAnswer } from "./meilisearch-client.ts";
import type { Meilisearch, MeilisearchConnection, Settings } from "./meilisearch-client.ts";
import { SETTINGS, toStored, type IndexedDocument } from "./meilisearch-document.ts";

export { DOCUMENT_VERSION, SETTINGS_HASH, type IndexedDocument } from "./meilisearch-document.ts";

export interface TaskState {
  status: "enqueued" | "processing" | "succeeded" | "failed" | "canceled";
  error: { code: string } | null;
}

export const PRIMARY_KEY = "id";

/** What every index of ours is called by; the key is good for these only. */
export const INDEX_PREFIX = "praxisatlas_";

const TIMEOUT = 10_000;
/** How long a task may take; others may be worked on before it. */
const LONGEST_WAIT = 120_000;
const PAUSE = 20;
const TASKS_AT_A_TIME = 100;

/** All methods throw EngineFault when the server does not answer as it should, RangeError for ids and names that are none. */
export class MeilisearchServer {
  readonly #client: Meilisearch;
  /** Only indexes whose names begin so are seen or touched. */
  readonly prefix: string;

  constructor(connection: MeilisearchConnection, prefix = INDEX_PREFIX) {
    this.#client = connect(connection, TIMEOUT);
    this.prefix = prefix;
  }

  /** Makes the index with its primary key and settings, and waits until that is done. An index that is there keeps its documents. */
  async createIndex(uid: string): Promise<void> {
    checkedIndex(uid, this.prefix);
    const creation = await this.#enqueued(this.#client.createIndex(uid, { primaryKey: PRIMARY_KEY }));
    await this.ended(creation, ["index_already_exists"]);
    await this.ended(await this.#enqueued(this.#index(uid).updateSettings(SETTINGS as Settings)));
  }

  /**
   * Adds or replaces whole documents; returns the task's uid. `batch` stands in the task. Where there is no such index, the server makes
   * one without our settings.
   */
  async put(uid: string, documents: readonly IndexedDocument[], batch: string): Promise<number> {
    checkedIds(documents.map((document) => document.id));
    const options = { primaryKey: PRIMARY_KEY, customMetadata: batch };
    return this.#enqueued(this.#index(uid).addDocuments(documents.map(toStored), options));
  }

  /** Returns the task's uid; ids that are not there are no error. */
  async remove(uid: string, ids: readonly string[], batch: string): Promise<number> {
    return this.#enqueued(this.#index(uid).deleteDocuments(checkedIds(ids), { customMetadata: batch }));
  }

  /** Null when the server does not know the task. */
  async task(uid: number): Promise<TaskState | null> {
    if (!Number.isSafeInteger(uid) || uid < 0) throw new RangeError("Das ist keine Nummer einer Aufgabe.");
    const task = await orNull(asked(this.#client.tasks.getTask(uid)), "task_not_found");
    if (!task) return null;
    expectAnswer(typeof task.status === "string");
    return { status: task.status, error: task.error ? { code: String(task.error.code) } : null };
  }

  /** Waits for a task. Throws EngineFault when it fails for another reason than the `harmless` ones, or is forgotten. */
  async ended(uid: number, harmless: readonly string[] = []): Promise<void> {
    for (const end = performance.now() + LONGEST_WAIT; performance.now() < end; await pause(PAUSE)) {
      const task = await this.task(uid);
      if (task?.status === "succeeded" || (task?.error && harmless.includes(task.error.code))) return;
      if (!task || task.error || task.status === "canceled")
        throw new EngineFault("refused", { code: task?.error?.code });
    }
    throw new EngineFault("timeout");
  }

  /** Uid of the latest task about one of our indexes; null when the server remembers none. */
  async newestTask(): Promise<number | null> {
    return (await this.#firstTask({}))?.uid ?? null;
  }

  /** When the oldest task that waits or runs was sent; null when all is done. */
  async oldestUnfinished(): Promise<Date | null> {
    const task = await this.#firstTask({ statuses: ["enqueued", "processing"], reverse: true });
    return task && new Date(task.enqueuedAt);
  }

  /** Names of our indexes. */
  async indexes(): Promise<string[]> {
    const uids: string[] = [];
    for (let offset = 0; ; offset += 100) {
      const { results, total } = await asked(this.#client.getRawIndexes({ offset, limit: 100 }));
      expectAnswer(Array.isArray(results));
      uids.push(...results.map(({ uid }) => uid).filter((uid) => uid.startsWith(this.prefix)));
      if (results.length === 0 || offset + results.length >= total) return uids.sort();
    }
  }

  /** Null when there is no such index. */
  async state(uid: string): Promise<{ primaryKey: string | null; documents: number } | null> {
    const index = this.#index(uid);
    const info = await orNull(asked(index.getRawInfo()), "index_not_found");
    const stats = info && (await orNull(asked(index.getStats()), "index_not_found"));
    if (!stats) return null;
    expectAnswer(Number.isInteger(stats.numberOfDocuments));
    return { primaryKey: info!.primaryKey ?? null, documents: stats.numberOfDocuments };
  }

  /** Documents with their revisions in order of id. */
  async revisions(uid: string, offset: number, limit: number): Promise<{ id: string; rev: string }[]> {
    const body = { fields: ["id", "_rev"], sort: ["sort.id:asc"], offset, limit };
    // The client's own method would ask with GET unless there is a filter.
    const { httpRequest, uid: name } = this.#index(uid);
    const path = `indexes/${name}/documents/fetch`;
    const { results } = await asked(httpRequest.post<{ results: { id: string; _rev: string }[] }>({ path, body }));
    expectAnswer(Array.isArray(results));
    return results.map(({ id, _rev }) => ({ id, rev: _rev }));
  }

  /** Which of these documents the index has. */
  async held(uid: string, ids: readonly string[]): Promise<string[]> {
    const { httpRequest, uid: name } = this.#index(uid);
    const body = { ids: checkedIds(ids), fields: ["id"], limit: ids.length };
    const path = `indexes/${name}/documents/fetch`;
    const { results } = await asked(httpRequest.post<{ results: { id: string }[] }>({ path, body }));
    expectAnswer(Array.isArray(results));
    return results.map(({ id }) => id);
  }

  /** Removes an index with its documents; one that is not there is no error. */
  async drop(uid: string): Promise<void> {
    await this.ended(await this.#enqueued(this.#index(uid).delete()), ["index_not_found"]);
  }

  #index(uid: string) {
    return this.#client.index(checkedIndex(uid, this.prefix));
  }

  async #enqueued(request: Promise<{ taskUid: number }>): Promise<number> {
    const { taskUid } = await asked(request);
    expectAnswer(Number.isSafeInteger(taskUid));
    return taskUid;
  }

  /** The first in the server's order, newest first unless `reverse`. The server lists tasks of all indexes that the key may see. */
  async #firstTask(query: { statuses?: ("enqueued" | "processing")[]; reverse?: boolean }) {
    for (let from: number | undefined; ;) {
      const { results, next } = await asked(this.#client.tasks.getTasks({ ...query, limit: TASKS_AT_A_TIME, from }));
      expectAnswer(Array.isArray(results));
      const ours = results.find(({ indexUid }) => indexUid?.startsWith(this.prefix));
      if (ours || next === null) return ours ?? null;
      from = next;
    }
  }
}

async function orNull<T>(request: Promise<T>, code: string): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof EngineFault && error.code === code) return null;
    throw error;
  }
}
