// The template as a file: GET /contributions/template.xlsx and .csv, for everybody.
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { templateCsv, templateXlsx } from "./template.ts";

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function serveTemplates(server: FastifyInstance, vocabulary: () => Vocabulary): void {
  const file = (extension: string) => `attachment; filename="praxisbeispiele-vorlage.${extension}"`;
  server.get("/contributions/template.csv", { config: { limited: true } }, (_, reply) =>
    reply
      .type("text/csv; charset=utf-8; header=present")
      .header("content-disposition", file("csv"))
      .send(templateCsv()),
  );
  server.get("/contributions/template.xlsx", { config: { limited: true } }, (_, reply) =>
    reply
      .type(XLSX_TYPE)
      .header("content-disposition", file("xlsx"))
      .send(Readable.from(templateXlsx(vocabulary()))),
  );
}
