// Reads a YAML file against a schema; a fault names file, line and field.
import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { ProblemError, type Problem } from "../domain/problem.ts";

/** Largest file that is read, in bytes; a seed file has about 10 kB. */
const MAX_BYTES = 2_000_000;

/** The file's content, checked and completed by `schema`. `name` is how messages call the file. Throws ProblemError. */
export const readYaml = <T>(path: string, schema: z.ZodType<T>, name = path): T =>
  parseYaml(readFileSync(path, "utf8"), schema, name);

export function parseYaml<T>(text: string, schema: z.ZodType<T>, name: string): T {
  const at = (line: number, field: string, message: string, path: Problem["path"] = []): Problem => ({
    code: "INVALID_FILE",
    path,
    message: `${name}, Zeile ${line}${field ? `, Feld „${field}“` : ""}: ${message}`,
  });
  if (Buffer.byteLength(text) > MAX_BYTES) throw new ProblemError([at(1, "", `Die Datei ist größer als ${MAX_BYTES} Byte.`)]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: "core" });
  if (document.errors.length > 0)
    throw new ProblemError(
      document.errors.map((e) => at(lines.linePos(e.pos[0]).line, "", `kein gültiges YAML (${e.message.split("\n")[0]})`)),
    );
  const result = schema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (result.success) return result.data;
  throw new ProblemError(
    result.error.issues.map((issue) => {
      const path = issue.path.filter((p) => typeof p !== "symbol") as (string | number)[];
      const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
      return at(lineOf(document, [...path, ...keys.slice(0, 1)], lines), [...path, ...keys].join("."), issue.message, path);
    }),
  );
}

/** Line of the deepest node on the path that exists in the file, counted from 1. */
function lineOf(document: Document, path: (string | number)[], lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
