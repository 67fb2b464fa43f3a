// Contacts and the person behind them: taken out with the person's data, and gone with the person.
import fc from "fast-check";
import type { EntityManager } from "typeorm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ContactTable, type ContactRow } from "../../src/contacts/contacts.entity.ts";
import { deleteContactsById, deleteContactsOf } from "../../src/contacts/erase-contacts.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import { changeContact, contactOf } from "../support/contacts.ts";
import { erasureOf } from "../support/erasing.ts";
import { aPerson, as, PASSWORD, withPassword, type Person } from "../support/people.ts";
import { aStore, type TestStore } from "../support/store.ts";

const NAME = "Kunigunde Zwetschgenstein";

describe.each(DATABASES)("contacts and a person's data on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let colleague: Person;
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection() });
      colleague = await aPerson(app, "CONTRIBUTOR");
    });
    afterEach(() => app.db.write((manager) => manager.createQueryBuilder().delete().from(ContactTable).execute()));
    afterAll(() => app.close());

    const ofPerson = { kind: "PERSON", visibility: "SIGNED_IN", consent: true };
    const labels = async () =>
      (await app.db.read((manager) => manager.find(ContactTable))).map(({ label }) => label).sort();

    it("are taken out: those with the address and those that the account has entered, without who entered others", async () => {
      const person = await aPerson(app, "CONTRIBUTOR");
      await contactOf(person, { label: "Selbst eingetragen" });
      await contactOf(colleague, { ...ofPerson, label: NAME, email: person.email.toUpperCase() });
      await contactOf(colleague, { label: "Fremd" });
      const { data } = await person.ask("{ myData { about } }");
      const { contacts } = data.myData.about;
      expect(contacts.map(({ label, mine }: any) => [label, mine]).sort()).toEqual([
        [NAME, false],
        ["Selbst eingetragen", true],
      ]);
      expect(JSON.stringify(contacts)).not.toContain(colleague.account);
    });

    it("go with one's own account: those with the address, and persons whom one has entered; teams stay", async () => {
      const person = await withPassword(app, await aPerson(app, "CONTRIBUTOR"));
      const asking = { ...person, ask: async (q: string, v = {}) => (await as(app, person.token, q, v)).json() };
      await contactOf(asking, { ...ofPerson, label: "Von mir eingetragen" });
      await contactOf(asking, { label: "Team von mir" });
      await contactOf(colleague, { ...ofPerson, label: "Ich", email: person.email });
      await contactOf(colleague, { label: "Team mit meiner Adresse", email: person.email, visibility: "SIGNED_IN" });
      await contactOf(colleague, { ...ofPerson, label: "Jemand anders", email: `x${person.email}` });
      const answer = await asking.ask(`mutation { deleteMyAccount(password: "${PASSWORD}") { problems { code } } }`);
      expect(answer.data.deleteMyAccount.problems).toEqual([]);
      expect(await labels()).toEqual(["Jemand anders", "Team von mir"]);
    });

    it("go with the name when the command is told it, in any order and spelling", async () => {
      const person = await aPerson(app, "CONTRIBUTOR");
      for (const label of [
        NAME,
        "Zwetschgenstein, Kunigunde",
        "Dr. KUNIGUNDE  M. Zwetschgenstein",
        "Kunigunde-Eva Zwetschgenstein",
        "Karl Zwetschgenstein",
      ])
        await contactOf(colleague, { ...ofPerson, label });
      await contactOf(colleague, {
        ...ofPerson,
        label: "Ansprechperson",
        email: "kunigunde.zwetschgenstein@a.example",
      });
      await erasureOf(app).person(person.account, [NAME]);
      expect(await labels()).toEqual(["Karl Zwetschgenstein", "Kunigunde-Eva Zwetschgenstein"]);
    });

    it("of a deleted account can be changed by its colleagues", async () => {
      const person = await aPerson(app, "CONTRIBUTOR");
      const { id } = await contactOf(person);
      await erasureOf(app).person(person.account, []);
      expect((await changeContact(colleague, id, { label: "Neuer Name" })).problems).toEqual([]);
    });
  });
});

describe("erasing contacts", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await aStore("sqlite");
  });
  afterAll(() => store.close());

  const row = (id: string, given: Partial<ContactRow> = {}): ContactRow => ({
    id,
    organisation: "o",
    example: null,
    kind: "MAILBOX",
    label: "Ein Team",
    email: null,
    phone: "07321 100",
    visibility: "NEVER",
    consentAt: null,
    expiresAt: "2099-01-01T00:00:00.000Z",
    createdAt: "2026-01-01T00:00:00.000Z",
    createdBy: "x",
    ...given,
  });
  const filled = <T>(rows: ContactRow[], work: (manager: EntityManager) => Promise<T>) =>
    store.write(async (manager) => {
      await manager.createQueryBuilder().delete().from(ContactTable).execute();
      await manager.insert(ContactTable, rows);
      return work(manager);
    });
  const left = async (manager: EntityManager) => (await manager.find(ContactTable)).map(({ id }) => id).sort();

  it("says which it has deleted, so that a restored backup can be rid of them again", async () => {
    const rows = [row("a", { email: "eva@b.example" }), row("b", { kind: "PERSON", createdBy: "eva" }), row("c")];
    const gone = await filled(rows, async (manager) => {
      const ids = await deleteContactsOf(manager, "eva", [{ text: "eva@b.example" }]);
      expect(await left(manager)).toEqual(["c"]);
      return ids;
    });
    await filled(rows, async (manager) => {
      await deleteContactsById(manager, [...gone, "gibt-es-nicht"]);
      expect(await left(manager)).toEqual(["c"]);
    });
  });

  it("takes any address and any name, and leaves a longer one alone", async () => {
    const word = fc.stringMatching(/^[a-zäöüß]{2,10}$/u);
    await fc.assert(
      fc.asyncProperty(word, word, async (first, last) => {
        const address = `${first}.${last}@b.example`;
        const rows = [
          row("address", { email: address }),
          row("name", { label: `${last.toUpperCase()}, ${first}` }),
          row("other", { label: `${first}x ${last}y`, email: `q${address}` }),
        ];
        await filled(rows, async (manager) => {
          await deleteContactsOf(manager, "niemand", [{ text: address }]);
          expect(await left(manager)).toEqual(["name", "other"]);
          await deleteContactsOf(manager, "niemand", [{ text: `${first} ${last}` }]);
          expect(await left(manager)).toEqual(["other"]);
        });
      }),
      { numRuns: 60 },
    );
  });
});
