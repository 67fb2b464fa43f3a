// What the parts of the worker have in common: the server, the catalogue as it is now, and the door to the database while it is their turn.
import type { EntityManager } from "typeorm";
import type { Db } from "../../platform/db.ts";
import type { Lease } from "../../platform/lease.ts";
import type { Logger } from "../../platform/log.ts";
import type { MeilisearchServer } from "../engines/meilisearch-server.ts";
import type { Current } from "./current.ts";
import type { At, Delivery } from "./delivery.ts";
import { changeState, type SearchState } from "./state.ts";
import type { Time } from "./time.ts";

export interface Tools {
  readonly db: Db;
  readonly server: MeilisearchServer;
  readonly current: Current;
  readonly delivery: Delivery;
  /** Of indexes that this process can fill and search. */
  readonly shape: string;
  readonly time: Time;
  readonly log: Logger;
  readonly at: At;
  /** A transaction that fails with LeaseLost when another worker has taken over. */
  exclusively<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  change(change: Partial<SearchState>): Promise<void>;
}

export function toolsWith(lease: Lease, parts: Omit<Tools, "exclusively" | "change">): Tools {
  const exclusively: Tools["exclusively"] = (work) =>
    parts.db.write(async (manager) => {
      await lease.hold(manager);
      return work(manager);
    });
  return { ...parts, exclusively, change: (change) => exclusively((manager) => changeState(manager, change)) };
}
