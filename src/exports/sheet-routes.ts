// The addresses of sheets: GET /compare and /compare.<format> for several examples, GET /examples/<slug>.docx for one.
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { RevisionKey, Revisions } from "../catalogue/revisions.ts";
import { problem } from "../domain/problem.ts";
import type { ComparisonSheet, ComparisonSheets } from "../insights/comparison-sheet.ts";
import { comparisonPage } from "./compare-page.ts";
import { comparisonCsv, comparisonXlsx } from "./compare-table.ts";
import { comparisonDocx } from "./compare-word.ts";
import { CSV } from "./csv.ts";
import { factSheetDocx } from "./fact-sheet.ts";
import { addressOf, asFile, type Answering } from "./plain-answers.ts";
import { factSheetAddress } from "./search-export.ts";
import type { Parameters } from "./search-parameters.ts";
import { DOCX_TYPE } from "./word.ts";
import { XLSX_TYPE } from "./xlsx.ts";

export interface SheetParts {
  sheets: ComparisonSheets;
  revisions: Revisions;
  now: () => Date;
}

type Send = (sheet: ComparisonSheet, permalink: string, reply: FastifyReply) => Promise<FastifyReply>;

export function serveSheets(get: Answering, { sheets, revisions, now }: SheetParts): void {
  const compare = (path: string, send: Send) =>
    get(path, async (request, reply) => {
      const { keys, asOf } = readComparison(request.query as Parameters);
      const sheet = await sheets.of(keys, asOf, { examples: "e", asOf: "stand" });
      return send(sheet, `${addressOf(request)}/compare${sheet.query}`, reply);
    });
  const file = (reply: FastifyReply, { asOf }: ComparisonSheet, ending: string, type: string) =>
    asFile(reply, `praxisatlas-vergleich-${asOf}.${ending}`, type);

  compare("/compare", async (sheet, permalink, reply) =>
    reply.type("text/html; charset=utf-8").send(comparisonPage(sheet, permalink)),
  );
  compare("/compare.csv", async (sheet, permalink, reply) =>
    file(reply, sheet, "csv", CSV.contentType).send(comparisonCsv(sheet, permalink)),
  );
  compare("/compare.xlsx", async (sheet, permalink, reply) =>
    file(reply, sheet, "xlsx", XLSX_TYPE).send(Readable.from(comparisonXlsx(sheet, permalink))),
  );
  compare("/compare.docx", async (sheet, permalink, reply) =>
    file(reply, sheet, "docx", DOCX_TYPE).send(await comparisonDocx(sheet, permalink)),
  );

  get("/examples/:slug.docx", async (request, reply) => {
    const { slug } = request.params as { slug: string };
    const [read] = await revisions.read([{ slug: slug.slice(0, 80), revision: revisionIn(request) }]);
    if (read!.status !== "FOUND") throw problem("NOT_FOUND", [], missing(read!.status, slug.slice(0, 80)));
    const { example, published } = read!;
    const note = published > example.revision ? `Inzwischen gibt es Fassung ${published} dieses Beispiels.` : null;
    const permalink = factSheetAddress(addressOf(request), example);
    const asOf = now().toISOString().slice(0, 10);
    return asFile(reply, `${slug}-fassung-${example.revision}.docx`, DOCX_TYPE).send(
      await factSheetDocx(example, { asOf, permalink, note }),
    );
  });
}

const missing = (status: "WITHDRAWN" | "UNKNOWN_EXAMPLE" | "UNKNOWN_REVISION", slug: string) =>
  ({
    WITHDRAWN: `Das Beispiel „${slug}“ ist zurückgezogen und wird nicht mehr gezeigt.`,
    UNKNOWN_EXAMPLE: `Das Beispiel „${slug}“ gibt es nicht.`,
    UNKNOWN_REVISION: `Diese Fassung von „${slug}“ gibt es nicht.`,
  })[status];

/** ?revision=2; nothing else may be asked. */
function revisionIn({ query }: FastifyRequest): number | null {
  const { revision, ...others } = query as Parameters;
  refuseOthers(others, ["revision"]);
  if (revision === undefined) return null;
  if (typeof revision === "string" && /^[1-9]\d{0,5}$/.test(revision)) return Number(revision);
  throw problem("INVALID_PARAMETER", ["revision"], "Erwartet wird die Nummer einer Fassung, etwa 1.");
}

/** ?e=<slug>@<revision>&e=…&stand=<day>; without revision the published one, without day today. */
function readComparison({ e = [], stand, ...others }: Parameters): { keys: RevisionKey[]; asOf: string | null } {
  refuseOthers(others, ["e", "stand"]);
  if (typeof stand === "object")
    throw problem("INVALID_PARAMETER", ["stand"], "Dieser Parameter darf nur einmal vorkommen.");
  const keys = [e].flat().map((text): RevisionKey => {
    const [, slug, revision] = /^([a-z0-9-]{2,80})(?:@([1-9]\d{0,5}))?$/.exec(text) ?? [];
    if (slug === undefined)
      throw problem("INVALID_PARAMETER", ["e"], "Erwartet wird ein Kurzname mit Fassung, etwa teilzeit-aktiv@1.");
    return { slug, revision: revision === undefined ? null : Number(revision) };
  });
  return { keys, asOf: stand ?? null };
}

function refuseOthers(others: Parameters, known: readonly string[]): void {
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw problem(
      "INVALID_PARAMETER",
      [other.slice(0, 40)],
      `Diesen Parameter gibt es nicht. Möglich sind: ${known.join(", ")}.`,
    );
}
