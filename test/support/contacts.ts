// Contacts for tests, entered over the API as members do.
import type { Person } from "./people.ts";

const ENTRY = "id organisation example kind label email phone visibility consentAt expiresAt createdAt";
const PAYLOAD = `{ contact { ${ENTRY} } problems { code path message } }`;

export interface ContactAnswer {
  contact: {
    id: string;
    organisation: string;
    example: string | null;
    kind: string;
    label: string;
    email: string | null;
    phone: string | null;
    visibility: string;
    consentAt: string | null;
    expiresAt: string;
    createdAt: string;
  } | null;
  problems: { code: string; path: string[]; message: string }[];
}

const TYPES: Record<string, string> = {
  id: "ID!",
  organisation: "String",
  example: "String",
  kind: "ContactKind!",
  label: "String",
  email: "String",
  phone: "String",
  visibility: "ContactVisibility",
  months: "Int!",
  consent: "Boolean!",
};
/** Adding names them in any case. */
const ADDING = { ...TYPES, label: "String!", visibility: "ContactVisibility!" };

async function send(person: Person, field: string, given: object, types: Record<string, string>) {
  const names = Object.keys(given);
  const { data, errors } = await person.ask(
    `mutation (${names.map((name) => `$${name}: ${types[name]}`).join(", ")}) { ${field}(${names.map((name) => `${name}: $${name}`).join(", ")}) ${PAYLOAD} }`,
    given,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data[field] as ContactAnswer;
}

/** A team's public mailbox unless the test says otherwise. */
export const addContact = (person: Person, given: object = {}) =>
  send(
    person,
    "addContact",
    { kind: "MAILBOX", label: "Team Arbeitgeberservice", phone: "07321 345-0", visibility: "PUBLIC", ...given },
    ADDING,
  );
export const changeContact = (person: Person, id: string, given: object) =>
  send(person, "changeContact", { id, ...given }, TYPES);
export const confirmContact = (person: Person, id: string, given: object = {}) =>
  send(person, "confirmContact", { id, ...given }, TYPES);
export const deleteContact = (person: Person, id: string) => send(person, "deleteContact", { id }, TYPES);

/** As a member keeps it. */
export async function contactOf(person: Person, given: object = {}) {
  const { contact, problems } = await addContact(person, given);
  if (!contact || problems.length > 0) throw new Error(JSON.stringify(problems));
  return contact;
}

/** The list that members keep. */
export async function contactsOf(person: Person): Promise<NonNullable<ContactAnswer["contact"]>[]> {
  const { data, errors } = await person.ask(`{ contacts { ${ENTRY} } }`);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.contacts;
}
