// The address for files of members: POST /contributions/import?name=form.docx, the file itself as body. Answers in JSON, or in lines of it.
import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { problem, ProblemError, type Problem } from "../domain/problem.ts";
import type { Viewer } from "../people/sessions.ts";
import type { Logger } from "../platform/log.ts";
import { FOREIGN_ORIGIN, isForeign } from "../platform/origin.ts";
import { checkSize, MAX_FILE_BYTES, tooLarge } from "./import-file.ts";
import { answerOf } from "./upload-answer.ts";
import { ClientGone, inLines, untilGone, wantsLines } from "./upload-lines.ts";
import type { Progress } from "./import-format.ts";
import type { CheckedDraft, UploadedDraft, Uploads } from "./uploads.ts";

export interface UploadParts {
  uploads: Uploads;
  /** Whom a request acts for; throws GraphQLError where nobody may upload. */
  member: (request: FastifyRequest, reply: FastifyReply) => Promise<Viewer>;
  log: Logger;
}

const LONGEST_NAME = 200;

export function serveUploads(server: FastifyInstance, { uploads, member, log }: UploadParts): void {
  server.register(async (scope) => {
    const inherited = scope.errorHandler;
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const refused = refusalOf(error);
      if (!refused) return inherited.call(scope, error as never, request, reply);
      // What is left of the body is not waited for.
      reply.header("connection", "close");
      return reply.code(refused.status).send(answerOf([], refused.problems));
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/octet-stream", (_, __, done) => done(null));
    scope.post("/contributions/import", { config: { limited: true } }, async (request, reply) => {
      if (isForeign(request)) throw problem("FOREIGN_ORIGIN", [], FOREIGN_ORIGIN);
      const viewer = await member(request, reply);
      const { name, organisation, isDryRun } = readAddress(request.query as Record<string, string | string[]>);
      const signal = untilGone(reply);
      const received = async () => {
        checkSize(name, Number(request.headers["content-length"] ?? 1));
        return { name, bytes: await receive(name, request.raw) };
      };
      const work = async (onProgress?: (progress: Progress) => void) => {
        const listening = { signal, onProgress };
        const { drafts, problems } = isDryRun
          ? await uploads.check(viewer, organisation, received, listening)
          : await uploads.take(viewer, organisation, received, listening);
        return answerOf<CheckedDraft | UploadedDraft>(drafts, problems);
      };
      if (!wantsLines(request)) return work();
      return inLines(reply, work, (error) =>
        answerOf([], refusalOf(error as Error)?.problems ?? [faultOf(error as Error, log)]),
      );
    });
  });
}

function readAddress({ name, organisation = "", dryRun = "false", ...others }: Record<string, string | string[]>) {
  const [other] = Object.keys(others);
  const refuse = (path: string, message: string) => problem("INVALID_PARAMETER", [path], message);
  if (other !== undefined)
    throw refuse(other.slice(0, 40), "Diesen Parameter gibt es nicht. Möglich sind: name, organisation, dryRun.");
  if (typeof name !== "string" || name.length > LONGEST_NAME || !/^[^\p{C}/\\]+$/u.test(name))
    throw refuse("name", "Erwartet wird der Name der Datei mit Endung, etwa name=bogen.docx.");
  if (typeof organisation !== "string") throw refuse("organisation", "Dieser Parameter darf nur einmal vorkommen.");
  if (dryRun !== "true" && dryRun !== "false") throw refuse("dryRun", "Erwartet wird dryRun=true oder dryRun=false.");
  return { name, organisation: organisation || null, isDryRun: dryRun === "true" };
}

/** Stops at the first byte over the limit. */
async function receive(name: string, body: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The answer goes over the same socket, which must stay open when the rest of the body is not wanted.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw tooLarge(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  FOREIGN_ORIGIN: 403,
  WRONG_ROLE: 403,
  INVALID_PARAMETER: 400,
  FILE_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  BUSY: 503,
};

/** Undefined for a fault of ours. */
function refusalOf(
  error: Error & { statusCode?: number; code?: string },
): { status: number; problems: readonly Problem[] } | undefined {
  const one = (code: string, message: string) => ({
    status: STATUS[code] ?? 422,
    problems: [{ code, path: [], message }],
  });
  if (error instanceof ClientGone || error.code === "ECONNRESET") return { status: 499, problems: [] };
  if (error instanceof ProblemError)
    return { status: STATUS[error.problems[0]!.code] ?? 422, problems: error.problems };
  if (error instanceof GraphQLError) return one(String(error.extensions.code), error.message);
  if (error.statusCode === 429) return one("RATE_LIMITED", error.message);
  if (error.statusCode === 415)
    return one("UNSUPPORTED_MEDIA_TYPE", "Bitte die Datei selbst senden, als application/octet-stream.");
  return undefined;
}

/** The status of an answer in lines is out before this happens, so it is told as a problem. */
function faultOf(error: Error, log: Logger): Problem {
  log.error({ err: error, route: "/contributions/import" }, "Fehler beim Einlesen");
  return { code: "INTERNAL_SERVER_ERROR", path: [], message: "Interner Fehler. Es wurde nichts übernommen." };
}
