// The addresses of files: GET /export/search.<format>; feeds and sheets have theirs beside them.
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
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

export function serveExports(server: FastifyInstance, parts: FeedParts & SheetParts): void {
  answerPlainly(server, (get) => {
    for (const format of FORMATS) serveSearch(get, parts, format);
    serveFeeds(get, parts);
    serveSheets(get, parts);
  });
}

function serveSearch(get: Answering, parts: ExportParts, format: ExportFormat): void {
  get(`/export/search.${format.name}`, async (request, reply) => {
    const search = readSearch(request.query as Parameters);
    const found = await exportSearch(parts, search, format.name, addressOf(request));
    return asFile(reply, `praxisatlas-suche-${found.asOf}.${format.name}`, format.contentType).send(
      Readable.from(format.write(found)),
    );
  });
}
