// The questionnaire as plain text, one or more forms in a file.
import { decodeText } from "./decode-text.ts";
import type { ImportFormat, ReadDraft, ReadFile } from "../import-format.ts";
import { problem } from "../../domain/problem.ts";
import { findForms, type Form } from "../questionnaire/form.ts";
import { readForm, unanswered, type ImportLists } from "../questionnaire/read-form.ts";

export const text: ImportFormat = {
  name: "text",
  label: "ein Fragebogen als Text",
  kind: "text",
  extensions: ["txt"],
  async read(bytes, lists) {
    const { text, problems } = decodeText(bytes);
    return { ...readForms(text, lists), problems };
  },
};

/** About 400 forms; the collection of 36 has 225,000 characters. */
export const MAX_TEXT = 2_500_000;
/** A form has about 7,000 characters. */
export const MAX_FORM = 150_000;
const MAX_FORMS = 500;

/** All forms of a text, whatever file it was taken from. Throws ProblemError when there is none. */
export function readForms(text: string, lists: ImportLists): Pick<ReadFile, "count" | "drafts"> {
  const tooLarge = (what: string) => problem("FILE_TOO_LARGE", [], `Die Datei ist zu lang: ${what}.`);
  if (text.length > MAX_TEXT) throw tooLarge(`Gelesen werden bis zu ${MAX_TEXT.toLocaleString("de-DE")} Zeichen`);
  const forms = findForms(text, MAX_FORMS);
  if (forms.length > MAX_FORMS) throw tooLarge(`Gelesen werden bis zu ${MAX_FORMS} Bögen`);
  if (forms.some(({ start, end }) => end - start > MAX_FORM))
    throw tooLarge(`Ein Bogen hat mehr als ${MAX_FORM.toLocaleString("de-DE")} Zeichen`);
  if (forms.length === 0)
    throw problem(
      "NO_FORM",
      [],
      "In der Datei steht kein Fragebogen: Die Beschriftung „Name/Bezeichnung der Maßnahme“ oder „Name/Bezeichnung des Handlungsansatzes“ fehlt.",
    );
  return { count: forms.length, drafts: each(forms, text, lists) };
}

function* each(forms: readonly Form[], text: string, lists: ImportLists): Iterable<ReadDraft> {
  for (const form of forms)
    yield { draft: readForm(form, lists), original: text.slice(form.start, form.end), problems: unanswered(form) };
}
