// Signing in at the house's own service: a real provider for what works, a forging one for everything that must not.
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { PendingSignIns } from "../../src/people/oidc/pending-sign-ins.ts";
import { IdentityTable, PendingSignInTable, SessionTable } from "../../src/people/people.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { createLog } from "../../src/platform/log.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import {
  aForgingHouse,
  aHouse,
  browse,
  envOf,
  hasSession,
  PENDING_COOKIE,
  saidIn,
  theAnswer,
  throughHouse,
  viewerOf,
  type ForgingHouse,
  type Jar,
  type RealHouse,
} from "../support/house.ts";
import { aPerson, aSession, as, COOKIE, PASSWORD, withPassword } from "../support/people.ts";
import { everything, outside } from "../support/store.ts";

let count = 0;
const anEmail = () => `haus-${++count}@beispiel.example`;
const invite = (app: TestApp, email: string) =>
  app.accounts.invite({ email, role: "CONTRIBUTOR", organisation: "jobcenter-heidenheim" }, null);
const identities = (app: TestApp) => app.db.read((manager) => manager.find(IdentityTable));

describe.each(DATABASES)("signing in at the house's service, on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let house: RealHouse;
    let time = new Date();
    const lines: string[] = [];
    beforeAll(async () => {
      house = await aHouse();
      // Nobody listens while the application starts.
      await house.stop();
      const log = createLog("debug", { write: (line) => void lines.push(line) });
      app = await anApp(kind, { seeds: theCollection(), env: envOf(house.issuer), now: () => time, log });
    });
    afterAll(async () => {
      await app.close();
      await house.stop();
    });

    /** A browser with this person in front of it goes all the way. */
    async function signIn(subject: string | null, jar: Jar = new Map(), start = "/oidc/start") {
      house.person = subject;
      return { jar, response: await browse(app, jar, await throughHouse(app, jar, start)) };
    }
    /** Somebody the service knows, and vouches for. */
    function known(email: string, email_verified: boolean | undefined = true): string {
      const subject = `nr-${++count}`;
      house.people[subject] = { email, ...(email_verified === undefined ? {} : { email_verified }) };
      return subject;
    }
    async function linked() {
      const email = anEmail();
      const { account } = await invite(app, email);
      const subject = known(email);
      const { jar } = await signIn(subject);
      return { account: account.id, email, subject, jar };
    }

    it("starts while the service is down, says so, and asks again later", async () => {
      const jar: Jar = new Map();
      const response = await browse(app, jar, "/oidc/start");
      expect(response.statusCode).toBe(502);
      expect(saidIn(response)).toBe(
        "Der Anmeldedienst des Hauses antwortet gerade nicht. Bitte später noch einmal versuchen.",
      );
      const incident = /Vorgangsnummer ([0-9a-f]{8}) nennen/.exec(response.body)![1]!;
      expect(lines.join("")).toContain(incident);
      await house.start();
      const { account } = await invite(app, anEmail());
      const { jar: later } = await signIn(known(account.email));
      expect(await viewerOf(app, later)).toBe(account.id);
    });

    it("enters an invited account by the verified address, and later by the person alone", async () => {
      const email = anEmail();
      const { account, code } = await invite(app, email);
      const subject = known(email.toUpperCase());
      const first = await signIn(subject);
      expect([first.response.statusCode, first.response.headers.location]).toEqual([303, "/anmelden"]);
      expect(await viewerOf(app, first.jar)).toBe(account.id);
      expect(await app.accounts.invited(code)).toBeNull();
      house.people[subject] = { email: "anders@beispiel.example", email_verified: false };
      const second = await signIn(subject);
      expect(await viewerOf(app, second.jar)).toBe(account.id);
      expect(await viewerOf(app, first.jar)).toBe(account.id);
      expect((await identities(app)).filter((row) => row.account === account.id)).toEqual([
        expect.objectContaining({ issuer: house.issuer, subject }),
      ]);
      const events = await app.db.read((m) => m.findBy(AuditTable, { subject: `account:${account.id}` }));
      expect(events.map(({ action }) => action).toSorted()).toEqual(["INVITE", "LINK_IDENTITY"]);
    });

    it("enters by an invitation's link whatever the service says of the address, and alone", async () => {
      const { account, code } = await invite(app, anEmail());
      const before = await aSession(app, account.id, time);
      const { jar } = await signIn(known("x@anderswo.example", false), new Map(), `/oidc/start?einladung=${code}`);
      expect(await viewerOf(app, jar)).toBe(account.id);
      expect(await viewerOf(app, new Map([[COOKIE, before]]))).toBeNull();
      const again = await signIn(known("y@anderswo.example"), new Map(), `/oidc/start?einladung=${code}`);
      expect(again.response.statusCode).toBe(422);
      expect(hasSession(again.jar)).toBe(false);
    });

    test.each<[string, boolean | undefined]>([
      ["does not vouch for the address", false],
      ["says nothing about it", undefined],
    ])("lets nobody in when the service %s", async (_, verified) => {
      const email = anEmail();
      const { code } = await invite(app, email);
      const subject = known(email);
      if (verified === undefined) delete house.people[subject]!.email_verified;
      else house.people[subject]!.email_verified = verified;
      const { response, jar } = await signIn(subject);
      expect(response.statusCode).toBe(403);
      expect(saidIn(response)).toMatch(/^Für Sie ist hier noch kein Konto freigeschaltet/);
      expect(hasSession(jar)).toBe(false);
      expect(await app.accounts.invited(code)).not.toBeNull();
    });

    it("makes no accounts, and answers the same for none, one in use, and a disabled one", async () => {
      const inUse = await withPassword(app, await aPerson(app, "EDITOR"));
      const forgotten = await withPassword(app, await aPerson(app, "EDITOR"));
      await app.accounts.inviteAgain(forgotten.account, null);
      const disabled = await invite(app, anEmail());
      await app.accounts.disable(disabled.account.id, null);
      const answers: [number, string][] = [];
      const answer = async (email: string) => {
        const { response, jar } = await signIn(known(email));
        answers.push([response.statusCode, response.body]);
        expect(hasSession(jar)).toBe(false);
      };
      for (const email of ["niemand@beispiel.example", inUse.email, forgotten.email, disabled.account.email])
        await answer(email);
      const expired = await invite(app, anEmail());
      const before = time;
      time = new Date(time.getTime() + 8 * 24 * 3_600_000);
      await answer(expired.account.email);
      time = before;
      expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
      expect(answers[0]![0]).toBe(403);
    });

    it("lets nobody in whose account was closed, and an account is signed out everywhere when it is closed or unlinked", async () => {
      const { account, subject, jar } = await linked();
      const admin = await aPerson(app, "ADMINISTRATOR");
      await app.accounts.disable(account, admin.account);
      expect(await viewerOf(app, jar)).toBeNull();
      expect((await signIn(subject)).response.statusCode).toBe(403);
      await app.accounts.enable(account, admin.account);
      const { jar: again } = await signIn(subject);
      expect(await viewerOf(app, again)).toBe(account);
      const unlink = `mutation { unlinkIdentity(account: "${account}") { account { linkedAt active } problems { code } } }`;
      expect((await admin.ask(unlink)).data.unlinkIdentity).toEqual({
        account: { linkedAt: null, active: false },
        problems: [],
      });
      expect(await viewerOf(app, again)).toBeNull();
      expect((await signIn(subject)).response.statusCode).toBe(403);
      expect((await admin.ask(unlink)).data.unlinkIdentity.problems).toEqual([{ code: "NOT_LINKED" }]);
    });

    it("does not hand an account to whoever got its address later", async () => {
      const { account, email } = await linked();
      await app.accounts.inviteAgain(account, null);
      expect((await signIn(known(email))).response.statusCode).toBe(403);
    });

    it("does not link a person to two accounts, nor two persons to one", async () => {
      const { account, subject } = await linked();
      const other = await invite(app, anEmail());
      const twice = await signIn(subject, new Map(), `/oidc/start?einladung=${other.code}`);
      expect([twice.response.statusCode, hasSession(twice.jar)]).toEqual([422, false]);
      const { code } = await app.accounts.inviteAgain(account, null);
      const second = await signIn(known(anEmail()), new Map(), `/oidc/start?einladung=${code}`);
      expect([second.response.statusCode, hasSession(second.jar)]).toEqual([422, false]);
    });

    it("links once when the same invitation is used twice at the same time", async () => {
      const email = anEmail();
      const { account } = await invite(app, email);
      const jars: Jar[] = [new Map(), new Map()];
      house.person = known(email);
      const answers = [await throughHouse(app, jars[0]!), await throughHouse(app, jars[1]!)];
      await Promise.all(answers.map((answer, i) => browse(app, jars[i]!, answer)));
      expect((await identities(app)).filter((row) => row.account === account.id)).toHaveLength(1);
      const viewers = await Promise.all(jars.map((jar) => viewerOf(app, jar)));
      expect(viewers).toContain(account.id);
    });

    it("gives a new session and ends the one that was sent, so that nobody can slip one in", async () => {
      const { account, subject } = await linked();
      const planted = await aSession(app, (await aPerson(app, "EDITOR")).account, time);
      const jar: Jar = new Map([[COOKIE, planted]]);
      await signIn(subject, jar);
      expect(jar.get(COOKIE)).not.toBe(planted);
      expect(await viewerOf(app, jar)).toBe(account);
      expect(await viewerOf(app, new Map([[COOKIE, planted]]))).toBeNull();
      const used: Jar = new Map(jar);
      await browse(app, jar, "/abmelden", {});
      expect(hasSession(jar)).toBe(false);
      expect(await viewerOf(app, used)).toBeNull();
    });

    it("binds the answer to the browser that asked, by a cookie that only this host gets and that goes", async () => {
      const email = anEmail();
      await invite(app, email);
      house.person = known(email);
      const jar: Jar = new Map();
      const start = await browse(app, jar, "/oidc/start");
      expect(start.headers["set-cookie"]).toMatch(
        new RegExp(`^${PENDING_COOKIE}=[\\w-]{43}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure$`),
      );
      const answer = await throughHouse(app, jar);
      const stranger: Jar = new Map();
      const stolen = await browse(app, stranger, answer);
      expect([stolen.statusCode, saidIn(stolen)]).toEqual([
        400,
        expect.stringContaining("anderen Fenster oder Browser"),
      ]);
      const others: Jar = new Map();
      await browse(app, others, "/oidc/start");
      expect((await browse(app, others, answer)).statusCode).toBe(400);
      expect((await browse(app, jar, answer)).statusCode).toBe(303);
      expect(jar.has(PENDING_COOKIE)).toBe(false);
    });

    it("takes an answer once, and within ten minutes", async () => {
      const { subject } = await linked();
      house.person = subject;
      const jar: Jar = new Map();
      const answer = await throughHouse(app, jar);
      const copy: Jar = new Map(jar);
      expect((await browse(app, jar, answer)).statusCode).toBe(303);
      const replayed = await browse(app, copy, answer);
      expect([replayed.statusCode, hasSession(copy)]).toEqual([400, false]);
      // The code again, under a sign-in of one's own.
      const own: Jar = new Map();
      const fresh = new URL(await throughHouse(app, own));
      fresh.searchParams.set("code", new URL(answer).searchParams.get("code")!);
      const borrowed = await browse(app, own, fresh.href);
      expect([borrowed.statusCode, hasSession(own)]).toEqual([400, false]);

      const slow: Jar = new Map();
      const late = await throughHouse(app, slow);
      const before = time;
      time = new Date(time.getTime() + 10 * 60_000 + 1);
      expect((await browse(app, slow, late)).statusCode).toBe(400);
      await browse(app, new Map(), "/oidc/start");
      expect(await app.db.read((manager) => manager.count(PendingSignInTable))).toBe(1);
      time = before;
    });

    it("lets one of two have an answer that come with it at the same time", async () => {
      const pending = new PendingSignIns(app.db, () => time);
      for (let i = 0; i < 5; i++) {
        const { token, pending: row } = await pending.begin(undefined);
        const taken = await Promise.all([pending.take(token, row.state), pending.take(token, row.state)]);
        expect(taken.filter((one) => one !== null)).toHaveLength(1);
      }
    });

    test.each([
      ["no question", ""],
      ["an empty question", "?"],
      ["an empty state", "?state="],
      ["two states", "?state=a&state=b"],
      ["a code alone", "?code=x"],
      ["a very long state", `?state=${"A".repeat(5000)}`],
    ])("answers a callback with %s with a page, not with a fault", async (_, query) => {
      const jar: Jar = new Map();
      await browse(app, jar, "/oidc/start");
      const response = await browse(app, jar, `/oidc/callback${query}`);
      expect(response.statusCode).toBe(400);
      expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
    });

    it("says so when the person or the service says no", async () => {
      const { response, jar } = await signIn(null);
      expect([response.statusCode, saidIn(response)]).toEqual([
        403,
        "Die Anmeldung wurde abgebrochen oder vom Anmeldedienst des Hauses abgelehnt.",
      ]);
      expect(hasSession(jar)).toBe(false);
    });

    it("says so when the service is gone before it can be asked", async () => {
      const { subject } = await linked();
      house.person = subject;
      const jar: Jar = new Map();
      const answer = await throughHouse(app, jar);
      await house.stop();
      const response = await browse(app, jar, answer);
      await house.start();
      expect([response.statusCode, hasSession(jar)]).toEqual([502, false]);
    });

    it("tells whoever runs it why the service does not take its secret, and tells people a number", async () => {
      const said: string[] = [];
      const log = createLog("error", { write: (line) => void said.push(line) });
      const env = { ...envOf(house.issuer), OIDC_CLIENT_SECRET: "ein-falsches-geheimnis" };
      const other = await anApp(kind, { seeds: theCollection(), env, log });
      try {
        house.person = known(anEmail());
        const jar: Jar = new Map();
        const response = await browse(other, jar, await throughHouse(other, jar));
        expect([response.statusCode, hasSession(jar)]).toEqual([502, false]);
        expect(said.join("")).toContain("invalid_client");
        expect(said.join("")).toContain(/Vorgangsnummer ([0-9a-f]{8}) nennen/.exec(response.body)![1]);
        expect(said.join("")).not.toMatch(/falsches|code=|state=/);
      } finally {
        await other.close();
      }
    });

    it("puts nobody under an invitation to whom a foreign page shows a link", async () => {
      const { code } = await invite(app, anEmail());
      const response = await app.server.inject({
        url: `/oidc/start?einladung=${code}`,
        headers: { "sec-fetch-site": "cross-site" },
      });
      expect(response.statusCode).toBe(403);
    });

    it("lets an account without a password be deleted shortly after signing in, and shows the link among one's own data", async () => {
      const { account, subject, jar } = await linked();
      const ask = async (token: string, query: string) => (await as(app, token, query)).json().data;
      const { myData } = await ask(jar.get(COOKIE)!, "{ myData { about } }");
      expect(myData.about.identities).toEqual([{ issuer: house.issuer, subject, createdAt: time.toISOString() }]);
      const leave = "mutation { deleteMyAccount { problems { code } } }";
      const before = time;
      time = new Date(time.getTime() + 5 * 60_000 + 1);
      expect((await ask(jar.get(COOKIE)!, leave)).deleteMyAccount.problems).toEqual([{ code: "SIGN_IN_AGAIN" }]);
      const { jar: again } = await signIn(subject);
      expect((await ask(again.get(COOKIE)!, leave)).deleteMyAccount.problems).toEqual([]);
      time = before;
      expect((await identities(app)).filter((row) => row.account === account)).toEqual([]);
    });

    it("asks an account with a password for it before deleting, however fresh the session", async () => {
      const person = await withPassword(app, await aPerson(app, "EDITOR"));
      const { data } = (await as(app, person.token, "mutation { deleteMyAccount { problems { code } } }")).json();
      expect(data.deleteMyAccount.problems).toEqual([{ code: "WRONG_PASSWORD" }]);
    });

    it("makes an administrator who counts as one, without a password too", async () => {
      const one = await withPassword(app, await aPerson(app, "ADMINISTRATOR"));
      const leave = async () =>
        (await as(app, one.token, `mutation { deleteMyAccount(password: "${PASSWORD}") { problems { code } } }`)).json()
          .data.deleteMyAccount.problems;
      expect(await leave()).toEqual([{ code: "LAST_ADMINISTRATOR" }]);
      const { account } = await linked();
      await app.accounts.changeRole(account, "ADMINISTRATOR", null);
      expect(await leave()).toEqual([]);
    });

    it("writes no address, no code and no token into logs and records", async () => {
      const tables = await outside(app.database, everything);
      const { account: _, ...others } = tables;
      expect(JSON.stringify(others)).not.toContain("@");
      expect(lines.join("\n")).not.toMatch(/@beispiel|eyJ|code=|state=|ein-geheimnis/);
      expect(JSON.stringify(tables)).not.toContain(PASSWORD);
    });
  });
});

