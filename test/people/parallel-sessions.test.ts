// Several sessions of one account side by side: each ends for itself, and all of them when the password is set anew.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { create, done } from "../support/contributing.ts";
import { aPerson, as, aSession, COOKIE, PASSWORD, type Person } from "../support/people.ts";

describe.each(DATABASES)("several sessions on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let person: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      person = await aPerson(app, "EDITOR");
    });
    afterAll(() => app.close());

    const viewer = async (token: string) => (await as(app, token, "{ viewer { id } }")).json().data.viewer?.id ?? null;
    const SIGN_OUT = "mutation { signOut { problems { code } } }";

    it("end each for itself, also when it is ended twice at once", async () => {
      const [one, other] = [await aSession(app, person.account), await aSession(app, person.account)];
      await Promise.all([as(app, one, SIGN_OUT), as(app, one, SIGN_OUT)]);
      expect(await viewer(one)).toBeNull();
      expect(await viewer(other)).toBe(person.account);
    });

    it("cannot be used again, by no operation and for no file", async () => {
      const token = await aSession(app, person.account);
      await as(app, token, SIGN_OUT);
      const draft = done(await create(person, { title: "Bleibt" }));
      const read = (await as(app, token, `{ contribution(id: "${draft.id}") { id } }`)).json();
      expect(read.errors[0].extensions.code).toBe("UNAUTHENTICATED");
      const upload = await app.server.inject({
        method: "POST",
        url: "/contributions/import?name=bogen.txt",
        headers: { "content-type": "application/octet-stream", cookie: `${COOKIE}=${token}` },
        payload: "x",
      });
      expect(upload.statusCode).toBe(401);
    });

    it("end all when the password is set anew, and when another role is given while requests run", async () => {
      const tokens = [await aSession(app, person.account), await aSession(app, person.account)];
      const { code } = await app.accounts.inviteAgain(person.account, null);
      const { token } = await app.accounts.accept(code, PASSWORD);
      for (const old of tokens) expect(await viewer(old)).toBeNull();
      const queue = () => as(app, token, "{ reviewQueue { endCursor } }");
      const during = [queue(), queue(), app.accounts.changeRole(person.account, "CONTRIBUTOR", null), queue()];
      await Promise.all(during);
      expect((await queue()).json().errors[0].extensions.code).toBe("UNAUTHENTICATED");
      const anew = await aSession(app, person.account);
      const refused = (await as(app, anew, "{ reviewQueue { endCursor } }")).json();
      expect(refused.errors[0].extensions.code).toBe("FORBIDDEN");
    });
  });
});
