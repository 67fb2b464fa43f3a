// The contacts that one viewer may see beside published examples: one statement for any number of them.
import DataLoader from "dataloader";
import type { EntityManager, SelectQueryBuilder } from "typeorm";
import { ExampleTable } from "../catalogue/catalogue.entity.ts";
import type { Viewer } from "../people/sessions.ts";
import type { Db } from "../platform/db.ts";
import { ContactTable, type ContactRow } from "./contacts.entity.ts";

/** What somebody needs to get in touch. */
export type ShownContact = Pick<ContactRow, "id" | "organisation" | "kind" | "label" | "email" | "phone">;

/** Slugs to a statement. */
const PAGE = 500;

/**
 * One for each request and viewer, so that nobody gets what was read for another. Order of results = order of slugs; teams come
 * first, and of these the ones for the very example; nothing for an example that is not published.
 */
export const shownContacts = (db: Db, viewer: Viewer | null, now: () => Date) =>
  new DataLoader<string, ShownContact[]>((slugs) => db.read((manager) => load(manager, slugs, viewer, now())), {
    maxBatchSize: PAGE,
  });
export type ContactLoader = ReturnType<typeof shownContacts>;

async function load(
  manager: EntityManager,
  slugs: readonly string[],
  viewer: Viewer | null,
  now: Date,
): Promise<ShownContact[][]> {
  const query = manager
    .createQueryBuilder(ContactTable, "c")
    // What an example says of its organisation may change; the contacts are the organisation's.
    .innerJoin(
      ExampleTable.options.name,
      "e",
      "e.organisation = c.organisation AND (c.example IS NULL OR c.example = e.slug)",
    )
    .select(["e.slug AS slug", "c.id AS id", "c.organisation AS organisation", "c.kind AS kind", "c.label AS label"])
    .addSelect(["c.email AS email", "c.phone AS phone"])
    .where("e.slug IN (:...slugs) AND c.expiresAt > :now", { slugs, now: now.toISOString() })
    .orderBy("c.kind")
    .addOrderBy("CASE WHEN c.example IS NULL THEN 1 ELSE 0 END")
    .addOrderBy("c.createdAt")
    .addOrderBy("c.id");
  const rows = await visibleTo(viewer, query).getRawMany<ShownContact & { slug: string }>();
  return slugs.map((slug) => rows.filter((row) => row.slug === slug).map(({ slug: _, ...contact }) => contact));
}

/** Machines see what readers see; the editors see everything, hidden ones included, and members those of their organisation. */
function visibleTo(viewer: Viewer | null, query: SelectQueryBuilder<ContactRow>): SelectQueryBuilder<ContactRow> {
  if (!viewer || viewer.scope) return query.andWhere("c.visibility = 'PUBLIC'");
  if (viewer.role !== "CONTRIBUTOR") return query;
  return query.andWhere("(c.visibility IN ('PUBLIC', 'SIGNED_IN') OR c.organisation = :own)", {
    own: viewer.organisation,
  });
}
