// What the running program writes while everything is asked of it, well and badly: no word of a request, no file, no whole address, no line of its own.
import { cpSync, rmSync } from "node:fs";
import { strToU8 } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIGRATIONS, TABLES } from "../../src/database.ts";
import { Accounts } from "../../src/people/accounts.ts";
import { Attempts } from "../../src/people/attempts.ts";
import { beginSession } from "../../src/people/sessions.ts";
import { openDb, type Db } from "../../src/platform/db.ts";
import { aDatabase, DATABASES, theCollection, type TestDatabase } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { aDocx, anXlsx, FORM } from "../support/import-files.ts";
import { anInstallation, type Installation, type Running } from "../support/installation.ts";
import { COOKIE } from "../support/people.ts";

const CANARY = "Kanarienvogel";
const EMAIL = "kanarienvogel@voliere.example";
const ADDRESS = "203.0.113.77";
/** What a reader of the log would take for a line of its own. */
const FORGED = `${CANARY}\n{"level":50,"time":"2026-01-01T00:00:00.000Z","msg":"gefälscht"}\r\n`;

let installation: Installation;
beforeAll(() => {
  installation = anInstallation();
  rmSync(installation.seeds, { recursive: true });
  cpSync(theCollection(), installation.seeds, { recursive: true });
});
afterAll(() => installation.drop());

