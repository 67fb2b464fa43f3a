// What a step of the workflow does besides changing the state: checking, publishing, taking out of the catalogue.
import type { EntityManager } from "typeorm";
import { ExampleTable } from "../catalogue/catalogue.entity.ts";
import { publish, withdraw } from "../catalogue/publish.ts";
import { changedFields } from "../domain/content-changes.ts";
import { problem, ProblemError } from "../domain/problem.ts";
import type { Action } from "../domain/workflow.ts";
import { isDuplicate } from "../platform/db.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { checkContent, slugTaken, type Draft } from "./check.ts";
import { ContributionTable, VersionTable, type ContributionRow } from "./contributions.entity.ts";

/** Steps besides saving. */
export type Move = Exclude<Action, "SAVE">;

export const subjectOf = (id: string) => `contribution:${id}`;

/** Returns what changes in the contribution besides. Throws ProblemError, and then the step must not be taken. */
export async function effectsOf(
  manager: EntityManager,
  row: ContributionRow,
  action: Move,
  vocabulary: Vocabulary,
  now: Date,
): Promise<Partial<ContributionRow> | null> {
  if (action === "WITHDRAW") {
    await withdraw(manager, [row.example!], now);
    return { publishedVersion: null };
  }
  if (action !== "SUBMIT" && action !== "APPROVE") return null;
  const checked = await checkCurrent(manager, row, vocabulary);
  if ("problems" in checked) throw new ProblemError(checked.problems);
  if (action === "SUBMIT") return null;
  const { content } = checked;
  const readers = await manager.findOneBy(ExampleTable, { slug: content.slug });
  if (readers && readers.revision !== row.revision)
    throw problem(
      "BASE_CHANGED",
      [],
      "Veröffentlicht ist inzwischen eine andere Fassung als die, auf der dieser Beitrag beruht. Bitte das Beispiel neu zum Bearbeiten öffnen und vergleichen.",
    );
  // Taken before anything is published: the unique index lets one of two through.
  await manager.update(ContributionTable, { id: row.id }, { example: content.slug }).catch((error: unknown) => {
    throw isDuplicate(error) ? new ProblemError([slugTaken(content.slug)]) : error;
  });
  await publish(manager, [{ content, origin: subjectOf(row.id) }], vocabulary, now);
  const { number } = await manager.findOneByOrFail(VersionTable, { id: row.current });
  const { revision } = await manager.findOneByOrFail(ExampleTable, { slug: content.slug });
  return { example: content.slug, publishedVersion: number, revision };
}

/** The version that is being worked on, as it would be published, or its problems. */
export async function checkCurrent(manager: EntityManager, row: ContributionRow, vocabulary: Vocabulary) {
  const { content } = await manager.findOneByOrFail(VersionTable, { id: row.current });
  return checkContent(manager, row, JSON.parse(content) as Draft, vocabulary);
}

/** Names of the fields in which the current version differs from what readers see. */
export async function fieldsSincePublished(manager: EntityManager, row: ContributionRow): Promise<string[]> {
  const current = await manager.findOneByOrFail(VersionTable, { id: row.current });
  const published =
    row.publishedVersion === null
      ? null
      : await manager.findOneBy(VersionTable, { contribution: row.id, number: row.publishedVersion });
  return changedFields(JSON.parse(published?.content ?? "{}"), JSON.parse(current.content));
}
