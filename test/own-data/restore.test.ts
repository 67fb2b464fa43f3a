// The restore drill: an older backup brings nobody back who was erased since, and no file of ours has them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ContactTable } from "../../src/contacts/contacts.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { aDatabase, anApp, DATABASES, theCollection, type TestApp, type TestDatabase } from "../support/app.ts";
import { aBackup, type Backup } from "../support/backups.ts";
import { contactOf, deleteContact } from "../support/contacts.ts";
import { anExample } from "../support/content.ts";
import { erasureOf, sendBack } from "../support/erasing.ts";
import { create, done, submit } from "../support/contributing.ts";
import { MeilisearchStub } from "../support/meilisearch-stub.ts";
import { aPerson, as, PASSWORD, withPassword, type Person } from "../support/people.ts";
import { dump } from "../support/store.ts";
import { KEY } from "../support/synced.ts";

const NAME = "Kunigunde Zwetschgenstein";
const OTHER = "Vera Nussbaum";
const OPTIONS = { seeds: theCollection() };

const leave = async (app: TestApp, { token }: Person) =>
  (await as(app, token, `mutation { deleteMyAccount(password: "${PASSWORD}") { problems { code } } }`)).json();

/** With texts of every kind that say who they are: a version, a reason, a published example, an older revision of it. */
async function aTalkativePerson(app: TestApp, editor: Person, slug: string, name: string): Promise<Person> {
  const person = await aPerson(app, "CONTRIBUTOR");
  const summary = `Ein Ansatz mit Weitblick. Auskunft gibt ${name} (${person.email}).`;
  await create(person, anExample({ slug: `${slug}-entwurf`, summary }));
  const submitted = done(await submit(person, done(await create(person, anExample({ slug: `${slug}-neu` })))));
  await sendBack(app, editor, submitted, `Bitte ${person.email} fragen, also ${name}.`);
  for (const title of ["Erste Fassung", "Zweite Fassung"])
    await app.publish(anExample({ slug, title, summary: `${summary} ${"Mehr davon. ".repeat(40)}` }));
  return withPassword(app, person);
}

describe.each(DATABASES)("after an older backup of $kind is restored", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let database: TestDatabase;
    let backup: Backup;
    let stub: MeilisearchStub;
    let restoreStub: () => void;
    let restoreIndex: () => void;
    let team: { id: string };
    let editor: Person, told: Person, left: Person, other: Person;
    let apps: TestApp[] = [];
    const folder = () => dirname(database.erasedList);
    const start = async () => {
      const env = { SEARCH_INDEX: join(folder(), "index"), MEILI_URL: stub.url, MEILI_KEY: KEY };
      const app = await anApp(kind, { ...OPTIONS, database, env });
      apps.push(app);
      return app;
    };
    const end = async (app: TestApp) => {
      apps = apps.filter((other) => other !== app);
      await app.close();
    };
    /** A day later: the backup of yesterday is back, with the index files and the search server of yesterday. */
    beforeAll(async () => {
      database = await aDatabase(kind);
      stub = await new MeilisearchStub().start();
      let app = await start();
      editor = await aPerson(app, "EDITOR");
      told = await aTalkativePerson(app, editor, "mit-namen", NAME);
      left = await aTalkativePerson(app, editor, "mit-adresse", OTHER);
      other = await aTalkativePerson(app, editor, "jemand-anders", OTHER);
      team = await contactOf(editor, { label: "Team Zwieback", email: "zwieback@beispiel.example" });
      const person = { kind: "PERSON", visibility: "SIGNED_IN", consent: true };
      await contactOf(editor, { ...person, label: NAME, email: "zwetschge@beispiel.example" });
      await contactOf(editor, { label: "Team Bleibt", email: "bleibt@beispiel.example" });
      await app.settled();
      await end(app);
      backup = await aBackup(database);
      restoreStub = stub.backup();
      const index = readFileSync(join(folder(), "index"));
      restoreIndex = () => writeFileSync(join(folder(), "index"), index);

      app = await start();
      await erasureOf(app).person(told.account, [NAME]);
      expect((await leave(app, left)).data.deleteMyAccount.problems).toEqual([]);
      const editorNow = { ...editor, ask: async (q: string, v = {}) => (await as(app, editor.token, q, v)).json() };
      expect((await deleteContact(editorNow, team.id)).problems).toEqual([]);
      await end(app);
    });
    beforeEach(async () => {
      await backup.restore();
      restoreStub();
      restoreIndex();
    });
    afterEach(async () => {
      for (const app of apps.slice()) await end(app);
    });
    afterAll(async () => {
      await stub.stop();
      await backup.drop();
      await database.drop();
    });

    it("brings them back, if nothing is done about it", async () => {
      const rows = await dump(database);
      for (const { email } of [told, left]) expect(rows).toContain(email);
      expect(rows).toContain(NAME.toLowerCase());
      expect(stub.everything.toLowerCase()).toContain("zwetschgenstein");
    });

    it("erases them before anybody can ask: accounts, sessions, addresses, and the names that the command was told", async () => {
      const app = await start();
      expect(app.server.server.listening).toBe(false);
      expect(app.erasedAgain).toEqual({ accounts: 2, contacts: 2, unread: 0 });
      const rows = await dump(database);
      for (const gone of [told.email, left.email, NAME.toLowerCase()])
        expect([gone, rows.includes(gone)]).toEqual([gone, false]);
      for (const { token } of [told, left])
        expect((await as(app, token, "{ viewer { id } }")).json().data.viewer).toBeNull();
      expect((await as(app, other.token, "{ viewer { id } }")).json().data.viewer).not.toBeNull();
      for (const kept of [other.email, OTHER.toLowerCase()]) expect(rows).toContain(kept);
      const { data } = await app.query('{ practiceExample(slug: "mit-namen") { summary } }');
      expect(data.practiceExample.summary).toMatch(/^Ein Ansatz mit Weitblick. Auskunft gibt \[Name\] \(\[E-Mail\]\)/);
    });

    it("brings no contact back that was deleted, by itself or with a person", async () => {
      const app = await start();
      expect(app.erasedAgain.contacts).toBe(2);
      const labels = (await app.db.read((manager) => manager.find(ContactTable))).map(({ label }) => label);
      expect(labels).toEqual(["Team Bleibt"]);
    });

    it("puts it on record without saying who, once", async () => {
      let app = await start();
      const deeds = () => app.db.read((manager) => manager.findBy(AuditTable, { action: "DELETE_AGAIN" }));
      expect((await deeds()).map(({ subject, account, reason }) => [subject, account, reason]).sort()).toEqual(
        [told, left].map(({ account }) => [`account:${account}`, null, null]).sort(),
      );
      await end(app);
      app = await start();
      expect(app.erasedAgain).toEqual({ accounts: 0, contacts: 0, unread: 0 });
      expect(await deeds()).toHaveLength(2);
    });

    it("leaves nothing of them in any file of ours, nor in the search server", async () => {
      const app = await start();
      await app.settled();
      const words = [told.email, left.email, "zwetschgenstein"];
      for (const word of words) expect([word, stub.everything.toLowerCase().includes(word)]).toEqual([word, false]);
      for (const name of readdirSync(folder()).filter((name) => !name.includes(".backup-"))) {
        const bytes = readFileSync(join(folder(), name), "latin1").toLowerCase();
        for (const word of words) expect([name, word, bytes.includes(word)]).toEqual([name, word, false]);
      }
      expect(readFileSync(database.erasedList, "latin1")).not.toMatch(new RegExp(`${told.account}|${left.account}`));
    });
  });
});
