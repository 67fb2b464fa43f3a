// Keeping contacts: by the own organisation and the editors, with every reason at once when refused, on record without values.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MOST_AT_A_PLACE, MOST_OF_AN_ORGANISATION } from "../../src/contacts/contacts.ts";
import { ContactTable } from "../../src/contacts/contacts.entity.ts";
import { AuditTable } from "../../src/platform/audit.ts";
import { anApp, DATABASES, theCollection, type TestApp } from "../support/app.ts";
import {
  addContact,
  changeContact,
  confirmContact,
  contactOf,
  contactsOf,
  deleteContact,
} from "../support/contacts.ts";
import { anExample } from "../support/content.ts";
import { aPerson, signedInAgain, type Person } from "../support/people.ts";

const OWN = "jobcenter-heidenheim";
const FOREIGN = "jobcenter-landkreis-goettingen";
const PERSON = { kind: "PERSON", label: "Kunigunde Zwetschgenstein", visibility: "SIGNED_IN" };
const START = "2026-11-21T09:00:00.000Z";

describe.each(DATABASES)("contacts on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let member: Person;
    let colleague: Person;
    let stranger: Person;
    let editor: Person;
    let now = new Date(START);
    beforeAll(async () => {
      app = await anApp(kind, { seeds: theCollection(), now: () => now });
      const people = [
        await aPerson(app, "CONTRIBUTOR", OWN),
        await aPerson(app, "CONTRIBUTOR", OWN),
        await aPerson(app, "CONTRIBUTOR", FOREIGN),
        await aPerson(app, "EDITOR", FOREIGN),
      ];
      const signedIn = [];
      for (const person of people) signedIn.push(await signedInAgain(app, person, now));
      [member, colleague, stranger, editor] = signedIn as [Person, Person, Person, Person];
      await app.publish(anExample({ slug: "gefragt", organisation: OWN }));
    });
    const empty = () => app.db.write((manager) => manager.createQueryBuilder().delete().from(ContactTable).execute());
    afterEach(async () => {
      now = new Date(START);
      await empty();
    });
    afterAll(() => app.close());

    const codes = ({ problems }: { problems: { code: string; path: string[] }[] }) =>
      problems.map(({ code, path }) => `${path.join(".")} ${code}`);

    it("are entered with an end in twelve months, and listed with those that end first in front", async () => {
      const usual = await contactOf(member, { email: " AGS@Jobcenter.example " });
      expect(usual).toMatchObject({
        organisation: OWN,
        example: null,
        email: "ags@jobcenter.example",
        consentAt: null,
        createdAt: START,
        expiresAt: "2027-11-21T09:00:00.000Z",
      });
      const short = await contactOf(member, { ...PERSON, consent: true, months: 1, example: "gefragt" });
      expect(short).toMatchObject({ consentAt: START, expiresAt: "2026-12-21T09:00:00.000Z", example: "gefragt" });
      expect(await contactsOf(colleague)).toEqual([short, usual]);
      expect(await contactsOf(stranger)).toEqual([]);
    });

    it("are refused with every reason at once, and then nothing is stored", async () => {
      const wrong = { kind: "PERSON", label: "", phone: null, visibility: "PUBLIC", months: 25 };
      expect(codes(await addContact(member, wrong))).toEqual([
        "label INVALID_LABEL",
        "email CONTACT_EMPTY",
        "visibility PERSON_NOT_PUBLIC",
        "consent CONSENT_MISSING",
        "months INVALID_MONTHS",
      ]);
      expect(codes(await addContact(member, { months: 0 }))).toEqual(["months INVALID_MONTHS"]);
      expect(codes(await addContact(member, { organisation: FOREIGN }))).toEqual(["organisation WRONG_ROLE"]);
      expect(codes(await addContact(editor, { organisation: "gibt-es-nicht" }))).toEqual([
        "organisation UNKNOWN_VALUE",
      ]);
      for (const example of ["gibt-es-nicht", "jumita-goettingen"])
        expect(codes(await addContact(member, { example }))).toEqual(["example UNKNOWN_EXAMPLE"]);
      expect(await contactsOf(member)).toEqual([]);
    });

    it("change only in what is named, so that two who change different things both keep theirs", async () => {
      const { id } = await contactOf(member);
      await Promise.all([
        changeContact(member, id, { label: "Team Nord" }),
        changeContact(colleague, id, { email: "nord@jobcenter.example" }),
        changeContact(editor, id, { phone: "07321 999" }),
      ]);
      expect(await contactsOf(member)).toMatchObject([
        { id, label: "Team Nord", email: "nord@jobcenter.example", phone: "07321 999", visibility: "PUBLIC" },
      ]);
      expect((await changeContact(member, id, { email: null })).contact).toMatchObject({ email: null });
      expect(codes(await changeContact(member, id, { phone: null }))).toEqual(["email CONTACT_EMPTY"]);
      expect(await contactsOf(member)).toMatchObject([{ phone: "07321 999" }]);
    });

    it("are checked as a whole when two changes meet: a person's address never becomes public", async () => {
      const address = "vorname.nachname@jobcenter.example";
      for (let i = 0; i < 5; i++) {
        const { id } = await contactOf(member, { visibility: "NEVER" });
        await Promise.all([
          changeContact(member, id, { email: address }),
          changeContact(colleague, id, { visibility: "PUBLIC" }),
        ]);
        const [after] = await contactsOf(member);
        expect(after!.visibility === "PUBLIC" && after!.email === address).toBe(false);
        await empty();
      }
    });

    it("of a person ask for the person's consent again with every change but hiding", async () => {
      const { id } = await contactOf(member, { ...PERSON, consent: true });
      now = new Date("2026-11-21T09:30:00.000Z");
      expect(codes(await changeContact(member, id, { phone: "07321 111" }))).toEqual(["consent CONSENT_MISSING"]);
      const changed = await changeContact(member, id, { phone: "07321 111", consent: true });
      expect(changed.contact).toMatchObject({ phone: "07321 111", consentAt: now.toISOString() });
      const hidden = await changeContact(member, id, { visibility: "NEVER" });
      expect(hidden.contact).toMatchObject({ visibility: "NEVER", consentAt: now.toISOString() });
      expect(codes(await changeContact(member, id, { visibility: "SIGNED_IN" }))).toEqual(["consent CONSENT_MISSING"]);
      expect((await changeContact(member, id, { visibility: "NEVER" })).problems).toEqual([]);
    });

    it("hold longer when confirmed, and are gone when deleted", async () => {
      const { id } = await contactOf(member, { months: 1 });
      expect((await confirmContact(colleague, id)).contact).toMatchObject({ expiresAt: "2027-11-21T09:00:00.000Z" });
      const longest = await confirmContact(editor, id, { months: 24 });
      expect(longest.contact).toMatchObject({ expiresAt: "2028-11-21T09:00:00.000Z" });
      expect(codes(await confirmContact(member, id, { months: 25 }))).toEqual(["months INVALID_MONTHS"]);
      expect((await deleteContact(colleague, id)).problems).toEqual([]);
      expect(codes(await deleteContact(colleague, id))).toEqual(["id NOT_FOUND"]);
      expect(await contactsOf(member)).toEqual([]);
    });

    it("of another organisation answer exactly as those that do not exist, and stay as they are", async () => {
      const contact = await contactOf(member);
      for (const ask of [
        (id: string) => changeContact(stranger, id, { label: "Meins" }),
        (id: string) => confirmContact(stranger, id, { months: 99 }),
        (id: string) => deleteContact(stranger, id),
      ])
        expect(await ask(contact.id)).toEqual(await ask("00000000-0000-4000-8000-000000000000"));
      expect(await contactsOf(member)).toEqual([contact]);
    });

    it("are bounded for each place and each organisation", async () => {
      for (let i = 0; i < MOST_AT_A_PLACE; i++) await contactOf(member);
      expect(codes(await addContact(member))).toEqual([" TOO_MANY_CONTACTS"]);
      const [one] = await contactsOf(member);
      const more = Array.from({ length: MOST_OF_AN_ORGANISATION - MOST_AT_A_PLACE }, (_, i) => ({
        ...one!,
        id: `weiterer-${i}`,
        example: `beispiel-${i}`,
        createdBy: member.account,
      }));
      await app.db.write((manager) => manager.insert(ContactTable, more as never));
      expect(codes(await addContact(member, { example: "gefragt" }))).toEqual([" TOO_MANY_CONTACTS"]);
      expect(await contactsOf(member)).toHaveLength(MOST_OF_AN_ORGANISATION);
      expect((await deleteContact(member, "weiterer-0")).problems).toEqual([]);
      expect((await addContact(member, { example: "gefragt" })).problems).toEqual([]);
    });

    it("leave on record who did what with which fields, and no values", async () => {
      const { id } = await contactOf(member, { label: "Team Kanarienvogel" });
      await changeContact(colleague, id, { label: "Team Kanari", phone: "07321 4711" });
      await confirmContact(colleague, id);
      await deleteContact(editor, id);
      const events = await app.db.read((manager) => manager.findBy(AuditTable, { subject: `contact:${id}` }));
      const told = events.map(({ action, account, fields }) => [action, account, fields]);
      expect(told).toHaveLength(4);
      for (const event of [
        ["ADD_CONTACT", member.account, ["kind", "label", "email", "phone", "visibility"]],
        ["CHANGE_CONTACT", colleague.account, ["label", "phone"]],
        ["CONFIRM_CONTACT", colleague.account, ["expiresAt"]],
        ["DELETE_CONTACT", editor.account, []],
      ])
        expect(told).toContainEqual(event);
      expect(JSON.stringify(events)).not.toMatch(/Kanari|4711/);
    });
  });
});
