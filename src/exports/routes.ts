// The addresses of files: GET /export/search.<format>; feeds and sheets have theirs beside them.
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { problem } from "../domain/problem.ts";
import { CSV } from "./csv.ts";
import { serveFeeds, type FeedParts } from "./feeds.ts";
import type { ExportFormat } from "./format.ts";
import { JSON_FORMAT } from "./json.ts";
import { addressOf, answerPlainly, asFile, type Answering } from "./plain-answers.ts";
import { readSearch, type Parameters } from "./search-parameters.ts";
import { exportSearch, type ExportParts } from "./search-export.ts";
import { serveSheets, type SheetParts } from "./sheet-routes.ts";
import { XLSX } from "./xlsx.ts";

export const FORMATS: readonly ExportFormat[] = [XLSX, CSV, JSON_FORMAT];

export type FileParts = FeedParts & SheetParts;

export function serveExports(server: FastifyInstance, parts: FileParts): void {
  answerPlainly(server, (get) => {
    const writing = new Set<Readable>();
    for (const format of FORMATS) serveSearch(get, parts, format, writing);
    serveFeeds(get, parts);
    serveSheets(get, parts);
  });
}

/** Files of searches written at a time; each may take a page of memory and a share of the processor. */
const MOST_AT_ONCE = 4;

function serveSearch(get: Answering, parts: ExportParts, format: ExportFormat, writing: Set<Readable>): void {
  get(`/export/search.${format.name}`, async (request, reply) => {
    const search = readSearch(request.query as Parameters);
    if (writing.size >= MOST_AT_ONCE)
      throw problem("BUSY", [], "Gerade werden schon mehrere Dateien geschrieben. Bitte in einer Minute noch einmal.");
    const found = await exportSearch(parts, search, format.name, addressOf(request));
    const file = Readable.from(format.write(found));
    writing.add(file);
    file.once("close", () => writing.delete(file));
    return asFile(reply, `praxisatlas-suche-${found.asOf}.${format.name}`, format.contentType).send(file);
  });
}
