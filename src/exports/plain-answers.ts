// Routes whose refusals people read in a browser: one German sentence a mistake, as plain text.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ProblemError, type Problem } from "../domain/problem.ts";

export type Answering = (
  path: string,
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
) => void;

/** Codes that say that there is nothing; all others are mistakes in the request. */
const NOTHING = ["NOTHING_FOUND", "NOT_FOUND"];

/** Routes added in `routes` count against the rate limit; ProblemErrors become plain text. */
export function answerPlainly(server: FastifyInstance, routes: (get: Answering) => void): void {
  server.register(async (scope) => {
    const inherited = scope.errorHandler;
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const plain = (status: number, text: string) =>
        reply.code(status).type("text/plain; charset=utf-8").send(`${text}\n`);
      reply.removeHeader("content-disposition");
      if (error instanceof ProblemError)
        return plain(statusOf(error.problems), error.problems.map(sentenceOf).join("\n"));
      if (error.statusCode === 429) return plain(429, error.message);
      return inherited.call(scope, error as never, request, reply);
    });
    routes((path, handler) => scope.get(path, { config: { limited: true } }, handler));
  });
}

function statusOf(problems: readonly Problem[]): number {
  if (problems.some(({ code }) => code === "BUSY")) return 503;
  return problems.every(({ code }) => NOTHING.includes(code)) ? 404 : 400;
}

/** "targetGroups: Zielgruppe „x“ gibt es nicht." */
export function sentenceOf({ path, message }: Problem): string {
  const name = path[0] === "filter" ? path[1] : path[0];
  return name === undefined ? message : `${name}: ${message}`;
}

/** Where the one who asks reaches this server. */
export const addressOf = ({ protocol, host }: FastifyRequest): string =>
  `${protocol}://${/^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : "localhost"}`;

export const asFile = (reply: FastifyReply, name: string, contentType: string): FastifyReply =>
  reply.type(contentType).header("content-disposition", `attachment; filename="${name}"`);
