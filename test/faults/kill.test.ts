// Killed at any moment while it prepares the database, the next start completes what was left; nothing is there twice or by half.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { ExampleTable, RevisionTable } from "../../src/catalogue/catalogue.entity.ts";
import { readConfig } from "../../src/config.ts";
import { TargetGroupTable } from "../../src/vocabulary/vocabulary.entity.ts";
import { aDatabase, DATABASES, theCollection, type TestDatabase } from "../support/app.ts";
import { chance, SEED } from "../support/chance.ts";
import { anInstallation, type Installation } from "../support/installation.ts";
import { collection } from "../support/seeds.ts";
import { outside } from "../support/store.ts";

const ROUNDS = 3;

/** Starts like main.js and kills itself before its n-th statement; "all" lets it live and tells how many there are. */
const dieAt = (nth: number | "all") => `
  const { createApp } = await import(process.cwd() + "/dist/app.js");
  const { readConfig } = await import(process.cwd() + "/dist/config.js");
  let statements = 0;
  const onQuery = () => {
    if (++statements === ${JSON.stringify(nth)}) process.kill(process.pid, "SIGKILL");
  };
  const app = await createApp(readConfig(), { seeds: process.cwd() + "/seeds", onQuery });
  console.log("statements: " + statements + ".");
  await app.close();
`;

describe.each(DATABASES)(`kill -9 on $kind (SEED=${SEED})`, ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let installation: Installation;
    let database: TestDatabase;
    const random = chance();
    beforeAll(() => {
      installation = anInstallation(theCollection());
    });
    afterAll(() => installation.drop());
    beforeEach(async () => {
      database = await aDatabase(kind);
      cpSync(theCollection(), installation.seeds, { recursive: true });
    });
    afterEach(() => database.drop());

    const freshDatabase = async () => {
      await database.drop();
      database = await aDatabase(kind);
    };
    const statementsOfAStart = async () => {
      const start = installation.run(dieAt("all"), database);
      expect(await start.ended, start.output()).toEqual({ code: 0, signal: null });
      return Number(/statements: (\d+)/.exec(start.output())![1]);
    };
    const killedAt = async (nth: number) => {
      expect(await installation.run(dieAt(nth), database).ended, `statement ${nth}`).toEqual({
        code: null,
        signal: "SIGKILL",
      });
    };
    /** Starts again and returns what is then true. */
    const recovered = async () => {
      const config = readConfig({
        LOG_LEVEL: "silent",
        DATABASE_URL: database.url,
        ERASED_LIST: database.erasedList,
        SEARCH_INDEX: "off",
      });
      const app = await createApp(config, { seeds: installation.seeds });
      await app.settled();
      const indexed = (
        await app.server.inject({
          method: "POST",
          url: "/graphql",
          payload: { query: "{ searchPracticeExamples(first: 1) { totalCount } }" },
        })
      ).json();
      await app.close();
      return outside(database, async (manager) => {
        if (kind === "sqlite") {
          expect(await manager.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
          expect(await manager.query("PRAGMA foreign_key_check")).toEqual([]);
        }
        const revisions = await manager.find(RevisionTable, { select: { example: true, number: true } });
        const examples = await manager.find(ExampleTable, { select: { slug: true, title: true, revision: true } });
        return {
          indexed: indexed.data.searchPracticeExamples.totalCount,
          examples: examples.length,
          revisions: revisions.length,
          latest: [...new Set(examples.map(({ revision }) => revision))],
          titles: examples.map(({ title }) => title),
          unlogged: await manager.query(
            "SELECT slug FROM practice_example WHERE slug NOT IN (SELECT example FROM catalogue_change)",
          ),
          group: (await manager.findOneByOrFail(TargetGroupTable, { slug: "alleinerziehende" })).label,
        };
      });
    };
    const loaded = {
      indexed: collection.length,
      examples: collection.length,
      revisions: collection.length,
      latest: [1],
      unlogged: [],
    };

    it("during the first load, at random statements", { timeout: 180_000 }, async () => {
      const statements = await statementsOfAStart();
      for (let round = 0; round < ROUNDS; round++) {
        await freshDatabase();
        await killedAt(random(1, statements));
        expect(await recovered()).toMatchObject(loaded);
      }
    });

    it("again and again on the same database", { timeout: 180_000 }, async () => {
      const statements = await statementsOfAStart();
      await freshDatabase();
      await killedAt(random(1, statements));
      // The later ones have less to do and may be done before they die.
      for (let round = 1; round < ROUNDS; round++) await installation.run(dieAt(random(1, statements)), database).ended;
      expect(await recovered()).toMatchObject(loaded);
    });

    it("during a reload after every file was edited, at random statements", { timeout: 180_000 }, async () => {
      const edit = (file: string, change: (text: string) => string) => {
        const path = join(installation.seeds, file);
        writeFileSync(path, change(readFileSync(path, "utf8")));
      };
      const editAll = () => {
        for (const file of readdirSync(join(theCollection(), "examples")))
          edit(`examples/${file}`, (text) => text.replace(/^(title: "?)/m, "$1Neu "));
        edit("vocabulary/target-groups.yaml", (text) =>
          text.replace("label: Alleinerziehende,", "label: Allein Erziehende,"),
        );
      };
      await statementsOfAStart();
      editAll();
      const statements = await statementsOfAStart();
      for (let round = 0; round < 2; round++) {
        await freshDatabase();
        cpSync(theCollection(), installation.seeds, { recursive: true });
        await statementsOfAStart();
        editAll();
        await killedAt(random(1, statements));
        const now = await recovered();
        expect(now).toMatchObject({
          ...loaded,
          revisions: 2 * collection.length,
          latest: [2],
          group: "Allein Erziehende",
        });
        expect(now.titles.filter((title) => !title.startsWith("Neu "))).toEqual([]);
      }
    });

    it("of the real process, at random times", { timeout: 180_000 }, async () => {
      const began = performance.now();
      const first = installation.start(database);
      await first.ready;
      const duration = Math.ceil(performance.now() - began);
      first.kill("SIGKILL");
      await first.ended;
      for (let round = 0; round < ROUNDS; round++) {
        await freshDatabase();
        const victim = installation.start(database);
        // The time is the fault that is injected, not something waited for.
        await sleep(random(duration / 2, duration));
        victim.kill("SIGKILL");
        await victim.ended;
        expect(await recovered()).toMatchObject(loaded);
      }
    });
  });
});
