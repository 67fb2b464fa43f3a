import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";
import { examples } from "../support/seeds.ts";

describe.each(DATABASES)("search on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
    });
    afterAll(() => app.close());

    const search = async (query: string, filter: object = {}, fields = "") => {
      const { data, errors } = await app.query(
        `query ($query: String, $filter: PracticeExampleFilter) {
          searchPracticeExamples(query: $query, filter: $filter, first: 100) {
            totalCount edges { node { slug title } } facets { name values { value label count selected } } reading { notes relaxations { text count dropped } } ${fields}
          }
        }`,
        { query, filter },
      );
      expect(errors).toBeUndefined();
      return data.searchPracticeExamples;
    };
    const slugs = (result: { edges: { node: { slug: string } }[] }) => result.edges.map((e) => e.node.slug);

    it("holds every example of the seeds", async () => {
      expect((await search("")).totalCount).toBe(examples.length);
    });

    it("answers a caseworker's question with words and a citation", async () => {
      const result = await search("Alleinerziehende, Teilzeit, § 45");
      expect(slugs(result)).toContain("jumita-goettingen");
    });

    it("counts a facet without its own choice, and every other facet with it", async () => {
      const all = await search("");
      const chosen = await search("", { federalStates: ["BY"] });
      const facet = (result: any, name: string) => result.facets.find((f: any) => f.name === name).values;
      expect(facet(chosen, "federalStates").map((v: any) => [v.value, v.count])).toEqual(
        facet(all, "federalStates").map((v: any) => [v.value, v.count]),
      );
      expect(facet(chosen, "federalStates").find((v: any) => v.value === "BY").selected).toBe(true);
      const kinds = facet(chosen, "carrierTypes").reduce((sum: number, v: any) => sum + v.count, 0);
      expect(kinds).toBe(chosen.totalCount);
    });

    it("keeps the promise of every count: choosing the value finds that many", async () => {
      const { facets } = await search("");
      for (const facet of facets)
        for (const { value, count } of facet.values) {
          const list = !["evidenceAtLeast", "activeIn", "clientsPerStaff", "costPerParticipantMonth"].includes(
            facet.name,
          );
          const [min, max] = value.split("-").map(Number);
          const chosen = list
            ? [value]
            : facet.name === "activeIn"
              ? Number(value)
              : facet.name === "evidenceAtLeast"
                ? value
                : { min, max };
          expect([facet.name, value, (await search("", { [facet.name]: chosen })).totalCount]).toEqual([
            facet.name,
            value,
            count,
          ]);
        }
    });
  });
});
