// HTTP around GraphQL: what is answered, what is refused, and how: as JSON, in German, with headers that protect browsers.
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";

const QUERY = { query: "{ __typename }" };

describe("the server", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp();
  });
  afterAll(() => app.close());

  const json = { "content-type": "application/json" };
  const code = (response: { json: () => any }) => response.json().errors[0].extensions.code;

  it("answers POST /graphql with JSON", async () => {
    const response = await app.post(QUERY);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toMatch(/^application\/json; charset=utf-8$/);
    expect(response.json()).toEqual({ data: { __typename: "Query" } });
  });

  test.each(["GET", "PUT", "DELETE", "PATCH"] as const)(
    "refuses %s /graphql, which would end in logs or be another thing",
    async (method) => {
      for (const headers of [json, { ...json, "apollo-require-preflight": "true" }]) {
        const url = `/graphql?query=${encodeURIComponent(QUERY.query)}`;
        const response = await app.server.inject({
          method,
          url,
          headers,
          ...(method === "GET" ? {} : { payload: QUERY }),
        });
        expect(response.statusCode).toBe(405);
        expect(response.headers.allow).toBe("POST");
        expect(code(response)).toBe("METHOD_NOT_ALLOWED");
      }
    },
  );

  describe("against requests that a foreign page can make a browser send", () => {
    test.each<[string, Record<string, string>, string]>([
      ["a form", { "content-type": "application/x-www-form-urlencoded" }, `query=${encodeURIComponent(QUERY.query)}`],
      [
        "a form with files",
        { "content-type": "multipart/form-data; boundary=x" },
        `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${QUERY.query}\r\n--x--`,
      ],
      ["plain text", { "content-type": "text/plain" }, JSON.stringify(QUERY)],
      ["plain text that pretends", { "content-type": "text/plain; application/json" }, JSON.stringify(QUERY)],
      ["no type at all", { "content-type": "" }, JSON.stringify(QUERY)],
    ])("refuses %s", async (_, headers, payload) => {
      const response = await app.post(payload, headers);
      expect(response.statusCode).toBe(415);
      expect(code(response)).toBe("UNSUPPORTED_MEDIA_TYPE");
      expect(response.json()).not.toHaveProperty("data");
    });

    it("allows no other origin to read answers", async () => {
      const origin = "https://example.org";
      const preflight = await app.server.inject({
        method: "OPTIONS",
        url: "/graphql",
        headers: { origin, "access-control-request-method": "POST" },
      });
      const request = await app.post(QUERY, { ...json, origin });
      for (const response of [preflight, request])
        expect(Object.keys(response.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    });
  });

  it("refuses several operations in one request", async () => {
    const response = await app.post([QUERY, QUERY]);
    expect(response.statusCode).toBe(400);
    expect(code(response)).toBe("BAD_REQUEST");
  });

  test.each<[string, string]>([
    ["nothing", ""],
    ["half of it", '{"query":'],
    ["something else", "Guten Tag"],
    ["null", "null"],
    ["a text", '"{ __typename }"'],
    ["an empty object", "{}"],
    ["a query that is a number", '{"query":5}'],
    ["an empty query", '{"query":""}'],
    ["a prototype", '{"query":"{ __typename }","__proto__":{"a":1}}'],
    ["a constructor", '{"query":"{ __typename }","variables":{"constructor":{"prototype":{"a":1}}}}'],
  ])("tells in JSON that a body with %s is no request", async (_, payload) => {
    const response = await app.post(payload);
    expect(response.statusCode).toBe(400);
    expect(code(response)).toBe("BAD_REQUEST");
    expect(response.json().errors[0].message).toMatch(/^Die Anfrage ist /);
  });

  it("does not inflate bodies, so that a small one cannot become a large one", async () => {
    const response = await app.server.inject({
      method: "POST",
      url: "/graphql",
      headers: { ...json, "content-encoding": "gzip" },
      payload: gzipSync(JSON.stringify(QUERY)),
    });
    expect(response.statusCode).toBe(400);
  });

  it("says in German that an address does not exist", async () => {
    for (const url of [
      "/gibts-nicht",
      "/graphql/",
      "/.env",
      "/graphiql/package.json",
      "/graphiql/..%2f..%2fpackage.json",
      "/graphiql/%2e%2e/%2e%2e/etc/passwd",
    ]) {
      const response = await app.server.inject({ url });
      expect([url, response.statusCode]).toEqual([url, 404]);
      expect(response.json().errors[0]).toEqual({
        message: expect.stringMatching(/^Diese Adresse gibt es nicht/),
        extensions: { code: "NOT_FOUND" },
      });
    }
  });

  test.each(["/livez", "/readyz"])("says at %s that it is well", async (url) => {
    const response = await app.server.inject({ url });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ status: "ok" });
  });

  test.each(["/graphql", "/graphiql", "/livez", "/gibts-nicht", "/graphiql/start.js"])(
    "protects browsers at %s",
    async (url) => {
      const { headers } = await app.server.inject({ url });
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      for (const name of ["x-powered-by", "server", "set-cookie"]) expect(headers).not.toHaveProperty(name);
    },
  );

  it("asks in German which of several operations is meant", async () => {
    const response = await app.post({ query: "query A { __typename } query B { __typename }" });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors[0].message).toMatch(/^Die gewünschte Operation ist nicht eindeutig/);
  });
});

