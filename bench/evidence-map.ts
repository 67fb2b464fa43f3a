// How long an evidence map takes, whole and as an answer of the server, beside counting the same pairs in ready arrays.
import type { App } from "../src/app.ts";
import {
  EVIDENCE_DIMENSIONS,
  type EvidenceDimension,
  type EvidenceMapArguments,
} from "../src/insights/evidence-map.ts";
import { medianOf, percentile } from "./statistics.ts";

export interface MapTimes {
  kind: string;
  /** Milliseconds; medians of the rounds. `map`: with each cell's filter and label. `answer`: that as JSON of the GraphQL server. */
  map: Times;
  /** Processor time of `map`, all threads; says more than the clock where others use the machine. */
  cpu: Times;
  answer: Times;
  /** Counting alone, the values of every example being at hand as numbers, without any filter. */
  floor: Times;
  /** Mean number of cells of a map. */
  cells: number;
}
type Measure = "map" | "cpu" | "answer" | "floor";
export interface Times {
  p50: number;
  p95: number;
}

const DIMENSIONS = Object.keys(EVIDENCE_DIMENSIONS) as EvidenceDimension[];
const FILTERS: Record<string, EvidenceMapArguments["filter"]> = {
  "no filter": null,
  "a Land": { federalStates: ["NW"] },
  "a target group and a citation": { targetGroups: ["junge-menschen"], legalBases: ["§ 45 SGB III"] },
};

const QUERY = `query ($rows: EvidenceDimension!, $columns: EvidenceDimension!, $filter: PracticeExampleFilter) {
  evidenceMap(rows: $rows, columns: $columns, filter: $filter) {
    notes counts { ...counts } columns { value label counts { ...counts } }
    rows { value label counts { ...counts } cells { counts { ...counts } listedBy { filter label } } }
  }
}
fragment counts on EvidenceCounts { described monitored compared effectShown total }`;

/** Every pair of dimensions in either direction, under each filter; the kinds take turns. */
export async function measureMaps(app: App, rounds: number): Promise<MapTimes[]> {
  const pairs = DIMENSIONS.flatMap((rows) =>
    DIMENSIONS.flatMap((columns) => (rows === columns ? [] : [{ rows, columns }])),
  );
  const values = await valuesOf(app);
  const taken = new Map(Object.keys(FILTERS).map((kind) => [kind, [] as Record<Measure, Times>[]]));
  const cells = new Map<string, number>();
  for (let round = 0; round <= rounds; round++)
    for (const [kind, filter] of Object.entries(FILTERS)) {
      const times: Record<Measure, number[]> = { map: [], cpu: [], answer: [], floor: [] };
      let counted = 0;
      for (const { rows, columns } of pairs) {
        const before = process.cpuUsage();
        counted += timed(times.map, () => readWhole(app, { rows, columns, filter }));
        const { user, system } = process.cpuUsage(before);
        times.cpu.push((user + system) / 1000);
        timed(times.floor, () => countOf(values[rows], values[columns]));
        const begin = performance.now();
        const { body } = await app.server.inject({
          method: "POST",
          url: "/graphql",
          payload: { query: QUERY, variables: { rows, columns, filter } },
        });
        times.answer.push(performance.now() - begin);
        if (!body.startsWith('{"data"')) throw new Error(body.slice(0, 500));
      }
      cells.set(kind, counted / pairs.length);
      if (round > 0) taken.get(kind)!.push(each((measure) => timesOf(times[measure])));
    }
  return [...taken].map(([kind, all]) => ({
    kind,
    ...each((measure) => ({
      p50: medianOf(all, (r) => r[measure].p50),
      p95: medianOf(all, (r) => r[measure].p95),
    })),
    cells: cells.get(kind)!,
  }));
}

const each = (times: (measure: Measure) => Times): Record<Measure, Times> => ({
  map: times("map"),
  cpu: times("cpu"),
  answer: times("answer"),
  floor: times("floor"),
});
const timesOf = (list: readonly number[]): Times => ({ p50: percentile(list, 0.5), p95: percentile(list, 0.95) });

function timed<T>(times: number[], work: () => T): T {
  const begin = performance.now();
  const result = work();
  times.push(performance.now() - begin);
  return result;
}

/** The number of cells, each of which has been asked for its filter and its label. */
function readWhole({ evidenceMaps }: App, asked: EvidenceMapArguments): number {
  let cells = 0;
  for (const row of evidenceMaps.map(asked).rows)
    for (const { listedBy } of row.cells) if (listedBy.label !== "" && listedBy.filter !== null) cells++;
  return cells;
}

/** The values of one dimension as numbers, by example; narrower target groups are in their broader ones too. */
interface Values {
  of: number[][];
  count: number;
}

function countOf(rows: Values, columns: Values): Uint32Array {
  const cells = new Uint32Array(rows.count * columns.count);
  for (const [example, values] of rows.of.entries())
    for (const row of values) for (const column of columns.of[example]!) cells[row * columns.count + column]!++;
  return cells;
}

async function valuesOf(app: App): Promise<Record<EvidenceDimension, Values>> {
  const read = async (sql: string, all = (value: string) => [value]): Promise<Values> => {
    const rows: { example: string; value: string | null }[] = await app.db.read((manager) => manager.query(sql));
    const numbers = new Map<string, number>();
    const examples = new Map<string, Set<number>>();
    for (const { example, value } of rows) {
      const own = examples.get(example) ?? new Set();
      examples.set(example, own);
      for (const one of value === null ? [] : all(value)) {
        if (!numbers.has(one)) numbers.set(one, numbers.size);
        own.add(numbers.get(one)!);
      }
    }
    return { of: [...examples.values()].map((own) => [...own]), count: numbers.size };
  };
  const from = (column: string, joins: string) =>
    `SELECT e.slug AS example, ${column} AS value FROM practice_example e ${joins} ORDER BY e.slug`;
  return {
    TARGET_GROUP: await read(from("t.value", "LEFT JOIN example_target_group t ON t.example = e.slug"), (slug) =>
      app.vocabulary().withBroader(slug),
    ),
    INSTRUMENT: await read(
      from(
        "p.instrument",
        "LEFT JOIN legal_basis b ON b.example = e.slug LEFT JOIN provision p ON p.slug = b.provision",
      ),
    ),
    METHOD: await read(from("m.value", "LEFT JOIN example_method m ON m.example = e.slug")),
    CARRIER_TYPE: await read(from("o.kind", "JOIN organisation o ON o.slug = e.organisation")),
    FEDERAL_STATE: await read(from("o.federal_state", "JOIN organisation o ON o.slug = e.organisation")),
  };
}
