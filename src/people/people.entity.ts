// Tables of people: accounts, how they come in, and who is signed in. Personal data stands here and nowhere else.
import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import type { Role } from "../domain/workflow.ts";

const text = { type: "text" } as const;
const nullable = { type: "text", nullable: true } as const;
const key: EntitySchemaColumnOptions = { type: "text", primary: true };

export interface AccountRow {
  /** Random; the only thing about a person that other tables name. */
  id: string;
  /** In lower case, unique. */
  email: string;
  role: Role;
  /** Slug of the organisation. */
  organisation: string;
  /** As `hashPassword` wrote it; null until one is chosen, which nobody needs who signs in at the house's service. */
  password: string | null;
  createdAt: string;
  disabledAt: string | null;
  /** Random. Opens what is sealed about the account on the list of the erased: only who has the account can read that. */
  sealKey: string;
}
export const AccountTable = new EntitySchema<AccountRow>({
  name: "account",
  columns: {
    id: key,
    email: text,
    role: text,
    organisation: text,
    password: nullable,
    createdAt: text,
    disabledAt: nullable,
    sealKey: text,
  },
});

/** Lets its holder set the account's password, once. `hash` is the SHA-256 of the code. */
export interface InvitationRow {
  hash: string;
  account: string;
  /** Account of the one who invited; null: by command. */
  invitedBy: string | null;
  createdAt: string;
  expiresAt: string;
}
export const InvitationTable = new EntitySchema<InvitationRow>({
  name: "invitation",
  columns: { hash: key, account: text, invitedBy: nullable, createdAt: text, expiresAt: text },
});

/** `hash` is the SHA-256 of the cookie's value. */
export interface SessionRow {
  hash: string;
  account: string;
  createdAt: string;
  seenAt: string;
}
export const SessionTable = new EntitySchema<SessionRow>({
  name: "session",
  columns: { hash: key, account: text, createdAt: text, seenAt: text },
});

/** Whom the house's sign-in service means by a subject. An account has one at most. */
export interface IdentityRow {
  issuer: string;
  subject: string;
  account: string;
  createdAt: string;
}
export const IdentityTable = new EntitySchema<IdentityRow>({
  name: "identity",
  columns: { issuer: key, subject: key, account: text, createdAt: text },
});

/** A sign-in at the house's service on its way: what its answer must fit. `hash` is the SHA-256 of the browser's cookie. */
export interface PendingSignInRow {
  hash: string;
  state: string;
  nonce: string;
  /** PKCE (RFC 7636). */
  verifier: string;
  /** Hash of the invitation that shall be accepted with it. */
  invitation: string | null;
  createdAt: string;
}
export const PendingSignInTable = new EntitySchema<PendingSignInRow>({
  name: "pendingSignIn",
  columns: { hash: key, state: text, nonce: text, verifier: text, invitation: nullable, createdAt: text },
});

export const TOKEN_SCOPES = Object.freeze({
  READ: "lesen",
  CONTRIBUTE: "lesen, Entwürfe schreiben und einreichen",
});
export type TokenScope = keyof typeof TOKEN_SCOPES;

/** What a machine of the account may use instead of a session. `hash` is the SHA-256 of the token. */
export interface AccessTokenRow {
  hash: string;
  id: string;
  account: string;
  label: string;
  scope: TokenScope;
  createdAt: string;
  expiresAt: string;
}
export const AccessTokenTable = new EntitySchema<AccessTokenRow>({
  name: "accessToken",
  columns: { hash: key, id: text, account: text, label: text, scope: text, createdAt: text, expiresAt: text },
});

export const PEOPLE_TABLES = [
  AccountTable,
  InvitationTable,
  SessionTable,
  AccessTokenTable,
  IdentityTable,
  PendingSignInTable,
];
