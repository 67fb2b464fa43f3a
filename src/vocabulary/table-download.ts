// GET /tables/<slug>.csv: a table of a source as a file that a double click opens in a spreadsheet.
import type { FastifyInstance } from "fastify";
import { linesOf } from "../domain/source-table.ts";
import { BYTE_ORDER_MARK, toCsv } from "../platform/csv.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function serveTables(server: FastifyInstance, vocabulary: () => Vocabulary): void {
  server.get<{ Params: { slug: string } }>("/tables/:slug.csv", (request, reply) => {
    const table = vocabulary().tables.find(request.params.slug);
    if (!table) return reply.callNotFound();
    return reply
      .type("text/csv; charset=utf-8; header=present")
      .header("content-disposition", `attachment; filename="${table.slug}.csv"`)
      .send(BYTE_ORDER_MARK + toCsv(linesOf(table)));
  });
}
