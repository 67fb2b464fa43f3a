// Files and texts that members send become drafts of their organisation: read in a thread of its own, then taken over, all or none.
import type { Contributions } from "../contributions/contributions.ts";
import type { TakenOver } from "../contributions/take-over.ts";
import type { PossibleDuplicate } from "../contributions/duplicates.ts";
import { problem, ProblemError, type Problem } from "../domain/problem.ts";
import type { Viewer } from "../people/sessions.ts";
import { OutOfBounds, runApart, type Bounds, type Listening } from "../platform/apart.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { checkSize } from "./import-file.ts";
import type { Progress } from "./import-format.ts";
import { importListsOf } from "./import-lists.ts";
import type { ImportAnswer, ImportTask } from "./import-worker.ts";
import type { ImportedDraft, ImportedField, ImportedFile } from "./imported-draft.ts";

/** By what program a file is read, and within what bounds. */
export interface Reading extends Bounds {
  program: URL;
}
export const READING: Reading = {
  program: new URL("./import-worker.js", import.meta.url),
  milliseconds: 20_000,
  megabytes: 256,
  growthMegabytes: 600,
};

export interface UploadsParts {
  contributions: Contributions;
  vocabulary: () => Vocabulary;
  reading: Reading;
}

export interface Upload {
  name: string;
  bytes: Uint8Array;
  /** Of a text without a name of its own. */
  format?: string;
}

export interface UploadedDraft extends TakenOver {
  fields: ImportedField[];
  problems: Problem[];
}

/** What would become of a draft that was only looked at. */
export interface CheckedDraft {
  title: string | null;
  isNew: boolean;
  fields: ImportedField[];
  problems: Problem[];
  duplicates: PossibleDuplicate[];
}

/** Uploads being received or read; each may hold a file, and the objects that are read from it. */
const MOST_AT_ONCE = 4;
const MOST_DRAFTS = 100;

export class Uploads {
  readonly #parts: UploadsParts;
  #running = 0;
  constructor(parts: UploadsParts) {
    this.#parts = parts;
  }

  /**
   * Throws ProblemError, or the reason of an aborted signal, and then no draft has been begun. `receive` gives the upload once it is
   * known that there is room for it.
   */
  async take(
    viewer: Viewer,
    organisation: string | null,
    receive: () => Promise<Upload>,
    listening: Listening<Progress> = {},
  ): Promise<{ drafts: UploadedDraft[]; problems: Problem[] }> {
    const owner = organisation ?? viewer.organisation;
    const { drafts, problems } = await this.#read(viewer, owner, receive, listening);
    const taken = await this.#parts.contributions.takeOver(viewer, drafts, owner);
    return {
      drafts: taken.map(({ contribution, isNew }, i) => {
        const remarks = remarksOn(drafts[i]!, contribution.title, owner, isNew);
        return { contribution, isNew, fields: drafts[i]!.fields, problems: remarks };
      }),
      problems,
    };
  }

  /** As `take`, but nothing is begun. */
  async check(
    viewer: Viewer,
    organisation: string | null,
    receive: () => Promise<Upload>,
    listening: Listening<Progress> = {},
  ): Promise<{ drafts: CheckedDraft[]; problems: Problem[] }> {
    const owner = organisation ?? viewer.organisation;
    const { drafts, problems } = await this.#read(viewer, owner, receive, listening);
    const previews = await this.#parts.contributions.preview(viewer, drafts, owner);
    return {
      drafts: previews.map(({ isNew, duplicates }, i) => {
        const { content, fields } = drafts[i]!;
        const title = content.title ?? null;
        return { title, isNew, fields, problems: remarksOn(drafts[i]!, title, owner, isNew), duplicates };
      }),
      problems,
    };
  }

  /** One of a few at once. */
  async #read(
    viewer: Viewer,
    owner: string,
    receive: () => Promise<Upload>,
    listening: Listening<Progress>,
  ): Promise<ImportedFile> {
    this.#parts.contributions.checkOwner(viewer, owner);
    if (this.#running >= MOST_AT_ONCE)
      throw problem("BUSY", [], "Gerade werden schon mehrere Dateien gelesen. Bitte in einer Minute noch einmal.");
    this.#running++;
    try {
      const file = await this.#readApart(await receive(), listening);
      listening.signal?.throwIfAborted();
      return file;
    } finally {
      this.#running--;
    }
  }

  async #readApart({ name, bytes, format }: Upload, listening: Listening<Progress>): Promise<ImportedFile> {
    checkSize(name, bytes.length);
    const { program, ...bounds } = this.#parts.reading;
    const { organisations, targetGroups } = this.#parts.vocabulary();
    const lists = importListsOf({ organisations: organisations.all, targetGroups: targetGroups.all });
    const task: ImportTask = { name, bytes, lists, format };
    const answer = await runApart<ImportAnswer, Progress>(program, task, bounds, listening).catch((error: unknown) => {
      throw error instanceof OutOfBounds ? tooMuchWork(name, error) : error;
    });
    if ("refused" in answer) throw new ProblemError(answer.refused);
    if (answer.file.drafts.length > MOST_DRAFTS)
      throw problem(
        "TOO_MANY_FORMS",
        [],
        `In „${name}“ stehen ${answer.file.drafts.length} Beispiele; auf einmal gehen ${MOST_DRAFTS}. Bitte die Datei teilen.`,
      );
    return answer.file;
  }
}

const tooMuchWork = (name: string, { bound }: OutOfBounds) =>
  bound === "TIME"
    ? problem("TOO_SLOW", [], `„${name}“ zu lesen dauert zu lange. Bitte die Datei teilen oder den Text einfügen.`)
    : problem("TOO_COMPLEX", [], `„${name}“ zu lesen braucht zu viel Speicher. Bitte die Datei teilen.`);

/** What an import lacks, a contribution may have: its organisation, and its own statement as source of every fact. */
function remarksOn(
  { content, problems }: ImportedDraft,
  title: string | null,
  owner: string,
  isNew: boolean,
): Problem[] {
  const isSettled = ({ code, path }: Problem) =>
    code === "MISSING" && path.length === 1 && ["organisation", "sources"].includes(String(path[0]));
  const remarks: Problem[] = problems.filter((one) => !isSettled(one));
  if (!isNew)
    remarks.unshift({
      code: "UNCHANGED",
      path: [],
      message: `„${title ?? "Ohne Titel"}“ wurde schon eingelesen; der Beitrag bleibt unverändert.`,
    });
  if (content.organisation && content.organisation !== owner)
    remarks.push({
      code: "FOREIGN_ORGANISATION",
      path: ["organisation"],
      message: "Der Bogen nennt eine andere Organisation. Vor dem Einreichen bitte dieses Feld ändern.",
    });
  return remarks;
}
