// The page to try queries on loads nothing from elsewhere. Checked is what a browser loads: addresses in the HTML, and url() and
// @import in style sheets. Scripts hold addresses as texts (documentation links); what they could load, the page's policy forbids.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, type TestApp } from "../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await anApp();
});
afterAll(() => app.close());

const get = (url: string) => app.server.inject({ url });

/** What the HTML makes a browser load, and where it leads. */
const addresses = (html: string) =>
  [...html.matchAll(/\b(?:src|href|action|data|poster|srcset|content)\s*=\s*"([^"]*)"/g)].map((m) => m[1]!);
const loaded = (html: string) => addresses(html).filter((address) => address.startsWith("/"));
const isForeign = (address: string) => /^\s*([a-z][a-z0-9+.-]*:)?\/\//i.test(address);

/** What a style sheet makes a browser load. */
const loadedByCss = (css: string) =>
  [...css.matchAll(/url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)/gi)].map((m) => m[1] ?? m[2]!);

it("leads from / to the page", async () => {
  expect((await get("/")).headers.location).toBe("/graphiql");
  const page = await get("/graphiql");
  expect(page.statusCode).toBe(200);
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(page.body).toContain('<html lang="de">');
});

it("loads scripts and style sheets from us, each of the right kind", async () => {
  const files = loaded((await get("/graphiql")).body);
  expect(files.length).toBeGreaterThanOrEqual(5);
  for (const file of files) {
    const { statusCode, headers, body } = await get(file);
    expect([file, statusCode]).toEqual([file, 200]);
    expect(headers["content-type"]).toMatch(file.endsWith(".css") ? /^text\/css/ : /^(text|application)\/javascript/);
    expect(body.length).toBeGreaterThan(100);
  }
});

it("names no foreign address in its HTML", async () => {
  const { body } = await get("/graphiql");
  expect(addresses(body).filter(isForeign)).toEqual([]);
  expect(body).not.toMatch(/https?:/);
});

it("loads nothing foreign through its style sheets", async () => {
  const { body } = await get("/graphiql/graphiql.min.css");
  const inline = [...(await get("/graphiql")).body.matchAll(/<style>([^<]*)</g)].map((m) => m[1]!);
  const urls = loadedByCss([body, ...inline].join("\n"));
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.filter((url) => !url.startsWith("data:"))).toEqual([]);
});

it("would not be allowed to load anything foreign by its scripts either", async () => {
  const policy = String((await get("/graphiql")).headers["content-security-policy"]);
  const directives: Record<string, string[]> = {};
  for (const [name, ...sources] of policy.split(";").map((directive) => directive.trim().split(/\s+/)))
    directives[name!] = sources;
  expect(directives["default-src"]).toEqual(["'none'"]);
  expect(directives["script-src"]).toEqual(["'self'"]);
  expect(directives["connect-src"]).toEqual(["'self'"]);
  const allowed = new Set(["'self'", "'none'", "'unsafe-inline'", "data:"]);
  const foreign = Object.entries(directives).flatMap(([name, sources]) =>
    sources.filter((source) => !allowed.has(source)).map((source) => `${name} ${source}`),
  );
  expect(foreign).toEqual([]);
  const unsafe = Object.keys(directives).filter((name) => directives[name]!.includes("'unsafe-inline'"));
  expect(unsafe.every((name) => name.startsWith("style-src"))).toBe(true);
});

it("begins with a query that finds something", async () => {
  const script = (await get("/graphiql/start.js")).body;
  const query = JSON.parse(/^const query = (".*");$/m.exec(script)![1]!);
  const { data, errors } = await app.query(query);
  expect(errors).toBeUndefined();
  expect(data.searchPracticeExamples.totalCount).toBeGreaterThan(0);
  expect(script).not.toMatch(/https?:/);
});

describe("the check itself", () => {
  test.each([
    "https://fonts.googleapis.com/css",
    "//cdn.example.org/a.js",
    "HTTP://example.org",
    " https://example.org",
  ])("sees %s", (address) => {
    expect(addresses(`<link href="${address}">`).filter(isForeign)).toEqual([address]);
    expect(loadedByCss(`a { background: url("${address}") }`)).toEqual([address]);
    expect(loadedByCss(`@import '${address}';`)).toEqual([address]);
  });
});

it("can be switched off, and then the schema's names are not hinted at either", async () => {
  const silent = await anApp("sqlite", { env: { GRAPHIQL: "off" } });
  try {
    for (const url of ["/", "/graphiql", "/graphiql/start.js", "/graphiql/react.js"])
      expect((await silent.server.inject({ url })).statusCode).toBe(404);
    const { errors } = await silent.query("{ targetGroup { label } }");
    expect(errors![0].message).not.toMatch(/did you mean|targetGroups/i);
  } finally {
    await silent.close();
  }
});
