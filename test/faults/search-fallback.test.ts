// The search server is down, slow or talks nonsense: every search is answered within a second, rightly, and says by whom; and back again.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Breaker } from "../../src/search/breaker.ts";
import type { EngineQuestion } from "../../src/search/engine.ts";
import { DATABASES } from "../support/app.ts";
import { aSynced, examples, type Synced } from "../support/synced.ts";

const question = (limit = 10): EngineQuestion => ({
  words: [],
  lastIsPrefix: false,
  match: "all",
  clauses: [],
  sort: { by: "title", descending: false },
  offset: 0,
  limit,
});
const HEALTHY = { name: "meilisearch", degraded: false, reason: null };
const UNREACHABLE = "Der Suchserver ist nicht erreichbar.";
const FAULTS = [
  ["hang", "Der Suchserver antwortet nicht schnell genug."],
  ["trickle", "Der Suchserver antwortet nicht schnell genug."],
  ["cut", UNREACHABLE],
  ["502", UNREACHABLE],
  ["503", "Der Suchserver kann die Suche gerade nicht beantworten."],
  ["rubbish", UNREACHABLE],
] as const;

describe.each(DATABASES)("searching beside $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let synced: Synced;
    let searching: Awaited<ReturnType<Synced["engine"]>>;
    beforeEach(async () => {
      synced = await aSynced(kind);
      await synced.publish(...examples(3));
      await synced.worker().drive();
      searching = await synced.engine();
    });
    afterEach(() => synced.close());

    const slugs = examples(3).map(({ slug }) => slug);
    const searches = () => synced.stub.requests.filter(({ path }) => path === "/multi-search").length;
    /** Searches, and fails unless the answer is right and there within a second. */
    const search = async () => {
      const begin = performance.now();
      const answer = await searching.engine.search(question());
      expect(performance.now() - begin).toBeLessThan(1_000);
      expect(answer.total).toBe(3);
      expect(answer.hits.map(({ id }) => id)).toEqual(slugs);
      return answer.engine;
    };
    /** Whoever asks while the server is left alone gets it probed in the background. */
    const probed = async () => {
      const before = searches();
      searching.elapse(5_001);
      await search();
      await expect.poll(searches).toBe(before + 1);
      // The answer to the probe is read a few turns after it was sent.
      await expect.poll(async () => (await search())!.name).toBe("meilisearch");
    };

    it("asks the server while it is well", async () => {
      for (let i = 0; i < 3; i++) expect(await search()).toEqual(HEALTHY);
      expect(searches()).toBe(3);
    });

    describe.each(FAULTS)("when it answers with %s", (manner, reason) => {
      it("answers itself, says why, does not make the next ones wait, and goes back", async () => {
        synced.stub.manner = manner;
        const degraded = { name: "embedded", degraded: true, reason };
        expect(await search()).toEqual(degraded);
        for (let i = 0; i < 10; i++) expect(await search()).toEqual(degraded);
        expect(searches()).toBe(1);
        searching.elapse(1_001);
        expect(await search()).toEqual(degraded);
        expect(searches()).toBe(2);
        synced.stub.manner = "well";
        searching.elapse(1_001);
        expect(await search()).toEqual(HEALTHY);
      });
    });

    it("when connections are refused, answers itself, and goes back once the server is there again", async () => {
      await synced.stub.stop();
      for (let i = 0; i < 5; i++) {
        expect(await search()).toEqual({ name: "embedded", degraded: true, reason: UNREACHABLE });
        searching.elapse(1_001);
      }
      await synced.stub.start();
      expect(await search()).toEqual({ name: "embedded", degraded: true, reason: UNREACHABLE });
      await probed();
      expect(await search()).toEqual(HEALTHY);
    });

    it("leaves a server alone that has failed five times in ten seconds, but for a probe every five", async () => {
      synced.stub.manner = "503";
      for (let i = 0; i < 5; i++) {
        await search();
        searching.elapse(1_001);
      }
      expect(searches()).toBe(5);
      for (let i = 0; i < 3; i++) {
        await search();
        searching.elapse(1_001);
      }
      expect(searches()).toBe(5);
      searching.elapse(2_000);
      await search();
      await expect.poll(searches).toBe(6);
      await search();
      expect(searches()).toBe(6);
    });

    it("answers every one of many searches at once within a second while the server hangs", async () => {
      synced.stub.manner = "hang";
      await Promise.all(Array.from({ length: 30 }, search));
      synced.stub.manner = "well";
      await probed();
    });

    it("says nothing of what was asked in its log, and not the key", async () => {
      synced.stub.manner = "503";
      const words = [{ text: "Geheimnis", exact: "geheimnis", own: "geheimnis", terms: ["geheimnis"] }];
      await searching.engine.search({ ...question(), words });
      synced.stub.manner = "rubbish";
      searching.elapse(1_001);
      await searching.engine.search({ ...question(), words });
      expect(synced.log).toHaveLength(2);
      expect(JSON.stringify(synced.log)).not.toMatch(/geheimnis|0123456789abcdef/i);
    });

    it("goes on when the index has been switched, at the latest with the next search but one", async () => {
      expect(await search()).toEqual(HEALTHY);
      const { liveUid } = await synced.state();
      await synced.server.drop(liveUid!);
      expect(await search()).toMatchObject({ name: "embedded", degraded: true });
    });

    it("answers itself while there is no index yet", async () => {
      await synced.db.write((manager) => manager.query("DELETE FROM search_state"));
      searching.live.forget();
      const before = searches();
      expect(await search()).toEqual({
        name: "embedded",
        degraded: true,
        reason: "Der Suchindex wird noch aufgebaut.",
      });
      expect(searches()).toBe(before);
    });
  });
});

describe("the breaker", () => {
  const aBreaker = () => {
    let now = 0;
    const breaker = new Breaker(() => now);
    return { breaker, pass: (milliseconds: number) => void (now += milliseconds) };
  };

  it("does not open for failures that lie far apart", () => {
    const { breaker, pass } = aBreaker();
    for (let i = 0; i < 20; i++) {
      breaker.failed();
      pass(2_600);
      expect(breaker.advice()).toBe("ask");
    }
  });

  it("closes with the first success and then needs five new failures", () => {
    const { breaker, pass } = aBreaker();
    for (let i = 0; i < 5; i++) breaker.failed();
    pass(5_000);
    expect(breaker.advice()).toBe("probe");
    breaker.succeeded();
    expect(breaker.advice()).toBe("ask");
    for (let i = 0; i < 4; i++) breaker.failed();
    pass(1_000);
    expect(breaker.advice()).toBe("ask");
  });

  it("sends one probe every five seconds, however many ask", () => {
    const { breaker, pass } = aBreaker();
    for (let i = 0; i < 5; i++) breaker.failed();
    const advice = [];
    for (let i = 0; i < 200; i++) {
      pass(100);
      advice.push(breaker.advice());
      if (advice.at(-1) === "probe") breaker.failed();
    }
    expect(advice.filter((a) => a === "probe")).toHaveLength(4);
    expect(advice).not.toContain("ask");
  });
});