describe("too many requests", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp("sqlite", { env: { REQUESTS_PER_MINUTE: "5", TRUSTED_PROXIES: "192.0.2.99" } });
  });
  afterAll(() => app.close());
  const send = (remoteAddress: string, url = "/graphql", forwardedFor?: string) =>
    app.server.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/json", ...(forwardedFor ? { "x-forwarded-for": forwardedFor } : {}) },
      payload: QUERY,
      remoteAddress,
    });
  const exhaust = async (address: string) => {
    for (let i = 0; i < 5; i++) expect((await send(address)).statusCode).toBe(200);
  };

  it("are counted by client behind a trusted proxy, and nobody else may say who he is", async () => {
    for (let i = 0; i < 5; i++) expect((await send("192.0.2.99", "/graphql", "198.51.100.1")).statusCode).toBe(200);
    expect((await send("192.0.2.99", "/graphql", "198.51.100.1")).statusCode).toBe(429);
    expect((await send("192.0.2.99", "/graphql", "198.51.100.2")).statusCode).toBe(200);
    for (let i = 0; i < 5; i++) await send("192.0.2.50", "/graphql", `203.0.113.${i}`);
    expect((await send("192.0.2.50", "/graphql", "203.0.113.9")).statusCode).toBe(429);
  });

  it("are refused in German, with the time to wait", async () => {
    await exhaust("192.0.2.1");
    const response = await send("192.0.2.1");
    expect(response.statusCode).toBe(429);
    expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
    expect(response.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(/^Zu viele Anfragen\. Bitte \d+ Sekunden warten\.$/),
          extensions: { code: "RATE_LIMITED" },
        },
      ],
    });
  });

  it("of one address do not count against another", async () => {
    await exhaust("192.0.2.2");
    expect((await send("192.0.2.2")).statusCode).toBe(429);
    expect((await send("192.0.2.3")).statusCode).toBe(200);
  });

  it("count however the address of the endpoint is written", async () => {
    await exhaust("192.0.2.4");
    for (const url of ["/graphql?a=1", "/%67raphql", "/graph%71l"])
      expect([url, (await send("192.0.2.4", url)).statusCode]).toEqual([url, 429]);
    for (const url of ["//graphql", "/GRAPHQL", "/graphql;a=1"])
      expect([url, (await send("192.0.2.4", url)).statusCode]).toEqual([url, 404]);
  });

  it("do not stop health checks and the page to try queries on", async () => {
    await exhaust("192.0.2.5");
    for (const url of ["/livez", "/readyz", "/graphiql"])
      for (let i = 0; i < 7; i++)
        expect((await app.server.inject({ url, remoteAddress: "192.0.2.5" })).statusCode).toBe(200);
  });
});

describe.each(DATABASES)("readiness on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    it("ends while the database does not keep what is written, and comes back", async () => {
      const app = await anApp(kind);
      try {
        const status = async () => (await app.server.inject({ url: "/readyz" })).statusCode;
        const rename = (from: string, to: string) =>
          app.db.write((manager) => manager.query(`ALTER TABLE ${from} RENAME TO ${to}`));
        expect(await status()).toBe(200);
        await rename("setting", "hidden");
        const response = await app.server.inject({ url: "/readyz" });
        expect(response.statusCode).toBe(503);
        expect(response.body).toBe('{"status":"nicht bereit"}');
        expect((await app.server.inject({ url: "/livez" })).statusCode).toBe(200);
        await rename("hidden", "setting");
        expect(await status()).toBe(200);
      } finally {
        await app.close();
      }
    });
  });
});