describe.each(DATABASES)("the log on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let database: TestDatabase;
    let db: Db;
    let server: Running;
    let address: string;
    let token: string;
    beforeAll(async () => {
      database = await aDatabase(kind);
      server = installation.run(
        'process.env.LOG_LEVEL = "debug"; process.env.TRUSTED_PROXIES = "127.0.0.1"; process.env.SEARCH_INDEX = "off"; await import("./dist/main.js")',
        database,
      );
      address = await server.ready;
      db = await openDb(database.config, { entities: TABLES, migrations: MIGRATIONS });
      const now = () => new Date();
      const accounts = new Accounts({ db, attempts: new Attempts(now), isOrganisation: () => true, now });
      const { account } = await accounts.invite(
        { email: EMAIL, role: "CONTRIBUTOR", organisation: "jobcenter-heidenheim" },
        null,
      );
      token = await db.write((manager) => beginSession(manager, account.id, now()));
    });
    afterAll(async () => {
      server.kill("SIGTERM");
      await server.ended;
      await db.close();
      await database.drop();
    });

    const send = async (path: string, init: RequestInit = {}) => {
      const headers = {
        "content-type": "application/json",
        cookie: `${COOKIE}=${token}; anderes=${CANARY}`,
        "x-forwarded-for": ADDRESS,
        "user-agent": CANARY,
        referer: `http://${CANARY}.example/`,
        "x-request-id": CANARY,
        ...(init.headers as Record<string, string> | undefined),
      };
      const response = await fetch(address + path, { ...init, headers });
      await response.text();
      return response.status;
    };
    const graphql = (query: string, variables: object = {}, headers = {}) =>
      send("/graphql", { method: "POST", body: JSON.stringify({ query, variables }), headers });
    const upload = (name: string, body: Uint8Array) =>
      send(`/contributions/import?name=${encodeURIComponent(name)}`, {
        method: "POST",
        body: Buffer.from(body),
        headers: { "content-type": "application/octet-stream" },
      });

    /** Right and wrong, each with something in it that must not be written down. */
    async function everything(mostFiles: number): Promise<number[]> {
      const form = FORM.replace("Werkstatt\nWegweiser", CANARY).replaceAll("example.org", EMAIL);
      const v = { v: FORGED };
      const status = [
        await graphql(`query ${CANARY}($v: String) { ${CANARY}: searchPracticeExamples(query: $v) { totalCount } }`, v),
        await graphql(`# ${FORGED}{ suggest(prefix: "${CANARY}") { value ${CANARY} } }`),
        await graphql(`{ practiceExample(slug: "${CANARY}") { title } }`),
        await graphql("query ($v: Int) { searchPracticeExamples(first: $v) { totalCount } }", v),
        await graphql("query ($v: ID!) { node(id: $v) { id } contribution(id: $v) { id } }", v),
        await graphql("query ($v: String!) { legalBasis(citation: $v) { message } }", v),
        await graphql(`{ ${"x".repeat(200)} ${CANARY}`),
        await graphql("{ viewer { id } }", {}, { authorization: `Bearer ${CANARY}`, cookie: `${COOKIE}=${CANARY}` }),
        await graphql("mutation { signOut { problems { code } } }", {}, { origin: `https://${CANARY}.example` }),
        await graphql(
          "mutation ($e: String!, $v: String!) { signIn(email: $e, password: $v) { problems { code } } }",
          { e: EMAIL, ...v },
          { cookie: "" },
        ),
        await graphql("mutation ($v: String!) { acceptInvitation(code: $v, password: $v) { problems { code } } }", v),
        await graphql(
          "mutation ($c: Json!) { createDraft(content: $c) { contribution { id warnings { kind } missing { code } citations { message } } } }",
          {
            c: {
              ...anExample({ slug: "ein-entwurf", title: CANARY }),
              summary: FORGED,
              note: EMAIL,
              legalBases: [{ cited: FORGED }],
            },
          },
        ),
        await graphql("mutation ($t: PastedText!) { importText(text: $t) { problems { code } } }", { t: form }),
        await send("/graphql", { method: "POST", body: `{"query": "${CANARY}` }),
        await send("/graphql", { method: "POST", body: CANARY, headers: { "content-type": `text/${CANARY}` } }),
        await send("/graphql", { method: "POST", body: JSON.stringify({ query: CANARY.repeat(20_000) }) }),
        await send(`/graphql?query=${CANARY}`),
        await send(`/${CANARY}/${encodeURIComponent(FORGED)}`),
        await send(`/%E0%A4%A${CANARY}`),
        await send(`/export/search.csv?query=${encodeURIComponent(FORGED)}&${CANARY}=1`),
        await send(`/export/search.atom?query=${CANARY}`),
        await send(`/compare?e=${CANARY}&e=${encodeURIComponent(FORGED)}`),
        await send(`/examples/${CANARY}.docx`),
        await send(`/tables/${CANARY}.csv`),
      ];
      const files: [string, Uint8Array][] = [
        [`${CANARY}.txt`, strToU8(form)],
        [`${CANARY}.docx`, aDocx(form)],
        [`${CANARY}.pdf`, strToU8(`%PDF-1.4 ${CANARY} /Type /Font (${CANARY}) xref 0 ${CANARY}`)],
        [
          `${CANARY}.xlsx`,
          anXlsx([
            ["Titel", CANARY],
            [CANARY, FORGED],
          ]),
        ],
        [`${CANARY}.csv`, strToU8(`Titel;${CANARY}\n"${FORGED}`)],
        [`${CANARY}.yaml`, strToU8(`title: [${CANARY}\n  - {${EMAIL}`)],
        [FORGED, strToU8(form)],
      ];
      for (const [name, bytes] of files.slice(0, mostFiles)) status.push(await upload(name, bytes));
      return status;
    }

    it(
      "holds nothing of what was asked, also when the database fails, and every line is ours",
      { timeout: 120_000 },
      async () => {
        const start = server.output().length;
        const status = await everything(Infinity);
        expect(status.filter((code) => code >= 500)).toEqual([]);
        expect(status.filter((code) => code === 200).length).toBeGreaterThan(10);
        const tables = ["practice_example", "contribution_version"];
        const rename = (to: (name: string) => [string, string]) =>
          db.write(async (manager) => {
            for (const [from, name] of tables.map(to)) await manager.query(`ALTER TABLE ${from} RENAME TO ${name}`);
          });
        await rename((name) => [name, `hidden_${name}`]);
        await everything(1);
        await rename((name) => [`hidden_${name}`, name]);
        const written = server.output().slice(start);
        expect(written).not.toMatch(/kanarienvogel|voliere|gefälscht/i);
        expect(written).not.toContain(token);
        expect(written).not.toContain(ADDRESS);
        expect(written).not.toMatch(/\b\d{1,3}(?:\.\d{1,3}){3}\b/);
        const lines = written.split("\n").filter((line) => line !== "");
        // Faults of ours are told, or this would prove nothing.
        expect(lines.length).toBeGreaterThan(5);
        for (const line of lines)
          expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), msg: expect.stringMatching(/^Fehler /) });
      },
    );
  });
});
