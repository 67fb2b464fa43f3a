// Which index is live, which one is being built, and how far the server's tasks had come: one row, changed by the worker that holds the lease.
import { EntitySchema, type EntityManager } from "typeorm";

export interface SearchState {
  /** The index that is searched; null while there is none that may be. */
  liveUid: string | null;
  /** What the live index was made for: documents, settings, vocabulary and words. A process with others must not search it. */
  liveShape: string | null;
  buildingUid: string | null;
  buildingShape: string | null;
  /** The last slug that was filled into the index being built; "" = created and empty, null = not created yet. */
  builtUpTo: string | null;
  /** The number in the name of the last index: no name is used twice, because somebody may still be searching under it. */
  builds: number;
  /** The index that was live before; other processes may still be reading it. */
  retiredUid: string | null;
  /** ISO 8601 in UTC, as the other times here. */
  switchedAt: string | null;
  /** Task uids only grow; a smaller one shows that the server's data are not those that we knew. */
  lastTaskUid: number | null;
  checkedAt: string | null;
  comparedAt: string | null;
  /** The live index may lack documents or have old ones; nobody searches it until a comparison finds it equal. */
  doubtful: boolean;
  /** Somebody wants a new index although nothing seems wrong. */
  rebuild: boolean;
}

interface StateRow extends SearchState {
  id: number;
}
const text = { type: "text", nullable: true } as const;
export const SearchStateTable = new EntitySchema<StateRow>({
  name: "searchState",
  columns: {
    id: { type: "integer", primary: true },
    liveUid: text,
    liveShape: text,
    buildingUid: text,
    buildingShape: text,
    builtUpTo: text,
    builds: { type: "integer" },
    retiredUid: text,
    switchedAt: text,
    lastTaskUid: { type: "integer", nullable: true },
    checkedAt: text,
    comparedAt: text,
    doubtful: { type: "boolean" },
    rebuild: { type: "boolean" },
  },
});

const ONLY = { id: 1 };
const UNTOUCHED: SearchState = {
  liveUid: null,
  liveShape: null,
  buildingUid: null,
  buildingShape: null,
  builtUpTo: null,
  builds: 0,
  retiredUid: null,
  switchedAt: null,
  lastTaskUid: null,
  checkedAt: null,
  comparedAt: null,
  doubtful: false,
  rebuild: false,
};

export const readState = async (manager: EntityManager): Promise<SearchState> =>
  (await manager.findOneBy(SearchStateTable, ONLY)) ?? UNTOUCHED;

export async function changeState(manager: EntityManager, change: Partial<SearchState>): Promise<void> {
  const first = { ...ONLY, ...UNTOUCHED };
  await manager.createQueryBuilder().insert().into(SearchStateTable).values(first).orIgnore().execute();
  await manager.update(SearchStateTable, ONLY, change);
}
