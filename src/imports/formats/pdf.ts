// The questionnaire as PDF: the text of its pages in the order in which they were written goes to the same reader.
import { getDocumentProxy } from "unpdf";
import { problem, ProblemError } from "../../domain/problem.ts";
import type { ImportFormat } from "../import-format.ts";
import { damaged } from "./office-zip.ts";
import { readForms } from "./text.ts";

/** A collection of 36 forms has 120 pages. */
export const MAX_PAGES = 300;

export const pdf: ImportFormat = {
  name: "pdf",
  label: "ein PDF-Dokument",
  kind: "pdf",
  extensions: ["pdf"],
  async read(bytes, lists, onPage) {
    const text = await pdfText(bytes, onPage);
    if (!/\p{L}/u.test(text))
      throw problem(
        "NO_TEXT",
        [],
        "Das PDF enthält keinen Text, vermutlich ist es eingescannt. Bitte das Dokument selbst senden oder den Text einfügen.",
      );
    return { ...readForms(text, lists), problems: [] };
  },
};

async function pdfText(bytes: Uint8Array, onPage: (done: number, total: number) => void): Promise<string> {
  // The parser takes the bytes for itself; nothing in a document is run, fetched or drawn.
  const document = await getDocumentProxy(bytes.slice(), {
    isEvalSupported: false,
    useSystemFonts: false,
    verbosity: 0,
  }).catch((error: Error) => {
    if (error.name === "PasswordException")
      throw problem("PASSWORD", [], "Das PDF ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern.");
    throw damaged();
  });
  try {
    if (document.numPages > MAX_PAGES)
      throw problem(
        "FILE_TOO_LARGE",
        [],
        `Das PDF hat ${document.numPages} Seiten; gelesen werden bis zu ${MAX_PAGES}.`,
      );
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
      onPage(number, document.numPages);
    }
    return pages.join("\n\f\n");
  } catch (error) {
    throw error instanceof ProblemError ? error : damaged();
  } finally {
    await document.cleanup();
  }
}
