// What is stored about one account (Art. 15 and 20 DSGVO): the account with its sessions and keys, what it wrote, what it did.
import type { EntityManager } from "typeorm";
import { CommentTable, ContributionTable, VersionTable } from "../contributions/contributions.entity.ts";
import { ContactTable } from "../contacts/contacts.entity.ts";
import { cursorOf, placeOf } from "../contributions/history.ts";
import { problem } from "../domain/problem.ts";
import {
  AccessTokenTable,
  AccountTable,
  IdentityTable,
  InvitationTable,
  SessionTable,
} from "../people/people.entity.ts";
import { AuditTable } from "../platform/audit.ts";

export interface Slice {
  first: number;
  /** The cursor at the end of the slice before. */
  after: string | null;
}
export interface OwnPage {
  entries: object[];
  endCursor: string | null;
}

/** The account and how it gets in, without anything that would let somebody in. Throws ProblemError when there is none. */
export async function aboutAccount(manager: EntityManager, id: string): Promise<object> {
  const row = await manager.findOneBy(AccountTable, { id });
  if (!row) throw problem("NOT_FOUND", ["account"], "Dieses Konto gibt es nicht.");
  const { password, sealKey: _, ...account } = row;
  const select = { createdAt: true, expiresAt: true } as const;
  return {
    account: { ...account, hasPassword: password !== null },
    sessions: await manager.find(SessionTable, { where: { account: id }, select: { createdAt: true, seenAt: true } }),
    identities: await manager.find(IdentityTable, {
      where: { account: id },
      select: { issuer: true, subject: true, createdAt: true },
    }),
    accessTokens: await manager.find(AccessTokenTable, {
      where: { account: id },
      select: { id: true, label: true, scope: true, ...select },
    }),
    invitations: await manager.find(InvitationTable, { where: { account: id }, select }),
    // Whom they are for is not the account's own.
    invitationsToOthers: await manager.find(InvitationTable, { where: { invitedBy: id }, select }),
    // With its address, or entered by it; who else entered one stays out.
    contacts: (await manager.findBy(ContactTable, [{ email: account.email }, { createdBy: id }])).map(
      ({ createdBy, ...contact }) => ({ ...contact, mine: createdBy === id }),
    ),
  };
}

/** Versions that the account saved, oldest first, with the contribution they belong to. One statement. */
export async function versionsBy(manager: EntityManager, id: string, { first, after }: Slice): Promise<OwnPage> {
  const query = manager
    .createQueryBuilder(VersionTable, "e")
    .innerJoin(ContributionTable.options.name, "c", "c.id = e.contribution")
    .select(["e.id AS id", "e.contribution AS contribution", "e.number AS number", 'e.createdAt AS "createdAt"'])
    .addSelect(["c.organisation AS organisation", "c.example AS example", "c.state AS state", "e.content AS content"])
    .where("e.author = :id", { id });
  if (after !== null) query.andWhere("(e.createdAt > :at OR (e.createdAt = :at AND e.id > :last))", lastOf(after));
  const rows = await query
    .orderBy("e.createdAt")
    .addOrderBy("e.id")
    .limit(first + 1)
    .getRawMany<{ id: string; createdAt: string; content: string }>();
  const last = rows.length > first ? rows[first - 1] : undefined;
  const entries = rows.slice(0, first).map(({ content, ...row }) => ({ ...row, content: JSON.parse(content) }));
  return { entries, endCursor: last ? cursorOf({ at: last.createdAt, id: last.id }) : null };
}

/** Comments that the account wrote, oldest first, also those without text that it took back. One statement. */
export async function commentsBy(manager: EntityManager, id: string, { first, after }: Slice): Promise<OwnPage> {
  const query = manager.createQueryBuilder(CommentTable, "e").where("e.author = :id", { id });
  if (after !== null) query.andWhere("(e.createdAt > :at OR (e.createdAt = :at AND e.id > :last))", lastOf(after));
  const rows = await query
    .orderBy("e.createdAt")
    .addOrderBy("e.id")
    .limit(first + 1)
    .getMany();
  const entries = rows.slice(0, first).map(({ author: _, ...comment }) => comment);
  const last = rows.length > first ? rows[first - 1] : undefined;
  return { entries, endCursor: last ? cursorOf({ at: last.createdAt, id: last.id }) : null };
}

/** What the account did and what was done to it, oldest first; who else acted stays out. One statement. */
export async function eventsBy(manager: EntityManager, id: string, { first, after }: Slice): Promise<OwnPage> {
  const query = manager
    .createQueryBuilder(AuditTable, "e")
    .where("(e.account = :id OR e.subject = :subject)", { id, subject: `account:${id}` });
  if (after !== null) query.andWhere("(e.at > :at OR (e.at = :at AND e.id > :last))", lastOf(after));
  const rows = await query
    .orderBy("e.at")
    .addOrderBy("e.id")
    .limit(first + 1)
    .getMany();
  const entries = rows.slice(0, first).map(({ account, ...event }) => ({ ...event, mine: account === id }));
  return { entries, endCursor: rows.length > first ? cursorOf(rows[first - 1]!) : null };
}

const lastOf = (cursor: string) => {
  const { at, id } = placeOf(cursor);
  return { at, last: id };
};
