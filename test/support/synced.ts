// A catalogue with a search server beside it, put together as the application does, with a worker whose rounds and time the test turns.
import { mkdirSync, rmSync } from "node:fs";
import { setImmediate as breathe } from "node:timers/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { MIGRATIONS, TABLES } from "../../src/database.ts";
import { Catalogue } from "../../src/catalogue/catalogue.ts";
import { loadSeeds } from "../../src/catalogue/load-seeds.ts";
import { publish, withdraw } from "../../src/catalogue/publish.ts";
import type { ExampleContent } from "../../src/domain/content.ts";
import { openDb, type Db } from "../../src/platform/db.ts";
import { createLog } from "../../src/platform/log.ts";
import { OutboxTable } from "../../src/platform/outbox.ts";
import { EmbeddedEngine } from "../../src/search/engines/embedded.ts";
import { MeilisearchEngine } from "../../src/search/engines/meilisearch.ts";
import { MeilisearchServer } from "../../src/search/engines/meilisearch-server.ts";
import { FallbackEngine } from "../../src/search/fallback.ts";
import { readLexicon } from "../../src/search/lexicon-files.ts";
import { aWorker, type SyncParts } from "../../src/search/sync.ts";
import { Current, shapeOf } from "../../src/search/sync/current.ts";
import { LiveIndex } from "../../src/search/sync/live.ts";
import { readState } from "../../src/search/sync/state.ts";
import type { Time } from "../../src/search/sync/time.ts";
import type { Round } from "../../src/search/sync/worker.ts";
import { readVocabulary } from "../../src/vocabulary/vocabulary.ts";
import { aDatabase, someSeeds, type Kind, type TestDatabase } from "./app.ts";
import { anExample } from "./content.ts";
import { MeilisearchStub } from "./meilisearch-stub.ts";

