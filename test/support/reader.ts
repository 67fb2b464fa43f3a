// Everything a reader without an account can ask in which an example could show: over GraphQL, as files, feeds and pages.
import { expect } from "vitest";
import { toId } from "../../src/platform/node.ts";
import type { TestApp } from "./app.ts";

/** A word for which to search, another mistyped, how a title begins, the slug of the example in question, and another that is published. */
export interface Asked {
  word: string;
  mistyped: string;
  prefix: string;
  slug: string;
  published: string;
}

const FOUND = "totalCount edges { node { slug title summary revision history { revision } } highlights { html } }";
const example = "{ slug title summary }";

const queries = ({ word, mistyped, prefix, slug, published }: Asked): Record<string, string> => ({
  search: `{ searchPracticeExamples(query: "${word}", first: 50) { ${FOUND} reading { notes } } }`,
  correction: `{ searchPracticeExamples(query: "${mistyped}") { totalCount reading { corrections { used } synonyms { also } relaxations { dropped } } } }`,
  newest: "{ searchPracticeExamples(first: 50, sort: NEWEST) { edges { node { slug title summary } } } }",
  suggestions: `{ suggest(prefix: "${prefix}", first: 50) { value label } }`,
  example: `{ practiceExample(slug: "${slug}") { slug title summary revision } }`,
  node: `{ node(id: "${toId("PracticeExample", slug)}") { id ... on PracticeExample ${example} } }`,
  related: `{ practiceExample(slug: "${published}") { related { note example ${example} } comparable(first: 50) { example ${example} } } }`,
  comparable: `{ comparablePracticeExamples(to: { slug: "${published}" }, first: 50) { example ${example} } }`,
  ofIt: `{ comparablePracticeExamples(to: { slug: "${slug}" }) { example ${example} } }`,
  costs: `{ costStatistics(by: TARGET_GROUP) { all { figures(first: 100) { example { slug title } } } } }`,
  plan: `{ planCosts(participants: 12, months: 6) { basis { figures(first: 100) { example { slug title } } } } }`,
  sheet: `{ comparisonSheet(examples: [{ slug: "${slug}" }, { slug: "${published}" }]) { columns { title } rows { cells { values { text } } } } }`,
  oldSheet: `{ comparisonSheet(examples: [{ slug: "${slug}", revision: 1 }, { slug: "${published}" }]) { columns { title } rows { cells { values { text } } } } }`,
  changes: `{ changes(first: 100) { edges { node { slug kind example { title summary history { revision publishedAt changes { before after } } } } } } }`,
});

const addresses = ({ word, slug, published }: Asked): string[] => [
  `/export/search.csv?query=${word}`,
  "/export/search.json",
  `/export/search.atom?query=${word}`,
  "/changes.atom",
  `/compare?e=${slug}&e=${published}`,
  `/compare.csv?e=${slug}@1&e=${published}`,
  `/examples/${slug}.docx`,
  `/examples/${slug}.docx?revision=1`,
];

/** Every answer as one text, by the name of its question; files in Word are named by their status alone. */
export function readersQuestions(app: TestApp, asked: Asked): Record<string, () => Promise<string>> {
  const overGraphql = Object.entries(queries(asked)).map(([name, query]) => [
    name,
    async () => (await app.post({ query })).body,
  ]);
  const files = addresses(asked).map((url) => [
    url,
    async () => {
      const { statusCode, headers, body } = await app.server.inject({ url });
      expect([url, headers["cache-control"]]).toEqual([url, "no-store"]);
      return url.includes(".docx") ? (statusCode === 200 ? "Datei" : body) : body;
    },
  ]);
  return Object.fromEntries([...overGraphql, ...files]);
}
