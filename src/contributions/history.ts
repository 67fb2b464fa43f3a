// Everything that happened to a contribution, who did it without naming them, and places in such lists.
import type { EntityManager, SelectQueryBuilder } from "typeorm";
import { changesBetween, type Change } from "../domain/content-changes.ts";
import { problem } from "../domain/problem.ts";
import type { Role } from "../domain/workflow.ts";
import type { Viewer } from "../people/sessions.ts";
import { AccountTable } from "../people/people.entity.ts";
import { AuditTable } from "../platform/audit.ts";
import { VersionTable, type ContributionRow } from "./contributions.entity.ts";
import { subjectOf } from "./steps.ts";

/** Entries of a contribution's history that are told of at a time, newest first. */
export const HISTORY = 200;

export interface Page {
  first: number;
  /** The `cursor` of an entry. */
  after: string | null;
}

/** Says where a page ended, for lists in order of a time and an id. */
export const cursorOf = ({ at, id }: { at: string; id: string }): string =>
  Buffer.from(`${at} ${id}`).toString("base64url");

/** The inverse. Throws ProblemError. */
export function placeOf(cursor: string): { at: string; id: string } {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (!match)
    throw problem("INVALID_CURSOR", ["after"], "Diese Stelle gibt es nicht. Bitte einen endCursor verwenden.");
  return { at: match[1]!, id: match[2]! };
}

/** Who acted, without naming them: the account, to tell whether it is one's own, with organisation and role. */
export interface Actor {
  account: string | null;
  byOrganisation: string | null;
  byRole: Role | null;
}

/** An entry of the history as the viewer sees it: whether it is their own, not whose it is. */
export const told = <T extends Actor>({ account, ...entry }: T, viewer: Viewer) => ({
  ...entry,
  mine: account === viewer.account,
});

export interface VersionEntry extends Actor {
  id: string;
  number: number | null;
  createdAt: string;
}

/** Newest first; one statement. */
export const versionsOf = (manager: EntityManager, { id }: ContributionRow): Promise<VersionEntry[]> =>
  withActor(manager.createQueryBuilder(VersionTable, "e"), "e.author")
    .addSelect(["e.id AS id", "e.number AS number", 'e.createdAt AS "createdAt"'])
    .where("e.contribution = :id", { id })
    .orderBy("e.createdAt", "DESC")
    .addOrderBy("e.id")
    .limit(HISTORY)
    .getRawMany<VersionEntry>();

export interface EventEntry extends Actor {
  action: string;
  number: number;
  at: string;
  fields: string[];
  reason: string | null;
}

/** Newest first; one statement. */
export async function eventsOf(manager: EntityManager, { id }: ContributionRow): Promise<EventEntry[]> {
  const rows = await withActor(manager.createQueryBuilder(AuditTable, "e"), "e.account")
    .addSelect(["e.action AS action", "e.number AS number", "e.at AS at", "e.fields AS fields", "e.reason AS reason"])
    .where("e.subject = :subject", { subject: subjectOf(id) })
    .orderBy("e.number", "DESC")
    .limit(HISTORY)
    .getRawMany<Omit<EventEntry, "fields"> & { fields: string }>();
  return rows.map(({ fields, ...row }) => ({ ...row, fields: JSON.parse(fields) as string[] }));
}

/** Selects who acted; `account` is the column with their id. */
export const withActor = <T extends object>(query: SelectQueryBuilder<T>, account: string) =>
  query
    .leftJoin(AccountTable.options.name, "a", `a.id = ${account}`)
    .select([`${account} AS account`, 'a.organisation AS "byOrganisation"', 'a.role AS "byRole"']);

/** What differs between two versions of a contribution. Throws ProblemError when it has no such version. */
export async function compareVersions(
  manager: EntityManager,
  { id }: ContributionRow,
  from: string,
  to: string,
): Promise<Change[]> {
  const content = async (version: string, field: string) => {
    const row = await manager.findOneBy(VersionTable, { id: version, contribution: id });
    if (!row) throw problem("NOT_FOUND", [field], "Diese Fassung gibt es nicht.");
    return JSON.parse(row.content) as unknown;
  };
  return changesBetween(await content(from, "from"), await content(to, "to"));
}
