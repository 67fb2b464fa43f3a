// What has ended: nobody sees it from that very moment, the sweep deletes it at start and daily, and the documentation says when.
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ContactTable } from "../../src/contacts/contacts.entity.ts";
import { sweep, sweepDaily, TERMS } from "../../src/own-data/retention.ts";
import { PendingSignIns } from "../../src/people/oidc/pending-sign-ins.ts";
import { AccountTable } from "../../src/people/people.entity.ts";
import type { Db } from "../../src/platform/db.ts";
import { createLog } from "../../src/platform/log.ts";
import { aDatabase, anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { confirmContact, contactOf, contactsOf, deleteContact } from "../support/contacts.ts";
import { anExample } from "../support/content.ts";
import { aPerson, signedInAgain, type Person } from "../support/people.ts";
import { aStore, everything, outside } from "../support/store.ts";

const OWN = "jobcenter-heidenheim";
const START = new Date("2026-11-21T09:00:00.000Z");
const DAY = 24 * 60 * 60_000;
const after = (milliseconds: number) => new Date(START.getTime() + milliseconds);

describe.each(DATABASES)("what has ended on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let now = START;
    let member: Person;
    let editor: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection(), now: () => now });
      member = await aPerson(app, "CONTRIBUTOR", OWN);
      editor = await aPerson(app, "EDITOR", OWN);
      await app.publish(anExample({ slug: "gefragt", organisation: OWN }));
    });
    afterAll(() => app.close());

    const rows = async (table: string) => (await outside(app.database, everything))[table]!.length;
    const moveTo = async (moment: Date) => {
      now = moment;
      member = await signedInAgain(app, member, now);
      editor = await signedInAgain(app, editor, now);
    };

    it("is not shown from that very moment on, whoever asks, and cannot be taken up again", async () => {
      await moveTo(START);
      const { id, expiresAt } = await contactOf(member, { months: 1 });
      await moveTo(new Date(new Date(expiresAt).getTime() - 1));
      const query = '{ practiceExample(slug: "gefragt") { contacts { id } } }';
      const asked = async () =>
        Promise.all(
          [(q: string) => app.query(q), member.ask, editor.ask].map(
            async (ask) => (await ask(query)).data.practiceExample.contacts.length,
          ),
        );
      expect([await asked(), (await contactsOf(member)).length]).toEqual([[1, 1, 1], 1]);
      await moveTo(new Date(expiresAt));
      expect([await asked(), (await contactsOf(member)).length]).toEqual([[0, 0, 0], 0]);
      for (const gone of [await confirmContact(member, id), await deleteContact(member, id)])
        expect(gone.problems).toMatchObject([{ code: "NOT_FOUND" }]);
      expect(await rows("contact")).toBe(1);
      await sweep(app.db, now);
      expect(await rows("contact")).toBe(0);
    });

    it("goes with the sweep: contacts, sessions, invitations and keys, each at its time and nothing else", async () => {
      now = START;
      await app.db.write((manager) => manager.createQueryBuilder().delete().from(AccountTable).execute());
      const person = await aPerson(app, "CONTRIBUTOR", OWN);
      await sweep(app.db, after(30 * DAY));
      member = await signedInAgain(app, person, now);
      await app.accounts.inviteAgain(member.account, null);
      await member.ask('mutation { createAccessToken(label: "Test", scope: READ, days: 9) { token } }');
      await contactOf(member, { months: 1 });
      await new PendingSignIns(app.db, () => START).begin(undefined);
      const left = async () => ({
        pendingSignIn: await rows("pendingSignIn"),
        session: await rows("session"),
        invitation: await rows("invitation"),
        accessToken: await rows("accessToken"),
        contact: await rows("contact"),
      });
      const others = async () => {
        const {
          session: _s,
          invitation: _i,
          accessToken: _a,
          contact: _c,
          pendingSignIn: _p,
          ...rest
        } = await outside(app.database, everything);
        return rest;
      };
      const before = await others();
      for (const [moment, expected] of [
        [after(10 * 60_000 - 1), { pendingSignIn: 1, session: 1, invitation: 1, accessToken: 1, contact: 1 }],
        [after(10 * 60_000), { pendingSignIn: 0, session: 1, invitation: 1, accessToken: 1, contact: 1 }],
        [after(DAY / 24 - 1), { pendingSignIn: 0, session: 1, invitation: 1, accessToken: 1, contact: 1 }],
        [after(DAY / 24), { pendingSignIn: 0, session: 0, invitation: 1, accessToken: 1, contact: 1 }],
        [after(7 * DAY - 1), { pendingSignIn: 0, session: 0, invitation: 1, accessToken: 1, contact: 1 }],
        [after(7 * DAY), { pendingSignIn: 0, session: 0, invitation: 0, accessToken: 1, contact: 1 }],
        [after(9 * DAY), { pendingSignIn: 0, session: 0, invitation: 0, accessToken: 0, contact: 1 }],
        [after(30 * DAY - 1), { pendingSignIn: 0, session: 0, invitation: 0, accessToken: 0, contact: 1 }],
        [after(30 * DAY), { pendingSignIn: 0, session: 0, invitation: 0, accessToken: 0, contact: 0 }],
      ] as const) {
        await sweep(app.db, moment);
        expect([moment, await left()]).toEqual([moment, expected]);
      }
      expect(await others()).toEqual(before);
    });

    it("goes with a start", async () => {
      const database = await aDatabase(kind);
      const options = { database, seeds: theCollection() };
      const first = await anApp(kind, { ...options, now: () => START });
      const person = await signedInAgain(first, await aPerson(first, "CONTRIBUTOR", OWN), START);
      await contactOf(person, { months: 1 });
      await contactOf(person, { months: 24 });
      await first.close();
      const second = await anApp(kind, { ...options, now: () => after(40 * DAY) });
      const kept = await second.db.read((manager) => manager.find(ContactTable));
      expect(kept.map(({ expiresAt }) => expiresAt)).toEqual(["2028-11-21T09:00:00.000Z"]);
      await second.close();
      await database.drop();
    });
  });
});