describe("what the service says of a person", () => {
  let app: TestApp;
  let house: ForgingHouse;
  beforeAll(async () => {
    house = await aForgingHouse();
    app = await anApp("sqlite", { seeds: theCollection(), env: envOf(house.issuer) });
  });
  afterAll(async () => {
    await app.close();
    await house.stop();
  });
  beforeEach(() => Object.assign(house, { claims: {}, signature: "own key" }));

  const now = () => Math.floor(Date.now() / 1000);
  async function enter(claims: () => object, signature: ForgingHouse["signature"] = "own key") {
    const { account, code } = await invite(app, anEmail());
    const jar: Jar = new Map();
    const answer = await theAnswer(app, jar, house);
    const sub = `person-${++count}`;
    Object.assign(house, { claims: { sub, email: account.email, email_verified: true, ...claims() }, signature });
    const response = await browse(app, jar, answer);
    const row = (await identities(app)).find((one) => one.account === account.id);
    return { response, jar, account, row, open: (await app.accounts.invited(code)) !== null };
  }

  test.each<[string, () => object]>([
    ["is good", () => ({})],
    ["has run out 20 seconds ago by our clock", () => ({ iat: now() - 100, exp: now() - 20 })],
    ["begins in 20 seconds by our clock", () => ({ iat: now() + 20, nbf: now() + 20 })],
    ["is meant for others too", () => ({ aud: ["praxisatlas", "anderes"], azp: "praxisatlas" })],
  ])("counts when its token %s", async (_, claims) => {
    const { response, jar, account, row, open } = await enter(claims);
    expect(response.statusCode).toBe(303);
    expect(await viewerOf(app, jar)).toBe(account.id);
    expect([row?.issuer, open]).toEqual([house.issuer, false]);
  });

  test.each<[string, () => object, ForgingHouse["signature"]?]>([
    ["has another nonce", () => ({ nonce: "A".repeat(43) })],
    ["has no nonce", () => ({ nonce: undefined })],
    ["is from another issuer", () => ({ iss: "https://boese.example" })],
    ["is from no issuer", () => ({ iss: undefined })],
    ["is meant for another", () => ({ aud: "anderes" })],
    ["is meant for another first", () => ({ aud: ["anderes", "praxisatlas"], azp: "anderes" })],
    ["has run out two minutes ago", () => ({ iat: now() - 300, exp: now() - 120 })],
    ["begins in two minutes", () => ({ nbf: now() + 120 })],
    ["was made two minutes from now", () => ({ iat: now() + 120 })],
    ["says no time", () => ({ iat: undefined })],
    ["has no end", () => ({ exp: undefined })],
    ["names nobody", () => ({ sub: undefined })],
    ["is signed by another key", () => ({}), "another key"],
    ["is signed by our own secret", () => ({}), "client secret"],
    ["is not signed", () => ({}), "none"],
  ])("counts for nothing when its token %s", async (_, claims, signature) => {
    const { response, jar, row, open } = await enter(claims, signature);
    expect([response.statusCode, saidIn(response)]).toEqual([
      502,
      "Die Antwort des Anmeldedienstes ließ sich nicht prüfen, deshalb gilt sie nicht.",
    ]);
    expect([hasSession(jar), row, open]).toEqual([false, undefined, true]);
  });

  test.each<[string, object]>([
    ["false", { email_verified: false }],
    ["a word", { email_verified: "true" }],
    ["a number", { email_verified: 1 }],
    ["missing", { email_verified: undefined }],
    ["about no address", { email: undefined }],
    ["about a list of addresses", { email: ["a@beispiel.example"] }],
  ])("links nobody when email_verified is %s", async (_, claims) => {
    const { response, jar, row, open } = await enter(() => claims);
    expect(response.statusCode).toBe(403);
    expect([hasSession(jar), row, open]).toEqual([false, undefined, true]);
  });

  it("takes no role from the token", async () => {
    const { account } = await enter(() => ({ role: "ADMINISTRATOR", roles: ["ADMINISTRATOR"], groups: ["admin"] }));
    expect((await app.accounts.byId(account.id))!.role).toBe("CONTRIBUTOR");
  });

  it("needs the state that was sent out, and a wrong one leaves the sign-in open", async () => {
    const { account } = await invite(app, anEmail());
    const jar: Jar = new Map();
    const answer = await theAnswer(app, jar, house);
    house.claims = { sub: "jemand", email: account.email, email_verified: true };
    const wrong = new URL(answer);
    wrong.searchParams.set("state", "A".repeat(43));
    expect((await browse(app, jar, wrong.href)).statusCode).toBe(400);
    expect(await app.db.read((manager) => manager.countBy(SessionTable, { account: account.id }))).toBe(0);
    expect((await browse(app, jar, answer)).statusCode).toBe(303);
  });

  it("refuses an answer that another service has sent (RFC 9207)", async () => {
    const jar: Jar = new Map();
    const answer = await theAnswer(app, jar, house);
    const response = await browse(app, jar, `${answer}&iss=${encodeURIComponent("https://boese.example")}`);
    expect([response.statusCode, hasSession(jar)]).toEqual([502, false]);
  });
});
