// Changes are not taken from foreign pages: what a browser says of a request's origin, beside SameSite and Apollo's own check.
import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";

export interface WithOrigin {
  foreignOrigin: boolean;
}

/** Browsers send at least one of the two headers with every POST; machines send none and carry no cookie that is not theirs. */
export function isForeign({ headers, host }: Pick<FastifyRequest, "headers" | "host">): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

export const FOREIGN_ORIGIN = "Änderungen nimmt der Praxisatlas nur von seinen eigenen Seiten an.";

export const originPlugin: ApolloServerPlugin<WithOrigin> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation === "mutation" && contextValue.foreignOrigin)
          throw new GraphQLError(FOREIGN_ORIGIN, {
            extensions: { code: "FOREIGN_ORIGIN", http: { status: 403 } },
          });
      },
    };
  },
};
