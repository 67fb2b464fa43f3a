// The golden questions: what colleagues who know the collection would name, and how much of it the search finds.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { App } from "../../src/app.ts";

export interface GoldenQuestion {
  question: string;
  /** Slugs that belong among the first ten; empty where nothing fits. */
  expect: string[];
  kind: string;
  /** Weights are adjusted on "tune" only; "test" judges. */
  split: "tune" | "test";
  why: string;
}

/** What is asked: the 36 examples of 2013, or all, where later examples answer as well and some questions alone. */
export type Asked = "collection" | "catalogue";

export function goldenQuestions(asked: Asked): GoldenQuestion[] {
  const all: (GoldenQuestion & { alsoExpected?: string[] })[] = parse(readFileSync("test/search/golden.yaml", "utf8"));
  if (asked === "collection") return all.filter((q) => q.expect.length > 0 || !q.alsoExpected);
  return all.map(({ alsoExpected = [], ...q }) => ({ ...q, expect: [...q.expect, ...alsoExpected] }));
}

export interface Judged extends GoldenQuestion {
  found: string[];
  total: number;
  /** Of the expected that have room among the first five or ten. */
  recall5: number;
  recall10: number;
  /** One over the rank of the first expected hit. */
  reciprocalRank: number;
}

export async function judge(app: App, question: GoldenQuestion): Promise<Judged> {
  const result = await app.searches.search(
    { query: question.question, sort: "RELEVANCE", first: 10 },
    app.context().examples,
  );
  const found = result.edges.map((edge) => edge.node.slug);
  const share = (first: number) =>
    question.expect.filter((slug) => found.slice(0, first).includes(slug)).length /
    Math.min(first, question.expect.length);
  const rank = found.findIndex((slug) => question.expect.includes(slug)) + 1;
  return {
    ...question,
    found,
    total: result.totalCount,
    recall5: share(5),
    recall10: share(10),
    reciprocalRank: rank > 0 ? 1 / rank : 0,
  };
}

/** Means over the questions that expect something. */
export function meansOf(judged: readonly Judged[]) {
  const answerable = judged.filter((j) => j.expect.length > 0);
  const mean = (value: (j: Judged) => number) =>
    answerable.reduce((sum, j) => sum + value(j), 0) / Math.max(1, answerable.length);
  return {
    questions: answerable.length,
    recall5: mean((j) => j.recall5),
    recall10: mean((j) => j.recall10),
    mrr: mean((j) => j.reciprocalRank),
  };
}

/** A head word of the collection's index with the examples on the pages it names. Nobody here chose them. */
export interface KeywordQuestion {
  slug: string;
  keyword: string;
  expect: string[];
}

const COLLECTION = "ag-eingliederung-2013";

const pagesIn = (pages: string) =>
  pages.split(", ").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number) as [number, number?];
    return Array.from({ length: last! - first + 1 }, (_, i) => first + i);
  });

export async function keywordQuestions(app: App): Promise<KeywordQuestion[]> {
  const collection = { sources: [COLLECTION] };
  const all = await app.searches.search({ filter: collection, sort: "TITLE", first: 100 }, app.context().examples);
  const places = all.edges.flatMap(({ node }) =>
    node.sources
      .filter(({ source }) => source.slug === COLLECTION)
      .map(({ pages }) => ({ slug: node.slug, pages: pagesIn(pages!) })),
  );
  return app
    .vocabulary()
    .keywords.all.filter((keyword) => keyword.indexPages)
    .map((keyword) => {
      const pages = pagesIn(keyword.indexPages!);
      const expected = places
        .filter((place) => place.pages.some((page) => pages.includes(page)))
        .map((place) => place.slug);
      return { slug: keyword.slug, keyword: keyword.label, expect: [...new Set(expected)] };
    })
    .filter(({ expect }) => expect.length > 0);
}

/** Recall@10 can't be more than ten of the expected. */
export async function judgeKeyword(app: App, { slug: keywordSlug, keyword, expect }: KeywordQuestion) {
  const result = await app.searches.search({ query: keyword, sort: "RELEVANCE", first: 10 }, app.context().examples);
  const found = result.edges.map((edge) => edge.node.slug);
  const missed = expect.filter((slug) => !found.includes(slug));
  return {
    slug: keywordSlug,
    keyword,
    expect,
    found,
    missed,
    total: result.totalCount,
    recall10: (expect.length - missed.length) / Math.min(10, expect.length),
  };
}
