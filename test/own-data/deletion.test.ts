// Deleting a person: afterwards neither address nor name stands anywhere, and what the organisation wrote is still there.
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommentTable } from "../../src/contributions/contributions.entity.ts";
import { ErasedList } from "../../src/own-data/erased-list.ts";
import { Erasure } from "../../src/own-data/erasure.ts";
import { textWithout } from "../../src/own-data/text-erasure.ts";
import { AccountTable } from "../../src/people/people.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { createLog } from "../../src/platform/log.ts";
import { aDatabase, anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { comment, said, threads } from "../support/commenting.ts";
import { anExample } from "../support/content.ts";
import { erasureOf, sendBack } from "../support/erasing.ts";
import { create, done, published, save, submit } from "../support/contributing.ts";
import { anInstallation } from "../support/installation.ts";
import { aPerson, as, aSession, cookieOf, PASSWORD, withPassword, type Person } from "../support/people.ts";
import { dump } from "../support/store.ts";

const NAME = "Kunigunde Zwetschgenstein";
const OTHER = "Vera Nussbaum";

describe.each(DATABASES)("deleting a person on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let editor: Person;
    const lines: string[] = [];
    beforeAll(async () => {
      const log = createLog("debug", { write: (line) => void lines.push(line) });
      app = await anApp(kind, { seeds: theCollection(), log });
      editor = await aPerson(app, "EDITOR");
    });
    afterAll(() => app.close());

    const DELETE = "mutation ($password: String!) { deleteMyAccount(password: $password) { problems { code path } } }";
    const leave = async (person: Person, password = PASSWORD) => as(app, person.token, DELETE, { password });
    const left = async (person: Person, password = PASSWORD) =>
      (await leave(person, password)).json().data.deleteMyAccount.problems;

    let count = 0;
    /** With a password, a key, an invitation that is open, and texts of all kinds that say who they are. */
    async function aTalkativePerson(name = NAME) {
      const person = await aPerson(app, "CONTRIBUTOR");
      const { email } = person;
      const signature = `Auskunft gibt ${name.toUpperCase()} (${email.toUpperCase()}).`;
      const text = (title: string) =>
        anExample({ slug: `redselig-${++count}`, title, summary: `Ein Ansatz mit Weitblick.\n${signature}` });
      const draft = done(await create(person, text("Entwurf")));
      await save(person, draft, { ...draft.content, title: "Ohne Namen", summary: "Ein Ansatz." });
      await save(person, draft, { ...draft.content, title: "Beiseite" });
      const talking = done(await create(person, text("Zurück")));
      const returned = done(await submit(person, done(await save(person, talking, silent(talking.content)))));
      await sendBack(app, editor, returned, `Bitte ${email} streichen, auch ${name}.`);
      const { id } = said(await comment(editor, draft, `Das weiß ${name}.`));
      // Nothing that names an address can be submitted or sent; older revisions and comments may still do.
      await app.db.write((m) => m.update(CommentTable, { id }, { text: `Das weiß ${name} (${email}).` }));
      const [spoken, former] = [text("Veröffentlicht"), text("Früher")];
      const shown = await published(person, editor, silent(spoken));
      await app.publish(spoken, former);
      await app.publish(silent(former));
      await person.ask("mutation ($label: String!) { createAccessToken(label: $label, scope: READ) { token } }", {
        label: `von ${name}, ${email}`,
      });
      return { person, shown, draft };
    }
    const silent = <T extends object>(content: T) => ({ ...content, summary: "Jetzt ohne." });
    const search = async (query: string) =>
      (
        await app.query(
          "query ($query: String!) { searchPracticeExamples(query: $query) { edges { node { slug summary } } } }",
          {
            query,
          },
        )
      ).data.searchPracticeExamples.edges.map((edge: any) => edge.node);

    it("leaves the address in no table, no index, no file of the index and no log line", async () => {
      const { person: invited, shown } = await aTalkativePerson();
      const person = await withPassword(app, invited);
      await app.accounts.inviteAgain(person.account, editor.account);
      expect((await dump(app.database)).includes(person.email)).toBe(true);
      expect((await search(person.email)).map(({ slug }: any) => slug)).toContain(shown.example);
      const response = await leave(person);
      expect(response.json().data.deleteMyAccount.problems).toEqual([]);
      expect(cookieOf(response).value).toBe("");
      expect((await dump(app.database)).includes(person.email)).toBe(false);
      const hits = await search("Weitblick");
      expect(hits).toContainEqual({
        slug: shown.example,
        summary: `Ein Ansatz mit Weitblick.\nAuskunft gibt ${NAME.toUpperCase()} ([E-Mail]).`,
      });
      expect(await search(person.email)).not.toContainEqual(expect.objectContaining({ slug: shown.example }));
      expect(lines.join("\n").toLowerCase()).not.toContain(person.email);
    });

    it("takes the name out as well when the command is told it, and nobody else's", async () => {
      const { person, shown, draft } = await aTalkativePerson();
      const { person: other } = await aTalkativePerson(OTHER);
      const expected = await erasureOf(app).preview(person.account, [NAME]);
      expect(await erasureOf(app).person(person.account, [NAME])).toBe(expected);
      const rows = await dump(app.database);
      for (const gone of [person.email, NAME.toLowerCase()]) expect([gone, rows.includes(gone)]).toEqual([gone, false]);
      for (const kept of [other.email, OTHER.toLowerCase()]) expect([kept, rows.includes(kept)]).toEqual([kept, true]);
      expect(await search("Zwetschgenstein")).toEqual([]);
      expect((await search("Nussbaum")).length).toBe(1);
      expect((await search("Weitblick")).map(({ slug }: any) => slug)).toContain(shown.example);
      expect(await threads(editor, draft)).toMatchObject([{ text: "Das weiß [Name] ([E-Mail])." }]);
    });

    it("ends sessions and keys at once, and the address may be invited anew as somebody else", async () => {
      const { person: invited } = await aTalkativePerson();
      const person = await withPassword(app, invited);
      const second = await aSession(app, person.account);
      const { data } = (
        await as(app, second, 'mutation { createAccessToken(label: "k", scope: READ) { token } }')
      ).json();
      expect(await left(person)).toEqual([]);
      for (const token of [person.token, second])
        expect((await as(app, token, "{ viewer { id } }")).json().data.viewer).toBeNull();
      const authorization = `Bearer ${data.createAccessToken.token}`;
      const byKey = await app.post(
        { query: "{ viewer { id } }" },
        { "content-type": "application/json", authorization },
      );
      expect(byKey.json().data.viewer).toBeNull();
      const given = { email: person.email, role: "CONTRIBUTOR", organisation: "jobcenter-heidenheim" } as const;
      const { account } = await app.accounts.invite(given, null);
      expect(account.id).not.toBe(person.account);
    });

    it("leaves what was written with the organisation, by somebody whom no id leads to any more", async () => {
      const { person: invited, draft } = await aTalkativePerson();
      const person = await withPassword(app, invited);
      expect(await left(person)).toEqual([]);
      const { data } = await editor.ask(
        "query ($id: ID!) { contribution(id: $id) { title versions { mine byOrganisation byRole } } }",
        { id: draft.id },
      );
      expect(data.contribution.title).toBe("Ohne Namen");
      expect(data.contribution.versions.length).toBe(3);
      for (const version of data.contribution.versions)
        expect(version).toEqual({ mine: false, byOrganisation: null, byRole: null });
      const deeds = await app.db.read((m) => m.findBy(AuditTable, { account: person.account }));
      expect(deeds.map(({ action }) => action)).toEqual(expect.arrayContaining(["SUBMIT", "DELETE_ACCOUNT"]));
      expect(await app.db.read((m) => m.findOneBy(AccountTable, { id: person.account }))).toBeNull();
    });

    it("asks for the password, and does not let it be tried out", async () => {
      const person = await withPassword(app, await aPerson(app, "CONTRIBUTOR"));
      const wrong = await leave(person, "ein falsches Passwort");
      expect(wrong.json().data.deleteMyAccount.problems).toEqual([{ code: "WRONG_PASSWORD", path: ["password"] }]);
      expect(wrong.body).not.toContain(person.email);
      for (let i = 0; i < 9; i++) await left(person, "ein falsches Passwort");
      expect(await left(person)).toEqual([{ code: "TOO_MANY_ATTEMPTS", path: [] }]);
      expect(await app.accounts.byId(person.account)).not.toBeNull();
    });

    it("is refused to the last administrator, also when two want to go at the same time", async () => {
      const one = await withPassword(app, await aPerson(app, "ADMINISTRATOR"));
      const LAST = [{ code: "LAST_ADMINISTRATOR", path: [] }];
      // Neither an invitation that nobody has accepted nor a closed account can administer.
      await aPerson(app, "ADMINISTRATOR");
      const closed = await withPassword(app, await aPerson(app, "ADMINISTRATOR"));
      await app.accounts.disable(closed.account, null);
      expect(await left(one)).toEqual(LAST);
      const two = await withPassword(app, await aPerson(app, "ADMINISTRATOR"));
      const outcomes = await Promise.all([left(one), left(two)]);
      expect(outcomes).toContainEqual([]);
      expect(outcomes).toContainEqual(LAST);
    });
  });
});

