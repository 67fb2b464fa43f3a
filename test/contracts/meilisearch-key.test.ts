// The key that docs/betrieb.md describes is enough for everything that is done with the server, and for nothing else.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MeilisearchEngine } from "../../src/search/engines/meilisearch.ts";
import { MeilisearchServer } from "../../src/search/engines/meilisearch-server.ts";
import { MEILISEARCH } from "../support/meilisearch.ts";
import { aDocument, aQuestion } from "../support/search-documents.ts";

const documented = /```json\n([^`]+)```/.exec(readFileSync("docs/betrieb.md", "utf8"))![1]!;

const asOwner = (path: string, request: { method?: string; body?: string } = {}, key = MEILISEARCH!.key) =>
  fetch(new URL(path, MEILISEARCH!.url), {
    ...request,
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
  });
const mayMakeKeys = MEILISEARCH !== undefined && (await asOwner("/keys")).ok;

it("names no wildcard and nothing about keys", () => {
  const { actions, indexes } = JSON.parse(documented);
  expect(indexes).toEqual(["praxisatlas_*"]);
  expect(actions.filter((action: string) => /\*|key|dump|snapshot|network/.test(action))).toEqual([]);
});

describe.skipIf(!mayMakeKeys)("the documented key (needs MEILI_URL, and the main key as MEILI_KEY)", () => {
  let key: string;
  let uid: string;
  beforeAll(async () => {
    const created = await asOwner("/keys", { method: "POST", body: documented });
    ({ key } = (await created.json()) as { key: string });
    uid = `praxisatlas_test_${randomBytes(6).toString("hex")}`;
  });
  afterAll(() => asOwner(`/keys/${key}`, { method: "DELETE" }));

  it("is enough for the life of an index", async () => {
    const connection = { url: MEILISEARCH!.url, key };
    const server = new MeilisearchServer(connection);
    const engine = new MeilisearchEngine(connection, uid);
    await server.createIndex(uid);
    await server.ended(await server.put(uid, [aDocument("eins"), aDocument("zwei")], "1"));
    await server.ended(await server.remove(uid, ["zwei"], "2"));
    expect((await engine.search(aQuestion())).hits.map(({ id }) => id)).toEqual(["eins"]);
    expect(await server.revisions(uid, 0, 10)).toEqual([{ id: "eins", rev: "1" }]);
    expect(await server.state(uid)).toMatchObject({ documents: 1 });
    expect(await server.indexes()).toContain(uid);
    expect(await server.newestTask()).toBeGreaterThan(0);
    await server.oldestUnfinished();
    await server.drop(uid);
    expect(await server.indexes()).not.toContain(uid);
  });

  it.each([
    ["/keys", "GET"],
    ["/keys", "POST"],
    ["/dumps", "POST"],
    ["/snapshots", "POST"],
    ["/indexes/fremd/search", "POST"],
    ["/indexes/fremd/documents/fetch", "POST"],
    ["/indexes/fremd", "DELETE"],
    ["/swap-indexes", "POST"],
    ["/tasks?statuses=enqueued", "DELETE"],
    ["/experimental-features", "GET"],
  ])("is not enough for %s (%s)", async (path, method) => {
    const { status } = await asOwner(path, { method, ...(method === "POST" ? { body: "{}" } : {}) }, key);
    expect(status).toBe(403);
  });
});
