// The questionnaire as plain text, one or more forms in a file.
import { decodeText } from "./decode-text.ts";
import type { ImportFormat, ReadDraft } from "../import-format.ts";
import { problem } from "../../domain/problem.ts";
import { findForms } from "../questionnaire/form.ts";
import { readForm, type ImportLists } from "../questionnaire/read-form.ts";

export const text: ImportFormat = {
  name: "text",
  label: "ein Fragebogen als Text",
  kind: "text",
  extensions: ["txt"],
  async read(bytes, lists) {
    const { text, problems } = decodeText(bytes);
    return { drafts: readForms(text, lists), problems };
  },
};

/** All forms of a text, whatever file it was taken from. Throws ProblemError when there is none. */
export function readForms(text: string, lists: ImportLists): ReadDraft[] {
  const forms = findForms(text);
  if (forms.length === 0)
    throw problem(
      "NO_FORM",
      [],
      "In der Datei steht kein Fragebogen: Die Beschriftung „Name/Bezeichnung der Maßnahme“ oder „Name/Bezeichnung des Handlungsansatzes“ fehlt.",
    );
  return forms.map((form) => ({
    draft: readForm(form, lists),
    original: text.slice(form.start, form.end),
    problems: [],
  }));
}
