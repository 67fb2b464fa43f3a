// What an import hands over: a draft for an editor, each of its fields with its place in the original and how sure the reader is.
import type { z } from "zod";
import type { ExampleContent } from "../domain/content.ts";
import type { Problem } from "../domain/problem.ts";

/** A place in the text that was taken out of the file: `quote` is that text from `offset` on, `length` UTF-16 units long. */
export interface Span {
  offset: number;
  length: number;
  quote: string;
}

/** Content as far as it was found; facts have no `sources` yet, and nothing is checked against the closed lists. */
export type DraftContent = DeepPartial<z.input<typeof ExampleContent>>;
type DeepPartial<T> = T extends (infer U)[]
  ? DeepPartial<U>[]
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/**
 * How sure a reader is, from 0 to 1. CERTAIN: the form's own label or a closed list leaves no other reading. CLEAR: a whole pattern
 * in the section where the form asks for it. LIKELY: a whole pattern elsewhere, or a label that leaves the kind open. GUESS: words
 * without the list or the section that would settle it; an editor has to look.
 */
export const CONFIDENCE = { CERTAIN: 0.95, CLEAR: 0.85, LIKELY: 0.6, GUESS: 0.3 } as const;

export interface ImportedField {
  /** Leads to the value in `content`, or, for what is only text so far, to the field it belongs to. */
  path: (string | number)[];
  value: unknown;
  confidence: number;
  span?: Span;
}

export interface ImportedDraft {
  /** The same form has the same name in every import; see `draft-name.ts`. */
  name: string;
  content: DraftContent;
  fields: ImportedField[];
  /** What the content still lacks or has wrong, and what an editor should look at. */
  problems: Problem[];
}

export interface ImportedFile {
  drafts: ImportedDraft[];
  /** About the file as a whole, for instance a form that stands in it twice. */
  problems: Problem[];
}
