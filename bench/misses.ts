// Why an expected example is not among the first ten: it stands further down, or lacks a word.
import type { App } from "../src/app.ts";

/** As deep as anyone may page. */
const DEEPEST = 1_000;

export class Misses {
  readonly #app: App;
  readonly #answers = new Map<string, { slugs: string[]; asked: string[] }>();
  constructor(app: App) {
    this.#app = app;
  }

  /** One German reason for each missed example. */
  async reasons(query: string, missed: readonly string[]): Promise<string[]> {
    const reasons: string[] = [];
    for (const slug of missed) reasons.push(`${slug} ${await this.#reason(query, slug)}`);
    return reasons;
  }

  /** How many examples have a keyword; of more than ten, not all can be among the first ten. */
  async sharing(keyword: string): Promise<number> {
    const { searches, context } = this.#app;
    const filter = { keywords: [keyword] };
    return (await searches.search({ filter, sort: "TITLE", first: 1 }, context().examples)).totalCount;
  }

  async #reason(query: string, slug: string): Promise<string> {
    const { slugs, asked } = await this.#answer(query);
    const rank = slugs.indexOf(slug) + 1;
    if (rank > 0) return `(Rang ${rank} von ${slugs.length})`;
    const lacking: string[] = [];
    for (const part of asked) if (!(await this.#answer(`${part} `)).slugs.includes(slug)) lacking.push(`„${part}“`);
    return lacking.length > 0 ? `(ohne ${lacking.join(", ")})` : "(hat jedes Wort, aber nicht so wie gefragt)";
  }

  /** All hits in order, and the words and citations that were asked for. */
  async #answer(query: string): Promise<{ slugs: string[]; asked: string[] }> {
    const known = this.#answers.get(query);
    if (known) return known;
    const slugs: string[] = [];
    let asked: string[] = [];
    for (let after: string | null = null; slugs.length < DEEPEST;) {
      const { searches, context } = this.#app;
      const answer = await searches.search({ query, sort: "RELEVANCE", first: 100, after }, context().examples);
      const { edges, reading, pageInfo } = answer;
      slugs.push(...edges.map(({ node }) => node.slug));
      asked = [...reading.words, ...reading.citations.map(({ cited }) => cited)];
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    const found = { slugs, asked };
    this.#answers.set(query, found);
    return found;
  }
}
