// An upload tells how far it is, can be tried without leaving anything, and can be cut off and repeated.
import { once } from "node:events";
import { request, type ClientRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { strToU8 } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ContributionTable, VersionTable } from "../../src/contributions/contributions.entity.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anXlsx, aPdf, FORM } from "../support/import-files.ts";
import { anInstallation, type Installation } from "../support/installation.ts";
import { aPerson, COOKIE, type Person } from "../support/people.ts";

const LINES = "application/x-ndjson";
/** Tells of a first step, and then never ends. */
const STUCK = new URL(
  `data:text/javascript,${encodeURIComponent(
    'import { parentPort } from "node:worker_threads"; parentPort.postMessage({ progress: { step: "reading", done: 1, total: 2 } }); for (;;);',
  )}`,
);
/** Tells of a first step, and then fails as only a fault of ours does. */
const BROKEN = new URL(
  `data:text/javascript,${encodeURIComponent(
    'import { parentPort } from "node:worker_threads"; parentPort.postMessage({ progress: { step: "reading", done: 1, total: 2 } }); throw new Error("kaputt");',
  )}`,
);

let installation: Installation;
beforeAll(() => void (installation = anInstallation()));
afterAll(() => installation.drop());

describe.each(DATABASES)("an upload on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let author: Person;
    const start = async (reading = {}) => {
      const started = await anApp(kind, {
        seeds: theCollection(),
        reading: { program: installation.program("imports/import-worker.js"), ...reading },
      });
      await started.server.listen({ port: 0, host: "127.0.0.1" });
      return started;
    };
    beforeAll(async () => {
      app = await start();
      author = await aPerson(app, "CONTRIBUTOR");
    });
    afterAll(() => app.close());

    /** A request whose body is still to be written, as over a network. */
    const open = (name: string, { on = app, person = author, more = "", accept = LINES } = {}): ClientRequest =>
      request({
        port: (on.server.server.address() as AddressInfo).port,
        host: "127.0.0.1",
        method: "POST",
        path: `/contributions/import?name=${name}${more}`,
        headers: { "content-type": "application/octet-stream", accept, cookie: `${COOKIE}=${person.token}` },
        agent: false,
      });
    const send = async (name: string, body: Uint8Array, options = {}) => {
      const sent = open(name, options).end(body);
      const [response] = await once(sent, "response");
      const lines = [];
      for await (const line of createInterface(response)) lines.push(JSON.parse(line));
      return { status: response.statusCode, type: response.headers["content-type"], lines };
    };
    const counts = (of = app) =>
      of.db.read(async (manager) => [await manager.count(ContributionTable), await manager.count(VersionTable)]);
    const aTable = (name: string, rows: number) =>
      anXlsx([["Titel"], ...Array.from({ length: rows }, (_, i) => [`${name} ${i + 1}`])]);

    it("tells in lines how many of the examples are read, and ends with the usual answer", async () => {
      const { status, type, lines } = await send("b.xlsx", aTable("Zeile", 20));
      expect({ status, type }).toEqual({ status: 200, type: `${LINES}; charset=utf-8` });
      const steps = lines.slice(0, -1);
      expect(steps.at(-1)).toEqual({ step: "reading", done: 20, total: 20 });
      expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
      expect(lines.at(-1).drafts).toHaveLength(20);
      expect(lines.at(-1).problems).toEqual([]);
    });

    it("tells of the pages of a PDF first", async () => {
      const { lines } = await send("b.pdf", aPdf(FORM.replace("Wegweiser", "Seiten")));
      expect(lines.map(({ step }) => step)).toEqual(["pages", "reading", undefined]);
    });

    it("answers as before where nobody asks for lines", async () => {
      const { type, lines } = await send("b.xlsx", aTable("Ohne", 2), { accept: "*/*" });
      expect(type).toMatch(/^application\/json/);
      expect(lines).toHaveLength(1);
      expect(lines[0].drafts).toHaveLength(2);
    });

    it("that is refused before anything is read keeps its status; later the last line says why", async () => {
      expect(await send("b.txt", new Uint8Array())).toMatchObject({
        status: 422,
        lines: [{ drafts: [], problems: [{ code: "EMPTY_FILE" }] }],
      });
      const before = await counts();
      const { status, lines } = await send("b.xlsx", aTable("Viele", 101));
      expect(status).toBe(200);
      expect(lines.at(-1)).toMatchObject({ drafts: [], problems: [{ code: "TOO_MANY_FORMS" }] });
      expect(await counts()).toEqual(before);
    });

    it("whose reading fails says so in the last line, without a word about how", async () => {
      const broken = await start({ program: BROKEN });
      try {
        const person = await aPerson(broken, "CONTRIBUTOR");
        const { lines } = await send("b.txt", strToU8(FORM), { on: broken, person });
        expect(lines.at(-1)).toEqual({
          drafts: [],
          problems: [
            {
              code: "INTERNAL_SERVER_ERROR",
              path: [],
              message: "Interner Fehler. Es wurde nichts übernommen.",
            },
          ],
        });
      } finally {
        await broken.close();
      }
    });

    describe("as a dry run", () => {
      const dry = { accept: "*/*", more: "&dryRun=true" };
      const form = FORM.replace("Werkstatt\nWegweiser", "Probe aufs Exempel");

      it("shows fields, problems and what it would become, and leaves nothing behind", async () => {
        const before = await counts();
        const { status, lines } = await send("b.txt", strToU8(form), dry);
        expect(status).toBe(200);
        const [draft] = lines[0].drafts;
        expect(draft).toMatchObject({ title: "Probe aufs Exempel", isNew: true, duplicates: [] });
        expect(draft).not.toHaveProperty("contribution");
        expect(draft.fields.map(({ path }: any) => path[0])).toContain("budgets");
        expect(await counts()).toEqual(before);
      });

      it("names published examples that may be the same, and drafts that are there already", async () => {
        const { lines } = await send("b.txt", strToU8(form.replace("Probe aufs Exempel", "Jobschmiede")), dry);
        expect(lines[0].drafts[0].duplicates).toMatchObject([
          { example: "jobschmiede-heidenheim", reasons: expect.arrayContaining(["Der Titel ist fast derselbe."]) },
        ]);
        await send("b.txt", strToU8(form));
        const again = await send("b.txt", strToU8(form), dry);
        expect(again.lines[0].drafts[0]).toMatchObject({ isNew: false, duplicates: [] });
        expect(again.lines[0].drafts[0].problems[0].code).toBe("UNCHANGED");
      });

      it("refuses what the upload itself would refuse", async () => {
        const large = strToU8(form + "Wort ".repeat(20_000));
        expect(await send("b.txt", large, dry)).toMatchObject({
          status: 422,
          lines: [{ problems: [{ code: "INPUT_TOO_LONG" }] }],
        });
        const odd = await send("b.txt", strToU8(form), { accept: "*/*", more: "&dryRun=yes" });
        expect(odd).toMatchObject({ status: 400, lines: [{ problems: [{ code: "INVALID_PARAMETER" }] }] });
      });
    });

    it("cut off in the middle of the file leaves nothing, and the next one is whole", async () => {
      const before = await counts();
      const file = aTable("Abgerissen", 12);
      const cut = open("b.xlsx");
      cut.on("error", () => undefined);
      cut.setHeader("content-length", file.length);
      cut.write(file.slice(0, file.length / 2));
      const [socket] = await once(cut, "socket");
      await once(socket, "connect");
      cut.destroy();
      const { lines } = await send("b.xlsx", file);
      expect(lines.at(-1).drafts.map(({ isNew }: any) => isNew)).toEqual(Array(12).fill(true));
      expect(await counts()).toEqual(before.map((n) => n + 12));
    });

    it("cut off before its answer came makes no second draft when it is repeated", async () => {
      const before = await counts();
      const file = aTable("Wiederholt", 30);
      const cut = open("b.xlsx").end(file);
      cut.on("error", () => undefined);
      const [response] = await once(cut, "response");
      response.on("error", () => undefined);
      response.destroy();
      const { lines } = await send("b.xlsx", file);
      expect(lines.at(-1).drafts).toHaveLength(30);
      expect(await counts()).toEqual(before.map((n) => n + 30));
    });

    it("is no longer read once its client has gone, and leaves room for others", async () => {
      const stuck = await start({ program: STUCK, milliseconds: 600_000 });
      try {
        const person = await aPerson(stuck, "CONTRIBUTOR");
        const options = { on: stuck, person };
        const begin = async () => {
          const sent = open("b.txt", options).end(strToU8(FORM));
          sent.on("error", () => undefined);
          const [response] = await once(sent, "response");
          response.on("error", () => undefined);
          return { response, status: response.statusCode };
        };
        const four = await Promise.all(Array.from({ length: 4 }, begin));
        expect(four.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
        const outside = await begin();
        expect(outside.status).toBe(503);
        for (const { response } of four) response.destroy();
        await vi.waitFor(
          async () => {
            const { response, status } = await begin();
            response.destroy();
            expect(status).toBe(200);
          },
          { timeout: 10_000, interval: 50 },
        );
        expect(await counts(stuck)).toEqual([0, 0]);
      } finally {
        await stuck.close();
      }
    });
  });
});
