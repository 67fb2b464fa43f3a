// What a foreign page can make a member's browser send changes nothing, at any address that changes something.
import { strToU8 } from "fflate";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { ContributionTable } from "../../src/contributions/contributions.entity.ts";
import { SessionTable } from "../../src/people/people.entity.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { FORM } from "../support/import-files.ts";
import { aPerson, COOKIE, type Person } from "../support/people.ts";

const CHANGES = [
  "mutation { signOut { problems { code } } }",
  'mutation { createDraft(content: { title: "Von nebenan" }) { problems { code } } }',
];
const OWN = { host: "atlas.example", origin: "https://atlas.example" };
const IMPORT = "/contributions/import?name=bogen.txt";

describe.each(DATABASES)("foreign pages on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let person: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      person = await aPerson(app, "CONTRIBUTOR");
    });
    afterAll(() => app.close());

    /** Sends it with the session's cookie, as a browser would; the status, and whether anything has changed. */
    async function sent(method: "GET" | "POST", url: string, payload: string | undefined, headers: object) {
      const state = () =>
        app.db.read(async (manager) => [await manager.count(ContributionTable), await manager.count(SessionTable)]);
      const before = await state();
      const { statusCode } = await app.server.inject({
        method,
        url,
        headers: { ...OWN, cookie: `${COOKIE}=${person.token}`, ...headers },
        ...(payload === undefined ? {} : { payload }),
      });
      expect(await state()).toEqual(before);
      return statusCode;
    }

    describe("cannot choose a kind of body that needs no leave from us:", () => {
      const multipart = (name: string, text: string) =>
        `--x\r\ncontent-disposition: form-data; name="${name}"; filename="bogen.txt"\r\n\r\n${text}\r\n--x--\r\n`;
      test.each<[string, string, (name: string, text: string) => string]>([
        ["a form", "application/x-www-form-urlencoded", (name, text) => `${name}=${encodeURIComponent(text)}`],
        ["a form with files", "multipart/form-data; boundary=x", multipart],
        ["plain text", "text/plain", (_, text) => text],
        ["plain text that calls itself JSON", "text/plain; application/json", (_, text) => text],
        ["plain text that calls itself a file", "text/plain; application/octet-stream", (_, text) => text],
      ])("%s", async (_, type, write) => {
        for (const query of CHANGES) {
          const body = type.startsWith("text") ? JSON.stringify({ query }) : write("query", query);
          expect(await sent("POST", "/graphql", body, { "content-type": type })).toBe(415);
        }
        expect(await sent("POST", IMPORT, write("file", FORM), { "content-type": type })).toBe(415);
      });
    });

    it("cannot change anything by an address alone", async () => {
      for (const query of CHANGES) {
        const address = `/graphql?query=${encodeURIComponent(query)}`;
        for (const headers of [{}, { "apollo-require-preflight": "1", "content-type": "application/json" }])
          expect(await sent("GET", address, undefined, headers)).toBe(405);
      }
      expect(await sent("GET", IMPORT, undefined, {})).toBe(404);
    });

    test.each<[string, object]>([
      ["another host", { origin: "https://boese.example" }],
      ["another port", { origin: "https://atlas.example:8443" }],
      ["a name that begins like ours", { origin: "https://atlas.example.boese.example" }],
      ["a frame without an origin", { origin: "null" }],
      ["a sister site", { "sec-fetch-site": "same-site" }],
      ["anywhere, whatever it says", { "sec-fetch-site": "cross-site" }],
    ])("cannot send what we read, from %s", async (_, headers) => {
      for (const query of CHANGES)
        expect(
          await sent("POST", "/graphql", JSON.stringify({ query }), { "content-type": "application/json", ...headers }),
        ).toBe(403);
      const file = { "content-type": "application/octet-stream", ...headers };
      expect(await sent("POST", IMPORT, String.fromCharCode(...strToU8("x")), file)).toBe(403);
    });
  });
});
