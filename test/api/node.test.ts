// Ids: opaque, of every type that has one, and the same on every database.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const IDS = `{
  searchPracticeExamples(first: 100) { edges { node { id slug organisation { id slug } keywords { id slug } } } }
  targetGroups { id slug }
  methods { id slug }
  instruments { id slug }
  sources { id slug }
}`;
const NODE = `query ($id: ID!) {
  node(id: $id) {
    __typename id
    ... on PracticeExample { slug } ... on Organisation { slug } ... on TargetGroup { slug }
    ... on Method { slug } ... on Keyword { slug } ... on Instrument { slug } ... on Source { slug }
  }
}`;

type Thing = { id: string; slug: string };

/** Things of every type, by their type. */
async function things(app: TestApp): Promise<Record<string, Thing[]>> {
  const { data } = await app.query(IDS);
  const examples = data.searchPracticeExamples.edges.map((edge: any) => edge.node);
  const own = ({ id, slug }: Thing) => ({ id, slug });
  return {
    PracticeExample: examples.map(own),
    Organisation: examples.map((example: any) => example.organisation),
    Keyword: examples.flatMap((example: any) => example.keywords),
    TargetGroup: data.targetGroups,
    Method: data.methods,
    Instrument: data.instruments,
    Source: data.sources,
  };
}

describe.each(DATABASES)("ids on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
    });
    afterAll(() => app.close());

    test.each(["PracticeExample", "Organisation", "Keyword", "TargetGroup", "Method", "Instrument", "Source"])(
      "lead back to the %s they came from",
      async (type) => {
        const all = (await things(app))[type]!;
        expect(all.length).toBeGreaterThan(0);
        for (const { id, slug } of all)
          expect(await app.query(NODE, { id })).toEqual({ data: { node: { __typename: type, id, slug } } });
      },
    );

    it("are known for every type that implements Node", async () => {
      const { data } = await app.query('{ node: __type(name: "Node") { possibleTypes { name } } }');
      expect(data.node.possibleTypes.map((type: any) => type.name).sort()).toEqual(
        Object.keys(await things(app)).sort(),
      );
    });

    it("tell apart things of different types with one slug", async () => {
      const ids = Object.values(await things(app)).flatMap((list) => [...new Set(list.map(({ id }) => id))]);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it("lead to the same example by id and by slug", async () => {
      const [{ id, slug }] = (await things(app)).PracticeExample as [Thing];
      const { data } = await app.query(
        "query ($id: ID, $slug: String) { a: practiceExample(id: $id) { id title } b: practiceExample(slug: $slug) { id title } }",
        { id, slug },
      );
      expect(data.a).toEqual(data.b);
      expect(data.a.id).toBe(id);
    });

    it("are the same on another database", async () => {
      const other = await anApp("sqlite");
      try {
        expect(await things(other)).toEqual(await things(app));
      } finally {
        await other.close();
      }
    });
  });
});
