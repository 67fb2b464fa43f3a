// Reads a YAML file against a schema; a fault names file, line and field.
import { readFileSync } from "node:fs";
import { Composer, CST, isNode, Lexer, LineCounter, Parser, visit, type Document } from "yaml";
import type { z } from "zod";
import { ProblemError, type Problem } from "../domain/problem.ts";

/** Largest file that is read, in bytes; a seed file has about 10 kB. */
const MAX_BYTES = 2_000_000;
/** Deepest nesting that is read; deeper files would exhaust the stack. A seed file has about 10 levels. */
const MAX_DEPTH = 64;
/** A file with more is not mended fault by fault. */
const MOST_FAULTS = 50;

/** The file's content, checked and completed by `schema`. `name` is how messages call the file. Throws ProblemError. */
export const readYaml = <T>(path: string, schema: z.ZodType<T>, name = path): T =>
  parseYaml(readFileSync(path, "utf8"), schema, name);

export function parseYaml<T>(text: string, schema: z.ZodType<T>, name: string): T {
  const at = (line: number, field: string, message: string, path: Problem["path"] = []): Problem => ({
    code: "INVALID_FILE",
    path,
    message: `${name}, Zeile ${line}${field ? `, Feld „${field}“` : ""}: ${message}`,
  });
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new ProblemError([at(1, "", `Die Datei ist größer als ${MAX_BYTES} Byte.`)]);
  const lines = new LineCounter();
  const tokens = tokensOf(text, lines);
  if (!tokens) throw new ProblemError([at(1, "", `Die Datei ist tiefer als ${MAX_DEPTH} Ebenen geschachtelt.`)]);
  const composer = new Composer({ lineCounter: lines, uniqueKeys: true, schema: "core" });
  // With `true` there is always a document, for an empty file an empty one.
  const [document, another] = [...composer.compose(tokens, true, text.length)] as [Document.Parsed, Document.Parsed?];
  const errors = document.errors.map((e) => ({ offset: e.pos[0], message: e.message }));
  if (another) errors.push({ offset: another.range[0], message: "ein zweites Dokument" });
  if (errors.length > 0)
    throw new ProblemError(
      errors
        .slice(0, MOST_FAULTS)
        .map(({ offset, message }) => at(lines.linePos(offset).line, "", `kein gültiges YAML (${message})`)),
    );
  const aliases = aliasesIn(document);
  if (aliases.length > 0)
    throw new ProblemError(
      aliases
        .slice(0, MOST_FAULTS)
        .map((offset) => at(lines.linePos(offset).line, "", "Verweise mit * sind nicht erlaubt.")),
    );
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  throw new ProblemError(
    result.error.issues.flatMap((issue) => {
      const path = issue.path.filter((p) => typeof p !== "symbol") as (string | number)[];
      if (issue.code !== "unrecognized_keys")
        return [at(lineOf(document, path, lines), path.join("."), issue.message, path)];
      return issue.keys.map((key) => {
        const field = [...path, key];
        return at(lineOf(document, field, lines), field.join("."), "Dieses Feld gibt es nicht.", field);
      });
    }),
  );
}

/** The file's parts, not yet composed; undefined when nested deeper than MAX_DEPTH: this parser, unlike the composer, does not recurse. */
function tokensOf(text: string, lines: LineCounter): CST.Token[] | undefined {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}

/** Where the file refers to another place of itself ("*name"): a few lines of that can stand for gigabytes. */
function aliasesIn(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, { Alias: (_, alias) => void offsets.push(alias.range![0]) });
  return offsets;
}

/** Line of the deepest node on the path that exists in the file, counted from 1. */
function lineOf(document: Document, path: (string | number)[], lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
