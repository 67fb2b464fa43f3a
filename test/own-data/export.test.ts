// Taking out one's own data: everything about the person who asks, nothing about anybody else, no secret.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { comment, said, takeBack } from "../support/commenting.ts";
import { anExample } from "../support/content.ts";
import { create, done, save, submit } from "../support/contributing.ts";
import { aPerson, as, withPassword, type Person } from "../support/people.ts";
import { everything, outside } from "../support/store.ts";

describe.each(DATABASES)("one's own data on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let person: Person;
    let other: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      other = await aPerson(app, "ADMINISTRATOR");
      person = await withPassword(app, await aPerson(app, "ADMINISTRATOR"));
      await app.accounts.inviteAgain(person.account, other.account);
    });
    afterAll(() => app.close());

    const ask = async (who: Person, query: string, variables = {}) =>
      (await as(app, who.token, query, variables)).json();
    const about = async (who: Person) => (await ask(who, "{ myData { about } }")).data.myData.about;

    it("names the account, its sessions, keys and invitations, and nothing that opens a door", async () => {
      const { data } = await ask(
        person,
        'mutation { createAccessToken(label: "Abgleich", scope: READ) { token } invite(email: "gast@beispiel.example", role: EDITOR, organisation: "jobcenter-heidenheim") { code } }',
      );
      const told = await about(person);
      expect(told.account).toMatchObject({ id: person.account, email: person.email, hasPassword: true });
      expect(told.sessions).toEqual([{ createdAt: expect.any(String), seenAt: expect.any(String) }]);
      expect(told.accessTokens).toMatchObject([{ label: "Abgleich", scope: "READ" }]);
      expect([told.invitations.length, told.invitationsToOthers.length]).toEqual([1, 1]);
      const rows = await outside(app.database, everything);
      const secrets = ["session", "invitation", "accessToken", "account"]
        .flatMap((table) => rows[table]!.map((row) => JSON.parse(row)))
        .flatMap(({ hash, password, sealKey }) => [hash, password, sealKey])
        .filter((secret) => typeof secret === "string");
      expect(secrets.length).toBeGreaterThan(4);
      const text = JSON.stringify(told);
      for (const secret of [...secrets, data.createAccessToken.token, data.invite.code, other.account, "gast@"])
        expect(text).not.toContain(secret);
    });

    it("lists every version, every comment and every deed in slices, and none of another's", async () => {
      const author = await aPerson(app, "CONTRIBUTOR");
      const draft = done(await create(author, anExample({ slug: "mitnehmen", title: "Von mir" })));
      const changed = done(await save(other, draft, { ...anExample({ slug: "mitnehmen" }), title: "Von anderen" }));
      const again = done(
        await save(author, changed, { ...anExample({ slug: "mitnehmen" }), title: "Noch einmal von mir" }),
      );
      const asked = said(await comment(other, again, "Von anderen gefragt."));
      const { answers } = said(await comment(author, again, "Von mir geantwortet.", { answerTo: asked.id }));
      said(await comment(author, again, "Von mir.", { path: ["title"] }));
      said(await takeBack(author, answers[0]!));
      done(await submit(author, again));
      await app.accounts.changeRole(author.account, "EDITOR", other.account);
      const session = await withPassword(app, author);

      const collect = async (list: string) => {
        const found: any[] = [];
        for (let after: string | null = null, more = true; more;) {
          const query = `query ($after: String) { myData { ${list}(first: 1, after: $after) { entries endCursor } } }`;
          const page: any = (await ask(session, query, { after })).data.myData[list];
          expect(page.entries).toHaveLength(1);
          found.push(...page.entries);
          after = page.endCursor;
          more = after !== null;
        }
        return found;
      };
      const versions = await collect("versions");
      expect(versions.map(({ content, contribution, number }) => [content.title, contribution, number])).toEqual([
        ["Von mir", draft.id, 1],
        ["Noch einmal von mir", draft.id, 3],
      ]);
      const comments = await collect("comments");
      expect(comments).toMatchObject([
        { contribution: draft.id, text: null, thread: asked.id },
        { contribution: draft.id, text: "Von mir.", path: ["title"], version: 3 },
      ]);
      const events = await collect("events");
      expect(events.map(({ action, mine }) => `${action} ${mine}`).sort()).toEqual([
        "ACCEPT_INVITATION true",
        "CHANGE_ROLE false",
        "COMMENT true",
        "COMMENT true",
        "DELETE_COMMENT true",
        "INVITE false",
        "INVITE_AGAIN false",
        "SUBMIT true",
      ]);
      expect(JSON.stringify([versions, comments, events])).not.toContain(other.account);
    });

    it("asks for a session: nobody and no key gets them", async () => {
      const { data } = await ask(person, 'mutation { createAccessToken(label: "k", scope: READ) { token } }');
      const asked = async (headers: object) =>
        (await app.post({ query: "{ myData { about } }" }, { "content-type": "application/json", ...headers })).json();
      expect((await asked({})).errors[0].extensions.code).toBe("UNAUTHENTICATED");
      const byKey = await asked({ authorization: `Bearer ${data.createAccessToken.token}` });
      expect(byKey.errors[0].extensions.code).toBe("FORBIDDEN");
    });
  });
});
