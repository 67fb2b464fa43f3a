// The port of all import formats: bytes become drafts. What cannot be read is a ProblemError with a German sentence.
import type { DraftBuilder } from "./draft-builder.ts";
import type { Problem } from "../domain/problem.ts";
import type { FileKind } from "./file-kind.ts";
import type { ImportLists } from "./questionnaire/read-form.ts";

/** One example as it was found in a file, before it is named, checked and cleared of personal data. */
export interface ReadDraft {
  draft: DraftBuilder;
  /** Everything that the file says about this example; two with the same are the same. */
  original: string;
  problems: Problem[];
}

export interface ImportFormat {
  /** For --format and messages: "text", "docx". */
  name: string;
  /** Completes "Die Datei soll … sein": "ein Fragebogen als Text". */
  label: string;
  /** What its files are by their first bytes. */
  kind: FileKind;
  /** Lower case, without the dot. */
  extensions: readonly string[];
  /** `onPage` is called after each page, where a file has some. */
  read(bytes: Uint8Array, lists: ImportLists, onPage: (done: number, total: number) => void): Promise<ReadFile>;
}

/** How far the reading of a file is: pages of a document, then its examples. */
export interface Progress {
  step: "pages" | "reading";
  done: number;
  total: number;
}

/** Examples are read one by one as they are taken, so that a long file can show how far it is. */
export interface ReadFile {
  count: number;
  drafts: Iterable<ReadDraft>;
  problems: Problem[];
}
