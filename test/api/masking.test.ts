// What an error tells: the client its own mistakes, of ours only an incident number; the log everything but what was typed.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { createLog } from "../../src/platform/log.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const SECRET = "geheim@x.de";

describe.each(DATABASES)("errors on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    const lines: string[] = [];
    beforeAll(async () => {
      app = await anApp(kind, { log: createLog("debug", { write: (line) => void lines.push(line) }) });
    });
    afterAll(() => app.close());

    const rename = (from: string, to: string) =>
      app.db.write((manager) => manager.query(`ALTER TABLE ${from} RENAME TO ${to}`));

    describe("a fault of ours", () => {
      let body: string;
      beforeAll(async () => {
        lines.length = 0;
        await rename("practice_example", "hidden");
        const query = `query Hidden($slug: String) { practiceExample(slug: $slug) { title } }`;
        body = (await app.post({ query, variables: { slug: SECRET } })).body;
        await rename("hidden", "practice_example");
      });

      it("tells the client a number and nothing else", () => {
        const { data, errors } = JSON.parse(body);
        expect(data).toEqual({ practiceExample: null });
        expect(errors).toEqual([
          {
            message: expect.stringMatching(
              /^Interner Fehler\. Bitte bei Rückfragen die Vorgangsnummer [0-9a-f]{8} nennen\.$/,
            ),
            locations: [{ line: 1, column: expect.any(Number) }],
            path: ["practiceExample"],
            extensions: { code: "INTERNAL_SERVER_ERROR", incident: expect.stringMatching(/^[0-9a-f]{8}$/) },
          },
        ]);
      });

      it("is logged under the same number, with its cause", () => {
        const { incident } = JSON.parse(body).errors[0].extensions;
        const logged = lines.map((line) => JSON.parse(line)).filter((line) => line.incident === incident);
        expect(logged).toHaveLength(1);
        expect(logged[0].err.message).toContain("practice_example");
        expect(logged[0].err.stack).toContain("at ");
      });

      it("is logged without what was typed and without the statement", () => {
        const log = lines.join("");
        expect(log).not.toContain(SECRET);
        expect(log).not.toMatch(/SELECT|Hidden/);
      });

      it("is forgotten with the next request", async () => {
        expect(await app.query('{ practiceExample(slug: "jumita-goettingen") { slug } }')).toEqual({
          data: { practiceExample: { slug: "jumita-goettingen" } },
        });
      });
    });

    test.each<[string, string, unknown]>([
      ["a text where a number belongs", "query ($v: Int) { searchPracticeExamples(first: $v) { totalCount } }", SECRET],
      [
        "a text where an object belongs",
        "query ($v: PracticeExampleFilter) { searchPracticeExamples(filter: $v) { totalCount } }",
        SECRET,
      ],
      [
        "an unknown field",
        "query ($v: PracticeExampleFilter) { searchPracticeExamples(filter: $v) { totalCount } }",
        { [SECRET]: 1 },
      ],
      [
        "an unknown value of an enum",
        "query ($v: PracticeExampleFilter) { searchPracticeExamples(filter: $v) { totalCount } }",
        { federalStates: [SECRET] },
      ],
      [
        "a number deep inside",
        "query ($v: PracticeExampleFilter) { searchPracticeExamples(filter: $v) { totalCount } }",
        { clientsPerStaff: { min: SECRET } },
      ],
      ["an object where a text belongs", "query ($v: String!) { suggest(prefix: $v) { label } }", { [SECRET]: SECRET }],
      ["a day that is none", 'query ($v: Date) { legalBasis(citation: "§ 45 SGB III", on: $v) { message } }', SECRET],
      ["an id that is none", "query ($v: ID!) { node(id: $v) { id } }", SECRET],
      ["a cursor that is none", "query ($v: String) { searchPracticeExamples(after: $v) { totalCount } }", SECRET],
      ["a text that is too long", "query ($v: String!) { suggest(prefix: $v) { label } }", SECRET.repeat(100)],
      ["a number in the text itself", `{ searchPracticeExamples(first: "${SECRET}") { totalCount } }`, null],
      [
        "an enum in the text itself",
        `{ searchPracticeExamples(filter: { federalStates: ["${SECRET}"] }) { totalCount } }`,
        null,
      ],
    ])("repeats nothing of %s, neither to the client nor in the log", async (_, query, v) => {
      lines.length = 0;
      const response = await app.post({ query, variables: { v } });
      expect(response.body).not.toContain(SECRET);
      expect(lines).toEqual([]);
      expect(response.json().errors[0].extensions.code).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
    });

    it("logs nothing of a request that succeeds", async () => {
      lines.length = 0;
      await app.query("query ($q: String) { searchPracticeExamples(query: $q) { totalCount } }", { q: SECRET });
      expect(lines).toEqual([]);
    });
  });
});
