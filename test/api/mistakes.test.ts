// Every mistake of a client comes back as data: a code, the path to the field, and a sentence in German.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { toId } from "../../src/platform/node.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const SEARCH = `query ($query: String, $filter: PracticeExampleFilter, $first: Int, $after: String, $sort: PracticeExampleSort) {
  searchPracticeExamples(query: $query, filter: $filter, first: $first, after: $after, sort: $sort) {
    totalCount edges { cursor node { slug } } pageInfo { endCursor }
  }
}`;
const LEGAL_BASIS = "query ($citation: String!, $on: Date) { legalBasis(citation: $citation, on: $on) { recognised } }";
const NODE = "query ($id: ID!) { node(id: $id) { id } }";
const EXAMPLE = "query ($id: ID, $slug: String) { practiceExample(id: $id, slug: $slug) { slug } }";

const encoded = (text: string) => Buffer.from(text).toString("base64url");

describe.each(DATABASES)("mistakes on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    beforeAll(async () => {
      app = await anApp(kind);
    });
    afterAll(() => app.close());

    /** The problems of an answer that is wholly refused, checked for what all of them have in common. */
    const problems = async (query: string, variables: object = {}) => {
      const { errors } = await app.query(query, { ...variables });
      expect(errors).toHaveLength(1);
      expect(errors![0].extensions.code).toBe("BAD_USER_INPUT");
      for (const { message } of errors![0].extensions.problems) {
        expect(message).toMatch(/\.$/);
        expect(message).not.toMatch(/\b(the|is not|must|invalid|cannot|expected|got|value)\b/i);
        expect(errors![0].message).toContain(message);
      }
      return errors![0].extensions.problems.map(({ code, path }: any) => [code, path.join(".")]);
    };

    test.each<[string, object, string, string]>([
      ["more than 200 characters", { query: "a".repeat(201) }, "QUERY_TOO_LONG", "query"],
      ["a page without entries", { first: 0 }, "INVALID_PAGE_SIZE", "first"],
      ["a page of less than nothing", { first: -1 }, "INVALID_PAGE_SIZE", "first"],
      ["a page of 101", { first: 101 }, "INVALID_PAGE_SIZE", "first"],
      ["a page size that is no number", { first: "zehn" }, "INVALID_VALUE", "variables.first"],
      ["a made-up cursor", { after: "Seite 2" }, "INVALID_CURSOR", "after"],
      ["a cursor of nothing we made", { after: encoded("1:0123456789xy") }, "INVALID_CURSOR", "after"],
      [
        "an unknown target group",
        { filter: { targetGroups: ["frauen", "gibts-nicht"] } },
        "UNKNOWN_VALUE",
        "filter.targetGroups.1",
      ],
      ["an unknown keyword", { filter: { keywords: ["gibts-nicht"] } }, "UNKNOWN_VALUE", "filter.keywords.0"],
      [
        "an unknown organisation",
        { filter: { organisations: ["gibts-nicht"] } },
        "UNKNOWN_VALUE",
        "filter.organisations.0",
      ],
      ["an unknown source", { filter: { sources: ["gibts-nicht"] } }, "UNKNOWN_VALUE", "filter.sources.0"],
      ["an unknown instrument", { filter: { instruments: ["gibts-nicht"] } }, "UNKNOWN_VALUE", "filter.instruments.0"],
      ["a filter's own syntax", { filter: { keywords: ["' OR 1=1 --"] } }, "UNKNOWN_VALUE", "filter.keywords.0"],
      [
        "quotes and backslashes",
        { filter: { targetGroups: ['\\"frauen"]'] } },
        "UNKNOWN_VALUE",
        "filter.targetGroups.0",
      ],
      ["names that every object has", { filter: { keywords: ["constructor"] } }, "UNKNOWN_VALUE", "filter.keywords.0"],
      [
        "what cannot be a citation",
        { filter: { legalBases: ["§ 45 SGB III", "irgendwas"] } },
        "UNKNOWN_CITATION",
        "filter.legalBases.1",
      ],
      [
        "a law book without a section",
        { filter: { legalBases: ["SGB II"] } },
        "UNKNOWN_CITATION",
        "filter.legalBases.0",
      ],
      [
        "an unknown state",
        { filter: { federalStates: ["BY", "XX"] } },
        "INVALID_VALUE",
        "variables.filter.federalStates.1",
      ],
      ["null inside a list", { filter: { targetGroups: [null] } }, "INVALID_VALUE", "variables.filter.targetGroups.0"],
      ["an unknown filter", { filter: { farbe: "rot" } }, "INVALID_VALUE", "variables.filter"],
      [
        "a ratio whose ends are exchanged",
        { filter: { clientsPerStaff: { min: 50, max: 20 } } },
        "EMPTY_RANGE",
        "filter.clientsPerStaff",
      ],
      [
        "a cost whose ends are exchanged",
        { filter: { costPerParticipantMonth: { min: 2, max: 1 } } },
        "EMPTY_RANGE",
        "filter.costPerParticipantMonth",
      ],
      [
        "51 values of a filter",
        { filter: { targetGroups: Array<string>(51).fill("frauen") } },
        "TOO_MANY_VALUES",
        "filter.targetGroups",
      ],
      [
        "101 values of a filter",
        { filter: { targetGroups: Array<string>(101).fill("frauen") } },
        "INPUT_TOO_LONG",
        "variables.filter.targetGroups",
      ],
      ["NUL in the query", { query: "Frauen\0" }, "INVALID_CHARACTERS", "variables.query"],
      ["a control character in the query", { query: "Frauen\u0007" }, "INVALID_CHARACTERS", "variables.query"],
      ["half an emoji in the query", { query: "Frauen \ud83d" }, "INVALID_CHARACTERS", "variables.query"],
      ["the other half", { query: "\ude00 Frauen" }, "INVALID_CHARACTERS", "variables.query"],
      ["NUL in a filter", { filter: { keywords: ["a\0"] } }, "INVALID_CHARACTERS", "variables.filter.keywords.0"],
    ])("searching with %s", async (_, variables, code, path) => {
      expect(await problems(SEARCH, variables)).toEqual([[code, path]]);
    });

    it("names every wrong variable at once", async () => {
      expect(
        await problems(SEARCH, {
          first: "zehn",
          sort: "COLOUR",
          filter: { activeIn: "2012", keywords: 1, federalStates: ["BY"] },
        }),
      ).toEqual([
        ["INVALID_VALUE", "variables.filter.keywords"],
        ["INVALID_VALUE", "variables.filter.activeIn"],
        ["INVALID_VALUE", "variables.first"],
        ["INVALID_VALUE", "variables.sort"],
      ]);
    });

    it("checks what is written in the query as it checks variables", async () => {
      expect(await problems('{ searchPracticeExamples(query: "Frauen\\u0000") { totalCount } }')).toEqual([
        ["INVALID_CHARACTERS", "searchPracticeExamples.query"],
      ]);
    });

    it("takes a cursor for the search it came from only", async () => {
      const { data } = await app.query(SEARCH, { query: "Frauen", first: 1 });
      const after = data.searchPracticeExamples.edges[0].cursor;
      expect(await app.query(SEARCH, { query: "Frauen", first: 1, after })).not.toHaveProperty("errors");
      for (const other of [
        { query: "Jugendliche" },
        { query: "Frauen", sort: "TITLE" },
        { query: "Frauen", filter: { federalStates: ["BY"] } },
      ])
        expect(await problems(SEARCH, { ...other, first: 1, after })).toEqual([["INVALID_CURSOR", "after"]]);
    });

    it("refuses pages beyond the thousandth hit, and says what to do", async () => {
      const { data } = await app.query(SEARCH, { first: 1 });
      const [, search] = Buffer.from(data.searchPracticeExamples.edges[0].cursor, "base64url").toString().split(":");
      const cursor = (position: number) => encoded(`${position}:${search}`);
      expect(await app.query(SEARCH, { after: cursor(999) })).not.toHaveProperty("errors");
      expect(await problems(SEARCH, { after: cursor(1_000) })).toEqual([["TOO_DEEP", "after"]]);
      expect(await problems(SEARCH, { after: cursor(10 ** 9) })).toEqual([["INVALID_CURSOR", "after"]]);
    });

    test.each<[string, string]>([
      ["2012-02-30", "a day that the calendar does not have"],
      ["2012-13-01", "a month that the calendar does not have"],
      ["2011-02-29", "29 February of a common year"],
      ["2012-04", "a month"],
      ["01.04.2012", "a German date"],
      ["heute", "a word"],
      ["", "nothing"],
    ])("reading the law of %s, %s", async (on) => {
      expect(await problems(LEGAL_BASIS, { citation: "§ 46 SGB III", on })).toEqual([["INVALID_DATE", "variables.on"]]);
      expect(await problems(`{ legalBasis(citation: "§ 46 SGB III", on: "${on}") { recognised } }`)).toEqual([
        ["INVALID_DATE", ""],
      ]);
    });

    it("takes 29 February of a leap year", async () => {
      expect(await app.query(LEGAL_BASIS, { citation: "§ 46 SGB III", on: "2012-02-29" })).toEqual({
        data: { legalBasis: { recognised: true } },
      });
    });

    test.each([
      ["that is no code", "?"],
      ["that is empty", ""],
      ["that is a slug", "jumita-goettingen"],
      ["without a slug", encoded("PracticeExample")],
      ["with something else for a slug", encoded("PracticeExample:' OR 1=1")],
      ["that is too long", "a".repeat(300)],
    ])("an id %s", async (_, id) => {
      expect(await problems(NODE, { id })).toEqual([["INVALID_ID", "id"]]);
      expect(await problems(EXAMPLE, { id })).toEqual([["INVALID_ID", "id"]]);
    });

    it("asking for an example by both id and slug, or by neither", async () => {
      const id = toId("PracticeExample", "jumita-goettingen");
      for (const variables of [{}, { id: null, slug: null }, { id, slug: "jumita-goettingen" }])
        expect(await problems(EXAMPLE, variables)).toEqual([["ID_OR_SLUG", "id"]]);
    });

    it("is not a mistake: asking for what does not exist", async () => {
      for (const id of [
        toId("PracticeExample", "gibts-nicht"),
        toId("TargetGroup", "gibts-nicht"),
        toId("Provision", "sgb3-45-2012"),
        toId("Query", "x-y"),
      ]) {
        expect(await app.query(NODE, { id })).toEqual({ data: { node: null } });
        expect(await app.query(EXAMPLE, { id })).toEqual({ data: { practiceExample: null } });
      }
      for (const slug of [
        "gibts-nicht",
        "",
        "'; DROP TABLE practice_example; --",
        "%",
        "../jumita-goettingen",
        "JUMITA-GOETTINGEN",
      ])
        expect(await app.query(EXAMPLE, { slug })).toEqual({ data: { practiceExample: null } });
    });

    it("is not a mistake: a page size, order or filter of null", async () => {
      const usual = await app.query(SEARCH, {});
      expect(usual.data.searchPracticeExamples.edges).toHaveLength(20);
      expect(await app.query(SEARCH, { first: null, sort: null, after: null, query: null, filter: null })).toEqual(
        usual,
      );
      expect(
        await app.query(SEARCH, {
          filter: { targetGroups: [], clientsPerStaff: {}, costPerParticipantMonth: { min: null }, activeIn: null },
        }),
      ).toMatchObject({
        data: { searchPracticeExamples: { totalCount: usual.data.searchPracticeExamples.totalCount } },
      });
    });

    it("a variable that is null where the field needs a value", async () => {
      expect(
        await problems('query ($prefix: String = "a") { suggest(prefix: $prefix) { label } }', { prefix: null }),
      ).toEqual([["INVALID_VALUE", "suggest"]]);
      expect(await problems("query ($prefix: String!) { suggest(prefix: $prefix) { label } }")).toEqual([
        ["INVALID_VALUE", "variables.prefix"],
      ]);
    });

    it("kinds of operation that there are not", async () => {
      for (const query of ["subscription { published }"])
        expect(await problems(query)).toEqual([["OPERATION_NOT_SUPPORTED", ""]]);
    });
  });
});
