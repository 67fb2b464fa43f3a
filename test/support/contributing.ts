// Contributing as clients do: short names for the mutations, with everything one wants to know of the answer.
import type { Person } from "./people.ts";

const CONTRIBUTION = "id state version title example published organisation content";
const answer = `{ contribution { ${CONTRIBUTION} } problems { code path message } }`;
const saved = `{ contribution { ${CONTRIBUTION} } setAside { id number } problems { code path message } }`;

export interface Contribution {
  id: string;
  state: string;
  version: number;
  title: string | null;
  example: string | null;
  published: boolean;
  content: any;
}
export interface Answer {
  contribution: Contribution | null;
  setAside?: { id: string } | null;
  problems: { code: string; path: string[]; message: string }[];
}
type Seen = Pick<Contribution, "id" | "version">;

async function send(person: Person, field: string, variables: object, types: string, fields: string): Promise<Answer> {
  const names = Object.keys(variables).map((name) => `${name}: $${name}`);
  const { data, errors } = await person.ask(
    `mutation (${types}) { ${field}(${names.join(", ")}) ${fields} }`,
    variables,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data[field];
}

export const create = (person: Person, content: object) =>
  send(person, "createDraft", { content }, "$content: Json!", answer);
export const edit = (person: Person, slug: string) =>
  send(person, "editPracticeExample", { slug }, "$slug: String!", answer);
export const save = (person: Person, { id, version }: Seen, content: object) =>
  send(person, "saveDraft", { id, version, content }, "$id: ID!, $version: Int!, $content: Json!", saved);
export const autosave = (person: Person, { id, version }: Seen, content: object) =>
  send(
    person,
    "saveDraft",
    { id, version, content, autosave: true },
    "$id: ID!, $version: Int!, $content: Json!, $autosave: Boolean",
    saved,
  );
export const restore = (person: Person, { id, version }: Seen, restore: string) =>
  send(person, "restoreVersion", { id, version, restore }, "$id: ID!, $version: Int!, $restore: ID!", saved);

const move =
  (field: string) =>
  (person: Person, { id, version }: Seen) =>
    send(person, field, { id, version }, "$id: ID!, $version: Int!", answer);
const moveWithReason =
  (field: string) =>
  (person: Person, { id, version }: Seen, reason = "Ein Grund.") =>
    send(person, field, { id, version, reason }, "$id: ID!, $version: Int!, $reason: String!", answer);

export const submit = move("submitContribution");
export const recall = move("recallContribution");
export const approve = move("approveContribution");
export const archive = move("archiveContribution");
export const takeUp = move("restoreContribution");
export const requestChanges = moveWithReason("requestChanges");
export const withdraw = moveWithReason("withdrawContribution");

/** The contribution of an answer without problems. */
export function done({ contribution, problems }: Answer): Contribution {
  if (!contribution || problems.length > 0) throw new Error(JSON.stringify(problems));
  return contribution;
}

/** Written by one, approved by the other: published. */
export async function published(author: Person, editor: Person, content: object): Promise<Contribution> {
  return done(await approve(editor, done(await submit(author, done(await create(author, content))))));
}
