// An example in our own YAML, as in seeds/examples or as an editor's draft; a list of them is read too.
import { isMap, isSeq, parseDocument, type Document, type Node } from "yaml";
import { z } from "zod";
import { problem } from "../../domain/problem.ts";
import { parseYaml } from "../../platform/yaml.ts";
import { DraftBuilder } from "../draft-builder.ts";
import { FIELD_LABELS } from "../field-labels.ts";
import type { ImportFormat, ReadDraft } from "../import-format.ts";
import { CONFIDENCE, type DraftContent } from "../imported-draft.ts";
import { decodeText } from "./decode-text.ts";

const Examples = z.union(
  [z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown())).min(1).max(500)],
  {
    error: "hier wird ein Praxisbeispiel mit Feldern erwartet",
  },
);

export const yaml: ImportFormat = {
  name: "yaml",
  label: "eine YAML-Datei",
  kind: "text",
  extensions: ["yaml", "yml"],
  async read(bytes) {
    const { text, problems } = decodeText(bytes);
    parseYaml(text, Examples, "Die Datei");
    const document = parseDocument(text);
    const maps = isSeq(document.contents) ? document.contents.items : [document.contents];
    return { count: maps.length, drafts: maps.map((map) => readMap(document, map as Node, text)), problems };
  },
};

function readMap(document: Document, map: Node, text: string): ReadDraft {
  if (!isMap(map)) throw problem("NO_FORM", [], "In der Datei steht kein Praxisbeispiel.");
  const draft = new DraftBuilder();
  const unknown: string[] = [];
  for (const { key, value } of map.items) {
    const name = String(key);
    const [from, to] = (value as Node | null)?.range ?? [0, 0];
    const span = { offset: from, length: to - from, quote: text.slice(from, to) };
    const plain = (value as Node | null)?.toJS(document) as DraftContent[keyof DraftContent];
    if (!(name in FIELD_LABELS)) unknown.push(`„${name}“`);
    else if (plain !== null && plain !== undefined)
      draft.set(name as keyof DraftContent, plain, CONFIDENCE.CERTAIN, span);
  }
  const [from, to] = map.range!;
  return {
    draft,
    original: text.slice(from, to),
    problems:
      unknown.length === 0
        ? []
        : [{ code: "UNKNOWN_FIELD", path: [], message: `Diese Felder gibt es nicht: ${unknown.join(", ")}.` }],
  };
}
