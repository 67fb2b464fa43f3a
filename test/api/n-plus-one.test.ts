// How many SQL statements an answer costs: a handful, however many examples and whatever of them is asked for.
import { getNamedType, isObjectType, type GraphQLObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aBudget, aCount, anExample, anOutcome, SOURCES } from "../support/content.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const MOST = 10;

/** Whole tables, and reasons for each comparable example, are too much to ask for with every fact. */
const NOT_ASKED = ["SourceTable", "Comparable"];

/** Every field of a type and of all it leads to, each type once on a path. */
function everythingOf(type: GraphQLObjectType, path: readonly string[] = []): string {
  const within = [...path, type.name];
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isObjectType(inner)) return [field.name];
    return [...within, ...NOT_ASKED].includes(inner.name) ? [] : [`${field.name} ${everythingOf(inner, within)}`];
  });
  return `{ ${fields.join(" ")} }`;
}

/** An example with something in every list. */
const full = (i: number, title = `Quastenflosser ${i}`) =>
  anExample({
    slug: `voll-${i}`,
    title,
    partners: ["Ein Verein", "Eine Kammer"],
    targetGroups: ["alleinerziehende", "junge-menschen"],
    methods: ["coaching", "gruppe"],
    keywords: ["teilzeitausbildung", "berufsorientierung"],
    legalBases: [{ cited: "§ 16 SGB II i. V. m. § 45 SGB III", sources: SOURCES }],
    implementations: ["PROCUREMENT"],
    fundingSources: ["ESF", "STATE"],
    budgets: [aBudget(), aBudget({ amount: 600, basis: "PER_PARTICIPANT_MONTH" })],
    participants: [aCount(), aCount({ kind: "TOTAL", value: 60 })],
    outcomes: [anOutcome(), anOutcome({ indicator: "in Ausbildung", kind: "TRAINING" })],
    staffingRatios: [{ clientsMin: 20, sources: SOURCES }],
    staffing: [{ role: "Fallmanagement", posts: 2, sources: SOURCES }],
    period: { start: "2012", end: "2013", sources: SOURCES },
    individualDuration: { monthsMin: 6, sources: SOURCES },
    weeklyHours: { min: 20, sources: SOURCES },
    editorialNotes: [{ text: "Ein Hinweis.", sources: SOURCES }],
    related: [1, 2].map((step) => ({ example: `voll-${(i + step) % 110}`, note: "Ein Nachbar." })),
  });
const NUMBERS = Array.from({ length: 110 }, (_, i) => i);

