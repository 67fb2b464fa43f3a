// Times of Meilisearch beside the embedded engine, on the same documents and questions: MEILI_URL=… MEILI_KEY=… node dist-bench/bench/meilisearch.js [examples]
import "reflect-metadata";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createApp } from "../src/app.ts";
import type { PracticeExampleType } from "../src/catalogue/practice-example.type.ts";
import { documentOf } from "../src/search/document.ts";
import type { EngineAnswer, EngineQuestion, SearchDocument, SearchEngine } from "../src/search/engine.ts";
import { EmbeddedEngine } from "../src/search/engines/embedded.ts";
import { MeilisearchServer } from "../src/search/engines/meilisearch-server.ts";
import { MeilisearchEngine } from "../src/search/engines/meilisearch.ts";
import { CatalogueLanguage } from "../src/search/language.ts";
import { readLexicon } from "../src/search/lexicon-files.ts";
import { readQuestion } from "../src/search/question.ts";
import { SORTS } from "../src/search/searches.ts";
import { buildCatalogues, configFor } from "./catalogues.ts";
import { readMaterial } from "./generate.ts";
import { questions } from "./questions.ts";
import { table } from "./report.ts";
import { percentile } from "./statistics.ts";

const SEEDS = resolve("seeds");
const ROUNDS = 3;
const examples = Number(process.argv[2] ?? 2000);
const { MEILI_URL: url, MEILI_KEY: key } = process.env;
if (!url || !key) throw new Error("MEILI_URL and MEILI_KEY name the server to measure");

/** The catalogue's documents, read as the application reads them. */
async function documents(folder: string, embedded: EmbeddedEngine) {
  const material = readMaterial(SEEDS);
  let file = "";
  for await (const built of buildCatalogues(folder, SEEDS, [material.examples.length, examples], material))
    file = built.file;
  const app = await createApp(configFor(file), { seeds: SEEDS });
  const language = new CatalogueLanguage(readLexicon(SEEDS), embedded);
  const slugs: { slug: string }[] = await app.db.read((m) =>
    m.query("SELECT slug FROM practice_example ORDER BY slug"),
  );
  const found = await app.context().examples.loadMany(slugs.map(({ slug }) => slug));
  const made = (found as PracticeExampleType[]).map((example) =>
    documentOf(example, app.vocabulary(), language.lexicon),
  );
  await embedded.put(made);
  const asked = Object.entries(questions(material, examples - material.examples.length)).map(([kind, list]) => ({
    kind,
    asked: list.map((args): EngineQuestion => {
      const { words, lastIsPrefix, clauses } = readQuestion(args, app.vocabulary(), language);
      return { words, lastIsPrefix, clauses, match: "all", sort: SORTS[args.sort], offset: 0, limit: args.first };
    }),
  }));
  await app.close();
  return { made, asked, file };
}

async function fill(server: MeilisearchServer, uid: string, made: readonly SearchDocument[]): Promise<number> {
  const begin = performance.now();
  await server.createIndex(uid);
  let task = 0;
  for (let at = 0; at < made.length; at += 500) task = await server.put(uid, made.slice(at, at + 500), "bench");
  for (let status = ""; status !== "succeeded";) {
    const state = await server.task(task);
    if (state?.error) throw new Error(state.error.code);
    status = state!.status;
  }
  return performance.now() - begin;
}

async function timed(engine: Pick<SearchEngine, "search">, question: EngineQuestion): Promise<[number, EngineAnswer]> {
  const begin = performance.now();
  const answer = await engine.search(question);
  if (Object.keys(answer.counts).length === 0) throw new Error("no facets were counted");
  return [performance.now() - begin, answer];
}