describe("the daily sweep", () => {
  afterEach(() => vi.useRealTimers());
  const contact = (id: string, expiresAt: string) => ({
    id,
    organisation: OWN,
    example: null,
    kind: "MAILBOX" as const,
    label: "Ein Team",
    email: null,
    phone: "07321 100",
    visibility: "NEVER" as const,
    consentAt: null,
    expiresAt,
    createdAt: START.toISOString(),
    createdBy: "x",
  });

  it("comes every day, also after one that failed, until it is stopped; a failure is logged without values", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const store = await aStore("sqlite");
    const running: Promise<unknown>[] = [];
    let broken = false;
    const db: Db = {
      ...store,
      read: (work) => {
        const result = store.read(work);
        running.push(result.catch(() => undefined));
        return result;
      },
      write: (work) => {
        const result = broken ? Promise.reject(new Error("Die Platte ist voll.")) : store.write(work);
        running.push(result.catch(() => undefined));
        return result;
      },
    };
    const lines: string[] = [];
    const log = createLog("warn", { write: (line) => void lines.push(line) });
    let now = START;
    const day = async () => {
      now = new Date(now.getTime() + DAY);
      vi.advanceTimersByTime(DAY);
      for (let done = -1; done < running.length;) {
        done = running.length;
        await Promise.all(running);
        await store.read(async () => undefined);
      }
      return (await store.read((manager) => manager.find(ContactTable))).map(({ id }) => id).sort();
    };
    await store.write((manager) =>
      manager.insert(
        ContactTable,
        [1, 2, 3, 4].map((n) => contact(`tag-${n}`, after(n * DAY).toISOString())),
      ),
    );
    const stop = sweepDaily({ db, now: () => now, log });
    expect(await day()).toEqual(["tag-2", "tag-3", "tag-4"]);
    broken = true;
    expect(await day()).toEqual(["tag-2", "tag-3", "tag-4"]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("Abgelaufene Daten ließen sich nicht löschen.");
    broken = false;
    expect(await day()).toEqual(["tag-4"]);
    stop();
    expect(await day()).toEqual(["tag-4"]);
    await store.close();
  });
});

it("docs/datenschutz.md names every term", () => {
  const text = readFileSync(new URL("../../docs/datenschutz.md", import.meta.url), "utf8").replace(/\s+/g, " ");
  for (const { what, ends } of TERMS) expect(text).toContain(`| ${what} | ${ends} |`);
});
