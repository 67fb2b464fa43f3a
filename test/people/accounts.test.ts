// Accounts: invitations that work once, what administrators may do, and the command that makes the first of them.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { IdentityTable } from "../../src/people/people.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { anApp, aDatabase, DATABASES, someSeeds, type TestApp, type TestDatabase } from "../support/app.ts";
import { anInstallation } from "../support/installation.ts";
import { aPerson, as, PASSWORD, type Person } from "../support/people.ts";
import { everything, outside } from "../support/store.ts";

const ACCEPT = `mutation ($code: String!, $password: String!) {
  acceptInvitation(code: $code, password: $password) { account { role } problems { code path } }
}`;
const INVITE = `mutation ($email: String!, $organisation: String = "jobcenter-heidenheim") {
  invite(email: $email, role: EDITOR, organisation: $organisation) { account { id active } code problems { code path } }
}`;

describe.each(DATABASES)("accounts on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let admin: Person;
    let time = new Date();
    beforeAll(async () => {
      app = await anApp(kind, { now: () => time });
      admin = await aPerson(app, "ADMINISTRATOR");
    });
    afterAll(() => app.close());

    const accept = async (code: string, password = PASSWORD) =>
      (await app.query(ACCEPT, { code, password })).data.acceptInvitation;
    const invite = async (email: string, more: object = {}) =>
      (await admin.ask(INVITE, { email, ...more })).data.invite;
    const refused = (code: string, ...path: string[]) => ({ account: null, problems: [{ code, path }] });

    it("come in by a code that works once, even when two use it at the same time", async () => {
      const { account, code, problems } = await invite("neu@beispiel.example");
      expect(problems).toEqual([]);
      expect(account.active).toBe(false);
      const answers = await Promise.all([accept(code), accept(code)]);
      expect(answers.filter((answer) => answer.problems.length === 0)).toHaveLength(1);
      expect(answers).toContainEqual(refused("INVALID_CODE", "code"));
      expect(await accept(code)).toEqual(refused("INVALID_CODE", "code"));
      const signedIn = await app.query(
        `mutation { signIn(email: "neu@beispiel.example", password: "${PASSWORD}") { account { role } } }`,
      );
      expect(signedIn.data.signIn.account).toEqual({ role: "EDITOR" });
    });

    it("come in within seven days, and only with the latest code", async () => {
      const { account, code } = await invite("spaet@beispiel.example");
      const again = await admin.ask("mutation ($id: ID!) { inviteAgain(account: $id) { code } }", { id: account.id });
      expect(await accept(code)).toEqual(refused("INVALID_CODE", "code"));
      const before = time;
      time = new Date(time.getTime() + 7 * 24 * 3_600_000 + 1);
      expect(await accept(again.data.inviteAgain.code)).toEqual(refused("INVALID_CODE", "code"));
      time = before;
    });

    test.each(["", "A".repeat(43), "' OR 1=1 --"])("do not come in by %j", async (code) => {
      expect(await accept(code)).toEqual(refused("INVALID_CODE", "code"));
    });

    it("need a password that is long and not the address, and the code lasts while one thinks of it", async () => {
      const { code } = await invite("petra.muster@beispiel.example");
      expect(await accept(code, "zu kurz")).toEqual(refused("PASSWORD_LENGTH", "password"));
      expect(await accept(code, "aaaaaaaaaaaaaaaa")).toEqual(refused("PASSWORD_WEAK", "password"));
      expect(await accept(code, "Petra.Muster2026")).toEqual(refused("PASSWORD_WEAK", "password"));
      expect((await accept(code)).problems).toEqual([]);
      const { code: short } = await invite("e@beispiel.example");
      expect((await accept(short)).problems).toEqual([]);
    });

    it("are not made twice, nor without an address or an organisation", async () => {
      await invite("doppelt@beispiel.example");
      const answer = (code: string, path: string) => ({
        account: null,
        code: null,
        problems: [{ code, path: [path] }],
      });
      expect(await invite("Doppelt@Beispiel.Example ")).toEqual(answer("ACCOUNT_EXISTS", "email"));
      for (const email of ["", "ohne", "a b@c.de", "<a@b.de>"])
        expect(await invite(email)).toEqual(answer("INVALID_EMAIL", "email"));
      expect(await invite("x@beispiel.example", { organisation: "gibts-nicht" })).toEqual(
        answer("UNKNOWN_VALUE", "organisation"),
      );
    });

    it("cannot be changed by their own holder", async () => {
      const { data } = await admin.ask(
        `mutation ($id: ID!) { changeRole(account: $id, role: EDITOR) { problems { code } } setDisabled(account: $id, disabled: true) { problems { code } } }`,
        { id: admin.account },
      );
      expect(data.changeRole.problems).toEqual([{ code: "OWN_ACCOUNT" }]);
      expect(data.setDisabled.problems).toEqual([{ code: "OWN_ACCOUNT" }]);
    });

    it("are put on record with every change: who, what, which fields, and no address", async () => {
      const other = await aPerson(app, "CONTRIBUTOR");
      await admin.ask("mutation ($id: ID!) { changeRole(account: $id, role: EDITOR) { problems { code } } }", {
        id: other.account,
      });
      const rows = await app.db.read((m) => m.findBy(AuditTable, { subject: `account:${other.account}` }));
      expect(rows.map(({ account, action, fields }) => ({ account, action, fields }))).toEqual(
        expect.arrayContaining([
          { account: null, action: "INVITE", fields: [] },
          { account: admin.account, action: "CHANGE_ROLE", fields: ["role"] },
        ]),
      );
      expect(JSON.stringify((await outside(app.database, everything)).auditEvent)).not.toContain("@");
    });

    it("are listed for administrators alone", async () => {
      const editor = await aPerson(app, "EDITOR");
      const list = "{ accounts { email } }";
      expect((await admin.ask(list)).data.accounts).toContainEqual({ email: editor.email });
      expect((await editor.ask(list)).errors![0].extensions.code).toBe("FORBIDDEN");
      expect((await app.query(list)).errors![0].extensions.code).toBe("UNAUTHENTICATED");
      expect((await as(app, "A".repeat(43), list)).json().errors[0].extensions.code).toBe("UNAUTHENTICATED");
    });
  });
});

