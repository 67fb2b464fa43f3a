// What stands in contacts stands nowhere else: not in another table, an index, a request to the search server, a log, an error or a file.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EntityManager } from "typeorm";
import { createLog } from "../../src/platform/log.ts";
import { aDatabase, anApp, DATABASES, theCollection, type TestApp, type TestDatabase } from "../support/app.ts";
import { addContact, changeContact, confirmContact, contactOf, deleteContact } from "../support/contacts.ts";
import { anExample } from "../support/content.ts";
import { approve, create, done, published, save, submit } from "../support/contributing.ts";
import { MeilisearchStub } from "../support/meilisearch-stub.ts";
import { documentsOf } from "../support/meilisearch.ts";
import { aPerson, type Person } from "../support/people.ts";
import { outside } from "../support/store.ts";

/** As it was typed, and as an index or a log might have changed it. */
const CANARY = /kanarienvog|canarybird|847\W?26\W?39/i;
const MAIL = "kanarienvogel@canarybird.example";
const PHONE = "07321 8472639";
const NAME = "Kanarius Kanarienvogelmann";

/** A file as text; the parts of a ZIP one after the other. */
function textOf(bytes: Uint8Array): string {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const parts = isZip ? Object.values(unzipSync(bytes)) : [bytes];
  return parts.map((part) => Buffer.from(part).toString("utf8")).join("\n");
}

