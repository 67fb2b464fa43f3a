// A stub of Meilisearch's HTTP protocol for fault tests: tasks in order, and every way to go wrong. It ranks nothing and filters nothing.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the server answers: as it should, or with one of the faults that a network and a proxy can make. */
export type Manner = "well" | "hang" | "trickle" | "cut" | "502" | "503" | "rubbish";
/** What becomes of tasks. */
export type Fate = "done" | "waits" | "vanishes" | { fails: string } | { refuses: Map<string, string> };

interface Document {
  id: string;
  _rev: string;
}
interface Index {
  primaryKey: string | null;
  hasSettings: boolean;
  documents: Map<string, Document>;
}
interface Task {
  uid: number;
  indexUid: string;
  type: string;
  status: string;
  enqueuedAt: string;
  error: { code: string } | null;
  customMetadata?: string;
}
interface World {
  indexes: Map<string, Index>;
  tasks: Task[];
}
interface Answer {
  status: number;
  body: unknown;
}

const refusal = (status: number, code: string): Answer => ({
  status,
  body: { message: "…", code, type: "x", link: "" },
});
const ok = (body: unknown, status = 200): Answer => ({ status, body });

export class MeilisearchStub {
  manner: Manner = "well";
  fate: Fate = "done";
  /** Method and path of each request, with what it sent. */
  readonly requests: { method: string; path: string; body: any }[] = [];
  #world: World = { indexes: new Map(), tasks: [] };
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** From now on connections are refused; `start` again for the same address. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Every index is gone, tasks count from 0. */
  wipe(): void {
    this.#world = { indexes: new Map(), tasks: [] };
  }

