// Compares an index with the catalogue, document by document, by revision.
import type { Db } from "../../platform/db.ts";
import type { MeilisearchServer } from "../engines/meilisearch-server.ts";
import type { Current } from "./current.ts";
import { knownToDiffer } from "./dirty.ts";

const PAGE = 1_000;

export interface Comparison {
  /** Slugs that are missing, out of date or too many, for no reason that the outbox knows. */
  different: string[];
  /** Slugs that are marked and will be sent anyway. */
  open: number;
  /** Slugs that the server refuses. */
  refused: string[];
}

/** The index is read first, then the catalogue, then the marks: what changes meanwhile is marked, so it is no difference. */
export async function compare(
  { db, server, current }: { db: Db; server: MeilisearchServer; current: Current },
  uid: string,
): Promise<Comparison> {
  const indexed = new Map<string, string>();
  for (let offset = 0, page = PAGE; page === PAGE; offset += PAGE) {
    const revisions = await server.revisions(uid, offset, PAGE);
    for (const { id, rev } of revisions) indexed.set(id, rev);
    page = revisions.length;
  }
  const published = await current.revisions();
  const { open, refused } = await db.read(knownToDiffer);
  const different = [...new Set([...published.keys(), ...indexed.keys()])].filter(
    (slug) => published.get(slug) !== indexed.get(slug) && !open.has(slug) && !refused.has(slug),
  );
  return { different, open: open.size, refused: [...refused] };
}
