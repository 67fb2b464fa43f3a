// Organisations that no document of the seeds names: added by an administrator, so that they can contribute.
import { problem, ProblemError } from "../domain/problem.ts";
import { OrganisationEntry } from "../domain/vocabulary.ts";
import type { Db } from "../platform/db.ts";
import { OrganisationTable, type OrganisationRow } from "./vocabulary.entity.ts";

/** The row as it would be stored. Throws ProblemError. */
export function organisationFrom(given: Record<string, string | undefined>): OrganisationRow {
  const result = OrganisationEntry.safeParse(given);
  if (!result.success)
    throw new ProblemError(
      result.error.issues.map(({ path, message }) => ({
        code: "INVALID_ORGANISATION",
        path: path.map(String),
        message: `${String(path[0])}: ${message}.`,
      })),
    );
  const { slug, name, kind, federalState = null, region = null } = result.data;
  return { slug, name, kind, federalState, region, kindReference: null, unverified: null };
}

/** A running server knows it after its next start. Throws ProblemError when the short name is taken. */
export const addOrganisation = (db: Db, organisation: OrganisationRow): Promise<void> =>
  db.write(async (manager) => {
    if (await manager.existsBy(OrganisationTable, { slug: organisation.slug }))
      throw problem("SLUG_TAKEN", ["slug"], "Eine Organisation mit diesem Kurznamen gibt es schon.");
    await manager.insert(OrganisationTable, organisation);
  });
