// A draft as a YAML file for an editor: the content, above each field where it came from and how sure that is, on top what is open.
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document, isCollection, isPair, isScalar, type Node } from "yaml";
import { FIELD_LABELS } from "./field-labels.ts";
import type { ImportedDraft, ImportedField } from "./imported-draft.ts";

const LONGEST_QUOTE = 160;

export function draftYaml({ name, content, fields, problems }: ImportedDraft): string {
  const known = Object.keys(FIELD_LABELS).filter((key) => key in content);
  const document = new Document(Object.fromEntries(known.map((key) => [key, content[key as keyof typeof content]])));
  document.commentBefore = [
    ` Entwurf ${name}, aus einer Datei eingelesen und nicht veröffentlicht.`,
    ...(problems.length > 0 ? [" Offen:", ...problems.map(({ message }) => ` - ${oneLine(message)}`)] : []),
  ].join("\n");
  for (const field of fields) {
    const node = isOpen(field, content) ? undefined : nodeAt(document, field.path);
    if (node) node.commentBefore = [node.commentBefore, ` ${origin(field)}`].filter(Boolean).join("\n");
    else
      document.commentBefore += `\n - ${FIELD_LABELS[field.path[0] as keyof typeof FIELD_LABELS]} vielleicht ${oneLine(String(field.value))}`;
  }
  return document.toString({ lineWidth: 120 });
}

/** One value that a list may have besides those it has. */
const isOpen = ({ path, value }: ImportedField, content: ImportedDraft["content"]) =>
  path.length === 1 && Array.isArray(content[path[0] as keyof typeof content]) && !Array.isArray(value);

/** Where a comment about a value goes: above the key of a field, above an element of a list. */
function nodeAt(document: Document, path: ImportedField["path"]): Node | undefined {
  if (path.length > 1) {
    const node = document.getIn(path, true);
    return isScalar(node) || isCollection(node) ? node : undefined;
  }
  const pair = isCollection(document.contents)
    ? document.contents.items.find((item) => isPair(item) && String(item.key) === path[0])
    : undefined;
  return isPair(pair) ? (pair.key as Node) : undefined;
}

function origin({ confidence, span }: ImportedField): string {
  const sure = `Sicherheit ${confidence.toLocaleString("de-DE")}`;
  if (!span) return sure;
  const quote = oneLine(span.quote);
  const shown = quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)} …` : quote;
  return `${sure}, Zeichen ${span.offset}–${span.offset + span.length}: „${shown}“`;
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** Writes the draft unless it is there already: what an editor has done to it since is never overwritten. */
export function writeDraft(folder: string, draft: ImportedDraft): "new" | "unchanged" {
  const file = join(folder, `${draft.name}.yaml`);
  if (existsSync(file)) return "unchanged";
  mkdirSync(folder, { recursive: true });
  // A write that is cut off leaves no half draft under the final name.
  writeFileSync(`${file}.part`, draftYaml(draft));
  renameSync(`${file}.part`, file);
  return "new";
}
