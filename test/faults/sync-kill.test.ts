// Killed at a named moment, really: the process is gone without a word, and the next one brings index and catalogue together.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LeaseTable } from "../../src/platform/lease.ts";
import { DATABASES } from "../support/app.ts";
import { anInstallation, type Installation } from "../support/installation.ts";
import { aSynced, example, examples, KEY, type Synced } from "../support/synced.ts";

/** A process that edits an example, withdraws another, works like a server, and kills itself at a point. */
const dieAt = (point: string, url: string) => `
  const load = (name) => import(process.cwd() + "/dist/" + name);
  const { MIGRATIONS, TABLES } = await load("database.js");
  const { readConfig } = await load("config.js");
  const { openDb } = await load("platform/db.js");
  const { createLog } = await load("platform/log.js");
  const { readVocabulary } = await load("vocabulary/vocabulary.js");
  const { Catalogue } = await load("catalogue/catalogue.js");
  const { withdraw } = await load("catalogue/publish.js");
  const { readLexicon } = await load("search/lexicon-files.js");
  const { shapeOf } = await load("search/sync/current.js");
  const { MeilisearchServer } = await load("search/engines/meilisearch-server.js");
  const { startSync } = await load("search/sync.js");
  const die = () => process.kill(process.pid, "SIGKILL");
  const seeds = process.cwd() + "/seeds";
  const db = await openDb(readConfig().database, {
    entities: TABLES,
    migrations: MIGRATIONS,
  });
  const words = await db.read((manager) => readVocabulary(manager, "2026-01-01"));
  const vocabulary = () => words;
  const catalogue = new Catalogue(db, vocabulary);
  const now = () => new Date();
  await db.write((manager) => withdraw(manager, ["beispiel-0002"], now()));
  if (${JSON.stringify(point)} === "after-commit") die();
  setInterval(() => undefined, 1_000);
  const at = (name) => {
    if (name !== ${JSON.stringify(point)}) return;
    die();
    return new Promise(() => undefined);
  };
  const server = new MeilisearchServer({ url: ${JSON.stringify(url)}, key: ${JSON.stringify(KEY)} });
  const shape = shapeOf(words, seeds);
  const log = createLog("warn");
  startSync({ db, catalogue, vocabulary, lexicon: readLexicon(seeds), shape, server, log, now, at });
`;
const WHILE_STEPPING = ["after-commit", "after-read", "before-send", "after-send", "after-task", "before-ack"];
const WHILE_BUILDING = [
  "build-chosen",
  "build-created",
  "build-filled",
  "build-compared",
  "before-switch",
  "after-switch",
];

describe.each(DATABASES)("a worker on $kind that is killed", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let installation: Installation;
    let synced: Synced;
    beforeAll(() => {
      installation = anInstallation();
    });
    afterAll(() => installation.drop());
    beforeEach(async () => {
      synced = await aSynced(kind);
      await synced.publish(...examples(12));
    });
    afterEach(() => synced.close());

    const killedAt = async (point: string) => {
      const process = installation.run(dieAt(point, synced.stub.url), synced.database);
      expect(await process.ended, process.output()).toEqual({ code: null, signal: "SIGKILL" });
    };
    const nextWorker = async () => {
      // After half a minute without renewal.
      await synced.db.write((manager) => manager.update(LeaseTable, { name: "search" }, { until: 1 }));
      await synced.worker().drive();
    };

    it.each(WHILE_STEPPING)("at %s leaves nothing undone", { timeout: 60_000 }, async (point) => {
      const first = synced.worker();
      await first.drive();
      await first.release();
      await synced.publish(example("neu"), example("beispiel-0001", "Anders"));
      await killedAt(point);
      await nextWorker();
      await synced.expectInStep();
      expect(Object.keys(await synced.published())).toHaveLength(12);
    });

    it.each(WHILE_BUILDING)("at %s leaves one whole index in the end", { timeout: 60_000 }, async (point) => {
      await killedAt(point);
      await nextWorker();
      await synced.expectInStep();
      expect(synced.stub.indexes).toEqual([(await synced.state()).liveUid]);
    });
  });
});
