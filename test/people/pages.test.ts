// The pages for signing in and accepting an invitation: what they show, whom they answer, and that they ask nobody else.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { anApp, theCollection, type TestApp } from "../support/app.ts";
import { browse, cookieOfJar, envOf, hasSession, PUBLIC_URL, saidIn, viewerOf, type Jar } from "../support/house.ts";
import { aPerson, as, aSession, COOKIE, PASSWORD, withPassword, type Person } from "../support/people.ts";

const WRONG = "E-Mail-Adresse oder Passwort stimmen nicht.";
const FORM = { "content-type": "application/x-www-form-urlencoded", host: "atlas.beispiel.example" };

describe("the pages for people", () => {
  let app: TestApp;
  let person: Person;
  beforeAll(async () => {
    app = await anApp("sqlite", {
      seeds: theCollection(),
      env: envOf("https://anmeldung.beispiel.example/realms/haus"),
    });
    person = await withPassword(app, await aPerson(app, "EDITOR"));
  });
  afterAll(() => app.close());

  const signIn = (jar: Jar, email: string, password: string) => browse(app, jar, "/anmelden", { email, password });
  let invitations = 0;
  const invite = () =>
    app.accounts.invite(
      { email: `seite-${++invitations}@beispiel.example`, role: "CONTRIBUTOR", organisation: "jobcenter-heidenheim" },
      null,
    );
  const choose = (jar: Jar, code: string, password: string, repeated = password) =>
    browse(app, jar, "/einladung", { code, password, repeated });

  it("sign in and out, with the cookie that GraphQL knows", async () => {
    const jar: Jar = new Map();
    const response = await signIn(jar, ` ${person.email.toUpperCase()}`, PASSWORD);
    expect([response.statusCode, response.headers.location]).toEqual([303, "/anmelden"]);
    expect(await viewerOf(app, jar)).toBe(person.account);
    const page = await browse(app, jar, "/anmelden");
    for (const said of [person.email, "Redaktion", "Jobcenter Heidenheim", "Abmelden"])
      expect(page.body).toContain(said);
    const copy: Jar = new Map(jar);
    expect((await browse(app, jar, "/abmelden", {})).statusCode).toBe(303);
    expect(hasSession(jar)).toBe(false);
    expect(await viewerOf(app, copy)).toBeNull();
    expect((await browse(app, copy, "/anmelden")).body).toContain('type="password"');
  });

  it("tell nobody whether there is an account, and keep the address that was typed", async () => {
    const answers = [];
    for (const email of [person.email, "niemand@beispiel.example", (await invite()).account.email, '"><script>']) {
      const response = await signIn(new Map(), email, "ein falsches Passwort");
      expect([response.statusCode, saidIn(response)]).toEqual([422, WRONG]);
      expect(response.body).not.toContain("ein falsches Passwort");
      const typed = email.replace('"><script>', "&quot;&gt;&lt;script&gt;");
      expect(response.body).toContain(`value="${typed}"`);
      answers.push(response.body.replace(typed, ""));
    }
    expect(new Set(answers).size).toBe(1);
  });

  it("count failures as the mutation does", { timeout: 60_000 }, async () => {
    const email = "oft@beispiel.example";
    const tries = async () => (await signIn(new Map(), email, "ein falsches Passwort")).statusCode;
    for (let i = 0; i < 9; i++) expect(await tries()).toBe(422);
    const variables = { email, password: "ein falsches Passwort" };
    const query =
      "mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { problems { code } } }";
    expect((await app.query(query, variables)).data.signIn.problems).toEqual([{ code: "WRONG_CREDENTIALS" }]);
    expect(await tries()).toBe(429);
  });

  it("end the session that was sent, so that nobody can slip one in", async () => {
    const planted = await aSession(app, (await aPerson(app, "CONTRIBUTOR")).account);
    const jar: Jar = new Map([[COOKIE, planted]]);
    await signIn(jar, person.email, PASSWORD);
    expect(jar.get(COOKIE)).not.toBe(planted);
    expect(await viewerOf(app, new Map([[COOKIE, planted]]))).toBeNull();
  });

  describe("invite by a link", () => {
    const INVITE =
      'mutation ($email: String!) { invite(email: $email, role: EDITOR, organisation: "jobcenter-heidenheim") { link code } }';

    it("that stands in the answer of the mutation, sets the password once, and signs in", async () => {
      const admin = await aPerson(app, "ADMINISTRATOR");
      const { link, code } = (await admin.ask(INVITE, { email: "neu@beispiel.example" })).data.invite;
      expect(link).toBe(`${PUBLIC_URL}/einladung/${code}`);
      const jar: Jar = new Map();
      // Looking at it uses nothing up.
      for (const url of [link, `/einladung?code=${code}`]) {
        const page = await browse(app, jar, url);
        expect(page.statusCode).toBe(200);
        expect(page.body).toContain('value="neu@beispiel.example"');
        expect(page.body).toContain("für Jobcenter Heidenheim");
        expect(page.body).toContain(`href="/oidc/start?einladung=${code}"`);
      }
      const response = await choose(jar, code, PASSWORD);
      expect([response.statusCode, response.headers.location]).toEqual([303, "/anmelden"]);
      expect(await viewerOf(app, jar)).not.toBeNull();
      const again = await choose(new Map(), code, PASSWORD);
      expect([again.statusCode, saidIn(again)]).toEqual([404, expect.stringContaining("gilt nicht oder nicht mehr")]);
    });

    it("where mistakes are explained, and the code lasts", async () => {
      const { code } = await invite();
      const said = async (password: string, repeated = password) => {
        const response = await choose(new Map(), code, password, repeated);
        expect(response.statusCode).toBe(422);
        expect(response.body).toContain(`value="${code}"`);
        return saidIn(response);
      };
      expect(await said("zu kurz")).toBe("Das Passwort muss 12 bis 200 Zeichen haben.");
      expect(await said("aaaaaaaaaaaaaaaa")).toMatch(/^Dieses Passwort ist zu leicht zu erraten\. Bitte mehr/);
      expect(await said(PASSWORD, `${PASSWORD}!`)).toBe("Die beiden Passwörter sind nicht gleich.");
      expect((await choose(new Map(), code, PASSWORD)).statusCode).toBe(303);
    });

    test.each(["A".repeat(43), "x", "%3Cscript%3E", "..%2F..%2Fetc", "A".repeat(90)])(
      "that is not good: %s",
      async (code) => {
        const response = await browse(app, new Map(), `/einladung/${code}`);
        expect(response.statusCode).toBe(404);
        expect(response.body).not.toContain("<script");
      },
    );

    it("or by a code that is typed in", async () => {
      const { code, account } = await invite();
      expect((await browse(app, new Map(), "/einladung")).body).toContain('name="code"');
      expect((await browse(app, new Map(), `/einladung?code=%20${code}%20`)).body).toContain(account.email);
      expect((await browse(app, new Map(), "/einladung?code=a&code=b")).statusCode).toBe(404);
    });
  });

  test.each(["/anmelden", "/einladung", "/oidc/callback", "/einladung/x"])(
    "load nothing, run nothing, stay in no cache and tell no other site: %s",
    async (url) => {
      const { body, headers } = await browse(app, new Map(), url);
      expect(body).toMatch(/^<!doctype html>\n<html lang="de">/);
      expect(body).not.toMatch(/https?:|\/\/|<script|<img|<link|javascript:| on\w+=| style=/);
      const policy = String(headers["content-security-policy"]).split("; ");
      expect(policy).toEqual([
        "default-src 'none'",
        expect.stringMatching(/^style-src 'sha256-[\w+/=]{44}'$/),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]);
      expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "same-origin" });
    },
  );

  test.each<[string, Record<string, string>]>([
    ["another host", { origin: "https://boese.example" }],
    ["a sister site", { "sec-fetch-site": "same-site" }],
    ["a hidden origin", { origin: "null" }],
  ])("take no forms from %s", async (_, headers) => {
    const token = await aSession(app, person.account);
    const cookie = cookieOfJar(new Map([[COOKIE, token]]));
    const { code } = await invite();
    for (const [url, payload] of [
      ["/anmelden", `email=${encodeURIComponent(person.email)}&password=${encodeURIComponent(PASSWORD)}`],
      ["/abmelden", ""],
      ["/einladung", `code=${code}&password=${encodeURIComponent(PASSWORD)}&repeated=${encodeURIComponent(PASSWORD)}`],
    ] as const) {
      const response = await app.server.inject({
        method: "POST",
        url,
        headers: { ...FORM, cookie, ...headers },
        payload,
      });
      expect([url, response.statusCode]).toEqual([url, 403]);
      expect(response.headers).not.toHaveProperty("set-cookie");
    }
    expect((await as(app, token, "{ viewer { id } }")).json().data.viewer).not.toBeNull();
    expect(await app.accounts.invited(code)).not.toBeNull();
  });

  test.each<[string, string, string, number]>([
    ["too much", "application/x-www-form-urlencoded", `email=${"a".repeat(9_000)}`, 413],
    ["JSON", "application/json", "{}", 415],
    ["nothing", "application/x-www-form-urlencoded", "", 422],
    ["the same field twice", "application/x-www-form-urlencoded", "email=a&email=b&password=c", 422],
    ["broken escapes", "application/x-www-form-urlencoded", "email=%ZZ&password=%", 422],
  ])("answer %s with a page", async (_, type, payload, status) => {
    const headers = { ...FORM, "content-type": type };
    const response = await app.server.inject({ method: "POST", url: "/anmelden", headers, payload });
    expect([response.statusCode, response.headers["content-type"]]).toEqual([status, "text/html; charset=utf-8"]);
  });
});

describe("without a service of the house", () => {
  it("there is no button, no address for it, and no link without a public address; requests are counted", async () => {
    const app = await anApp("sqlite", { seeds: theCollection(), env: { REQUESTS_PER_MINUTE: "4" } });
    try {
      const jar: Jar = new Map();
      expect((await browse(app, jar, "/anmelden")).body).not.toContain("/oidc/");
      expect((await browse(app, jar, "/oidc/start")).statusCode).toBe(404);
      const admin = await aPerson(app, "ADMINISTRATOR");
      const { data } = await admin.ask(
        'mutation { invite(email: "a@beispiel.example", role: EDITOR, organisation: "jobcenter-heidenheim") { link } }',
      );
      expect(data.invite.link).toBeNull();
      for (const url of ["/einladung", "/anmelden"]) expect((await browse(app, jar, url)).statusCode).toBe(200);
      const response = await browse(app, jar, "/anmelden");
      expect([response.statusCode, saidIn(response)]).toEqual([429, expect.stringMatching(/^Zu viele Anfragen/)]);
    } finally {
      await app.close();
    }
  });
});
