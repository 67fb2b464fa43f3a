// Who is signed in: sessions on the server, found by the hash of a cookie's value, with an idle and an absolute end.
import { LessThanOrEqual, MoreThan, type EntityManager } from "typeorm";
import type { Role } from "../domain/workflow.ts";
import type { Db } from "../platform/db.ts";
import { AccountTable, SessionTable, type TokenScope } from "./people.entity.ts";
import { hashOf, newToken } from "./token.ts";

const MINUTE = 60_000;
const IDLE_MS = 60 * MINUTE;
/** A working day. */
const ABSOLUTE_MS = 12 * 60 * MINUTE;
const SEEN_EVERY_MS = MINUTE;
const JUST_MS = 5 * MINUTE;

/** The account that a request acts for. Role and organisation are read anew with each request. */
export interface Viewer {
  account: string;
  role: Role;
  organisation: string;
  /** What a machine's token allows; undefined: a session, which allows what the role does. */
  scope?: TokenScope;
}

/** Makes a session in the caller's transaction and returns the cookie's value. Ended sessions go. */
export async function beginSession(manager: EntityManager, account: string, now: Date): Promise<string> {
  const at = now.toISOString();
  for (const ended of endedSessions(now)) await manager.delete(SessionTable, ended);
  const token = newToken();
  await manager.insert(SessionTable, { hash: hashOf(token)!, account, createdAt: at, seenAt: at });
  return token;
}

export async function endSession(manager: EntityManager, token: string): Promise<void> {
  const hash = hashOf(token);
  if (hash) await manager.delete(SessionTable, { hash });
}

/** Which sessions nobody can use any more: each condition by itself. */
export const endedSessions = (now: Date) => [
  { createdAt: LessThanOrEqual(before(now, ABSOLUTE_MS)) },
  { seenAt: LessThanOrEqual(before(now, IDLE_MS)) },
];

/** Signs an account out everywhere. */
export const endSessionsOf = (manager: EntityManager, account: string) => manager.delete(SessionTable, { account });

/** Whether the session began within the last five minutes. */
export async function hasJustBegun(manager: EntityManager, token: string, now: Date): Promise<boolean> {
  const hash = hashOf(token);
  return hash !== null && manager.existsBy(SessionTable, { hash, createdAt: MoreThan(before(now, JUST_MS)) });
}

/** Null for a cookie that no session, or an ended one, belongs to. One statement, and a write once a minute. */
export async function viewerOf(db: Db, token: string, now: Date): Promise<Viewer | null> {
  const hash = hashOf(token);
  if (!hash) return null;
  const found = await db.read((manager) =>
    manager
      .createQueryBuilder(SessionTable, "s")
      .innerJoin(AccountTable.options.name, "a", "a.id = s.account AND a.disabledAt IS NULL")
      .select(["a.id AS account", "a.role AS role", "a.organisation AS organisation", 's.seenAt AS "seenAt"'])
      .where("s.hash = :hash AND s.createdAt > :created AND s.seenAt > :seen", {
        hash,
        created: before(now, ABSOLUTE_MS),
        seen: before(now, IDLE_MS),
      })
      .getRawOne<Viewer & { seenAt: string }>(),
  );
  if (!found) return null;
  const { seenAt, ...viewer } = found;
  if (seenAt < before(now, SEEN_EVERY_MS))
    await db.write((manager) => manager.update(SessionTable, { hash }, { seenAt: now.toISOString() }));
  return viewer;
}

const before = (now: Date, milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
