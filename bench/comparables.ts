// How long finding the ten most comparable examples takes inside the process, reasons and rows included, beside reading those rows alone.
import type { App } from "../src/app.ts";
import { readComparableTo, type ComparableTo } from "../src/insights/comparable-to.ts";
import type { Ranked } from "../src/insights/comparables.ts";
import { codes, CARRIER_TYPES, FEDERAL_STATES } from "../src/domain/terms.ts";
import { between, chance, pick, pickSome } from "./random.ts";
import { medianOf, percentile } from "./statistics.ts";

export interface ComparableTimes {
  kind: "to an example" | "to a situation";
  /** Milliseconds; medians of the rounds. */
  p50: number;
  p95: number;
  /** Of processor time, all threads; says more than the clock where others use the machine. */
  cpuP50: number;
  cpuP95: number;
  /** The floor: heads of the same examples by one statement through the same connection. */
  floorP50: number;
  floorP95: number;
}

const QUESTIONS = 60;
const FIRST = 10;

/** One question at a time; the first round does not count. */
export async function measureComparables(app: App, rounds: number): Promise<ComparableTimes[]> {
  const random = chance(6, 0);
  const { edges } = await app.searches.search({ sort: "NEWEST", first: 100 }, app.context().examples);
  const { targetGroups, instruments } = app.vocabulary();
  const questions: Record<ComparableTimes["kind"], ComparableTo[]> = {
    "to an example": edges.slice(0, QUESTIONS).map(({ node }) => ({ slug: node.slug })),
    "to a situation": Array.from({ length: QUESTIONS }, () => ({
      targetGroups: pickSome(random, targetGroups.all, between(random, 1, 3)).map(({ slug }) => slug),
      instruments: pickSome(random, instruments.all, between(random, 0, 2)).map(({ slug }) => slug),
      federalState: pick(random, codes(FEDERAL_STATES)),
      carrierType: pick(random, codes(CARRIER_TYPES)),
      participants: between(random, 10, 500),
      months: between(random, 3, 24),
      clientsPerStaff: between(random, 5, 100),
      budget: between(random, 20_000, 2_000_000),
    })),
  };
  const times: ComparableTimes[] = [];
  for (const kind of Object.keys(questions) as ComparableTimes["kind"][]) {
    const all = [];
    for (let round = 0; round <= rounds; round++) {
      const taken = await oneRound(app, questions[kind]);
      if (round > 0) all.push(taken);
    }
    times.push({
      kind,
      p50: medianOf(all, ({ answers }) => percentile(answers, 0.5)),
      p95: medianOf(all, ({ answers }) => percentile(answers, 0.95)),
      cpuP50: medianOf(all, ({ cpus }) => percentile(cpus, 0.5)),
      cpuP95: medianOf(all, ({ cpus }) => percentile(cpus, 0.95)),
      floorP50: medianOf(all, ({ floors }) => percentile(floors, 0.5)),
      floorP95: medianOf(all, ({ floors }) => percentile(floors, 0.95)),
    });
  }
  return times;
}

async function oneRound(app: App, questions: readonly ComparableTo[]) {
  const [answers, cpus, floors]: [number[], number[], number[]] = [[], [], []];
  for (const to of questions) {
    const cpu = process.cpuUsage();
    const begin = performance.now();
    const slugs = await answer(app, to);
    answers.push(performance.now() - begin);
    const { user, system } = process.cpuUsage(cpu);
    cpus.push((user + system) / 1000);

    const sql = `SELECT slug, revision, published_at, last_confirmed_at FROM practice_example WHERE slug IN (${slugs.map(() => "?").join()})`;
    const then = performance.now();
    const rows: unknown[] = await app.db.read((manager) => manager.query(sql, slugs));
    floors.push(performance.now() - then);
    if (rows.length !== FIRST) throw new Error(`${rows.length} comparable examples instead of ${FIRST}`);
  }
  return { answers, cpus, floors };
}

/** As the resolver answers it: ranked, with every sentence and every row. */
async function answer(app: App, to: ComparableTo): Promise<string[]> {
  const { examples, comparables } = app.context();
  const subject = readComparableTo(to, app.vocabulary());
  let ranked: readonly Ranked[];
  if ("situation" in subject) ranked = await app.comparables.to(subject.situation, "situation", FIRST);
  else ranked = await comparables.load({ example: (await examples.load(subject.slug))!, first: FIRST });
  const rows = await Promise.all(ranked.map(({ slug }) => examples.load(slug)));
  if (ranked.some(({ reasons }) => reasons().matched.length === 0))
    throw new Error("nothing in common, yet comparable");
  return rows.map((row) => row!.slug);
}
