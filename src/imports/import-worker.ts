// The thread in which files of strangers are read: one file in, drafts or problems out.
import { parentPort, workerData } from "node:worker_threads";
import { ProblemError, type Problem } from "../domain/problem.ts";
import type { ImportLists } from "./questionnaire/read-form.ts";
import { importFile } from "./import-file.ts";
import type { ImportedFile } from "./imported-draft.ts";

export interface ImportTask {
  name: string;
  bytes: Uint8Array;
  lists: ImportLists;
  format: string | undefined;
}
export type ImportAnswer = { file: ImportedFile } | { refused: readonly Problem[] };

async function answer({ name, bytes, lists, format }: ImportTask): Promise<ImportAnswer> {
  try {
    const { drafts, problems } = await importFile(name, bytes, lists, { format });
    return { file: { drafts, problems } };
  } catch (error) {
    if (error instanceof ProblemError) return { refused: error.problems };
    throw error;
  }
}

parentPort!.postMessage(await answer(workerData as ImportTask), []);
