// The addresses of files: GET /export/search.<format>.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CSV } from "./csv.ts";
import type { ExportFormat } from "./format.ts";
import { answerPlainly, type Answering } from "./plain-answers.ts";
import { readSearch, type Parameters } from "./search-parameters.ts";
import { exportSearch, type ExportParts } from "./search-export.ts";

export const FORMATS: readonly ExportFormat[] = [CSV];

export function serveExports(server: FastifyInstance, parts: ExportParts): void {
  answerPlainly(server, (get) => {
    for (const format of FORMATS) serveSearch(get, parts, format);
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

/** Where the one who asks reaches this server. */
export const addressOf = ({ protocol, host }: FastifyRequest): string =>
  `${protocol}://${/^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : "localhost"}`;

export const asFile = (reply: FastifyReply, name: string, contentType: string): FastifyReply =>
  reply.type(contentType).header("content-disposition", `attachment; filename="${name}"`);