describe.each(DATABASES)("statements on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
      await app.publish(...NUMBERS.map((i) => full(i)));
    });
    afterAll(() => app.close());

    /** A page with everything, and how many statements it took. */
    const page = async (first: number, on = app) => {
      const example = everythingOf(on.schema.getType("PracticeExample") as GraphQLObjectType);
      on.statements();
      const { data, errors } = await on.query(
        `query ($first: Int) {
          searchPracticeExamples(query: "Quastenflosser", first: $first) {
            totalCount edges { node ${example} related: node { related { note example { title related { note } } } } highlights { field html } } facets { name values { value label count } }
          }
        }`,
        { first },
      );
      expect(errors).toBeUndefined();
      const statements = on.statements();
      const { edges } = data.searchPracticeExamples;
      return {
        statements,
        nodes: edges.map((edge: any) => edge.node),
        related: edges.map((edge: any) => edge.related.related),
      };
    };

    it("are as many for a hundred examples with everything as for one", async () => {
      const one = await page(1);
      const hundred = await page(100);
      expect(one.nodes).toHaveLength(1);
      expect(hundred.nodes).toHaveLength(100);
      expect(hundred.related.every((related: any[]) => related.length === 4)).toBe(true);
      expect(hundred.nodes[0].legalBases[0].sources[0].source.slug).toBe("ag-eingliederung-2013");
      expect(hundred.statements.length).toBeLessThanOrEqual(MOST);
      expect(hundred.statements.length).toBe(one.statements.length);
      expect(one.statements.length).toBeGreaterThan(0);
    });

    it("are few where nothing is kept from earlier: every example has a new revision that nobody has read", async () => {
      const contents = NUMBERS.map((i) => full(i, `Quastenflosser ${i}, überarbeitet`));
      await app.publishUnheard(...contents);
      const cold = await page(100);
      expect(cold.nodes.every((node: any) => node.revision > 1 && node.title.endsWith("überarbeitet"))).toBe(true);
      expect(cold.statements.length).toBeLessThanOrEqual(MOST);
      const warm = await page(100);
      expect(warm.statements.length).toBeLessThan(cold.statements.length);
      await app.settled();
    });

    it("are few for the first request after a start", async () => {
      const restarted = await anApp(kind, { database: app.database });
      try {
        const { statements, nodes } = await page(100, restarted);
        expect(nodes).toHaveLength(100);
        expect(statements.length).toBeLessThanOrEqual(MOST);
      } finally {
        await restarted.close();
      }
    });

    it("are few for two searches, an example and a node in one request", async () => {
      app.statements();
      const { data } = await app.query(
        `query ($id: ID!) {
          a: searchPracticeExamples(query: "Quastenflosser", first: 50) { edges { node { id } } }
          b: searchPracticeExamples(query: "Jugendliche", first: 50) { edges { node { title } } }
          c: practiceExample(slug: "voll-3") { organisation { name } }
          d: node(id: $id) { id }
        }`,
        { id: "UHJhY3RpY2VFeGFtcGxlOnZvbGwtNA" },
      );
      expect(data.d).not.toBeNull();
      expect(app.statements().length).toBeLessThanOrEqual(MOST);
    });

    /** With each example of a page its comparable ones with all reasons, and theirs. */
    const comparables = async (first: number) => {
      app.statements();
      const { data, errors } = await app.query(
        `query ($first: Int) {
          searchPracticeExamples(query: "Quastenflosser", first: $first) {
            edges { node { slug comparable { score example { slug title } matched { text } different { text } unknown { text } } } }
          }
        }`,
        { first },
      );
      expect(errors).toBeUndefined();
      return { statements: app.statements(), nodes: data.searchPracticeExamples.edges.map((edge: any) => edge.node) };
    };

    it("are no more for the comparable examples of a hundred examples than for those of one", async () => {
      const one = await comparables(1);
      const hundred = await comparables(100);
      expect(hundred.nodes).toHaveLength(100);
      for (const { slug, comparable } of hundred.nodes) {
        expect(comparable).toHaveLength(5);
        expect(comparable.map(({ example }: any) => example.slug)).not.toContain(slug);
      }
      expect(hundred.statements.length).toBeLessThanOrEqual(one.statements.length);
      expect(one.statements.length).toBeLessThanOrEqual(2);
    });

    it("are as many for fifty comparable examples as for one, and no more for a situation", async () => {
      const asked = async (to: object, first: number) => {
        app.statements();
        const { data } = await app.query(
          "query ($to: ComparableTo!, $first: Int) { comparablePracticeExamples(to: $to, first: $first) { example { slug } } }",
          { to, first },
        );
        expect(data.comparablePracticeExamples).toHaveLength(first);
        return app.statements().length;
      };
      const one = await asked({ slug: "voll-1" }, 1);
      expect(await asked({ slug: "voll-1" }, 50)).toBe(one);
      expect(await asked({ targetGroups: ["alleinerziehende"] }, 50)).toBeLessThanOrEqual(one);
    });

    it("are none for the closed lists", async () => {
      app.statements();
      await app.query(
        `{ targetGroups { label narrower { label } } methods { label } instruments { provisions { title predecessors { title } } }
           sources { title tables { rows { cells { number } } csv } } }`,
      );
      expect(app.statements()).toEqual([]);
    });
  });
});
