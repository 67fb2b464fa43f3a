// Tokens for machines: what each allows, when it ends, and that we could not show it again.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { create, done, submit } from "../support/contributing.ts";
import { aPerson, COOKIE, type Person } from "../support/people.ts";
import { everything, outside } from "../support/store.ts";

describe.each(DATABASES)("tokens on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let person: Person;
    let time = new Date();
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection(), now: () => time });
      person = await aPerson(app, "CONTRIBUTOR");
    });
    afterAll(() => app.close());

    const make = async (who: Person, scope: "READ" | "CONTRIBUTE", days = 1, label = "Abgleich") =>
      (
        await who.ask(
          "mutation ($scope: TokenScope!, $days: Int!, $label: String!) { createAccessToken(scope: $scope, days: $days, label: $label) { token accessToken { id } problems { code path } } }",
          { scope, days, label },
        )
      ).data.createAccessToken;
    const ask = async (token: string, query: string, headers = {}) =>
      (
        await app.post({ query }, { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers })
      ).json();
    const viewer = async (token: string) => (await ask(token, "{ viewer { id } }")).data.viewer?.id ?? null;
    const code = ({ errors }: { errors?: any[] }) => errors?.[0].extensions.code;
    const DRAFT = 'mutation { createDraft(content: { title: "Von einem Programm" }) { contribution { state } } }';

    it("stand for their account, and are kept as a hash", async () => {
      const { token } = await make(person, "READ");
      expect(token).toMatch(/^praxisatlas_[A-Za-z0-9_-]{43}$/);
      expect(await viewer(token)).toBe(person.account);
      expect(JSON.stringify(await outside(app.database, everything))).not.toContain(token.slice("praxisatlas_".length));
    });

    it("read, or also contribute, and do nothing else", async () => {
      const editor = await aPerson(app, "ADMINISTRATOR");
      const [read, write] = [(await make(person, "READ")).token, (await make(person, "CONTRIBUTE")).token];
      expect((await ask(read, "{ myContributions { endCursor } }")).errors).toBeUndefined();
      expect(code(await ask(read, DRAFT))).toBe("FORBIDDEN");
      expect((await ask(write, DRAFT)).data.createDraft.contribution).toEqual({ state: "DRAFT" });
      const submitted = done(await submit(person, done(await create(person, anExample({ slug: "mit-schluessel" })))));
      const strong = (await make(editor, "CONTRIBUTE")).token;
      for (const question of [
        `mutation { approveContribution(id: "${submitted.id}", version: ${submitted.version}) { problems { code } } }`,
        `mutation { changeRole(account: "${person.account}", role: EDITOR) { problems { code } } }`,
        'mutation { createAccessToken(label: "mehr", scope: CONTRIBUTE) { token } }',
        "{ accounts { email } }",
        "{ accessTokens { id } }",
      ])
        expect([question, code(await ask(strong, question))]).toEqual([question, "FORBIDDEN"]);
    });

    it("end when their time is over, when they are ended, and when the role changes", async () => {
      const other = await aPerson(app, "EDITOR");
      const [short, ended, changed] = [
        await make(other, "READ"),
        await make(other, "READ"),
        await make(other, "READ", 365),
      ];
      expect(await viewer(ended.token)).toBe(other.account);
      await other.ask(`mutation { endAccessToken(id: "${ended.accessToken.id}") { problems { code } } }`);
      expect(await viewer(ended.token)).toBeNull();
      const before = time;
      time = new Date(time.getTime() + 24 * 3_600_000 + 1);
      expect(await viewer(short.token)).toBeNull();
      expect(await viewer(changed.token)).toBe(other.account);
      time = before;
      await app.accounts.changeRole(other.account, "CONTRIBUTOR", null);
      expect(await viewer(changed.token)).toBeNull();
    });

    it("go before a cookie, so that a wrong one is nobody", async () => {
      const cookie = `${COOKIE}=${person.token}`;
      for (const token of ["", "praxisatlas_", `praxisatlas_${"A".repeat(43)}`, person.token])
        expect((await ask(token, "{ viewer { id } }", { cookie })).data.viewer).toBeNull();
      const { data } = await ask("", "{ viewer { id } }", { cookie, authorization: "Basic YTpi" });
      expect(data.viewer).toEqual({ id: person.account });
    });

    test.each<[string, [number, string], string, string]>([
      ["no end", [366, "Abgleich"], "INVALID_DAYS", "days"],
      ["an end in the past", [0, "Abgleich"], "INVALID_DAYS", "days"],
      ["no purpose", [1, " "], "INVALID_LABEL", "label"],
    ])("are not made with %s", async (_, [days, label], code, path) => {
      expect((await make(person, "READ", days, label)).problems).toEqual([{ code, path: [path] }]);
    });

    it("are at most twenty for an account", async () => {
      const collector = await aPerson(app, "CONTRIBUTOR");
      for (let i = 0; i < 20; i++) expect((await make(collector, "READ")).problems).toEqual([]);
      expect((await make(collector, "READ")).problems).toEqual([{ code: "TOO_MANY_TOKENS", path: [] }]);
    });
  });
});
