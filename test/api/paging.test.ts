// Relay connections: page by page every example once, in an order that each sort promises.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { aBudget, aCount, anExample, anOutcome, SOURCES } from "../support/content.ts";
import { anApp, DATABASES, type TestApp, theCollection } from "../support/app.ts";

const SEARCH = `query ($query: String, $filter: PracticeExampleFilter, $sort: PracticeExampleSort, $first: Int, $after: String) {
  searchPracticeExamples(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges {
      cursor score
      node {
        slug title publishedAt evidenceLevel staffingRatios { clientsMin } costPerParticipantMonth { value { value } }
      }
    }
  }
}`;
const SORTS = ["RELEVANCE", "TITLE", "NEWEST", "COST", "STAFFING_RATIO", "EVIDENCE"];

/** In German alphabetical order (DIN 5007-1): umlauts as their base letters, ß as ss, signs and case ignored. */
const TITLES = [
  "adventskurs",
  "Alt und neu",
  "„Ältere“ in Arbeit",
  "Amt",
  "Ämterlotse",
  "Ofenbau",
  "Öffnung",
  "Oper",
  "Straßenfest",
  "Strassenlauf",
  "Übermut",
  "Uhr",
  "Zz",
];

describe.each(DATABASES)("paging on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      await app.publish(...TITLES.map((title, i) => anExample({ slug: `titel-${i}`, title })).toReversed());
      const ratio = (clientsMin: number, clientsMax = clientsMin) => ({
        staffingRatios: [{ clientsMin, clientsMax, sources: SOURCES }],
      });
      const cost = (amount: number) => ({ budgets: [aBudget({ amount, basis: "PER_PARTICIPANT_MONTH" })] });
      await app.publish(
        anExample({ slug: "teuer", title: "A", ...cost(99_000), ...ratio(900) }),
        anExample({ slug: "guenstig", title: "B", ...cost(1), ...ratio(0.5, 1_000) }),
        anExample({ slug: "gleich-teuer", title: "C", ...cost(99_000), ...ratio(900) }),
        anExample({
          slug: "wirksam",
          title: "D",
          participants: [aCount()],
          outcomes: [
            anOutcome({
              n: 30,
              comparison: { design: "MATCHED_GROUP", text: "gleich viele ohne Teilnahme", value: 4 },
            }),
          ],
        }),
      );
    });
    afterAll(() => app.close());

    const search = async (variables: object) => {
      const { data, errors } = await app.query(SEARCH, { ...variables });
      expect(errors).toBeUndefined();
      return data.searchPracticeExamples;
    };
    const nodes = async (variables: object) =>
      (await search({ first: 100, ...variables })).edges.map((edge: any) => edge.node);

    const searches = [
      ...SORTS.map((sort): [string, object] => [`by ${sort}`, { sort }]),
      ["by relevance of words", { query: "Beratung" }] as [string, object],
      [
        "by relevance with a filter",
        { query: "Arbeit", filter: { carrierTypes: ["JOINT_FACILITY", "MUNICIPAL"] } },
      ] as [string, object],
    ];
    test.each(searches)(
      "gives each example once in pages of seven, %s, as in one page of a hundred",
      async (_, variables) => {
        const all = await search({ ...variables, first: 100 });
        const pages = [await search({ ...variables, first: 7 })];
        while (pages.at(-1).pageInfo.hasNextPage)
          pages.push(await search({ ...variables, first: 7, after: pages.at(-1).pageInfo.endCursor }));
        expect(pages.flatMap((page) => page.edges)).toEqual(all.edges);
        expect(new Set(all.edges.map((edge: any) => edge.node.slug)).size).toBe(all.totalCount);
        expect(pages).toHaveLength(Math.ceil(all.totalCount / 7));
        expect(pages.length).toBeGreaterThan(1);
        for (const [i, { totalCount, pageInfo, edges }] of pages.entries()) {
          expect(totalCount).toBe(all.totalCount);
          expect(pageInfo).toEqual({
            hasNextPage: i < pages.length - 1,
            hasPreviousPage: i > 0,
            startCursor: edges[0].cursor,
            endCursor: edges.at(-1).cursor,
          });
        }
      },
    );

    it("may change the page size on the way", async () => {
      const all = await search({ sort: "TITLE", first: 100 });
      const rest = await search({ sort: "TITLE", first: 100, after: all.edges[2].cursor });
      expect(rest.edges).toEqual(all.edges.slice(3));
    });

    it("ends with an empty page after the last example", async () => {
      const { pageInfo } = await search({ first: 100 });
      expect(await search({ first: 100, after: pageInfo.endCursor })).toMatchObject({
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      });
    });

    it("gives scores to searches with words only, best first", async () => {
      const scores = (await search({ query: "Ausbildung", first: 100 })).edges.map((edge: any) => edge.score);
      expect(scores.length).toBeGreaterThan(2);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect((await search({})).edges.every((edge: any) => edge.score === null)).toBe(true);
    });

    it("sorts titles as a German index does", async () => {
      const titles = (await nodes({ sort: "TITLE" })).map((node: any) => node.title);
      expect(titles.filter((title: string) => TITLES.includes(title))).toEqual(TITLES);
    });

    it("sorts by title where there are no words to be relevant to", async () => {
      expect(await nodes({ sort: "RELEVANCE" })).toEqual(await nodes({ sort: "TITLE" }));
    });

    const EVIDENCE = ["EFFECT_SHOWN", "COMPARED", "MONITORED", "DESCRIBED"];
    test.each<[string, string, (node: any) => number | null, string]>([
      ["the newest", "NEWEST", (node) => -Date.parse(node.publishedAt), "teuer"],
      ["the lowest cost", "COST", (node) => node.costPerParticipantMonth?.value.value ?? null, "guenstig"],
      [
        "the closest ratio",
        "STAFFING_RATIO",
        (node) =>
          node.staffingRatios.length > 0 ? Math.min(...node.staffingRatios.map((r: any) => r.clientsMin)) : null,
        "guenstig",
      ],
      ["the strongest evidence", "EVIDENCE", (node) => EVIDENCE.indexOf(node.evidenceLevel), "wirksam"],
    ])("puts %s first, what is unknown last, and equals by title", async (_, sort, key, first) => {
      const sorted = await nodes({ sort });
      const byTitle = await nodes({ sort: "TITLE" });
      const known = byTitle.filter((node: any) => key(node) !== null).sort((a: any, b: any) => key(a)! - key(b)!);
      expect(sorted).toEqual([...known, ...byTitle.filter((node: any) => key(node) === null)]);
      expect(sorted[0].slug).toBe(first);
      const keys = new Set(sorted.map(key));
      expect(keys.size).toBeGreaterThan(1);
    });
  });
});
