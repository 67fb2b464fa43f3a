// Nobody carries all contacts away: how many different ones are shown within an hour, and what happens to the rest of the answer.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ContactTable } from "../../src/contacts/contacts.entity.ts";
import { MOST_REVEALED } from "../../src/contacts/reveals.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { anExample } from "../support/content.ts";
import { aPerson, signedInAgain, type Person } from "../support/people.ts";

const HOME = "jobcenter-heidenheim";
const ELSEWHERE = "jobcenter-landkreis-goettingen";
const START = new Date("2026-11-21T09:00:00.000Z");
/** Ten contacts each. */
const EXAMPLES = Array.from({ length: 25 }, (_, i) => `viele-${i}`);
const PAGE =
  '{ searchPracticeExamples(query: "Lungenfisch", first: 100) { totalCount edges { node { slug contacts { id } } } } }';

type Ask = (query: string) => Promise<{ data: any; errors?: any[] }>;

describe.each(DATABASES)("within an hour, on $kind,", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let now = START;
    let reader: Ask;
    let foreign: Person;
    let own: Person;
    let editor: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection(), now: () => now });
      reader = (query) => app.query(query);
      const people = [
        await aPerson(app, "CONTRIBUTOR", HOME),
        await aPerson(app, "CONTRIBUTOR", ELSEWHERE),
        await aPerson(app, "EDITOR", HOME),
      ];
      const signedIn = [];
      for (const person of people) signedIn.push(await signedInAgain(app, person, now));
      [foreign, own, editor] = signedIn as [Person, Person, Person];
      await app.publish(
        ...EXAMPLES.map((slug) => anExample({ slug, organisation: ELSEWHERE, title: "Lungenfisch", keywords: [] })),
      );
      const rows = EXAMPLES.flatMap((example) =>
        Array.from({ length: 10 }, (_, i) => ({
          id: `${example}-${i}`,
          organisation: ELSEWHERE,
          example,
          kind: "MAILBOX" as const,
          label: `Team ${i}`,
          email: null,
          phone: "0551 1234",
          visibility: "PUBLIC" as const,
          consentAt: null,
          expiresAt: "2027-11-21T09:00:00.000Z",
          createdAt: START.toISOString(),
          createdBy: "x",
        })),
      );
      await app.db.write((manager) => manager.insert(ContactTable, rows));
    });
    afterAll(() => app.close());

    const harvest = async (ask: Ask) => {
      const { data, errors } = await ask(PAGE);
      const lists = data.searchPracticeExamples.edges.map(({ node }: any) => node.contacts);
      return { lists, shown: lists.flatMap((list: any) => list ?? []), data, errors };
    };

    it("many requests at once get no more than one after the other", async () => {
      const asked = await Promise.all(Array.from({ length: 8 }, () => harvest(reader)));
      const all = new Set(asked.flatMap(({ shown }) => shown.map(({ id }: any) => id)));
      expect(all.size).toBe(MOST_REVEALED);
    });

    it("nobody gets more than two hundred of other organisations; the rest of the answer is there", async () => {
      for (const ask of [reader, foreign.ask]) {
        const { lists, shown, data, errors } = await harvest(ask);
        expect(shown).toHaveLength(MOST_REVEALED);
        expect(lists.filter((list: any) => list === null)).toHaveLength(5);
        expect(data.searchPracticeExamples.totalCount).toBe(25);
        expect(errors).toHaveLength(5);
        expect(errors![0]).toMatchObject({
          message: "In einer Stunde werden höchstens 200 Kontakte gezeigt. Bitte in 60 Minuten noch einmal versuchen.",
          extensions: { code: "BAD_USER_INPUT", problems: [{ code: "TOO_MANY_CONTACTS" }] },
        });
      }
    });

    it("the same may be looked at again, and one's own are free", async () => {
      expect((await harvest(foreign.ask)).shown).toHaveLength(MOST_REVEALED);
      const home = await harvest(own.ask);
      expect([home.shown.length, home.errors]).toEqual([250, undefined]);
    });

    it("a key counts with its account", async () => {
      const { data } = await foreign.ask(
        'mutation { createAccessToken(label: "Test", scope: READ, days: 1) { token } }',
      );
      const headers = { "content-type": "application/json", authorization: `Bearer ${data.createAccessToken.token}` };
      const byKey = await harvest(async (query) => (await app.post({ query }, headers)).json());
      expect([byKey.shown.length, byKey.errors?.length]).toEqual([MOST_REVEALED, 5]);
    });

    it("the editors' lists of other organisations count too", async () => {
      const list = `{ contacts(organisation: "${ELSEWHERE}") { id } }`;
      const { data } = await editor.ask(list);
      expect(data.contacts).toHaveLength(100);
      const listed = new Set(data.contacts.map(({ id }: any) => id));
      const others = EXAMPLES.filter((slug) => !listed.has(`${slug}-0`));
      expect(others).toHaveLength(15);
      const asked = others.map((slug, i) => `e${i}: practiceExample(slug: "${slug}") { contacts { id } }`);
      const rest = Object.values((await editor.ask(`{ ${asked.join(" ")} }`)).data) as any[];
      expect(rest.filter(({ contacts }) => contacts !== null)).toHaveLength(10);
      expect((await editor.ask(list)).errors).toBeUndefined();
    });

    it("and after it there are more", async () => {
      now = new Date(START.getTime() + 59 * 60_000 + 30_000);
      const late = await harvest(reader);
      expect(late.errors![0].message).toContain("in einer Minute");
      const hidden = late.data.searchPracticeExamples.edges.find(({ node }: any) => node.contacts === null).node.slug;
      now = new Date(START.getTime() + 60 * 60_000);
      const later = await reader(`{ practiceExample(slug: "${hidden}") { contacts { id } } }`);
      expect(later.errors).toBeUndefined();
    });
  });
});