  /** What a backup of this moment would bring back. */
  backup(): () => void {
    const kept = structuredClone(this.#world);
    return () => {
      this.#world = structuredClone(kept);
    };
  }

  /** Revisions by id; null when there is no such index. */
  contents(uid: string): Record<string, string> | null {
    const index = this.#world.indexes.get(uid);
    return index ? Object.fromEntries([...index.documents].map(([id, { _rev }]) => [id, _rev]).sort()) : null;
  }
  get indexes(): string[] {
    return [...this.#world.indexes.keys()].sort();
  }
  /** All documents of all indexes as text. */
  get everything(): string {
    return JSON.stringify([...this.#world.indexes.values()].flatMap(({ documents }) => [...documents.values()]));
  }
  hasSettings(uid: string): boolean {
    return this.#world.indexes.get(uid)?.hasSettings ?? false;
  }
  /** Takes documents away as no client of ours did. */
  lose(uid: string, ...ids: string[]): void {
    for (const id of ids) this.#world.indexes.get(uid)!.documents.delete(id);
  }
  tasks(type: string): Task[] {
    return this.#world.tasks.filter((task) => task.type === type);
  }
  /** Ends what waited. */
  release(): void {
    this.fate = "done";
    for (const task of this.#world.tasks) if (task.status === "processing") task.status = "succeeded";
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { pathname, searchParams } = new URL(request.url!, this.url);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    this.requests.push({ method: request.method!, path: pathname, body });
    const manner = this.manner;
    if (manner === "hang") return;
    if (manner === "502")
      return void response.writeHead(502, { "content-type": "text/html" }).end("<html><h1>Bad Gateway</h1></html>");
    const answer =
      manner === "503"
        ? refusal(503, "too_many_search_requests")
        : this.#answer(request.method!, pathname, searchParams, body);
    const json = JSON.stringify(answer.body ?? null);
    response.writeHead(answer.status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(json),
    });
    if (manner === "cut") return void response.write(json.slice(0, json.length / 2), () => response.destroy());
    if (manner === "trickle") return void response.write(json.slice(0, 1));
    response.end(manner === "rubbish" ? json.replace(/./gs, "}") : json);
  }

  #answer(method: string, path: string, params: URLSearchParams, body: any): Answer {
    const [, root, name, part, more] = path.split("/");
    const call = [method, root, name && "*", part, more].filter(Boolean).join(" ");
    const index = this.#world.indexes.get(name ?? "");
    const metadata = params.get("customMetadata") ?? undefined;
    switch (call) {
      case "POST indexes":
        return this.#enqueue(body.uid, "indexCreation", () => {
          if (this.#world.indexes.has(body.uid)) return "index_already_exists";
          this.#index(body.uid, body.primaryKey);
          return null;
        });
      case "GET indexes": {
        const results = this.indexes.map((uid) => ({ uid }));
        return ok({ results, offset: 0, limit: results.length, total: results.length });
      }
      case "GET tasks * ":
      case "GET tasks *": {
        const task = this.#world.tasks.find(({ uid }) => uid === Number(name));
        return task ? ok(task) : refusal(404, "task_not_found");
      }
      case "GET tasks":
        return this.#listed(params);
      case "POST multi-search":
        return this.#search(body.queries);
    }
    if (call === "DELETE indexes *")
      return this.#enqueue(name!, "indexDeletion", () =>
        this.#world.indexes.delete(name!) ? null : "index_not_found",
      );
    if (call === "POST indexes * documents")
      return this.#enqueue(
        name!,
        "documentAdditionOrUpdate",
        () => this.#add(name!, body, params.get("primaryKey")),
        metadata,
        body,
      );
    if (call === "POST indexes * documents delete-batch")
      return this.#enqueue(
        name!,
        "documentDeletion",
        () => {
          const here = this.#world.indexes.get(name!);
          for (const id of body as string[]) here?.documents.delete(id);
          return here ? null : "index_not_found";
        },
        metadata,
      );
    if (call === "PATCH indexes * settings")
      return this.#enqueue(name!, "settingsUpdate", () => {
        this.#index(name!, null).hasSettings = true;
        return null;
      });
    if (!index) return refusal(404, "index_not_found");
    if (call === "GET indexes *") return ok({ uid: name, primaryKey: index.primaryKey });
    if (call === "GET indexes * stats") return ok({ numberOfDocuments: index.documents.size, isIndexing: false });
    if (call === "POST indexes * documents fetch") return this.#fetched(index, body);
    throw new Error(`The stub does not know ${call}.`);
  }

  /** Meilisearch makes an index of the first documents sent to it, without any settings. */
  #index(uid: string, primaryKey: string | null): Index {
    const index = this.#world.indexes.get(uid) ?? { primaryKey, hasSettings: false, documents: new Map() };
    this.#world.indexes.set(uid, index);
    return index;
  }

  #add(uid: string, documents: Document[], primaryKey: string | null): null {
    const index = this.#index(uid, primaryKey);
    for (const document of documents) index.documents.set(document.id, document);
    return null;
  }

  #enqueue(
    indexUid: string,
    type: string,
    work: () => string | null,
    customMetadata?: string,
    documents?: Document[],
  ): Answer {
    const uid = (this.#world.tasks.at(-1)?.uid ?? -1) + 1;
    const task: Task = {
      uid,
      indexUid,
      type,
      status: "enqueued",
      error: null,
      enqueuedAt: new Date().toISOString(),
      customMetadata,
    };
    if (this.fate !== "vanishes" || customMetadata === undefined) this.#world.tasks.push(task);
    // Only what carries a batch meets its fate: the making of indexes waits for its end without any patience that a test could turn.
    const fate = customMetadata === undefined ? "done" : this.fate;
    const refused =
      typeof fate === "object" && "refuses" in fate ? documents?.find(({ id }) => fate.refuses.has(id)) : undefined;
    if (fate === "waits") task.status = "processing";
    else if (fate !== "vanishes") {
      const code =
        typeof fate === "object" && "fails" in fate
          ? fate.fails
          : refused
            ? (fate as { refuses: Map<string, string> }).refuses.get(refused.id)!
            : work();
      task.status = code === "canceled" ? "canceled" : code ? "failed" : "succeeded";
      if (code && code !== "canceled") task.error = { code };
    }
    return ok({ taskUid: uid, indexUid, type, status: "enqueued", enqueuedAt: task.enqueuedAt }, 202);
  }

  #listed(params: URLSearchParams): Answer {
    const statuses = params.get("statuses")?.split(",");
    const tasks = this.#world.tasks.filter(({ status }) => !statuses || statuses.includes(status));
    const results = params.get("reverse") === "true" ? tasks : tasks.toReversed();
    return ok({ results, total: results.length, limit: results.length, from: results[0]?.uid ?? null, next: null });
  }

  #fetched(
    { documents }: Index,
    { ids, offset = 0, limit }: { ids?: string[]; offset?: number; limit: number },
  ): Answer {
    const all = ids ? ids.flatMap((id) => documents.get(id) ?? []) : [...documents.values()].sort(byId);
    const results = all.slice(offset, offset + limit).map(({ id, _rev }) => ({ id, _rev }));
    return ok({ results, offset, limit, total: all.length });
  }

  /** All documents in order of id, whatever was asked. */
  #search(queries: { indexUid: string; offset?: number; limit?: number }[]): Answer {
    const results: object[] = [];
    for (const { indexUid, offset = 0, limit = 20 } of queries) {
      const index = this.#world.indexes.get(indexUid);
      if (!index) return refusal(400, "index_not_found");
      const hits = [...index.documents.values()].sort(byId).slice(offset, offset + limit);
      results.push({
        indexUid,
        hits: hits.map(({ id }) => ({ id, _rankingScore: 1 })),
        estimatedTotalHits: index.documents.size,
        totalHits: index.documents.size,
        facetDistribution: {},
        processingTimeMs: 0,
      });
    }
    return ok({ results });
  }
}

const byId = (a: Document, b: Document) => (a.id < b.id ? -1 : 1);
