// Signing in: what the cookie is like, how long a session lasts, and everything that must not work with it.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { ProblemError } from "../../src/domain/problem.ts";
import { Attempts } from "../../src/people/attempts.ts";
import { AccountTable, SessionTable } from "../../src/people/people.entity.ts";
import { createLog } from "../../src/platform/log.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";
import { aPerson, as, aSession, COOKIE, cookieOf, PASSWORD, withPassword, type Person } from "../support/people.ts";
import { everything, outside } from "../support/store.ts";

const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(email: $email, password: $password) { account { id email role organisation } problems { code path message } }
}`;
const VIEWER = "{ viewer { id email } }";
const WRONG = [{ code: "WRONG_CREDENTIALS", path: [], message: "E-Mail-Adresse oder Passwort stimmen nicht." }];

describe.each(DATABASES)("signing in on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let time = new Date("2026-03-01T08:00:00Z");
    const later = (minutes: number) => (time = new Date(time.getTime() + minutes * 60_000));
    const lines: string[] = [];
    let person: Person;
    beforeAll(async () => {
      const log = createLog("debug", { write: (line) => void lines.push(line) });
      app = await anApp(kind, { now: () => time, log });
      person = await withPassword(app, await aPerson(app, "CONTRIBUTOR"));
    });
    afterAll(() => app.close());

    const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
      app.post({ query: SIGN_IN, variables: { email, password } }, { "content-type": "application/json", ...headers });
    const viewer = async (token: string) => (await as(app, token, VIEWER)).json().data.viewer;
    const aToken = () => aSession(app, person.account, time);

    it("sets a cookie that only this host gets, over TLS, and no script can read", async () => {
      const response = await signIn(` ${person.email.toUpperCase()} `, PASSWORD);
      expect(response.json().data.signIn).toEqual({
        account: { id: person.account, email: person.email, role: "CONTRIBUTOR", organisation: "jobcenter-heidenheim" },
        problems: [],
      });
      const { name, value, attributes } = cookieOf(response);
      expect(name).toBe(COOKIE);
      expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(attributes).toEqual(["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]);
      expect(await viewer(value!)).toEqual({ id: person.account, email: person.email });
    });

    it("tells nobody whether an account exists, is closed, or has no password yet", async () => {
      const closed = await withPassword(app, await aPerson(app, "EDITOR"));
      await app.accounts.disable(closed.account, null);
      const { account } = await app.accounts.invite(
        { email: "eingeladen@beispiel.example", role: "EDITOR", organisation: "jobcenter-heidenheim" },
        null,
      );
      const answers = await Promise.all(
        [person.email, closed.email, account.email, "niemand@beispiel.example"].map(async (email) => {
          const response = await signIn(email, email === closed.email ? PASSWORD : "ein falsches Passwort");
          expect(response.headers).not.toHaveProperty("set-cookie");
          return response.json().data.signIn;
        }),
      );
      for (const answer of answers) expect(answer).toEqual({ account: null, problems: WRONG });
    });

    it("takes as long for an unknown address as for a wrong password", async () => {
      const took = async (email: string) => {
        const start = performance.now();
        await signIn(email, "ein falsches Passwort");
        return performance.now() - start;
      };
      const [known, unknown] = [await took(person.email), await took("niemand-2@beispiel.example")];
      // Without the computation it would be a hundredth.
      expect(unknown / known).toBeGreaterThan(0.2);
    });

    it("gives a new id each time and ends the one that was sent, so that nobody can slip one in", async () => {
      const planted = await aToken();
      const response = await signIn(person.email, PASSWORD, { cookie: `${COOKIE}=${planted}` });
      const { value } = cookieOf(response);
      expect(value).not.toBe(planted);
      expect(await viewer(planted)).toBeNull();
      expect(await viewer(value!)).not.toBeNull();
      const invented = await signIn(person.email, PASSWORD, { cookie: `${COOKIE}=${"A".repeat(43)}` });
      expect(cookieOf(invented).value).not.toBe("A".repeat(43));
      expect(await viewer("A".repeat(43))).toBeNull();
    });

    it("ends at once when one signs out, and the cookie goes", async () => {
      const token = await aToken();
      const response = await as(app, token, "mutation { signOut { problems { code } } }");
      expect(cookieOf(response)).toEqual({
        name: COOKIE,
        value: "",
        attributes: ["Max-Age=0", "Path=/", "HttpOnly", "SameSite=Lax", "Secure"],
      });
      expect(await viewer(token)).toBeNull();
    });

    it("ends everywhere when the role changes or the account is closed", async () => {
      const other = await aPerson(app, "EDITOR");
      await app.accounts.changeRole(other.account, "CONTRIBUTOR", null);
      expect(await viewer(other.token)).toBeNull();
      const again = await aSession(app, other.account, time);
      expect(await viewer(again)).not.toBeNull();
      await app.accounts.disable(other.account, null);
      expect(await viewer(again)).toBeNull();
      await app.accounts.enable(other.account, null);
      expect(await viewer(again)).toBeNull();
    });

    it("ends after an hour without a request, and after twelve hours in any case", async () => {
      const idle = await aToken();
      later(59);
      expect(await viewer(idle)).not.toBeNull();
      later(59);
      expect(await viewer(idle)).not.toBeNull();
      later(61);
      expect(await viewer(idle)).toBeNull();
      const busy = await aToken();
      for (let i = 0; i < 15; i++) {
        later(47);
        expect(await viewer(busy)).not.toBeNull();
      }
      later(20);
      expect(await viewer(busy)).toBeNull();
      await aToken();
      expect(await app.db.read((manager) => manager.count(SessionTable))).toBe(1);
    });

    test.each(["", "A", "A".repeat(44), "' OR 1=1 --", "%00", "undefined", "null"])(
      "knows nobody by %j",
      async (token) => {
        const response = await as(app, token, VIEWER);
        expect(response.json()).toEqual({ data: { viewer: null } });
      },
    );

    it("knows nobody by two cookies of the name", async () => {
      const token = await aToken();
      const cookie = `${COOKIE}=${token}; ${COOKIE}=${token}`;
      const response = await app.post({ query: VIEWER }, { "content-type": "application/json", cookie });
      expect(response.json().data.viewer).toBeNull();
    });

    it("keeps neither passwords nor cookie values, and writes no address into logs and records", async () => {
      const token = await aToken();
      const tables = await outside(app.database, everything);
      const { account, ...others } = tables;
      expect(JSON.stringify(tables)).not.toContain(token);
      expect(JSON.stringify(tables)).not.toContain(PASSWORD);
      expect(JSON.stringify(account)).toContain(person.email);
      expect(JSON.stringify(others)).not.toContain("@beispiel.example");
      expect(lines.join("\n")).not.toContain("@beispiel.example");
      const { password } = (await app.db.read((m) => m.findOneBy(AccountTable, { id: person.account })))!;
      expect(password).toMatch(/^scrypt-17-8-1:/);
    });

    describe("from foreign pages", () => {
      const signOut = "mutation { signOut { problems { code } } }";
      test.each<[string, Record<string, string>]>([
        ["another host", { origin: "https://boese.example", host: "atlas.example" }],
        ["another port", { origin: "https://atlas.example:8443", host: "atlas.example" }],
        ["a part of the name", { origin: "https://atlas.example.boese.example", host: "atlas.example" }],
        ["no origin a browser would name", { origin: "null", host: "atlas.example" }],
        ["a sister site", { "sec-fetch-site": "same-site", host: "atlas.example" }],
        ["anywhere", { "sec-fetch-site": "cross-site", origin: "https://atlas.example", host: "atlas.example" }],
      ])("refuses changes: %s", async (_, headers) => {
        const token = await aToken();
        const response = await as(app, token, signOut, {}, headers);
        expect(response.statusCode).toBe(403);
        expect(response.json().errors[0].extensions.code).toBe("FOREIGN_ORIGIN");
        expect(await viewer(token)).not.toBeNull();
      });

      it("takes changes from its own", async () => {
        const token = await aToken();
        const headers = { origin: "https://atlas.example", "sec-fetch-site": "same-origin", host: "atlas.example" };
        const response = await as(app, token, signOut, {}, headers);
        expect(response.json().data).toEqual({ signOut: { problems: [] } });
      });

      it("refuses forms and GET even with a session", async () => {
        const token = await aToken();
        const cookie = `${COOKIE}=${token}`;
        const form = await app.post(`query=${encodeURIComponent(signOut)}`, {
          "content-type": "application/x-www-form-urlencoded",
          cookie,
        });
        expect(form.statusCode).toBe(415);
        const get = await app.server.inject({
          url: `/graphql?query=${encodeURIComponent(signOut)}`,
          headers: { cookie },
        });
        expect(get.statusCode).toBe(405);
        expect(await viewer(token)).not.toBeNull();
      });
    });
  });
});

describe("guessing passwords", () => {
  it("ends after ten wrong ones, for an account or none, until a quarter of an hour has passed", () => {
    let time = Date.parse("2026-03-01T08:00:00Z");
    const attempts = new Attempts(() => new Date(time));
    const tries = (account: string, address: string) => {
      try {
        attempts.begin(account, address);
        return "begun";
      } catch (error) {
        return (error as ProblemError).problems[0]!.code;
      }
    };
    for (let i = 0; i < 10; i++) expect(tries("a@b.example", `192.0.2.${i}`)).toBe("begun");
    expect(tries("a@b.example", "192.0.2.99")).toBe("TOO_MANY_ATTEMPTS");
    expect(tries("c@b.example", "192.0.2.99")).toBe("begun");
    time += 16 * 60_000;
    expect(tries("a@b.example", "192.0.2.99")).toBe("begun");
    attempts.succeeded("a@b.example", "192.0.2.99");
    for (let i = 0; i < 49; i++) expect(tries(`${i}@b.example`, "203.0.113.1")).toBe("begun");
    attempts.begin("own@b.example", "203.0.113.1");
    attempts.succeeded("own@b.example", "203.0.113.1");
    expect(tries("50@b.example", "203.0.113.1")).toBe("begun");
    expect(tries("51@b.example", "203.0.113.1")).toBe("TOO_MANY_ATTEMPTS");
  });

  it("computes two at a time and sends the rest away when too many wait", { timeout: 60_000 }, async () => {
    const app = await anApp();
    // What searching needs is there before it is measured what signing in takes.
    for (let i = 0; i < 200; i++) await app.query(SEARCH);
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 20);
    try {
      const guesses = Array.from({ length: 100 }, async (_, i) => {
        const variables = { email: `niemand-${i}@beispiel.example`, password: "ein falsches Passwort" };
        return (await app.post({ query: SIGN_IN, variables })).json().data.signIn.problems[0].code;
      });
      let reads = 0;
      const isOver = Promise.all(guesses).then(() => true);
      const slowest = await readWhile(app, isOver, () => reads++);
      const codes = await Promise.all(guesses);
      expect(codes.filter((code) => code === "WRONG_CREDENTIALS")).toHaveLength(10);
      expect(codes.filter((code) => code === "TOO_MANY_ATTEMPTS")).toHaveLength(90);
      expect(highest - before).toBeLessThan(300 * 2 ** 20);
      // Readers go on meanwhile: passwords are computed beside the thread that answers.
      expect(reads).toBeGreaterThan(10);
      expect(slowest).toBeLessThan(3_000);
    } finally {
      clearInterval(watch);
      await app.close();
    }
  });
});

const SEARCH = '{ searchPracticeExamples(query: "Teilzeit") { totalCount } }';
/** Milliseconds of the slowest of the searches that are asked one after the other until it is over. */
async function readWhile(app: TestApp, over: Promise<boolean>, onRead: () => void): Promise<number> {
  let slowest = 0;
  const course = { isOver: false };
  void over.then(() => (course.isOver = true));
  while (!course.isOver) {
    const start = performance.now();
    await app.query(SEARCH);
    slowest = Math.max(slowest, performance.now() - start);
    onRead();
  }
  return slowest;
}

describe("over plain HTTP on one's own machine", () => {
  it("the cookie goes without Secure, and only where that is configured", async () => {
    const app = await anApp("sqlite", { env: { SESSION_COOKIE: "plain" } });
    try {
      const person = await withPassword(app, await aPerson(app, "EDITOR"));
      const variables = { email: person.email, password: PASSWORD };
      const { name, value, attributes } = cookieOf(await app.post({ query: SIGN_IN, variables }));
      expect([name, attributes]).toEqual(["praxisatlas", ["Path=/", "HttpOnly", "SameSite=Lax"]]);
      const response = await app.post(
        { query: VIEWER },
        { "content-type": "application/json", cookie: `praxisatlas=${value}` },
      );
      expect(response.json().data.viewer.id).toBe(person.account);
    } finally {
      await app.close();
    }
  });
});
