// Commenting on contributions as clients do, with everything one wants to know of the answer.
import type { Contribution } from "./contributing.ts";
import type { Person } from "./people.ts";

const answer = "id text version mine by byOrganisation byRole";
export const THREAD = `${answer} path resolvedAt answers { ${answer} }`;

export interface Comment {
  id: string;
  text: string | null;
  version: number;
  mine: boolean;
  by: string;
  byOrganisation: string | null;
  byRole: string | null;
}
export interface Thread extends Comment {
  path: string[];
  resolvedAt: string | null;
  answers: Comment[];
}
export interface CommentAnswer {
  comment: Thread | null;
  warnings: { kind: string; path: string[]; start: number; end: number }[];
  problems: { code: string; path: string[]; message: string }[];
}

async function send(person: Person, field: string, types: string, variables: object): Promise<CommentAnswer> {
  const names = Object.keys(variables).map((name) => `${name}: $${name}`);
  const { data, errors } = await person.ask(
    `mutation (${types}) { ${field}(${names.join(", ")}) {
      comment { ${THREAD} } warnings { kind path start end } problems { code path message }
    } }`,
    variables,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data[field];
}

export const comment = (
  person: Person,
  { id }: Pick<Contribution, "id">,
  text: string,
  { path = [], answerTo = null }: { path?: string[]; answerTo?: string | null } = {},
) =>
  send(person, "commentContribution", "$id: ID!, $text: CommentText!, $path: [String!]!, $answerTo: ID", {
    id,
    text,
    path,
    answerTo,
  });
export const resolve = (person: Person, { id }: Pick<Comment, "id">, resolved = true) =>
  send(person, "resolveComment", "$id: ID!, $resolved: Boolean!", { id, resolved });
export const takeBack = (person: Person, { id }: Pick<Comment, "id">) =>
  send(person, "deleteComment", "$id: ID!", { id });

/** The thread of an answer without problems. */
export function said({ comment, problems }: CommentAnswer): Thread {
  if (!comment || problems.length > 0) throw new Error(JSON.stringify(problems));
  return comment;
}

/** All threads of a contribution as a person sees them; null: they see no such contribution. */
export async function threads(
  person: Person,
  { id }: Pick<Contribution, "id">,
  open: boolean | null = null,
): Promise<Thread[] | null> {
  const { data } = await person.ask(
    `query ($id: ID!, $open: Boolean) { contribution(id: $id) { comments(first: 100, open: $open) { comments { ${THREAD} } } } }`,
    { id, open },
  );
  return data.contribution?.comments.comments ?? null;
}