it("the index that is kept on disk forgets too, before the answer", async () => {
  const database = await aDatabase();
  const file = join(dirname((database.config as { file: string }).file), "index");
  const options = { database, seeds: theCollection(), env: { SEARCH_INDEX: file } };
  const before = await anApp("sqlite", options);
  const given = { role: "CONTRIBUTOR", organisation: "jobcenter-heidenheim" } as const;
  const email = "quastenflosser@beispiel.example";
  const { account, code } = await before.accounts.invite({ ...given, email }, null);
  const { token } = await before.accounts.accept(code, PASSWORD);
  await before.publish(anExample({ slug: "mit-adresse", summary: `Fragen an ${email}.` }));
  await before.close();
  const kept = () => readFileSync(file, "latin1").toLowerCase();
  expect(kept().includes("quastenfloss")).toBe(true);
  const app = await anApp("sqlite", options);
  const query = `mutation { deleteMyAccount(password: "${PASSWORD}") { problems { code } } }`;
  expect((await as(app, token, query)).json().data.deleteMyAccount.problems).toEqual([]);
  expect(kept().includes("quastenfloss")).toBe(false);
  expect(await app.accounts.byId(account.id)).toBeNull();
  await app.close();
  await database.drop();
});

it("a running server forgets as well what another process has erased, in memory and on disk", async () => {
  const database = await aDatabase();
  const file = join(dirname((database.config as { file: string }).file), "index");
  const options = { database, seeds: theCollection(), env: { SEARCH_INDEX: file } };
  const filling = await anApp("sqlite", options);
  const person = await aPerson(filling, "CONTRIBUTOR");
  await filling.publish(anExample({ slug: "mit-namen", summary: `Fragen an ${NAME}.` }));
  await filling.close();
  const app = await anApp("sqlite", options);
  const kept = () => readFileSync(file, "latin1").toLowerCase().includes("zwetschgenstein");
  expect(kept()).toBe(true);
  await new Erasure({
    db: app.db,
    vocabulary: app.vocabulary,
    now: () => new Date(),
    list: new ErasedList(app.db, database.erasedList),
    onErased: async () => {},
  }).person(person.account, [NAME]);
  await app.settled();
  expect(kept()).toBe(false);
  await app.close();
  expect(kept()).toBe(false);
  await database.drop();
});