/** Every row of every table that the database itself knows of, by table. */
const dump = (database: TestDatabase): Promise<Record<string, string>> =>
  outside(database, async (manager: EntityManager) => {
    const tables: { name: string }[] = await manager.query(
      database.config.kind === "sqlite"
        ? "SELECT name FROM sqlite_master WHERE type = 'table'"
        : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const rows = await Promise.all(
      tables.map(async ({ name }) => [name, JSON.stringify(await manager.query(`SELECT * FROM "${name}"`))] as const),
    );
    return Object.fromEntries(rows);
  });

describe.each(DATABASES)("what stands in contacts on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let member: Person;
    let editor: Person;
    let database: TestDatabase;
    let folder: string;
    let index: string;
    const stub = new MeilisearchStub();
    const lines: string[] = [];
    const told: string[] = [];
    beforeAll(async () => {
      await stub.start();
      database = await aDatabase(kind);
      folder = mkdtempSync(join(tmpdir(), "praxisatlas_contacts_"));
      index = join(folder, "index");
      app = await anApp(kind, {
        database,
        seeds: theCollection(),
        log: createLog("debug", { write: (line) => void lines.push(line) }),
        env: { MEILI_URL: stub.url, MEILI_KEY: "0123456789abcdef", SEARCH_INDEX: index },
      });
      member = await aPerson(app, "CONTRIBUTOR");
      editor = await aPerson(app, "EDITOR");
      const first = await published(member, editor, anExample({ slug: "gefragt", title: "Lungenfisch" }));
      await fillWithCanaries();
      const next = done(await save(member, first, { ...first.content, title: "Lungenfisch, überarbeitet" }));
      done(await approve(editor, done(await submit(member, next))));
      await create(member, { title: "Ein Entwurf" });
      await app.publish(anExample({ slug: "nachbar", title: "Lungenfisch" }));
      await app.settled();
    });
    afterAll(async () => {
      await app.close();
      await stub.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    });

    /** In every field, with every visibility, entered, changed, confirmed, deleted, and refused for every reason. */
    async function fillWithCanaries() {
      const full = { label: "Team Kanarienvogel", email: MAIL, phone: PHONE };
      for (const visibility of ["PUBLIC", "SIGNED_IN", "NEVER"]) await contactOf(member, { ...full, visibility });
      const person = { kind: "PERSON", label: NAME, email: MAIL, phone: PHONE, visibility: "SIGNED_IN", consent: true };
      const { id } = await contactOf(member, { ...person, example: "gefragt" });
      await changeContact(editor, id, { label: `${NAME} Junior`, phone: `${PHONE}0`, consent: true });
      await confirmContact(member, id);
      const { id: gone } = await contactOf(member, { ...full, visibility: "NEVER" });
      await deleteContact(member, gone);
      for (const refused of [
        { ...full, kind: "PERSON" },
        { ...full, label: `Frau ${NAME}` },
        { ...full, email: "kanarienvogel", phone: "kanarienvogel" },
        { ...full, email: "klara.kanarienvogel@canarybird.example" },
        { ...full, label: "Kanarienvogel ".repeat(20) },
        { ...full, example: "kanarienvogel" },
        { ...full, organisation: "kanarienvogel" },
      ]) {
        const answer = await addContact(member, refused);
        expect(answer.problems.length).toBeGreaterThan(0);
        told.push(JSON.stringify(answer));
      }
      told.push(JSON.stringify(await changeContact(member, id, { email: "kanarienvogel", consent: true })));
      told.push(JSON.stringify(await deleteContact(member, "kanarienvogel")));
      const bad = async (query: string, variables: object = {}) => {
        const answer = await member.ask(query, variables);
        expect(answer.errors).toBeDefined();
        told.push(JSON.stringify(answer));
      };
      const ADD =
        "mutation ($label: String!, $visibility: ContactVisibility!) { addContact(kind: MAILBOX, label: $label, visibility: $visibility) { problems { code } } }";
      await bad(ADD, { label: NAME, visibility: MAIL });
      await bad(ADD, { label: [NAME, { a: MAIL }], visibility: "NEVER" });
      await bad(ADD, { label: NAME.repeat(50), visibility: "NEVER" });
      await bad(ADD, { label: `${NAME}\u0000`, visibility: "NEVER" });
      await bad(`mutation { addContact(kind: MAILBOX, label: 8472639, visibility: NEVER) { problems { code } } }`);
    }

    it("stands there, and those who may see it do", async () => {
      expect((await dump(database)).contact).toMatch(CANARY);
      const query = '{ practiceExample(slug: "gefragt") { contacts { label email phone } } }';
      const { data } = await member.ask(query);
      for (const part of [NAME, MAIL, PHONE]) expect(JSON.stringify(data)).toContain(part);
      expect(JSON.stringify((await app.query(query)).data)).toContain(MAIL);
    });

    it("stands in no other table: not in revisions, versions, the outbox, the state of the index or the record", async () => {
      const { contact, ...tables } = await dump(database);
      expect(Object.keys(tables).length).toBeGreaterThan(20);
      expect(tables.audit_event).toContain("ADD_CONTACT");
      expect(Object.keys(tables).filter((name) => CANARY.test(tables[name]!))).toEqual([]);
    });

    it("is in no document of an index, and was sent to no search server", async () => {
      const documents = JSON.stringify(await documentsOf(app));
      expect(documents).toContain("lungenfisch");
      expect(documents).not.toMatch(CANARY);
      const sent = JSON.stringify(stub.requests);
      expect(sent).toContain("gefragt");
      expect(sent).not.toMatch(CANARY);
    });

    it("is in no file to take away, on no page and in no feed, not even for a member", async () => {
      for (const url of [
        "/export/search.xlsx",
        "/export/search.csv",
        "/export/search.json",
        "/export/search.atom",
        "/changes.atom",
        "/compare?e=gefragt&e=nachbar",
        "/compare.csv?e=gefragt&e=nachbar",
        "/compare.xlsx?e=gefragt&e=nachbar",
        "/compare.docx?e=gefragt&e=nachbar",
        "/examples/gefragt.docx?revision=1",
        "/examples/gefragt.docx",
      ]) {
        const headers = { host: "127.0.0.1", cookie: `__Host-praxisatlas=${member.token}` };
        const response = await app.server.inject({ method: "GET", url, headers });
        expect([url, response.statusCode]).toEqual([url, 200]);
        const text = textOf(response.rawPayload);
        expect([url, text.includes("Lungenfisch")]).toEqual([url, true]);
        expect([url, CANARY.test(text)]).toEqual([url, false]);
      }
    });

    it("is in no list of changes, no history and no comparison over the API", async () => {
      const { data, errors } = await editor.ask(
        `{ changes(first: 100) { edges { node { slug kind } } }
           practiceExample(slug: "gefragt") { title summary history { changes { label before after } } }
           comparisonSheet(examples: [{ slug: "gefragt" }, { slug: "nachbar" }]) { rows { label cells { values { text } } } }
           reviewQueue { contributions { title } } }`,
      );
      expect(errors).toBeUndefined();
      expect(JSON.stringify(data)).toContain("Lungenfisch");
      expect(JSON.stringify(data)).not.toMatch(CANARY);
    });

    it("is repeated in no problem, no error and no line of the log", () => {
      expect(told.length).toBeGreaterThan(12);
      expect(told.filter((answer) => CANARY.test(answer))).toEqual([]);
      expect(lines.filter((line) => CANARY.test(line))).toEqual([]);
    });

    it("is not in the index that is kept on disk, and found by no search", async () => {
      await app.close();
      const kept = readFileSync(index, "latin1");
      expect(kept.toLowerCase()).toContain("lungenfisch");
      expect(kept).not.toMatch(CANARY);
      app = await anApp(kind, { database, seeds: theCollection() });
      for (const query of ["Kanarienvogel", MAIL, PHONE, NAME]) {
        const { data } = await app.query(
          "query ($query: String!, $prefix: String!) { searchPracticeExamples(query: $query) { edges { node { slug } highlights { html } } } suggest(prefix: $prefix) { label } }",
          { query, prefix: query.slice(0, 8) },
        );
        expect(JSON.stringify(data.searchPracticeExamples)).not.toContain("gefragt");
        expect(data.suggest).toEqual([]);
      }
    });
  });
});
