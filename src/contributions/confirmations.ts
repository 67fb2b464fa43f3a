// Whether published examples still hold: who has not said so for twelve months is asked.
import type { EntityManager } from "typeorm";
import { ExampleTable } from "../catalogue/catalogue.entity.ts";
import { problem } from "../domain/problem.ts";
import { partyOf } from "../domain/workflow.ts";
import type { Viewer } from "../people/sessions.ts";
import { audit } from "../platform/audit.ts";

const CONFIRMED_FOR_MONTHS = 12;

export interface Unconfirmed {
  slug: string;
  title: string;
  /** When it was last published or confirmed. */
  since: string;
}

/** Examples of an organisation for which nobody has answered for twelve months, oldest first. */
export async function unconfirmed(
  manager: EntityManager,
  organisation: string,
  now: Date,
  first: number,
): Promise<Unconfirmed[]> {
  const limit = new Date(now);
  limit.setUTCMonth(limit.getUTCMonth() - CONFIRMED_FOR_MONTHS);
  return manager
    .createQueryBuilder(ExampleTable, "e")
    .select(["e.slug AS slug", "e.title AS title", "COALESCE(e.lastConfirmedAt, e.publishedAt) AS since"])
    .where("e.organisation = :organisation", { organisation })
    .andWhere("e.publishedAt < :limit AND (e.lastConfirmedAt IS NULL OR e.lastConfirmedAt < :limit)", {
      limit: limit.toISOString(),
    })
    .orderBy("COALESCE(e.lastConfirmedAt, e.publishedAt)")
    .addOrderBy("e.slug")
    .limit(first)
    .getRawMany<Unconfirmed>();
}

/** Says that what is published still holds. Throws ProblemError. */
export async function confirm(manager: EntityManager, viewer: Viewer, slug: string, now: Date): Promise<void> {
  const example = await manager.findOneBy(ExampleTable, { slug });
  if (!example) throw problem("NOT_FOUND", ["slug"], "Dieses Beispiel gibt es nicht.");
  if (partyOf(viewer, example.organisation) === null)
    throw problem("WRONG_ROLE", ["slug"], "Das bestätigt nur die Organisation selbst oder die Redaktion.");
  await manager.update(ExampleTable, { slug }, { lastConfirmedAt: now.toISOString() });
  const { account } = viewer;
  const { revision } = example;
  await audit(
    manager,
    { account, action: "CONFIRM", subject: `example:${slug}`, number: revision, fields: [], reason: null },
    now,
  );
}
