// The thread in which files of strangers are read: one file in, drafts or problems out.
import { parentPort, workerData } from "node:worker_threads";
import type { Message } from "../platform/apart.ts";
import { ProblemError, type Problem } from "../domain/problem.ts";
import type { ImportLists } from "./questionnaire/read-form.ts";
import { importFile } from "./import-file.ts";
import type { Progress } from "./import-format.ts";
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
    const { drafts, problems } = await importFile(name, bytes, lists, { format, onProgress: report });
    return { file: { drafts, problems } };
  } catch (error) {
    if (error instanceof ProblemError) return { refused: error.problems };
    throw error;
  }
}

const post = (message: Message<ImportAnswer, Progress>) => parentPort!.postMessage(message, []);

/** Ten times a second is as often as people see; the end of a step is always told. */
const EVERY_MS = 100;
let told = 0;
function report(progress: Progress): void {
  const now = performance.now();
  if (progress.done < progress.total && now - told < EVERY_MS) return;
  told = now;
  post({ progress });
}

post({ answer: await answer(workerData as ImportTask) });
