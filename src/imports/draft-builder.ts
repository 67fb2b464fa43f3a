// Collects what a reader finds: each value goes into the content and, with its place and confidence, into the list of fields.
import type { DraftContent, ImportedField, Span } from "./imported-draft.ts";

type Key = keyof DraftContent & string;

export class DraftBuilder {
  readonly content: DraftContent = {};
  readonly fields: ImportedField[] = [];

  /** The field's one value. */
  set<K extends Key>(key: K, value: NonNullable<DraftContent[K]>, confidence: number, span?: Span): void {
    this.content[key] = value;
    this.#note([key], value, confidence, span);
  }

  /** One more value of a list. */
  push<K extends Key>(key: K, value: unknown, confidence: number, span?: Span): void {
    const list = ((this.content as Record<string, unknown[]>)[key] ??= []);
    list.push(value);
    this.#note([key, list.length - 1], value, confidence, span);
  }

  /** Something that stands in the original, but only an editor can say what it is: shown, not in the content. */
  leaveOpen(key: Key, value: string, confidence: number, span?: Span): void {
    this.#note([key], value, confidence, span);
  }

  #note(path: (string | number)[], value: unknown, confidence: number, span: Span | undefined): void {
    this.fields.push({ path, value, confidence, ...(span ? { span } : {}) });
  }
}
