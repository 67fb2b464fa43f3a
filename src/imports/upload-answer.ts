// What a member is told of an import, over GraphQL and over HTTP alike.
import type { Problem } from "../domain/problem.ts";
import { asData } from "../platform/payload.ts";
import type { ImportedField } from "./imported-draft.ts";
import type { CheckedDraft, UploadedDraft } from "./uploads.ts";
import type { ImportedFieldType, ImportPayload } from "./uploads.type.ts";

export const answerOf = <T extends UploadedDraft | CheckedDraft>(
  drafts: readonly T[],
  problems: readonly Problem[],
): Answer<T> => ({
  drafts: drafts.map((draft) => ({
    ...draft,
    fields: draft.fields.map(fieldOf),
    problems: draft.problems.map(asData),
  })),
  problems: problems.map(asData),
});
type Told = Pick<ImportPayload["drafts"][number], "fields" | "problems">;
interface Answer<T> {
  drafts: (Omit<T, keyof Told> & Told)[];
  problems: ImportPayload["problems"];
}

const fieldOf = ({ path, value, confidence, span }: ImportedField): ImportedFieldType => ({
  path: path.map(String),
  value,
  quote: span?.quote ?? null,
  start: span?.offset ?? null,
  length: span?.length ?? null,
  confidence,
});
