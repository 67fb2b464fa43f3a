// The questionnaire as a Word document: the text of its paragraphs and table cells, one line each, goes to the same reader.
import { Parser } from "saxen";
import { problem } from "../../domain/problem.ts";
import type { ImportFormat } from "../import-format.ts";
import { damaged, unpackOffice } from "./office-zip.ts";
import { readForms } from "./text.ts";

const DOCUMENT = "word/document.xml";

export const docx: ImportFormat = {
  name: "docx",
  label: "ein Word-Dokument",
  kind: "zip",
  extensions: ["docx"],
  async read(bytes, lists) {
    const document = unpackOffice(bytes, /^word\/document\.xml$/u).get(DOCUMENT);
    if (!document) throw problem("WRONG_TYPE", [], "Das ist kein Word-Dokument: Der Teil mit dem Text fehlt.");
    return { ...readForms(documentText(new TextDecoder().decode(document)), lists), problems: [] };
  },
};

/** What stands in a line break or a tab of its own; Word writes text twice where older versions draw a box (mc:Fallback). */
const BREAKS: Record<string, string> = { "w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:noBreakHyphen": "-" };

/** Text as a reader sees it: no deleted words, no field codes. Throws ProblemError for XML that is none. */
export function documentText(xml: string): string {
  const parts: string[] = [];
  let inText = false;
  let skipped = 0;
  const parser = new Parser();
  parser.on("error", () => {
    throw damaged();
  });
  parser.on("openTag", (name) => {
    if (name === "mc:Fallback") skipped++;
    if (name === "w:t") inText = true;
    if (skipped === 0 && BREAKS[name]) parts.push(BREAKS[name]);
  });
  parser.on("closeTag", (name) => {
    if (name === "mc:Fallback") skipped--;
    if (name === "w:t") inText = false;
    if (name === "w:p" && skipped === 0) parts.push("\n");
  });
  parser.on("text", (text, decode) => {
    if (inText && skipped === 0) parts.push(decode(text));
  });
  parser.parse(xml);
  return parts.join("");
}