describe("npm run admin", { timeout: 120_000 }, () => {
  const installation = anInstallation();
  let database: TestDatabase;
  beforeAll(async () => {
    database = await aDatabase();
  });
  afterAll(async () => {
    await installation.drop();
    await database.drop();
  });

  const admin = async (...args: string[]) => {
    const running = installation.command(["dist/cli/admin.js", ...args], database);
    const { code } = await running.ended;
    return { code, output: running.output() };
  };
  const first = ["verwaltung@beispiel.example", "--organisation", "jobcenter-heidenheim"];

  it("makes the first administrator, shows the code once, and shows no secret later", async () => {
    const unprepared = await admin("list");
    expect(unprepared).toEqual({
      code: 1,
      output: "Die Datenbank ist noch nicht vorbereitet. Bitte zuerst den Praxisatlas starten.\n",
    });
    const app = await anApp("sqlite", { database });
    const planned = await admin("create", ...first, "--dry-run");
    expect(planned.output).toBe("Angelegt würde: verwaltung@beispiel.example, administrator, jobcenter-heidenheim.\n");
    expect(await admin("list")).toEqual({ code: 0, output: "" });

    const created = await admin("create", ...first);
    const code = /Einladungscode \(nur dieses eine Mal\): ([\w-]{43})\n/.exec(created.output)![1]!;
    expect((await app.query(ACCEPT, { code, password: PASSWORD })).data.acceptInvitation).toEqual({
      account: { role: "ADMINISTRATOR" },
      problems: [],
    });
    expect(await admin("create", ...first)).toEqual({
      code: 1,
      output: "Für diese Adresse gibt es schon ein Konto.\n",
    });
    const disabled = await admin("disable", first[0]!);
    expect(disabled.output).toBe(
      "Geändert: verwaltung@beispiel.example  administrator  jobcenter-heidenheim  gesperrt\n",
    );
    const listed = await admin("list");
    expect(listed.output).toBe("verwaltung@beispiel.example  administrator  jobcenter-heidenheim  gesperrt\n");
    await app.close();
  });

  it("gives the invitation as a link where the address is known, and unlinks an account from the house's service", async () => {
    const own = await aDatabase();
    const run = async (...args: string[]) => {
      const running = installation.command(["dist/cli/admin.js", ...args], own, {
        PUBLIC_URL: "https://atlas.beispiel.example",
      });
      const { code } = await running.ended;
      return { code, output: running.output() };
    };
    const app = await anApp("sqlite", { database: own });
    const [address] = first;
    const { output } = await run("create", ...first);
    const code = /Einladungscode \(nur dieses eine Mal\): ([\w-]{43})\n/.exec(output)![1]!;
    expect(output).toContain(`\nAls Link: https://atlas.beispiel.example/einladung/${code}\n`);
    expect(await run("unlink", address!)).toEqual({
      code: 1,
      output: "Dieses Konto ist mit keinem Konto des Hauses verbunden.\n",
    });
    const account = (await app.accounts.invited(code))!.id;
    const identity = { issuer: "https://haus.example", subject: "1", account, createdAt: new Date().toISOString() };
    await app.db.write((manager) => manager.insert(IdentityTable, identity));
    expect((await run("list")).output).toBe(`${address}  administrator  jobcenter-heidenheim  aktiv\n`);
    expect(await run("unlink", address!)).toEqual({
      code: 0,
      output: `Geändert: ${address}  administrator  jobcenter-heidenheim  eingeladen\n`,
    });
    await app.close();
    await own.drop();
  });

  it("adds an organisation that no document names, which stays while somebody belongs to it", async () => {
    const own = await aDatabase();
    const run = async (...args: string[]) => {
      const running = installation.command(["dist/cli/admin.js", ...args], own);
      const { code } = await running.ended;
      return { code, output: running.output() };
    };
    const { folder, drop } = someSeeds();
    await (await anApp("sqlite", { database: own, seeds: folder })).close();
    const neustadt = ["organisation", "jobcenter-neustadt", "--name", "Jobcenter Neustadt", "--kind", "JOINT_FACILITY"];
    expect(await run(...neustadt, "--state", "XX")).toMatchObject({ code: 1 });
    expect(await run(...neustadt, "--dry-run")).toEqual({
      code: 0,
      output: "Angelegt würde: jobcenter-neustadt, Jobcenter Neustadt.\n",
    });
    expect(await run(...neustadt, "--state", "NW")).toMatchObject({ code: 0 });
    expect(await run("organisation", "niemandes", "--name", "Niemandes", "--kind", "MUNICIPAL")).toMatchObject({
      code: 0,
    });
    expect(await run(...neustadt)).toEqual({
      code: 1,
      output: "Eine Organisation mit diesem Kurznamen gibt es schon.\n",
    });
    await run("invite", "neu@beispiel.example", "--organisation", "jobcenter-neustadt", "--role", "contributor");
    // Changed lists are written anew, and what nobody uses goes.
    appendFileSync(join(folder, "vocabulary", "organisations.yaml"), "\n# Anmerkung\n");
    const app = await anApp("sqlite", { database: own, seeds: folder });
    expect(app.vocabulary().organisations.find("jobcenter-neustadt")).toMatchObject({ federalState: "NW" });
    expect(app.vocabulary().organisations.find("niemandes")).toBeUndefined();
    expect(app.vocabulary().sources.find("eigene-angaben")).toBeDefined();
    const person = await aPerson(app, "CONTRIBUTOR", "jobcenter-neustadt");
    const { data } = await person.ask(
      'mutation { createDraft(content: { title: "Neu" }) { contribution { organisation } } }',
    );
    expect(data.createDraft.contribution).toEqual({ organisation: "jobcenter-neustadt" });
    await app.close();
    await own.drop();
    drop();
  });

  it("explains itself, and says so when it does not understand", async () => {
    const help = await admin("--help");
    expect(help.code).toBe(0);
    expect(help.output).toMatch(/^Aufruf: npm run admin -- BEFEHL/);
    for (const args of [[], ["gibts-nicht"], ["create"], ["list", "a"], ["list", "--gibts-nicht"]])
      expect(await admin(...args)).toEqual({ code: 1, output: help.output });
  });
});