describe("a text", () => {
  const erased = [
    { text: "a@b.de", replacement: "[E-Mail]" },
    { text: "Eva Maus", replacement: "[Name]" },
  ];

  it("keeps other addresses and names that only contain the one", () => {
    const others = "maria@b.de, x.a@b.de, a@b.dev, a@b.de.example, Eva Mauser, Neva Maus";
    expect(textWithout(others, erased)).toBe(others);
    expect(textWithout("(A@B.de). Eva\nMAUS: a@b.de, Dr.Eva Maus", erased)).toBe(
      "([E-Mail]). [Name]: [E-Mail], Dr.[Name]",
    );
  });

  it("loses any address, whatever stands in it", () => {
    const local = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme-ascii" }).filter((s) => !/[\s@<>"]/.test(s));
    fc.assert(
      fc.property(local, (name) => {
        const text = `${name}@beispiel.example`;
        expect(textWithout(`An ${text}: bitte`, [{ text, replacement: "-" }])).toBe("An -: bitte");
      }),
    );
  });
});

describe("npm run admin", { timeout: 120_000 }, () => {
  const installation = anInstallation();
  afterAll(() => installation.drop());

  it("writes a person's data to a file that others cannot read, and deletes the person after a dry run", async () => {
    const database = await aDatabase();
    const run = async (...args: string[]) => {
      const running = installation.command(["dist/cli/admin.js", ...args], database);
      const { code } = await running.ended;
      return { code, output: running.output() };
    };
    const app = await anApp("sqlite", { database, seeds: theCollection() });
    const person = await aPerson(app, "ADMINISTRATOR");
    for (let i = 0; i < 2; i++) await create(person, { title: `Entwurf von ${NAME}`, i });
    said(await comment(person, done(await create(person, { i: 2 })), "Von mir."));
    const out = join(dirname((database.config as { file: string }).file), "daten.json");
    expect(await run("export-person", person.email, "--out", out)).toEqual({
      code: 0,
      output: `Geschrieben: ${out}.\n`,
    });
    expect(statSync(out).mode & 0o077).toBe(0);
    const written = JSON.parse(readFileSync(out, "utf8"));
    expect(written.account).toMatchObject({ id: person.account, email: person.email });
    expect(written.versions.map(({ content }: any) => content.i).sort()).toEqual([0, 1, 2]);
    expect(written.comments).toMatchObject([{ text: "Von mir." }]);
    expect(written.events.map(({ action, mine }: any) => `${action} ${mine}`)).toEqual([
      "INVITE false",
      "COMMENT true",
    ]);

    const before = await dump(database);
    const named = ["delete-person", person.email, "--name", NAME];
    expect(await run(...named, "--dry-run")).toEqual({
      code: 0,
      output: "Gelöscht würde das Konto; Texte mit Adresse oder Namen darin: 2.\n",
    });
    expect((await dump(database)) === before).toBe(true);
    expect(await run("delete-person", person.email, "--name", "Entwurf")).toMatchObject({ code: 1 });
    expect(await run(...named)).toEqual({
      code: 0,
      output: "Gelöscht: das Konto; Texte mit Adresse oder Namen darin: 2.\n",
    });
    const after = await dump(database);
    for (const gone of [person.email, NAME.toLowerCase()]) expect([gone, after.includes(gone)]).toEqual([gone, false]);
    expect(await run(...named)).toEqual({ code: 1, output: "Für diese Adresse gibt es kein Konto.\n" });
    await app.close();
    await database.drop();
  });
});
