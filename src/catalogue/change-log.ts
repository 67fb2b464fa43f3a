// The log of changes as readers may see it: published, revised, withdrawn; what only our own rules changed is left out.
import { In, type EntityManager } from "typeorm";
import type { Db } from "../platform/db.ts";
import { RevisionTable } from "./catalogue.entity.ts";
import { ChangeTable, lastChange, type ChangeRow } from "./changes.ts";

export const READER_CHANGES = {
  PUBLISHED: "veröffentlicht, zum ersten Mal oder wieder",
  REVISED: "in neuer Fassung veröffentlicht",
  WITHDRAWN: "zurückgezogen",
} as const;
export type ReaderChangeKind = keyof typeof READER_CHANGES;

export interface ReaderChange {
  /** Its place in the log, for cursors. */
  number: number;
  slug: string;
  kind: ReaderChangeKind;
  at: string;
}

export class ChangeLog {
  readonly #db: Db;
  constructor(db: Db) {
    this.#db = db;
  }

  /** Up to `limit` changes after a number, oldest first. */
  after(number: number, limit: number): Promise<ReaderChange[]> {
    return this.#db.read(async (manager) => {
      const rows = await ofReaders(manager)
        .andWhere("c.number > :number", { number })
        .orderBy("c.number")
        .limit(limit)
        .getMany();
      return withKinds(manager, rows);
    });
  }

  /** The last `limit` changes, newest first. */
  newest(limit: number, kind?: "WITHDRAWN"): Promise<ReaderChange[]> {
    return this.#db.read(async (manager) => {
      const query = ofReaders(manager).orderBy("c.number", "DESC").limit(limit);
      return withKinds(manager, await (kind ? query.andWhere("c.kind = :kind", { kind }) : query).getMany());
    });
  }

  /** The number of the last change before a moment (ISO 8601 in UTC): those after it are the ones since then. */
  numberBefore(moment: string): Promise<number> {
    return this.#db.read(async (manager) => {
      const first = await all(manager).where("c.at >= :moment", { moment }).orderBy("c.number").limit(1).getOne();
      return first ? first.number - 1 : lastChange(manager);
    });
  }

  /** When the oldest change in the log happened; null while there is none. */
  begins(): Promise<string | null> {
    return this.#db.read(async (manager) => (await all(manager).orderBy("c.number").limit(1).getOne())?.at ?? null);
  }
}

const all = (manager: EntityManager) => manager.createQueryBuilder(ChangeTable, "c");
const ofReaders = (manager: EntityManager) => all(manager).where("c.kind <> :own", { own: "REPROJECTED" });

/** A publication that brought a revision after the first is a revision; both carry the moment of their transaction. */
async function withKinds(manager: EntityManager, rows: readonly ChangeRow[]): Promise<ReaderChange[]> {
  const published = rows.filter(({ kind }) => kind === "PUBLISHED");
  const revisions =
    published.length > 0
      ? await manager
          .createQueryBuilder(RevisionTable, "r")
          .select(["r.example AS example", 'r.createdAt AS "createdAt"'])
          .where({ example: In(published.map(({ example }) => example)) })
          .andWhere({ createdAt: In([...new Set(published.map(({ at }) => at))]) })
          .andWhere("r.number > 1")
          .getRawMany<{ example: string; createdAt: string }>()
      : [];
  const revised = new Set(revisions.map(({ example, createdAt }) => `${example} ${createdAt}`));
  return rows.map(({ number, example, kind, at }) => ({
    number,
    slug: example,
    kind: kind === "WITHDRAWN" ? kind : revised.has(`${example} ${at}`) ? "REVISED" : "PUBLISHED",
    at,
  }));
}
