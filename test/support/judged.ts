// What a reader calls near: the judged neighbours of examples and the examples expected for situations, and how many are found.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { TestApp } from "./app.ts";
import type { ComparableTo } from "../../src/insights/comparable-to.ts";

interface Named {
  slug: string;
  reason: string;
}
export interface JudgedExample {
  example: string;
  /** Weights are adjusted on "tune" only; "test" judges. */
  half: "tune" | "test";
  /** Nearest first. */
  nearest: Named[];
  looksNearButIsNot: Named;
}
export interface JudgedSituation {
  text: string;
  situation: ComparableTo;
  expected: Named[];
}

const FOLDER = "test/insights";
export const judgedExamples = (): JudgedExample[] => parse(readFileSync(`${FOLDER}/comparable.yaml`, "utf8"));
export const judgedSituations = (): JudgedSituation[] => parse(readFileSync(`${FOLDER}/situations.yaml`, "utf8"));

type Query = Pick<TestApp, "query">;

/** Slugs, most comparable first. */
export async function comparableTo({ query }: Query, to: ComparableTo, first: number): Promise<string[]> {
  const { data } = await query(
    "query ($to: ComparableTo!, $first: Int) { comparablePracticeExamples(to: $to, first: $first) { example { slug } } }",
    { to, first },
  );
  return data.comparablePracticeExamples.map(({ example }: { example: { slug: string } }) => example.slug);
}

export interface FoundNeighbours extends JudgedExample {
  /** Of the nearest three, those among the first five. */
  hits: string[];
  missed: string[];
  /** Of the nearest three, those behind the one that only looks near. */
  overtaken: string[];
}

/** Deeper than this nobody looks; what is behind counts as last. */
const DEPTH = 50;

export async function judgeExample(app: Query, judged: JudgedExample): Promise<FoundNeighbours> {
  const found = await comparableTo(app, { slug: judged.example }, DEPTH);
  const nearest = judged.nearest.slice(0, 3).map(({ slug }) => slug);
  const rank = (slug: string) => (found.includes(slug) ? found.indexOf(slug) : DEPTH);
  const hits = nearest.filter((slug) => rank(slug) < 5);
  return {
    ...judged,
    hits,
    missed: nearest.filter((slug) => !hits.includes(slug)),
    overtaken: nearest.filter((slug) => rank(judged.looksNearButIsNot.slug) < rank(slug)),
  };
}

/** hit@5: the share of the judged nearest three among the first five. Traps: examples whose look-alike is before a nearest one. */
export function summary(found: readonly FoundNeighbours[]) {
  const count = (list: (f: FoundNeighbours) => readonly string[]) => found.reduce((sum, f) => sum + list(f).length, 0);
  const hits = count((f) => f.hits);
  return {
    examples: found.length,
    hitAt5: hits / (hits + count((f) => f.missed)),
    traps: found.filter((f) => f.overtaken.length > 0).length,
    overtaken: count((f) => f.overtaken),
  };
}

/** Of the examples expected for a situation, those among the first ten, and the rest. */
export async function judgeSituation(app: Query, { situation, expected }: JudgedSituation) {
  const found = await comparableTo(app, situation, 10);
  const slugs = expected.map(({ slug }) => slug);
  return {
    hits: slugs.filter((slug) => found.includes(slug)),
    missed: slugs.filter((slug) => !found.includes(slug)),
  };
}
