// What leaves the process towards Meilisearch: nothing for ids and names that are none, and nothing of a question in an error.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { EngineFault } from "../../src/search/engine-fault.ts";
import { MeilisearchEngine } from "../../src/search/engines/meilisearch.ts";
import { MeilisearchServer } from "../../src/search/engines/meilisearch-server.ts";
import { MeilisearchStub, type Manner } from "../support/meilisearch-stub.ts";
import { aDocument, aQuestion, typed } from "../support/search-documents.ts";

const KEY = "schluessel-0123456789";
const UID = "praxisatlas_v1_abc_1";

let stub: MeilisearchStub;
let server: MeilisearchServer;
let engine: MeilisearchEngine;
beforeEach(async () => {
  stub = await new MeilisearchStub().start();
  server = new MeilisearchServer({ url: stub.url, key: KEY });
  engine = new MeilisearchEngine({ url: stub.url, key: KEY }, UID);
});
afterEach(() => stub.stop());

const TRAPS = ["", " ", ".", "..", "../keys", "a/b", "a?b", "a#b", "a%2Fb", "a\nb", "ä", "a".repeat(81)];
const OURS = "praxisatlas_";

describe("no request leaves the process", () => {
  test.each(TRAPS)("for the id %j", async (id) => {
    const refused = [
      () => engine.put([aDocument(id)]),
      () => engine.remove([id]),
      () => engine.remove(["gut", id]),
      () => server.put(UID, [aDocument("gut"), aDocument(id)], "b"),
      () => server.remove(UID, [id], "b"),
      () => server.held(UID, [id]),
    ];
    for (const call of refused) await expect(call()).rejects.toThrow(RangeError);
    expect(stub.requests).toEqual([]);
  });

  test.each([...TRAPS.map((trap) => OURS + trap).slice(1, -2), ...TRAPS, "fremd", `x${OURS}`])(
    "for the index %j",
    async (uid) => {
      const refused = [
        () => server.createIndex(uid),
        () => server.put(uid, [aDocument("a")], "b"),
        () => server.remove(uid, ["a"], "b"),
        () => server.state(uid),
        () => server.revisions(uid, 0, 10),
        () => server.held(uid, ["a"]),
        () => server.drop(uid),
        async () => new MeilisearchEngine({ url: stub.url, key: KEY }, uid),
      ];
      for (const call of refused) await expect(call()).rejects.toThrow(RangeError);
      expect(stub.requests).toEqual([]);
    },
  );

  test.each([-1, 0.5, NaN, Infinity, "../keys" as unknown as number])("for the task %s", async (uid) => {
    await expect(server.task(uid)).rejects.toThrow(RangeError);
    await expect(server.ended(uid)).rejects.toThrow(RangeError);
    expect(stub.requests).toEqual([]);
  });

  it("but it does for what is right, with ids in the body alone", async () => {
    await server.put(UID, [aDocument("ein-beispiel")], "b");
    await server.remove(UID, ["ein-beispiel"], "b");
    await server.held(UID, ["ein-beispiel"]);
    expect(stub.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /indexes/${UID}/documents`,
      `POST /indexes/${UID}/documents/delete-batch`,
      `POST /indexes/${UID}/documents/fetch`,
    ]);
  });
});

describe("whatever the server does is one kind of error, without anything that was typed", () => {
  const SECRET = "geheimeswort";
  const question = aQuestion({ words: [typed(SECRET)], clauses: [{ facet: SECRET, choice: true, anyOf: [SECRET] }] });
  test.each<[Manner, string, number | null]>([
    ["hang", "timeout", null],
    ["trickle", "timeout", null],
    ["cut", "unreachable", null],
    ["502", "unreadable", null],
    ["rubbish", "unreadable", null],
    ["503", "refused", 503],
  ])("%s", async (manner, reason, status) => {
    await server.createIndex(UID);
    stub.manner = manner;
    const begin = performance.now();
    const error = await engine.search(question).catch((fault: unknown) => fault);
    expect(performance.now() - begin).toBeLessThan(1_500);
    expect(error).toBeInstanceOf(EngineFault);
    expect(error).toMatchObject({ reason, status });
    expect(inspect(error, { depth: 10 })).not.toMatch(new RegExp(`${SECRET}|${KEY}`));
    expect((error as Error).cause).toBeUndefined();
  });

  it("a server that is not there", async () => {
    await stub.stop();
    await expect(engine.search(question)).rejects.toMatchObject({ name: "EngineFault", reason: "unreachable" });
  });
});

describe("what any request is like", () => {
  /** Answers everything with `body`. */
  async function listening(status: number, body: unknown, headers: Record<string, string> = {}) {
    const seen: IncomingHttpHeaders[] = [];
    const http = createServer((request, response) => {
      seen.push(request.headers);
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    return { url, seen, close: () => new Promise((resolve) => http.close(resolve)) };
  }

  it("never asks for compression, for searches or for anything else", async () => {
    const { url, seen, close } = await listening(404, { message: "x", code: "index_not_found" });
    await expect(new MeilisearchEngine({ url, key: KEY }, UID).search(aQuestion())).rejects.toThrow(EngineFault);
    expect(await new MeilisearchServer({ url, key: KEY }).state(UID)).toBeNull();
    expect(seen.map((headers) => headers["accept-encoding"])).toEqual(["identity", "identity"]);
    await close();
  });

  test.each([[null], [[]], [{}], [{ results: [] }], [{ results: [null, null] }], [{ results: [{}, {}] }]])(
    "takes %j for no answer",
    async (body) => {
      const { url, close } = await listening(200, body);
      const asked = new MeilisearchEngine({ url, key: KEY }, UID).search(aQuestion());
      await expect(asked).rejects.toMatchObject({ name: "EngineFault", reason: "unreadable" });
      await close();
    },
  );

  it("follows no redirect, which could carry the key elsewhere", async () => {
    const other = await listening(200, {});
    const { url, close } = await listening(307, {}, { location: other.url });
    await expect(new MeilisearchServer({ url, key: KEY }).indexes()).rejects.toMatchObject({ reason: "unreachable" });
    expect(other.seen).toEqual([]);
    await Promise.all([close(), other.close()]);
  });

  it("repeats no code of the server that is not one", async () => {
    const { url, close } = await listening(400, { message: "geheimeswort", code: "invalid <geheimeswort>" });
    const error = await new MeilisearchServer({ url, key: KEY }).indexes().catch((fault: unknown) => fault);
    expect(error).toMatchObject({ reason: "refused", status: 400, code: null });
    expect(inspect(error, { depth: 10 })).not.toContain("geheimeswort");
    await close();
  });
});
