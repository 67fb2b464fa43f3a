// Imported drafts become contributions, all of a file or none; what an organisation has taken over before stays as it is.
import { randomUUID } from "node:crypto";
import { In, type EntityManager } from "typeorm";
import type { Viewer } from "../people/sessions.ts";
import type { Draft } from "./check.ts";
import { ContributionTable, VersionTable, type ContributionRow } from "./contributions.entity.ts";
import { summariesOf, type Summary } from "./summaries.ts";

export interface NamedDraft {
  /** The same form has the same name in every import. */
  name: string;
  content: Draft;
}

export interface TakenOver {
  contribution: Summary;
  /** False: it was there already, and is as it was. */
  isNew: boolean;
}

/** In the order of `drafts`, whose names differ; four statements, in the caller's transaction. */
export async function takeOver(
  manager: EntityManager,
  viewer: Viewer,
  organisation: string,
  drafts: readonly NamedDraft[],
  at: string,
): Promise<TakenOver[]> {
  // In one order, or two who take over the same drafts at once could wait for each other.
  const sorted = drafts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const begun = sorted.map(({ name, content }) => {
    const id = randomUUID();
    const version = { id: randomUUID(), contribution: id, number: 1, content: JSON.stringify(content) };
    return { row: newRow({ id, organisation, importedAs: name, current: version.id, at }), version };
  });
  await manager
    .createQueryBuilder()
    .insert()
    .into(ContributionTable)
    .values(begun.map(({ row }) => row))
    .orIgnore()
    .updateEntity(false)
    .execute();
  const rows = await manager.findBy(ContributionTable, {
    organisation,
    importedAs: In(sorted.map(({ name }) => name)),
  });
  const byName = new Map(rows.map((row) => [row.importedAs, row]));
  const fresh = begun.filter(({ row }) => byName.get(row.importedAs)?.id === row.id);
  if (fresh.length > 0)
    await manager.insert(
      VersionTable,
      fresh.map(({ version }) => ({ ...version, author: viewer.account, autosaved: false, createdAt: at })),
    );
  const summaries = await summariesOf(
    manager,
    viewer,
    rows.map(({ id }) => id),
    new Date(at),
  );
  const byId = new Map(summaries.map((summary) => [summary.id, summary]));
  const ids = new Set(fresh.map(({ row }) => row.id));
  return drafts.map(({ name }) => {
    const { id } = byName.get(name)!;
    return { contribution: byId.get(id)!, isNew: ids.has(id) };
  });
}

const newRow = ({
  at,
  ...given
}: Pick<ContributionRow, "id" | "organisation" | "importedAs" | "current"> & { at: string }): ContributionRow => ({
  ...given,
  example: null,
  state: "DRAFT",
  version: 1,
  publishedVersion: null,
  revision: null,
  createdAt: at,
  updatedAt: at,
  submittedAt: null,
});
