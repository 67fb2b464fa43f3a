// GET /oidc/start sends a browser to the house's sign-in service, GET /oidc/callback takes its answer: code flow with PKCE, state and nonce.
import type { FastifyInstance } from "fastify";
import { problem } from "../../domain/problem.ts";
import { FOREIGN_ORIGIN, isForeign } from "../../platform/origin.ts";
import type { Cookie } from "../cookie.ts";
import { privately } from "../pages/page.ts";
import type { Visits } from "../visit.ts";
import { HouseError, type HouseProvider } from "./house-provider.ts";
import type { Identities } from "./identities.ts";
import type { PendingSignIns } from "./pending-sign-ins.ts";

export interface HouseParts {
  provider: HouseProvider;
  pending: PendingSignIns;
  identities: Identities;
  /** Binds an answer to the browser that asked. */
  cookie: Cookie;
}

const LIMITED = { config: { limited: true } };

/** Failures are thrown: HouseError or ProblemError. */
export function serveHouse(
  scope: FastifyInstance,
  { provider, pending, identities, cookie }: HouseParts,
  visits: Visits,
): void {
  scope.get("/oidc/start", LIMITED, async (request, reply) => {
    const { einladung } = request.query as { einladung?: string | string[] };
    // Somebody else's invitation must not be put under a person who only follows a link.
    if (einladung !== undefined && isForeign(request)) throw problem("FOREIGN_ORIGIN", [], FOREIGN_ORIGIN);
    const begun = await pending.begin(einladung === undefined ? undefined : String(einladung));
    const address = await provider.begin(begun.pending);
    return privately(reply).header("set-cookie", cookie.set(begun.token)).redirect(address.href, 303);
  });

  scope.get("/oidc/callback", LIMITED, async (request, reply) => {
    const { state } = request.query as { state?: unknown };
    const begun = await pending.take(cookie.read(request.headers.cookie), state);
    if (!begun) throw new HouseError("expired", new Error("no such sign-in"));
    reply.header("set-cookie", cookie.clear());
    const claimed = await provider.finish(request.url.slice(request.url.indexOf("?")), begun);
    const { token: former, answerToken } = await visits.of(request, reply);
    const { token } = await identities.signIn(claimed, begun.invitation, former);
    answerToken(token);
    return privately(reply).redirect("/anmelden", 303);
  });
}
