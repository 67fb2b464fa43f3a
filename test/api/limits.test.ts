// What one request may cost: everything over a limit is refused quickly and as the client's own mistake, and the server lives on.
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNullableType,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  lexicographicSortSchema,
  printSchema,
  type GraphQLInputType,
  type IntrospectionQuery,
} from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { LIMITS } from "../../src/platform/graphql-limits.ts";
import { anApp, type TestApp } from "../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await anApp();
});
afterAll(() => app.close());
afterEach(async () => {
  expect((await app.query("{ sources { slug } }")).data.sources).not.toEqual([]);
});

const times = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join(" ");
const nested = (fields: readonly string[]) => `{ ${fields.join(" { ")} ${"} ".repeat(fields.length)}`;

/** Sends a body three times and returns the answer with its shortest time: what a busy machine adds is not ours. */
async function timed(body: object | string) {
  let milliseconds = Infinity;
  let response = await app.post(body);
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    response = await app.post(body);
    milliseconds = Math.min(milliseconds, performance.now() - start);
  }
  return {
    status: response.statusCode,
    milliseconds,
    codes: response.json().errors.map((e: any) => e.extensions.code),
  };
}

describe("documents", () => {
  const fragments = (type: string, n: number, body: (next: string) => string) =>
    `${times(n, (i) => `fragment F${i} on ${type} { ${body(`...F${i + 1}`)} }`)} fragment F${n} on ${type} { __typename }`;

  test.each<[string, string]>([
    ["5,000 aliases", `{ ${times(5_000, (i) => `a${i}: __typename`)} }`],
    ["a few aliases too many", `{ ${times(LIMITS.aliases + 1, (i) => `a${i}: __typename`)} }`],
    ["3,000 levels", nested(["targetGroups", ...Array<string>(3_000).fill("narrower"), "slug"])],
    ["a few levels too many", nested(["targetGroups", ...Array<string>(LIMITS.depth - 1).fill("broader"), "slug"])],
    ["20,000 directives", `{ __typename ${"@a".repeat(20_000)} }`],
    ["a few directives too many", `{ ${times(26, (i) => `a${i}: __typename @include(if: true) @skip(if: false)`)} }`],
    ["the same field 6,000 times", `{ ${"__typename ".repeat(6_000)} }`],
    ["a few more tokens than allowed", `{ targetGroups { ${"slug ".repeat(LIMITS.tokens)} } }`],
    ["a fragment that contains itself", "{ ...A } fragment A on Query { ...A }"],
    ["fragments in a circle", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"],
    ["fragments that double 40 times", `{ ...F0 } ${fragments("Query", 40, (next) => `${next} ${next}`)}`],
    [
      "fields that double 20 times",
      `{ node(id: "x") { ...F0 } } ${fragments("TargetGroup", 20, (next) => `broader { ${next} } narrower { ${next} }`)}`,
    ],
    [
      "an introspection that doubles",
      `{ __schema { types { ...F0 } } } ${fragments("__Type", 20, (next) => `ofType { ${next} } ofType { ${next} }`)}`,
    ],
    [
      "an introspection without end",
      nested(["__schema", "types", ...times(8, () => "fields type").split(" "), "name"]),
    ],
  ])("refuses %s within 200 ms", async (_, query) => {
    const { status, milliseconds, codes } = await timed({ query });
    expect([400, 413]).toContain(status);
    expect(["BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "REQUEST_TOO_LARGE"]).toEqual(
      expect.arrayContaining(codes),
    );
    expect(milliseconds).toBeLessThan(200);
  });

  it("stops reading at the first token too many", async () => {
    const { errors } = await app.query(`{ ${"__typename ".repeat(LIMITS.tokens)} }`);
    expect(errors!.map((error) => error.extensions.code)).toEqual(["GRAPHQL_PARSE_FAILED"]);
  });

  it("allows what lies just below the limits", async () => {
    const deep = nested(["targetGroups", ...Array<string>(LIMITS.depth - 2).fill("broader"), "slug"]);
    const wide = `{ ${times(LIMITS.aliases, (i) => `a${i}: __typename`)} }`;
    expect(await app.query(deep)).not.toHaveProperty("errors");
    expect(await app.query(wide)).not.toHaveProperty("errors");
  });
});

describe("objects that an answer could hold", () => {
  const search = (page: string) => `searchPracticeExamples${page} { totalCount }`;
  const tooCostly = {
    code: "QUERY_TOO_COSTLY",
    path: [],
    message: `Die Anfrage ist zu groß: höchstens ${LIMITS.nodes} Objekte sind erlaubt.`,
  };
  const problems = async (query: string, variables = {}) =>
    (await app.query(query, variables)).errors?.[0].extensions.problems;

  test.each<[string, string, object]>([
    ["literal", `{ ${times(51, () => search("(first: 100)"))} }`, {}],
    ["variable", `query ($n: Int) { ${times(51, () => search("(first: $n)"))} }`, { n: 100 }],
    ["default of a variable", `query ($n: Int = 100) { ${times(51, () => search("(first: $n)"))} }`, {}],
    [
      "default of the field",
      `{ ${times(26, () => "...Ten")} } fragment Ten on Query { ${times(10, () => search(""))} }`,
      {},
    ],
    [
      "default of the field, asked for with null",
      `query ($n: Int) { ${times(26, () => "...Ten")} } fragment Ten on Query { ${times(10, () => search("(first: $n)"))} }`,
      { n: null },
    ],
    [
      "alias",
      `query ($n: Int) { ${times(3, () => "...Many")} } fragment Many on Query { ${times(10, (i) => `a${i}: ${search("(first: $n)")}`)} ${times(8, () => search("(first: $n)"))} }`,
      { n: 100 },
    ],
  ])("are counted alike by %s", async (_, query, variables) => {
    expect(await problems(query, variables)).toEqual([tooCostly]);
  });

  it("counts the variables of this request, not of an earlier one with the same text", async () => {
    const query = `query ($n: Int) { ${times(51, () => search("(first: $n)"))} }`;
    expect(await problems(query, { n: 1 })).toBeUndefined();
    expect(await problems(query, { n: 100 })).toEqual([tooCostly]);
    expect(await problems(query, { n: 1 })).toBeUndefined();
  });

  test.each([
    [
      "back and forth between instruments and provisions",
      nested(["instruments", ...times(5, () => "provisions instrument").split(" "), "slug"]),
    ],
    [
      "through predecessors and successors",
      nested(["instruments", "provisions", ...times(4, () => "predecessors successors").split(" "), "slug"]),
    ],
    [
      "down from each page of examples",
      nested([
        "searchPracticeExamples(first: 100)",
        "edges",
        "node",
        "legalBases",
        "instrument",
        "provisions",
        "predecessors",
        "successors",
        "slug",
      ]),
    ],
  ])("are counted in lists without pages too: %s", async (_, query) => {
    expect((await problems(query))[0].code).toBe("QUERY_TOO_COSTLY");
  });
});

describe("bodies", () => {
  const query = "query ($filter: PracticeExampleFilter) { searchPracticeExamples(filter: $filter) { totalCount } }";
  const deep = (levels: number, open: string, close: string) =>
    `{"query":${JSON.stringify(query)},"variables":{"filter":${open.repeat(levels)}1${close.repeat(levels)}}}`;

  test.each<[string, object | string]>([
    [
      "200,000 ids in a variable",
      { query, variables: { filter: { targetGroups: Array<string>(200_000).fill("frauen") } } },
    ],
    [
      "as many ids as fit into a body",
      { query, variables: { filter: { targetGroups: Array<string>(24_000).fill("a") } } },
    ],
    ["a variable 3,000 objects deep", deep(3_000, '{"a":', "}")],
    ["a variable 30,000 lists deep", deep(30_000, "[", "]")],
    [
      "a deep variable that nobody uses",
      `{"query":"{ __typename }","variables":{"a":${"[".repeat(3_000)}${"]".repeat(3_000)}}}`,
    ],
    ["a body of 10 MB", { query, padding: "a".repeat(10_000_000) }],
    [
      "a string of 90 kB",
      {
        query: "query ($q: String) { searchPracticeExamples(query: $q) { totalCount } }",
        variables: { q: "a".repeat(90_000) },
      },
    ],
    ["variables that are a list", { query, variables: [1] }],
  ])("refuses %s within 500 ms", async (_, body) => {
    const { status, milliseconds, codes } = await timed(body);
    expect([400, 413]).toContain(status);
    expect(codes).not.toContain("INTERNAL_SERVER_ERROR");
    expect(milliseconds).toBeLessThan(500);
  });
});

describe("inputs", () => {
  /** Values that fill a type over its limits, with the path from the variable to what is too large. */
  function tooLarge(type: GraphQLInputType): { path: string; value: unknown }[] {
    const inner = getNullableType(type);
    if (isListType(inner)) return [{ path: "", value: Array<unknown>(LIMITS.list + 1).fill(smallest(inner.ofType)) }];
    if (isInputObjectType(inner))
      return Object.values(inner.getFields()).flatMap((field) =>
        tooLarge(field.type).map(({ path, value }) => ({
          path: `.${field.name}${path}`,
          value: { [field.name]: value },
        })),
      );
    return inner === GraphQLString || inner === GraphQLID ? [{ path: "", value: "a".repeat(LIMITS.string + 1) }] : [];
  }
  const smallest = (type: GraphQLInputType): unknown => {
    const inner = getNullableType(type);
    return isEnumType(inner) ? inner.getValues()[0]!.name : inner === GraphQLFloat ? 1 : "a";
  };
  const literal = (type: GraphQLInputType) => {
    const inner = getNullableType(type);
    if (inner === GraphQLInt || inner === GraphQLFloat) return "1";
    if (inner === GraphQLBoolean) return "true";
    const text = String(smallest(type));
    return isEnumType(inner) ? text : JSON.stringify(text);
  };

  it("are bounded for every argument of every query and mutation, and what is too large is not repeated", async () => {
    let checked = 0;
    const fields = (["query", "mutation"] as const).flatMap((operation) =>
      Object.values(app.schema.getRootType(operation as never)!.getFields()).map((field) => ({ operation, field })),
    );
    for (const { operation, field } of fields)
      for (const argument of field.args)
        for (const { path, value } of tooLarge(argument.type)) {
          const others = field.args.filter((other) => other !== argument && isRequiredArgument(other));
          const args = [`${argument.name}: $x`, ...others.map((other) => `${other.name}: ${literal(other.type)}`)];
          const query = `${operation} ($x: ${String(argument.type)}) { ${field.name}(${args.join(", ")}) { __typename } }`;
          const response = await app.post({ query, variables: { x: value } });
          expect(response.body).not.toContain("aaaa");
          expect(response.json().errors).toEqual([
            expect.objectContaining({ extensions: expect.objectContaining({ code: "BAD_USER_INPUT" }) }),
          ]);
          expect(response.json().errors[0].extensions.problems).toEqual([
            {
              code: "INPUT_TOO_LONG",
              path: `variables.x${path}`.split("."),
              message: expect.stringMatching(/höchstens \d+ (Zeichen|Einträge)/),
            },
          ]);
          checked++;
        }
    expect(checked).toBeGreaterThan(40);
  });

  it("may be damaged in any way without a fault of ours", async () => {
    const body = JSON.stringify({
      query: `query Q($q: String, $f: PracticeExampleFilter = { keywords: [] }, $n: Int = 3) {
        searchPracticeExamples(query: $q, filter: $f, first: $n) { totalCount edges { node { ...E } } } legalBasis(citation: "§ 45", on: "2012-04-01") { message }
      } fragment E on PracticeExample { slug @include(if: true) organisation { id } }`,
      variables: {
        q: "Frauen § 16e",
        f: { targetGroups: ["frauen"], federalStates: ["BY"], clientsPerStaff: { min: 1, max: 2.5 }, activeIn: 2012 },
        n: 5,
      },
      operationName: "Q",
    });
    const pieces = [
      '"',
      "\\",
      "{",
      "}",
      "[",
      "]",
      "null",
      "-1",
      "1e999",
      "\u0000",
      "\ud800",
      "$n",
      "...E",
      "@skip",
      "__proto__",
      "true",
      "ß",
      ",",
      ":",
      "9".repeat(20),
    ];
    const random = randomFrom(20_261_121);
    for (let i = 0; i < 2_000; i++) {
      let damaged = body;
      for (let n = random(3); n >= 0; n--) {
        const [at, length] = [random(damaged.length), random(9)];
        damaged = damaged.slice(0, at) + (random(2) ? pieces[random(pieces.length)]! : "") + damaged.slice(at + length);
      }
      const response = await app.post(damaged);
      expect([damaged, response.statusCode < 500, response.body.includes("INTERNAL_SERVER_ERROR")]).toEqual([
        damaged,
        true,
        false,
      ]);
    }
  }, 60_000);
});

/** Whole numbers below a bound, the same with each run (mulberry32). */
function randomFrom(seed: number) {
  let state = seed;
  return (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

describe("introspection", () => {
  it("still shows the whole schema", async () => {
    const { data, errors } = await app.query<IntrospectionQuery>(getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(printSchema(lexicographicSortSchema(buildClientSchema(data)))).toBe(
      printSchema(lexicographicSortSchema(app.schema)),
    );
  });

  it("answers the query that GraphiQL asks", async () => {
    // Its bundle carries graphql-js and asks with these options.
    const query = getIntrospectionQuery({
      schemaDescription: true,
      inputValueDeprecation: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
    });
    expect(await app.query(query)).not.toHaveProperty("errors");
  });
});
