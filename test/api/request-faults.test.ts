// A request that is no GraphQL or does not fit the schema is refused in German: where, what is wrong, and what may have been meant.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, type TestApp } from "../support/app.ts";

describe("a request that cannot be meant", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp();
  });
  afterAll(() => app.close());

  const refused = async (query: string) => {
    const response = await app.post({ query });
    return response.json().errors.map(({ message, extensions }: any) => [extensions.code, message]);
  };
  const PARSE = "GRAPHQL_PARSE_FAILED";
  const VALIDATION = "GRAPHQL_VALIDATION_FAILED";

  test.each([
    ["{ targetGroups { slug }", PARSE, "(Zeile 1, Spalte 24): Erwartet wird ein Name, da steht das Ende der Anfrage."],
    ["{\n  a(b: )\n}", PARSE, "(Zeile 2, Spalte 8): Unerwartet: „)“."],
    ["foo", PARSE, "(Zeile 1, Spalte 1): Unerwartet: „foo“."],
    ["{ % }", PARSE, "(Zeile 1, Spalte 3): Unerwartet: „%“."],
    ['{ a(b: "geheim) }', PARSE, "(Zeile 1, Spalte 18): Eine Zeichenkette endet nicht."],
    ['{ a "geheim" }', PARSE, "(Zeile 1, Spalte 5): Erwartet wird ein Name, da steht eine Zeichenkette."],
    [
      '{ practiceExample(slug: "a") { titel } }',
      VALIDATION,
      "(Zeile 1, Spalte 32): Das Feld „titel“ gibt es in PracticeExample nicht. Gemeint ist vielleicht „title“.",
    ],
    ["{ quastenflosser }", VALIDATION, "(Zeile 1, Spalte 3): Das Feld „quastenflosser“ gibt es in Query nicht."],
    [
      '{ node(id: "x") { title } }',
      VALIDATION,
      "Das Feld „title“ gibt es in Node nicht. Gemeint ist vielleicht ein Fragment: … on PracticeExample oder Source.",
    ],
    [
      '{ searchPracticeExamples(qery: "x") { totalCount } }',
      VALIDATION,
      "„Query.searchPracticeExamples“ hat kein Argument „qery“. Gemeint ist vielleicht „query“.",
    ],
    [
      "{ legalBasis { canonical } }",
      VALIDATION,
      "Dem Feld „legalBasis“ fehlt das Argument „citation“ vom Typ String!.",
    ],
    ["{ targetGroups { slug { x } } }", VALIDATION, "Das Feld „slug“ hat keine Unterfelder."],
    ["{ targetGroups }", VALIDATION, "Beim Feld „targetGroups“ fehlt die Auswahl der Unterfelder: targetGroups { … }."],
    ["query ($x: Int) { targetGroups { slug } }", VALIDATION, "Die Variable $x wird nicht verwendet."],
    ["{ suggest(prefix: $x) { value } }", VALIDATION, "Die Variable $x ist in der Operation nicht genannt."],
    [
      "query ($x: String) { searchPracticeExamples(first: $x) { totalCount } }",
      VALIDATION,
      "Die Variable $x ist vom Typ String, gebraucht wird Int.",
    ],
    [
      "query ($x: LawBock) { instruments(lawBook: $x) { slug } }",
      VALIDATION,
      "Den Typ „LawBock“ gibt es nicht. Gemeint ist vielleicht „LawBook“.",
    ],
    ['{ searchPracticeExamples(first: "geheim") { totalCount } }', VALIDATION, "Hier gehört ein Wert vom Typ Int hin."],
    [
      "{ searchPracticeExamples(first: 99999999999) { totalCount } }",
      VALIDATION,
      "Hier gehört ein Wert vom Typ Int hin.",
    ],
    [
      "{ searchPracticeExamples(sort: TITEL) { totalCount } }",
      VALIDATION,
      "Diesen Wert gibt es in PracticeExampleSort nicht. Gemeint ist vielleicht „TITLE“.",
    ],
    [
      '{ searchPracticeExamples(sort: "geheim") { totalCount } }',
      VALIDATION,
      "Diesen Wert gibt es in PracticeExampleSort nicht.",
    ],
    [
      "{ searchPracticeExamples(filter: { keyword: [] }) { totalCount } }",
      VALIDATION,
      "Das Feld „keyword“ gibt es in PracticeExampleFilter nicht. Gemeint ist vielleicht „keywords“.",
    ],
    ["{ ...nirgends }", VALIDATION, "Das Fragment „nirgends“ gibt es nicht."],
    ["fragment f on Query { __typename } { __typename }", VALIDATION, "Das Fragment „f“ wird nicht verwendet."],
    ["{ targetGroups @foo { slug } }", VALIDATION, "Die Direktive „@foo“ gibt es nicht."],
    [
      "{ a: targetGroups { slug } a: methods { slug } }",
      VALIDATION,
      "Unter dem Namen „a“ stehen verschiedene Felder; ein Alias hält sie auseinander.",
    ],
    [
      "query A { __typename } query B { __typename }",
      "OPERATION_RESOLUTION_FAILURE",
      "Welche der Operationen gemeint ist, muss operationName sagen.",
    ],
  ])("is refused with a place and a German sentence: %s", async (query, code, sentence) => {
    const [[found, message]] = await refused(query);
    expect(found).toBe(code);
    expect(message.endsWith(sentence), message).toBe(true);
    expect(message).toMatch(/^Die [^:]+(?: \(Zeile \d+, Spalte \d+\))?: /);
    expect(message).not.toMatch(/\b(the|is not|must|cannot|expected|found|unknown|did you)\b|geheim/i);
  });

  it("names an operation that is not there", async () => {
    const response = await app.post({ query: "query A { __typename }", operationName: "B" });
    expect(response.json().errors[0].message).toContain("Eine Operation „B“ enthält die Anfrage nicht.");
  });
});
