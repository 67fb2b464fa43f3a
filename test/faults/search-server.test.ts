// The whole application with a search server configured: without it, beside it, and when it goes.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { MeilisearchServer } from "../../src/search/engines/meilisearch-server.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { MEILISEARCH } from "../support/meilisearch.ts";

const HEALTHY = { name: "meilisearch", degraded: false, reason: null };

async function search(app: TestApp, query: string) {
  const { data } = await app.query(
    `query ($query: String) {
      searchPracticeExamples(query: $query) { totalCount engine { name degraded reason } edges { node { slug } } }
    }`,
    { query },
  );
  const { totalCount, engine, edges } = data.searchPracticeExamples;
  return { totalCount, engine, slugs: edges.map((edge: any) => edge.node.slug) };
}

/** A port on which nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe.each(DATABASES)("on $kind, with a search server", ({ kind, available }) => {
  let app: TestApp | undefined;
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  describe.skipIf(!available)("that is not there", () => {
    it("starts, answers within a second, says by whom and why, and ends at once", async () => {
      app = await anApp(kind, { env: { MEILI_URL: await nobody(), MEILI_KEY: "0123456789abcdef" } });
      await app.publish(anExample({ slug: "quastenflosser", title: "Quastenflosser" }));
      const begin = performance.now();
      const answer = await search(app, "Quastenflosser");
      expect(performance.now() - begin).toBeLessThan(1_000);
      expect(answer.slugs).toEqual(["quastenflosser"]);
      expect(answer.engine).toEqual({
        name: "embedded",
        degraded: true,
        reason: "Der Suchindex wird noch aufgebaut.",
      });
      const ending = performance.now();
      await app.close();
      app = undefined;
      expect(performance.now() - ending).toBeLessThan(3_000);
    });
  });

  describe.skipIf(!available || !MEILISEARCH)("that is real (needs MEILI_URL and MEILI_KEY)", () => {
    it(
      "is answered by it once the index is built, new and withdrawn examples included",
      { timeout: 60_000 },
      async () => {
        const before = await new MeilisearchServer(MEILISEARCH!).indexes();
        app = await anApp(kind, { env: { MEILI_URL: MEILISEARCH!.url, MEILI_KEY: MEILISEARCH!.key } });
        try {
          await app.settled();
          expect((await search(app, "Alleinerziehende")).engine).toEqual(HEALTHY);
          await app.publish(anExample({ slug: "quastenflosser", title: "Quastenflosser" }));
          expect(await search(app, "Quastenflosser")).toEqual({
            totalCount: 1,
            engine: HEALTHY,
            slugs: ["quastenflosser"],
          });
          await app.withdraw("quastenflosser");
          expect((await search(app, "Quastenflosser")).slugs).toEqual([]);
          await app.settled();
          expect(await search(app, "Quastenflosser")).toEqual({ totalCount: 0, engine: HEALTHY, slugs: [] });
        } finally {
          const server = new MeilisearchServer(MEILISEARCH!);
          for (const uid of await server.indexes()) if (!before.includes(uid)) await server.drop(uid);
        }
      },
    );
  });
});
