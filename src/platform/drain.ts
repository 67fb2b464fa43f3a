// Ending cleanly: what has begun is answered, connections that only wait are closed.
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** Node waits for connections on which no request came yet, and for those that are kept alive after their last answer. */
export function drainOnClose(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  let closing = false;
  app.server.on("connection", (socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  app.server.on("request", ({ socket }) => unused.delete(socket));
  app.addHook("preClose", async () => {
    closing = true;
    for (const socket of unused) socket.destroy();
  });
  app.addHook("onSend", async (_, reply) => {
    if (closing) reply.header("connection", "close");
  });
}
