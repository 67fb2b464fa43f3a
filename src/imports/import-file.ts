// A file becomes drafts: refused by size and kind before it is read, read by its format, each draft finished. Publishes nothing.
import { problem, type Problem } from "../domain/problem.ts";
import { kindOf } from "./file-kind.ts";
import { finishDraft } from "./finish-draft.ts";
import { FORMATS } from "./formats.ts";
import type { ImportFormat, Progress } from "./import-format.ts";
import type { ImportedDraft, ImportedFile } from "./imported-draft.ts";
import type { ImportLists } from "./questionnaire/read-form.ts";

/** Largest file that is read, in bytes; a form with pictures has about 2 MB. */
export const MAX_FILE_BYTES = 20_000_000;

/** Throws ProblemError: what is empty or too large need not be read to be refused. */
export function checkSize(name: string, bytes: number): void {
  if (bytes === 0) throw problem("EMPTY_FILE", [], `„${name}“ ist leer (0 Byte).`);
  if (bytes > MAX_FILE_BYTES) throw tooLarge(name, ` mit ${megabytes(bytes)}`);
}

/** `size` is said where it is known. */
export const tooLarge = (name: string, size = "") =>
  problem(
    "FILE_TOO_LARGE",
    [],
    `„${name}“ ist${size} zu groß; gelesen werden Dateien bis ${megabytes(MAX_FILE_BYTES)}. Oft hilft es, Bilder zu entfernen.`,
  );
const megabytes = (bytes: number) => `${(bytes / 1e6).toLocaleString("de-DE", { maximumFractionDigits: 1 })} MB`;

interface ImportOptions {
  /** The name of the format of a file whose own name does not say what it is. */
  format?: string | undefined;
  /** Called after each page and each example of a file. */
  onProgress?: (progress: Progress) => void;
}

/** Throws ProblemError for a file that cannot be read at all. */
export async function importFile(
  name: string,
  bytes: Uint8Array,
  lists: ImportLists,
  { format, onProgress }: ImportOptions = {},
): Promise<ImportedFile & { format: ImportFormat }> {
  checkSize(name, bytes.length);
  const chosen = chooseFormat(name, bytes, format);
  const read = await chosen.read(bytes, lists, (done, total) => onProgress?.({ step: "pages", done, total }));
  const finished: ImportedDraft[] = [];
  for (const draft of read.drafts) {
    finished.push(finishDraft(draft));
    onProgress?.({ step: "reading", done: finished.length, total: read.count });
  }
  const { drafts, problems } = withoutDoubles(finished);
  return { format: chosen, drafts, problems: [...read.problems, ...problems] };
}

function chooseFormat(name: string, bytes: Uint8Array, wanted: string | undefined): ImportFormat {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const { kind, name: what } = kindOf(bytes);
  const refuse = (message: string) => problem("WRONG_TYPE", [], message);
  if (["docm", "xlsm", "dotm", "xltm"].includes(extension))
    throw problem(
      "MACROS",
      [],
      `„${name}“ kann Makros enthalten und wird nicht gelesen. Bitte ohne Makros als .docx oder .xlsx speichern.`,
    );
  if (kind === "old-office") throw refuse(`„${name}“ ist ${what}. Bitte ohne Kennwort als .docx oder .xlsx speichern.`);
  if (kind === "picture")
    throw refuse(`„${name}“ ist ${what}. Aus Bildern wird kein Text gelesen; bitte das Dokument selbst senden.`);
  if (kind === "archive" || kind === "program") throw refuse(`„${name}“ ist ${what} und kein Fragebogen.`);
  const format = FORMATS.find((one) => (wanted ? one.name === wanted : one.extensions.includes(extension)));
  if (!format)
    throw problem(
      "UNKNOWN_TYPE",
      [],
      `Was „${name}“ ist, sagt die Endung nicht. Gelesen werden ${FORMATS.flatMap(({ extensions }) => extensions.map((e) => `.${e}`)).join(", ")}.`,
    );
  if (format.kind !== kind)
    throw refuse(
      `„${name}“ soll ${format.label} sein, ist aber ${what}. Bitte die Endung prüfen oder das Dokument neu speichern.`,
    );
  return format;
}

/** The same form twice is taken once; two forms with the same title are both kept, and said to be alike. */
function withoutDoubles(all: readonly ImportedDraft[]): ImportedFile {
  const drafts = new Map<string, ImportedDraft>();
  const problems: Problem[] = [];
  for (const draft of all) {
    const { title = "ohne Titel", organisation } = draft.content;
    const alike = [...drafts.values()].find(
      ({ content }) => content.title === draft.content.title && content.organisation === organisation,
    );
    if (drafts.has(draft.name))
      problems.push({
        code: "SAME_FORM_TWICE",
        path: [],
        message: `Der Bogen „${title}“ steht zweimal in der Datei; er wird einmal übernommen.`,
      });
    else if (alike && draft.content.title)
      problems.push({
        code: "POSSIBLE_DUPLICATE",
        path: [],
        message: `Zwei Bögen heißen „${title}“, ihr Text ist aber verschieden. Beide werden übernommen; bitte vergleichen.`,
      });
    if (!drafts.has(draft.name)) drafts.set(draft.name, draft);
  }
  return { drafts: [...drafts.values()], problems };
}
