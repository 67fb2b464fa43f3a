// The port behind which formats of a search's file stand: found examples in pages go in, bytes come out as they are ready.
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";

/** A search's result on its way into a file. */
export interface FoundExamples {
  /** The search as people read it, with words and choices. */
  title: string;
  /** ISO day on which it was searched. */
  asOf: string;
  /** Where the same search gives the same kind of file again. */
  permalink: string;
  /** Where an example's revision is to be had. */
  permalinkOf: (example: PracticeExampleType) => string;
  /** Examples in order; each page is read when the one before is written. */
  pages: AsyncIterable<readonly PracticeExampleType[]>;
}

export interface ExportFormat {
  /** Also the file's ending. */
  name: string;
  contentType: string;
  /** Ends with an error where `pages` does: half a file must not look like a whole one. */
  write(found: FoundExamples): AsyncIterable<string | Uint8Array>;
}

export const LICENCE = "EUPL-1.2, Praxisatlas; Quelldokumente wie unter Fundstellen genannt";