/** Milliseconds of a search over HTTP and of the request that it made to Meilisearch, sent again as it was, each from first to last byte. */
async function wholeAnswers(file: string): Promise<[graphql: number, raw: number][]> {
  const app = await createApp({ ...configFor(file), meilisearch: { url: url!, key: key! } }, { seeds: SEEDS });
  const plainFetch = globalThis.fetch;
  const sent: Parameters<typeof fetch>[] = [];
  globalThis.fetch = (...request) => {
    if (String(request[0]).endsWith("/multi-search")) sent.push(request);
    return plainFetch(...request);
  };
  try {
    const address = await app.server.listen({ host: "127.0.0.1", port: 0 });
    await app.settled();
    const times: [number, number][] = [];
    for (const { query, filter } of questions(readMaterial(SEEDS), 0)["three words, 2 filters"]) {
      const body = JSON.stringify({ query: GRAPHQL, variables: { query, filter } });
      const headers = { "Content-Type": "application/json", "Accept-Encoding": "identity" };
      for (let round = 0; round <= ROUNDS; round++) {
        sent.length = 0;
        const begin = performance.now();
        const { data } = (await (
          await plainFetch(`${address}/graphql`, { method: "POST", headers, body })
        ).json()) as any;
        const answered = performance.now();
        const { totalCount, engine } = data.searchPracticeExamples;
        if (engine.name !== "meilisearch") throw new Error(engine.reason);
        // Where nothing was found, several requests were made for one answer.
        if (totalCount === 0 || sent.length !== 1) break;
        const again = performance.now();
        await (await plainFetch(...sent[0]!)).json();
        if (round > 0) times.push([answered - begin, performance.now() - again]);
      }
    }
    return times;
  } finally {
    globalThis.fetch = plainFetch;
    await app.close();
  }
}
const GRAPHQL = `query ($query: String, $filter: PracticeExampleFilter) {
  searchPracticeExamples(query: $query, filter: $filter, first: 20) {
    totalCount engine { name reason }
    edges { score node { slug } }
    facets { name values { value label count selected } }
  }
}`;

const folder = mkdtempSync(join(tmpdir(), "praxisatlas_bench_"));
const server = new MeilisearchServer({ url, key });
const uid = `praxisatlas_bench_${process.pid}`;
try {
  const embedded = new EmbeddedEngine();
  const { made, asked, file } = await documents(folder, embedded);
  const meilisearch = new MeilisearchEngine({ url, key }, uid);
  console.log(`${made.length} documents, put and searchable in ${Math.round(await fill(server, uid, made))} ms`);
  const rows = [];
  for (const { kind, asked: list } of asked) {
    const times: [number[], number[]] = [[], []];
    const overlaps: number[] = [];
    let unequal = 0;
    for (let round = 0; round <= ROUNDS; round++)
      for (const question of list) {
        const [a, ours] = await timed(embedded, question);
        const [b, theirs] = await timed(meilisearch, question);
        if (round > 0) {
          times[0].push(a);
          times[1].push(b);
          continue;
        }
        if (ours.total !== theirs.total) unequal++;
        const first = ours.hits.slice(0, 10).map(({ id }) => id);
        if (first.length > 0)
          overlaps.push(theirs.hits.slice(0, 10).filter(({ id }) => first.includes(id)).length / first.length);
      }
    const ms = (list: number[], share: number) => percentile(list, share).toFixed(2);
    const mean = overlaps.reduce((sum, share) => sum + share, 0) / overlaps.length;
    rows.push([kind, ...times.flatMap((list) => [ms(list, 0.5), ms(list, 0.95)]), mean.toFixed(2), String(unequal)]);
  }
  console.log(table(["", "embedded p50", "p95", "Meilisearch p50", "p95", "overlap@10", "other totals"], rows));
  const whole = await wholeAnswers(file);
  const [graphql, raw] = [0, 1].map((i) =>
    percentile(
      whole.map((times) => times[i]!),
      0.5,
    ),
  ) as [number, number];
  console.log(
    `Three words, 2 filters, 20 hits, all facets, ${whole.length} answers, medians: GraphQL over HTTP ${graphql.toFixed(2)} ms, ` +
      `the raw request ${raw.toFixed(2)} ms, ratio ${(graphql / raw).toFixed(2)}`,
  );
} finally {
  await server.drop(uid);
  rmSync(folder, { recursive: true });
}
