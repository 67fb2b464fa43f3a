// Whom a request acts for: a machine by its token, or a person by the session's cookie.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Db } from "../platform/db.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { Cookie } from "./cookie.ts";
import { viewerOf, type Viewer } from "./sessions.ts";

/** What of a request concerns people. */
export interface Visit {
  viewer: Viewer | null;
  /** Value of the session's cookie, as far as one was sent. */
  token: string | undefined;
  /** Whom the limits of attempts count. */
  address: string;
  /** Sets the session's cookie; null takes it away. */
  answerToken(token: string | null): void;
}

/** Somebody without an account. */
export const READER: Visit = { viewer: null, token: undefined, address: "", answerToken: () => undefined };

/** For resolvers behind a rule that lets nobody else in. */
export function signedIn({ viewer }: Visit): Viewer {
  if (!viewer) throw new Error("Ein Feld für Angemeldete wurde ohne Anmeldung aufgelöst.");
  return viewer;
}

export class Visits {
  readonly #db: Db;
  readonly #tokens: AccessTokens;
  readonly #cookie: Cookie;
  readonly #now: () => Date;
  constructor(db: Db, tokens: AccessTokens, cookie: Cookie, now: () => Date) {
    this.#db = db;
    this.#tokens = tokens;
    this.#cookie = cookie;
    this.#now = now;
  }

  async of(request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
    const { authorization, cookie } = request.headers;
    // A web server in front may ask for passwords of its own; those are not for us.
    const bearer = authorization?.startsWith("Bearer") ? authorization : undefined;
    const token = bearer === undefined ? this.#cookie.read(cookie) : undefined;
    return {
      viewer: bearer
        ? await this.#tokens.viewerOf(bearer)
        : token
          ? await viewerOf(this.#db, token, this.#now())
          : null,
      token,
      address: request.ip,
      answerToken: (token) => void reply.header("set-cookie", token ? this.#cookie.set(token) : this.#cookie.clear()),
    };
  }
}
