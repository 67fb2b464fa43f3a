// How long a search takes inside the process, beside the one thing no search can do without: reading the found rows.
import type { App } from "../src/app.ts";
import type { SearchArguments } from "../src/search/searches.ts";
import type { Kind } from "./questions.ts";
import { medianOf, percentile } from "./statistics.ts";

export interface SearchTimes {
  kind: Kind;
  /** Milliseconds; medians of the rounds. */
  p50: number;
  p95: number;
  /** The floor: heads of the same examples by one statement through the same connection. */
  floorP50: number;
  floorP95: number;
  /** Mean number of matches of a question. */
  matches: number;
}

interface Round {
  p50: number;
  p95: number;
  floorP50: number;
  floorP95: number;
}

/** Questions of each kind that are asked before anything counts. */
const WARM_UP = 40;

/** One question at a time; the kinds take turns in every round. */
export async function measureSearch(
  app: App,
  questions: Record<Kind, SearchArguments[]>,
  rounds: number,
): Promise<SearchTimes[]> {
  const kinds = Object.keys(questions) as Kind[];
  const taken = new Map<Kind, Round[]>(kinds.map((kind) => [kind, []]));
  const matches = new Map<Kind, number>();
  for (let round = 0; round <= rounds; round++)
    for (const kind of kinds) {
      const asked = round === 0 ? questions[kind].slice(0, WARM_UP) : questions[kind];
      const { search, floor, found } = await oneRound(app, asked);
      matches.set(kind, found / asked.length);
      if (round > 0)
        taken.get(kind)!.push({
          p50: percentile(search, 0.5),
          p95: percentile(search, 0.95),
          floorP50: percentile(floor, 0.5),
          floorP95: percentile(floor, 0.95),
        });
    }
  return kinds.map((kind) => {
    const all = taken.get(kind)!;
    return {
      kind,
      p50: medianOf(all, (r) => r.p50),
      p95: medianOf(all, (r) => r.p95),
      floorP50: medianOf(all, (r) => r.floorP50),
      floorP95: medianOf(all, (r) => r.floorP95),
      matches: matches.get(kind)!,
    };
  });
}

async function oneRound({ searches, context, db }: App, questions: readonly SearchArguments[]) {
  const search: number[] = [];
  const floor: number[] = [];
  let found = 0;
  for (const question of questions) {
    const begin = performance.now();
    const answer = await searches.search(question, context().examples);
    const { facets } = answer;
    search.push(performance.now() - begin);
    if (facets.length === 0) throw new Error("no facets were counted");
    found += answer.totalCount;

    const slugs = answer.edges.map((edge) => edge.node.slug);
    const sql = `SELECT slug, revision, published_at, last_confirmed_at FROM practice_example WHERE slug IN (${slugs.map(() => "?").join()})`;
    const then = performance.now();
    const rows: unknown[] = await db.read((manager) => manager.query(sql, slugs));
    floor.push(performance.now() - then);
    if (rows.length !== slugs.length) throw new Error(`${slugs.length} hits, but ${rows.length} rows`);
  }
  return { search, floor, found };
}
