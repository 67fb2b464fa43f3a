// What a contact may say and who may see it: a team for everybody, a person never.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  contactProblems,
  isPersonalAddress,
  monthsAfter,
  tidyContact,
  type ContactDetails,
} from "../../src/domain/contact.ts";

const TEAM: ContactDetails = {
  kind: "MAILBOX",
  label: "Team Arbeitgeberservice",
  email: "arbeitgeberservice@jobcenter.example",
  phone: "07321 345-0",
  visibility: "PUBLIC",
};
const PERSON: ContactDetails = {
  kind: "PERSON",
  label: "Kunigunde Zwetschgenstein",
  email: "kunigunde.zwetschgenstein@jobcenter.example",
  phone: null,
  visibility: "SIGNED_IN",
};
const found = (details: ContactDetails) =>
  contactProblems(details).map(({ code, path }) => `${path.join(".")} ${code}`);

describe("a contact", () => {
  it("may be a team for everybody, or a person for those who are signed in", () => {
    expect([found(TEAM), found(PERSON), found({ ...PERSON, visibility: "NEVER" })]).toEqual([[], [], []]);
  });

  test.each([
    ["a person for everybody", { ...PERSON, visibility: "PUBLIC" }, "visibility PERSON_NOT_PUBLIC"],
    ["a person's address for everybody", { ...TEAM, email: PERSON.email }, "email PERSONAL_ADDRESS"],
    ["a person as a team", { ...TEAM, label: "Frau Zwetschgenstein" }, "label PERSON_IN_LABEL"],
    ["nothing to write to or to call", { ...TEAM, email: null, phone: null }, "email CONTACT_EMPTY"],
    ["no label", { ...TEAM, label: "" }, "label INVALID_LABEL"],
    ["a long label", { ...TEAM, label: "x".repeat(121) }, "label INVALID_LABEL"],
    ["what is no address", { ...TEAM, email: "jobcenter" }, "email INVALID_EMAIL"],
    ["what is no number", { ...TEAM, phone: "bitte anrufen" }, "phone INVALID_PHONE"],
    ["too few digits", { ...TEAM, phone: "0 - - - 11" }, "phone INVALID_PHONE"],
  ] as [string, ContactDetails, string][])("is not %s", (_, details, problem) => {
    expect(found(details)).toEqual([problem]);
  });

  it("is stored without odd blanks, and what is empty is not there", () => {
    const given = { ...TEAM, label: " Team\u00a0 Nord ", email: " Info@Jobcenter.example ", phone: "  " };
    expect(tidyContact(given)).toEqual({ ...TEAM, label: "Team Nord", email: "info@jobcenter.example", phone: null });
  });

  it("repeats nothing of what was typed, whatever it is", () => {
    const typed = fc.string({ minLength: 4, maxLength: 30, unit: "grapheme" }).map((text) => `Kanari ${text} Kanari`);
    fc.assert(
      fc.property(typed, typed, typed, fc.constantFrom("MAILBOX", "PERSON"), (label, email, phone, kind) => {
        const problems = contactProblems(tidyContact({ kind, label, email, phone, visibility: "PUBLIC" } as never));
        expect(problems.length).toBeGreaterThan(0);
        expect(JSON.stringify(problems).toLowerCase()).not.toContain("kanari");
      }),
    );
  });
});

describe("an address", () => {
  test.each([
    "vorname.nachname@stadt.example",
    "v.nachname@stadt.example",
    "nachname-v@stadt.example",
    "Anna_Mueller2@stadt.example",
    "anna.mueller-luedenscheid@stadt.example",
    "änne.größer@stadt.example",
    "karl.post@stadt.example",
    "hans.von.der.leine@stadt.example",
  ])("is a person's: %s", (address) => {
    expect(isPersonalAddress(address)).toBe(true);
  });

  test.each([
    "info@jobcenter.example",
    "jobcenter-heidenheim.team-741@jobcenter.example",
    "Jobcenter.Poststelle@landkreis.example",
    "arbeitgeber.service@stadt.example",
    "team-u25@stadt.example",
    "bca@stadt.example",
    "projekt.zukunft@stadt.example",
    "foerderung.sgb2@stadt.example",
  ])("is an office's: %s", (address) => {
    expect(isPersonalAddress(address)).toBe(false);
  });
});

describe("the end of a contact", () => {
  test.each([
    ["2026-11-21T09:00:00.000Z", 12, "2027-11-21T09:00:00.000Z"],
    ["2024-02-29T09:00:00.000Z", 12, "2025-02-28T09:00:00.000Z"],
    ["2026-01-31T09:00:00.000Z", 1, "2026-02-28T09:00:00.000Z"],
    ["2026-12-31T23:59:59.999Z", 2, "2027-02-28T23:59:59.999Z"],
  ])("of %s after %i months is %s", (from, months, to) => {
    expect(monthsAfter(new Date(from), months).toISOString()).toBe(to);
  });

  it("is in the month that is meant, never a day later than the same", () => {
    const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 24 }), (from, months) => {
        const to = monthsAfter(from, months);
        const month = (day: Date) => day.getUTCFullYear() * 12 + day.getUTCMonth();
        expect(month(to) - month(from)).toBe(months);
        expect(to.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate());
      }),
    );
  });
});
