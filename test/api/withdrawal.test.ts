// What is withdrawn is gone from every answer at once, even before the search has heard of it; the database has the last word.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toId } from "../../src/platform/node.ts";
import { anExample } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

describe.each(DATABASES)("withdrawing on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    const slugs = Array.from({ length: 10 }, (_, i) => `rueckzug-${i}`);
    beforeAll(async () => {
      app = await anApp(kind);
      await app.publish(
        ...slugs.map((slug, i) => anExample({ slug, title: `Quastenflosser ${i}`, keywords: ["teilzeitausbildung"] })),
      );
    });
    afterAll(() => app.close());

    const search = async (variables: object = {}) =>
      (
        await app.query(
          `query ($query: String, $first: Int, $after: String) {
            searchPracticeExamples(query: $query, first: $first, after: $after, sort: TITLE) {
              totalCount pageInfo { hasNextPage endCursor }
              edges { node { slug } } facets { name values { value count } }
            }
          }`,
          { query: "Quastenflosser", first: 100, ...variables },
        )
      ).data.searchPracticeExamples;
    const found = async () => (await search()).edges.map((edge: any) => edge.node.slug);
    const keywordCount = async () => {
      const { facets } = await search();
      return facets.find((f: any) => f.name === "keywords").values.find((v: any) => v.value === "teilzeitausbildung")
        .count;
    };
    const suggested = async () =>
      (await app.query('{ suggest(prefix: "Quastenf", first: 50) { value } }')).data.suggest.map((s: any) => s.value);

    it("hides an example at once, and counts it out when the search has caught up", async () => {
      expect(await found()).toEqual(slugs);
      await app.withdraw("rueckzug-0");

      expect(await found()).toEqual(slugs.slice(1));
      expect(await suggested()).toEqual(slugs.slice(1));
      expect((await app.query('{ practiceExample(slug: "rueckzug-0") { slug } }')).data).toEqual({
        practiceExample: null,
      });
      const id = toId("PracticeExample", "rueckzug-0");
      expect((await app.query("query ($id: ID!) { node(id: $id) { id } }", { id })).data).toEqual({ node: null });

      await app.settled();
      expect((await search()).totalCount).toBe(9);
      expect(await keywordCount()).toBe(9);
      expect(await suggested()).toEqual(slugs.slice(1));
    });

    it("lets a reader go on paging over examples that were withdrawn meanwhile", async () => {
      const first = await search({ first: 3 });
      await app.withdraw("rueckzug-4", "rueckzug-5", "rueckzug-6");
      const second = await search({ first: 3, after: first.pageInfo.endCursor });
      expect(second).toMatchObject({ edges: [], pageInfo: { hasNextPage: true } });
      const third = await search({ first: 3, after: second.pageInfo.endCursor });
      expect(third.edges.map((edge: any) => edge.node.slug)).toEqual(["rueckzug-7", "rueckzug-8", "rueckzug-9"]);
      await app.settled();
      expect((await search()).totalCount).toBe(6);
    });

    it("brings an example back when it is published again", async () => {
      await app.publish(anExample({ slug: "rueckzug-0", title: "Quastenflosser 0", keywords: ["teilzeitausbildung"] }));
      expect(await found()).toContain("rueckzug-0");
      expect(await suggested()).toContain("rueckzug-0");
    });

    it("shows a new text at once, and finds it under its new words when the search has caught up", async () => {
      await app.publish(anExample({ slug: "rueckzug-1", title: "Schnabeltier", keywords: [] }));
      expect(await found()).not.toContain("rueckzug-1");
      expect((await search({ query: "Schnabeltier" })).edges).toEqual([{ node: { slug: "rueckzug-1" } }]);
      expect(
        (await app.query('{ practiceExample(slug: "rueckzug-1") { title revision } }')).data.practiceExample,
      ).toEqual({ title: "Schnabeltier", revision: 2 });
    });
  });
});
