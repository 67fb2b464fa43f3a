// CPU and latency of answers over HTTP: every server is up, each is measured in turn, round after round.
import autocannon from "autocannon";
import type { Asked } from "./child.ts";
import { EXAMPLE, PAGE } from "./questions.ts";
import { medianOf } from "./statistics.ts";

const CONNECTIONS = 10;
/** Different pages, and different single examples, that requests go through in turn. */
const PAGES = 10;
const ROUND_MS = 1_000;

/** One server's answers to one kind of request. */
export interface Target {
  name: string;
  server: Asked<{ cpu: () => NodeJS.CpuUsage }>;
  url: string;
  bodies: string[];
}

export interface HttpTimes {
  name: string;
  /** CPU time of the server process for a request, all threads, user and system. */
  cpuMs: number;
  perSecond: number;
  p50: number;
  p97_5: number;
}

export interface Sample {
  bodies: string[];
  answers: object[];
  /** Mean size of an answer as it travels. */
  kilobytes: number;
  /** Mean number of fields in an answer. */
  fields: number;
}

/** Full pages of 20 in order of title. */
export async function pages(address: string): Promise<Sample> {
  const bodies: string[] = [];
  const texts: string[] = [];
  for (let after: string | null = null; bodies.length < PAGES;) {
    const body: string = JSON.stringify({ query: PAGE, variables: { after } });
    const text = await post(address, body);
    const found = JSON.parse(text).data.searchPracticeExamples;
    if (found.edges.length < 20) break;
    bodies.push(body);
    texts.push(text);
    if (!found.pageInfo.hasNextPage) break;
    after = found.pageInfo.endCursor;
  }
  return sample(bodies, texts);
}

export async function examples(address: string, slugs: readonly string[]): Promise<Sample> {
  const bodies = slugs.map((slug) => JSON.stringify({ query: EXAMPLE, variables: { slug } }));
  const texts: string[] = [];
  for (const body of bodies) texts.push(await post(address, body));
  return sample(bodies, texts);
}

/** The slugs that pages name. */
export const slugsIn = ({ answers }: Sample): string[] =>
  answers.flatMap((answer: any) => answer.data.searchPracticeExamples.edges.map((edge: any) => edge.node.slug));

function sample(bodies: string[], texts: string[]): Sample {
  const answers = texts.map((text) => JSON.parse(text) as object);
  const mean = (total: number) => total / texts.length;
  return {
    bodies,
    answers,
    kilobytes: mean(Buffer.byteLength(texts.join(""))) / 1000,
    fields: mean(answers.reduce((sum, answer) => sum + fieldsIn(answer), 0)),
  };
}

const fieldsIn = (value: unknown): number =>
  value === null || typeof value !== "object"
    ? 0
    : Object.values(value).reduce((sum: number, inner) => sum + (Array.isArray(value) ? 0 : 1) + fieldsIn(inner), 0);

async function post(address: string, body: string): Promise<string> {
  const response = await fetch(`${address}/graphql`, { method: "POST", headers: HEADERS, body });
  const text = await response.text();
  if (!response.ok || "errors" in JSON.parse(text)) throw new Error(text.slice(0, 500));
  return text;
}
const HEADERS = { "content-type": "application/json" };

/** Medians of the rounds; each target gets as many requests a round as it answers in about `ROUND_MS`. */
export async function measureHttp(targets: readonly Target[], rounds: number): Promise<HttpTimes[]> {
  const amounts: number[] = [];
  for (const target of targets) {
    await oneRound(target, 200);
    const { perSecond } = await oneRound(target, 300);
    amounts.push(Math.max(100, Math.round((perSecond * ROUND_MS) / 1000)));
  }
  const taken = targets.map((): HttpTimes[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, target] of targets.entries()) taken[i]!.push(await oneRound(target, amounts[i]!));
  return targets.map(({ name }, i) => ({
    name,
    cpuMs: medianOf(taken[i]!, (r) => r.cpuMs),
    perSecond: medianOf(taken[i]!, (r) => r.perSecond),
    p50: medianOf(taken[i]!, (r) => r.p50),
    p97_5: medianOf(taken[i]!, (r) => r.p97_5),
  }));
}

async function oneRound({ name, server, url, bodies }: Target, amount: number): Promise<HttpTimes> {
  const before = await server.ask("cpu");
  const requests = bodies.map((body) => ({ body }));
  const result = await autocannon({
    sampleInt: 10,
    url,
    connections: CONNECTIONS,
    amount,
    method: "POST",
    headers: HEADERS,
    requests,
  });
  const after = await server.ask("cpu");
  if (result["2xx"] !== amount || result.errors + result.timeouts + result.non2xx > 0)
    throw new Error(`${name}: ${result["2xx"]} of ${amount} requests were answered`);
  return {
    name,
    cpuMs: (after.user + after.system - before.user - before.system) / 1000 / amount,
    perSecond: amount / result.duration,
    p50: result.latency.p50,
    p97_5: result.latency.p97_5,
  };
}
