// What taking drafts over would do, without doing it: which of them the organisation has already, and what each may be the same as.
import { In, type EntityManager } from "typeorm";
import { partyOf } from "../domain/workflow.ts";
import type { Viewer } from "../people/sessions.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { ContributionTable } from "./contributions.entity.ts";
import { duplicatesOf, type PossibleDuplicate } from "./duplicates.ts";
import type { NamedDraft } from "./take-over.ts";

export interface Preview {
  /** False: the organisation has it already, and it would stay as it is. */
  isNew: boolean;
  duplicates: PossibleDuplicate[];
}

/** In the order of `drafts`; one statement, and those of the duplicates for each draft that is new. */
export async function preview(
  manager: EntityManager,
  viewer: Viewer,
  organisation: string,
  drafts: readonly NamedDraft[],
  vocabulary: Vocabulary,
): Promise<Preview[]> {
  const importedAs = In(drafts.map(({ name }) => name));
  const rows = await manager.find(ContributionTable, {
    select: { id: true, importedAs: true },
    where: { organisation, importedAs },
  });
  const known = new Set(rows.map((row) => row.importedAs));
  const isEditor = partyOf(viewer, organisation) === "EDITOR";
  const previews: Preview[] = [];
  for (const { name, content } of drafts) {
    const isNew = !known.has(name);
    const subject = { id: null, organisation, example: null };
    previews.push({
      isNew,
      duplicates: isNew ? await duplicatesOf(manager, subject, content, vocabulary, isEditor) : [],
    });
  }
  return previews;
}
