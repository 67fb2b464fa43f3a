// An upload's answer line by line (NDJSON): how far the reading is, and as the last line what is otherwise the whole answer.
import { PassThrough } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Progress } from "./import-format.ts";

const LINES = "application/x-ndjson";

export const wantsLines = ({ headers }: FastifyRequest) => headers.accept?.toLowerCase().includes(LINES) ?? false;

/**
 * Resolves with the lines once there is something to tell. What fails before that is thrown, with its own status; afterwards the
 * status is out, and the last line is what `failure` makes of the error.
 */
export function inLines(
  reply: FastifyReply,
  work: (tell: (progress: Progress) => void) => Promise<object>,
  failure: (error: unknown) => object,
): Promise<PassThrough> {
  const lines = new PassThrough();
  const write = (line: object) => lines.write(`${JSON.stringify(line)}\n`);
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const begin = () => {
      if (hasBegun) return;
      hasBegun = true;
      // A proxy that collects the answer would hold back all progress (nginx heeds this).
      reply.type(`${LINES}; charset=utf-8`).header("x-accel-buffering", "no").header("cache-control", "no-store");
      resolve(lines);
    };
    const end = (line: object) => {
      begin();
      write(line);
      lines.end();
    };
    work((progress) => {
      begin();
      write(progress);
    }).then(end, (error: unknown) => (hasBegun ? end(failure(error)) : reject(error)));
  });
}

/** Aborted when the client goes before it has its answer. */
export function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort(new ClientGone());
  });
  return gone.signal;
}

/** Nobody waits for the answer any more; not worth a line in the log. */
export class ClientGone extends Error {}