/** Time that passes when somebody waits for it, and at once. */
export class QuickTime implements Time {
  #now = Date.UTC(2026, 0, 1, 12);
  /** Milliseconds of each pause. */
  readonly pauses: number[] = [];
  now = () => new Date(this.#now);
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
  async pause(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
    this.pass(milliseconds);
    await breathe();
  }
}

export const MINUTE = 60_000;
export const KEY = "0123456789abcdef";
type Point = (name: string) => Promise<void> | void;

export interface TestWorker {
  round(): Promise<Round>;
  /** Turns rounds until all is in step; pauses pass at once. Fails when that takes more rounds than anything should. */
  drive(): Promise<void>;
  release(): Promise<void>;
}

export interface Synced {
  readonly db: Db;
  readonly database: TestDatabase;
  readonly stub: MeilisearchStub;
  readonly server: MeilisearchServer;
  readonly time: QuickTime;
  /** Log lines of warnings and errors, as parsed JSON. */
  readonly log: Record<string, unknown>[];
  publish(...contents: ExampleContent[]): Promise<void>;
  withdraw(...slugs: string[]): Promise<void>;
  /** For whoever puts the parts together otherwise. */
  readonly parts: SyncParts;
  /** A worker of a process of its own; `at` is called at each named point. */
  worker(at?: Point, shape?: string): TestWorker;
  /** What a process searches with; its embedded engine knows the catalogue as it is now. */
  engine(): Promise<{ engine: FallbackEngine; live: LiveIndex; elapse(milliseconds: number): void }>;
  state(): ReturnType<typeof readState>;
  /** Revisions by slug as the catalogue has them. */
  published(shape?: string): Promise<Record<string, string>>;
  open(): Promise<string[]>;
  /** Fails unless the live index holds exactly what is published, in the published revisions, and nothing is left to do. */
  expectInStep(): Promise<void>;
  close(): Promise<void>;
}

export const example = (slug: string, title = `Ein Beispiel ${slug}`) => anExample({ slug, title });
export const examples = (count: number, prefix = "beispiel") =>
  Array.from({ length: count }, (_, i) => example(`${prefix}-${String(i).padStart(4, "0")}`));

/** Without examples. Close it after use. `real`: a server to use instead of the stub, with a prefix of its own. */
export async function aSynced(
  kind: Kind = "sqlite",
  real?: { url: string; key: string; prefix: string },
): Promise<Synced> {
  const database = await aDatabase(kind);
  const db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
  await db.migrate();
  const seeds = someSeeds();
  rmSync(join(seeds.folder, "examples"), { recursive: true });
  mkdirSync(join(seeds.folder, "examples"));
  const time = new QuickTime();
  await loadSeeds(db, { folder: seeds.folder, now: time.now });
  const words = await db.read((manager) => readVocabulary(manager, "2026-01-01"));
  const vocabulary = () => words;
  const catalogue = new Catalogue(db, vocabulary);
  const lexicon = readLexicon(seeds.folder);
  const ownShape = shapeOf(words, seeds.folder);
  const stub = await new MeilisearchStub().start();
  const connection = { url: real?.url ?? stub.url, key: real?.key ?? KEY };
  const server = new MeilisearchServer(connection, real?.prefix);
  const lines: Record<string, unknown>[] = [];
  const log = createLog("warn", { write: (line) => void lines.push(JSON.parse(line)) });
  const currentOf = (shape: string) => new Current({ db, catalogue, vocabulary, lexicon, shape });
  const parts: SyncParts = { db, catalogue, vocabulary, lexicon, shape: ownShape, server, log, now: time.now, time };
  const workers: TestWorker[] = [];
  const outbox = () => db.read((manager) => manager.find(OutboxTable));

  const synced: Synced = {
    db,
    database,
    stub,
    server,
    time,
    log: lines,
    parts,
    publish: async (...contents) => {
      const publications = contents.map((content) => ({ content, origin: "test" }));
      time.pass(1);
      await db.write((manager) => publish(manager, publications, words, time.now()));
    },
    withdraw: (...slugs) => db.write((manager) => withdraw(manager, slugs, time.now())),
    worker: (at, shape = ownShape) => {
      // Nobody waits for a real server with time that does not pass.
      const own: SyncParts = real ? { ...parts, time: undefined, shape, at } : { ...parts, shape, at };
      const { worker, lease } = aWorker(own, new AbortController().signal);
      const made: TestWorker = {
        round: () => worker.round(),
        drive: async () => {
          for (let rounds = 0; rounds < 200; rounds++) {
            const { outcome, pause } = await worker.round();
            if (outcome === "idle") return;
            time.pass(pause);
          }
          throw new Error(`Not in step after 200 rounds: ${JSON.stringify(lines.slice(-5))}`);
        },
        release: () => lease.release(),
      };
      workers.push(made);
      return made;
    },
    engine: async () => {
      const embedded = new EmbeddedEngine();
      const current = currentOf(ownShape);
      await embedded.put((await current.of([...(await current.revisions()).keys()])).documents);
      const live = new LiveIndex({ db, shape: ownShape, now: time.now });
      let elapsed = 0;
      const serverFor = (uid: string) => new MeilisearchEngine(connection, uid);
      const engine = new FallbackEngine({ embedded, serverFor, live, log, elapsed: () => elapsed });
      return { engine, live, elapse: (milliseconds) => void (elapsed += milliseconds) };
    },
    state: () => db.read(readState),
    published: async (shape = ownShape) => Object.fromEntries([...(await currentOf(shape).revisions())].sort()),
    open: async () => (await outbox()).map(({ key }) => key).sort(),
    expectInStep: async () => {
      const { liveUid, doubtful } = await synced.state();
      expect(liveUid).not.toBeNull();
      const indexed: Record<string, string> = {};
      for (let offset = 0, page = [{ id: "", rev: "" }]; page.length > 0; offset += 1_000) {
        page = await server.revisions(liveUid!, offset, 1_000);
        for (const { id, rev } of page) indexed[id] = rev;
      }
      expect(indexed).toEqual(await synced.published());
      expect({ doubtful, open: await synced.open() }).toEqual({ doubtful: false, open: [] });
    },
    close: async () => {
      for (const worker of workers) await worker.release();
      if (real) for (const uid of await server.indexes()) await server.drop(uid);
      await stub.stop();
      await db.close();
      seeds.drop();
      await database.drop();
    },
  };
  return synced;
}
