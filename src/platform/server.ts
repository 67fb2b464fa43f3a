// HTTP around GraphQL: one endpoint, health checks, GraphiQL from our own disk. No request leaves the house.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ApolloServer, type BaseContext } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import serveStatic from "@fastify/static";
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { drainOnClose } from "./drain.ts";
import { createFormatError } from "./graphql-errors.ts";
import { LIMITS, limitsPlugin } from "./graphql-limits.ts";
import { GRAPHIQL_HTML, GRAPHIQL_SCRIPT } from "./graphiql.ts";
import type { Logger } from "./log.ts";
import { isForeign, originPlugin, type WithOrigin } from "./origin.ts";

export interface ServerParts<Context extends BaseContext> {
  schema: GraphQLSchema;
  /** What resolvers of one request share. */
  context: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
  log: Logger;
  graphiql: boolean;
  requestsPerMinute: number;
  trustedProxies: readonly string[];
  /** Rejects when the service must not get requests. */
  ready: () => Promise<void>;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Counts against the requests a minute and address. */
    limited?: boolean;
  }
}

const BODY_BYTES = 100_000;

export async function createServer<Context extends BaseContext>(parts: ServerParts<Context>): Promise<FastifyInstance> {
  const { schema, log } = parts;
  const app = fastify({
    logger: false,
    trustProxy: parts.trustedProxies.length > 0 ? [...parts.trustedProxies] : false,
    bodyLimit: BODY_BYTES,
    requestTimeout: 30_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    http: { headersTimeout: 10_000 },
  });
  const apollo = new ApolloServer<Context & WithOrigin>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !parts.graphiql,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    parseOptions: { maxTokens: LIMITS.tokens },
    maxRecursiveSelections: true,
    executionOptions: { maxCoercionErrors: 3 },
    validationOptions: { maxErrors: 10 },
    formatError: createFormatError(log),
    stopOnTerminationSignals: false,
    logger: { debug: () => {}, info: () => {}, warn: (m) => log.warn(m), error: (m) => log.error(m) },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // We set no cache hints, and the plugin costs 39 % of Apollo's time.
      ApolloServerPluginCacheControlDisabled(),
      limitsPlugin,
      originPlugin,
    ],
  });
  // What is withdrawn, or was shown to somebody who has signed out, must not come out of a cache; files that never change say so themselves.
  app.addHook("onRequest", async (_, reply) => void reply.header("cache-control", "no-store"));
  // Browsers send text/plain to foreign servers without asking first.
  app.removeContentTypeParser("text/plain");
  await apollo.start();
  // Runs when the last request is answered; Apollo's own drain plugin would wait for this very hook.
  app.addHook("onClose", () => apollo.stop());
  drainOnClose(app);

  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // GraphiQL's editor sets styles on elements and carries its fonts inside its style sheet.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", "data:"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        formAction: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    // The service speaks plain HTTP; whoever puts TLS in front of it sets this there.
    strictTransportSecurity: false,
  });
  if (parts.requestsPerMinute > 0)
    await app.register(rateLimit, {
      max: parts.requestsPerMinute,
      timeWindow: "1 minute",
      allowList: (request) => !request.routeOptions.config.limited,
      errorResponseBuilder: (_, { ttl }) =>
        Object.assign(new Error(`Zu viele Anfragen. Bitte ${Math.ceil(ttl / 1000)} Sekunden warten.`), {
          statusCode: 429,
          code: "RATE_LIMITED",
        }),
    });

  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error, route: request.routeOptions.url }, "Fehler im HTTP-Teil");
    return reply.code(status).send(httpError(status, error));
  });
  app.setNotFoundHandler((_, reply) =>
    reply.code(404).send(errors("NOT_FOUND", "Diese Adresse gibt es nicht. Die Schnittstelle ist POST /graphql.")),
  );

  app.route({
    method: "POST",
    url: "/graphql",
    config: { limited: true },
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => ({
        ...(await parts.context(request, reply)),
        foreignOrigin: isForeign(request),
      }),
    }),
  });
  app.route({
    method: ["GET", "PUT", "DELETE", "PATCH"],
    url: "/graphql",
    config: { limited: true },
    handler: (_, reply) =>
      reply.code(405).header("allow", "POST").send(errors("METHOD_NOT_ALLOWED", "Bitte POST /graphql verwenden.")),
  });
  app.get("/livez", () => ({ status: "ok" }));
  app.get("/readyz", async (_, reply) => {
    try {
      await parts.ready();
      return { status: "ok" };
    } catch (error) {
      log.error({ err: error }, "Nicht bereit");
      return reply.code(503).send({ status: "nicht bereit" });
    }
  });
  if (parts.graphiql) await serveGraphiql(app);
  return app;
}

const errors = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

function httpError(status: number, error: Error & { code?: string }) {
  if (status === 413) return errors("REQUEST_TOO_LARGE", `Die Anfrage ist größer als ${BODY_BYTES / 1000} kB.`);
  if (status === 415) return errors("UNSUPPORTED_MEDIA_TYPE", "Die Anfrage muss application/json sein.");
  if (status === 429) return errors("RATE_LIMITED", error.message);
  if (status < 500) return errors("BAD_REQUEST", "Die Anfrage ist kein gültiges JSON.");
  return errors("INTERNAL_SERVER_ERROR", "Interner Fehler.");
}

async function serveGraphiql(app: FastifyInstance): Promise<void> {
  const resolve = createRequire(import.meta.url).resolve;
  const packageFolder = (name: string) => dirname(resolve(`${name}/package.json`));
  const files: Record<string, string> = {
    "graphiql.min.js": join(packageFolder("graphiql"), "graphiql.min.js"),
    "graphiql.min.css": join(packageFolder("graphiql"), "graphiql.min.css"),
    "react.js": join(packageFolder("react"), "umd", "react.production.min.js"),
    "react-dom.js": join(packageFolder("react-dom"), "umd", "react-dom.production.min.js"),
  };
  await app.register(serveStatic, { root: "/", serve: false });
  app.get("/", (_, reply) => reply.redirect("/graphiql"));
  app.get("/graphiql", (_, reply) => reply.type("text/html; charset=utf-8").send(GRAPHIQL_HTML));
  app.get("/graphiql/start.js", (_, reply) => reply.type("text/javascript; charset=utf-8").send(GRAPHIQL_SCRIPT));
  for (const [name, file] of Object.entries(files))
    app.get(`/graphiql/${name}`, (_, reply) => reply.sendFile(file, "/", { maxAge: 86_400_000 }));
}
