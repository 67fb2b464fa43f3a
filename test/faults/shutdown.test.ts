// Told to end, the process answers what it has accepted, refuses what is new, and ends by itself.
import { Agent, request, type ClientRequest, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aDatabase, DATABASES, type TestDatabase } from "../support/app.ts";
import { anInstallation, type Installation, type Running } from "../support/installation.ts";

const BODY = JSON.stringify({
  query: `{ searchPracticeExamples(query: "Ausbildung", first: 20) { totalCount edges { node { title summary } } } }`,
});

interface Answer {
  status: number;
  body: string;
}

describe.each(DATABASES)("a server on $kind that is told to end", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let installation: Installation;
    let database: TestDatabase;
    let server: Running;
    let address: string;
    let agent: Agent;
    beforeAll(() => {
      installation = anInstallation();
    });
    afterAll(() => installation.drop());
    beforeEach(async () => {
      database = await aDatabase(kind);
      server = installation.start(database);
      address = await server.ready;
      agent = new Agent({ keepAlive: true, maxSockets: 20 });
    });
    afterEach(async () => {
      agent.destroy();
      server.kill("SIGKILL");
      await server.ended;
      await database.drop();
    });

    /** A request whose headers are on their way; `answer` comes when its body is sent. */
    const begin = () => {
      const sent = request(`${address}/graphql`, {
        method: "POST",
        agent,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(BODY) },
      });
      return { sent, answer: answerTo(sent) };
    };
    const answerTo = (sent: ClientRequest) =>
      new Promise<Answer>((resolve, reject) => {
        sent.once("error", reject);
        sent.once("response", (response: IncomingMessage) => {
          let body = "";
          response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
          response.once("error", reject).once("end", () => resolve({ status: response.statusCode!, body }));
        });
      });
    const connected = () =>
      new Promise<Socket>((resolve) => {
        const { hostname, port } = new URL(address);
        const socket = connect(Number(port), hostname, () => resolve(socket)).on("error", () => undefined);
      });
    /** Only a request that never ends takes up the ten seconds of grace. */
    const endOf = async (milliseconds = 8_000) => {
      const began = performance.now();
      const end = await server.ended;
      return { ...end, inTime: performance.now() - began < milliseconds };
    };

    it("answers the requests it has begun and ends with 0", { timeout: 60_000 }, async () => {
      const begun = Array.from({ length: 10 }, begin);
      const half = BODY.length / 2;
      await Promise.all(begun.map(({ sent }) => new Promise((done) => sent.write(BODY.slice(0, half), done))));
      // The server has read the headers of those ten once it answers an eleventh that came after them.
      const after = begin();
      after.sent.end(BODY);
      expect((await after.answer).status).toBe(200);

      server.kill("SIGTERM");
      await server.line("SIGTERM");
      const end = endOf();
      for (const { sent } of begun) sent.end(BODY.slice(half));
      for (const { status, body } of await Promise.all(begun.map(({ answer }) => answer))) {
        expect(status).toBe(200);
        expect(JSON.parse(body).data.searchPracticeExamples.edges).not.toEqual([]);
      }
      expect(await end).toEqual({ code: 0, signal: null, inTime: true });
    });

    it("cuts off no answer while twenty clients go on asking", { timeout: 60_000 }, async () => {
      const answers: Answer[] = [];
      let refused = 0;
      const client = async () => {
        while (refused < 20) {
          const { sent, answer } = begin();
          sent.end(BODY);
          try {
            answers.push(await answer);
          } catch (error) {
            expect((error as { code: string }).code).toMatch(/ECONNREFUSED|ECONNRESET|EPIPE/);
            refused++;
          }
          if (answers.length === 200) server.kill("SIGTERM");
        }
      };
      const clients = Promise.all(Array.from({ length: 20 }, client));
      await server.line("SIGTERM");
      expect(await endOf()).toEqual({ code: 0, signal: null, inTime: true });
      await clients;
      for (const { status, body } of answers)
        if (status !== 503)
          expect([status, JSON.parse(body)]).toMatchObject([200, { data: { searchPracticeExamples: {} } }]);
    });

    // How connections end does not depend on the database.
    if (kind === "sqlite")
      it.each([
        [
          "keeps an idle connection open",
          8_000,
          async () => {
            const { sent, answer } = begin();
            sent.end(BODY);
            await answer;
          },
        ],
        ["has connected without asking anything", 8_000, connected],
        [
          "never finishes its request",
          15_000,
          async () => {
            const socket = await connected();
            socket.write(
              "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
            );
            const { sent, answer } = begin();
            sent.end(BODY);
            await answer;
          },
        ],
      ])("ends with 0 although a client %s", { timeout: 60_000 }, async (_, milliseconds, visit) => {
        await visit();
        server.kill("SIGTERM");
        await server.line("SIGTERM");
        expect(await endOf(milliseconds)).toEqual({ code: 0, signal: null, inTime: true });
      });
  });
});
