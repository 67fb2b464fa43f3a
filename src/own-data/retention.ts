// How long personal data is kept: every term in one table, and the sweep that keeps to it, at start and then daily.
import { LessThanOrEqual, type EntitySchema, type FindOptionsWhere } from "typeorm";
import { ContactTable } from "../contacts/contacts.entity.ts";
import { AccessTokenTable, InvitationTable, PendingSignInTable, SessionTable } from "../people/people.entity.ts";
import { endedSignIns } from "../people/oidc/pending-sign-ins.ts";
import { endedSessions } from "../people/sessions.ts";
import type { Db } from "../platform/db.ts";
import type { Logger } from "../platform/log.ts";

const DAY_MS = 24 * 60 * 60_000;

export interface Term {
  /** As docs/datenschutz.md names it. */
  what: string;
  /** When it ends; nobody can use or see it from then on, and the next sweep deletes it. */
  ends: string;
  table: EntitySchema<any>;
  /** What has ended; a row that fulfils one of them goes. */
  ended: (now: Date) => FindOptionsWhere<any>[];
}

const pastItsEnd = (now: Date) => [{ expiresAt: LessThanOrEqual(now.toISOString()) }];

export const TERMS: readonly Term[] = [
  {
    what: "Sitzungen",
    ends: "eine Stunde nach der letzten Anfrage, spätestens 12 Stunden nach der Anmeldung",
    table: SessionTable,
    ended: endedSessions,
  },
  {
    what: "Begonnene Anmeldungen beim Anmeldedienst des Hauses",
    ends: "10 Minuten nach dem Beginn",
    table: PendingSignInTable,
    ended: endedSignIns,
  },
  { what: "Einladungen", ends: "7 Tage nach dem Ausstellen", table: InvitationTable, ended: pastItsEnd },
  {
    what: "Zugangsschlüssel",
    ends: "am gewählten Tag, spätestens nach 365 Tagen",
    table: AccessTokenTable,
    ended: pastItsEnd,
  },
  {
    what: "Kontakte",
    ends: "12 Monate nach dem Eintragen oder Bestätigen, auf Wunsch nach 1 bis 24",
    table: ContactTable,
    ended: pastItsEnd,
  },
];

/** Deletes what has ended; writes nothing where nothing has. Returns how many rows of each kind. */
export async function sweep(db: Db, now: Date): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const { what, table, ended } of TERMS) {
    deleted[what] = 0;
    if (!(await db.read((manager) => manager.existsBy(table, ended(now))))) continue;
    await db.write(async (manager) => {
      for (const where of ended(now)) deleted[what]! += (await manager.delete(table, where)).affected ?? 0;
    });
  }
  return deleted;
}

/** Sweeps every day from now on, until the returned function is called; a sweep that fails is made up for by the next. */
export function sweepDaily({ db, now, log }: { db: Db; now: () => Date; log: Logger }): () => void {
  const failed = (err: unknown) => log.error({ err }, "Abgelaufene Daten ließen sich nicht löschen.");
  const sweeping = setInterval(() => void sweep(db, now()).catch(failed), DAY_MS).unref();
  return () => clearInterval(sweeping);
}
