// People for tests: real accounts with real sessions, who ask over HTTP as their browsers would.
import type { LightMyRequestResponse } from "fastify";
import type { Role } from "../../src/domain/workflow.ts";
import { beginSession } from "../../src/people/sessions.ts";
import type { TestApp } from "./app.ts";

export const PASSWORD = "ein langes Passwort";
export const COOKIE = "__Host-praxisatlas";

export interface Person {
  account: string;
  email: string;
  /** The value of the session's cookie. */
  token: string;
  ask<T = any>(query: string, variables?: object): Promise<{ data: T; errors?: any[] }>;
}

let people = 0;

/** Signed in, without a password: computing one takes a third of a second. */
export async function aPerson(app: TestApp, role: Role, organisation = "jobcenter-heidenheim"): Promise<Person> {
  const email = `person-${++people}@beispiel.example`;
  const { account } = await app.accounts.invite({ email, role, organisation }, null);
  const token = await aSession(app, account.id);
  return withToken(app, { account: account.id, email }, token);
}

/** With a new session, begun at a time: sessions end with the day. */
export const signedInAgain = async (app: TestApp, person: Person, now: Date): Promise<Person> =>
  withToken(app, person, await aSession(app, person.account, now));

/** The same session, asked of another server on the same database. */
export const onServer = (app: TestApp, person: Person): Person => withToken(app, person, person.token);

const withToken = (app: TestApp, { account, email }: Pick<Person, "account" | "email">, token: string): Person => ({
  account,
  email,
  token,
  ask: async (query, variables = {}) => (await as(app, token, query, variables)).json(),
});

export const aSession = (app: TestApp, account: string, now = new Date()) =>
  app.db.write((manager) => beginSession(manager, account, now));

/** Sets the password as an invited person would. */
export async function withPassword(app: TestApp, person: Person): Promise<Person> {
  const { code } = await app.accounts.inviteAgain(person.account, null);
  return { ...person, token: (await app.accounts.accept(code, PASSWORD)).token };
}

/** Posts an operation with a session's cookie. */
export const as = (app: TestApp, token: string, query: string, variables: object = {}, headers = {}) =>
  app.post({ query, variables }, { "content-type": "application/json", cookie: `${COOKIE}=${token}`, ...headers });

/** What Set-Cookie says: the value, and the attributes in order. */
export function cookieOf(response: LightMyRequestResponse) {
  const [pair = "", ...attributes] = String(response.headers["set-cookie"] ?? "").split("; ");
  const [name, value] = pair.split("=");
  return { name, value, attributes };
}
