// How index and catalogue stand to each other, for people who look after the server: only reads.
import type { EntityManager } from "typeorm";
import { ExampleTable } from "../../catalogue/catalogue.entity.ts";
import type { Db } from "../../platform/db.ts";
import type { MeilisearchServer } from "../engines/meilisearch-server.ts";
import { knownToDiffer, setAsides } from "./dirty.ts";
import { readState, type SearchState } from "./state.ts";

export interface SyncReport {
  state: SearchState;
  published: number;
  /** Documents of the live index; null when there is none. */
  indexed: number | null;
  /** Examples whose change the server has not confirmed yet. */
  open: number;
  /** What the server refuses, with its name for the reason. */
  setAside: { slug: string; code: string }[];
  /** Indexes on the server that this catalogue does not use; they are never touched. */
  foreign: string[];
}

/** Throws EngineFault when the server does not answer. */
export async function syncReport(db: Db, server: MeilisearchServer): Promise<SyncReport> {
  const { state, published, open, setAside } = await db.read(async (manager) => ({
    state: await readState(manager),
    published: await manager.count(ExampleTable),
    open: (await knownToDiffer(manager)).open.size,
    setAside: await setAsides(manager),
  }));
  const { liveUid, buildingUid, retiredUid } = state;
  const live = liveUid === null ? null : await server.state(liveUid);
  const foreign = (await server.indexes()).filter((uid) => ![liveUid, buildingUid, retiredUid].includes(uid));
  return { state, published, indexed: live?.documents ?? null, open, setAside, foreign };
}

/** How many of how many examples the index that is being built has been filled with; null while none is. */
export async function buildProgress(manager: EntityManager): Promise<{ done: number; total: number } | null> {
  const { buildingUid, builtUpTo } = await readState(manager);
  if (buildingUid === null) return null;
  const filled = manager.createQueryBuilder(ExampleTable, "e").where("e.slug <= :last", { last: builtUpTo ?? "" });
  return { done: await filled.getCount(), total: await manager.count(ExampleTable) };
}
