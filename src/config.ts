// Environment → one frozen Config, or every fault at once in one German message. The only file that reads the environment.
import { resolve } from "node:path";
import { z } from "zod";
import { ProblemError } from "./domain/problem.ts";
import type { DatabaseConfig } from "./platform/db.ts";

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly database: DatabaseConfig;
  /** Requests to /graphql a minute and address; 0 switches the limit off. */
  readonly requestsPerMinute: number;
  /** Addresses of the web servers in front, whose X-Forwarded-For is believed; without any, nobody's is. */
  readonly trustedProxies: readonly string[];
  /** Where the built search index lies between two starts; undefined: nowhere. */
  readonly searchIndex: string | undefined;
  /** The list of the erased: a file outside the database and its backups. */
  readonly erasedList: string;
  /** The search server; undefined: the embedded engine answers alone. */
  readonly meilisearch: { readonly url: string; readonly key: string } | undefined;
  /** Origin under which browsers reach the server, without a slash at its end; undefined: nobody told us. */
  readonly publicUrl: string | undefined;
  /** Where accounts of the house sign in; undefined: with passwords alone. */
  readonly oidc: OidcConfig | undefined;
  readonly graphiql: boolean;
  /** Session cookies over HTTP without TLS, on this machine only. */
  readonly plainSessions: boolean;
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
}

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends browsers back to. */
  readonly redirectUri: string;
  /** Completes "Mit … anmelden". */
  readonly label: string;
}

/** What the server reads, with what it means; `npm start -- --help` and the README print it. */
export const VARIABLES = {
  PORT: "Port, auf dem der Server lauscht (Vorgabe 4000)",
  HOST: "Adresse, auf der der Server lauscht (Vorgabe 127.0.0.1)",
  DATABASE_URL: "postgres://… oder sqlite:PFAD (Vorgabe sqlite:data/praxisatlas.sqlite)",
  REQUESTS_PER_MINUTE: "Anfragen je Minute und Adresse, 0 = unbegrenzt (Vorgabe 600)",
  TRUSTED_PROXIES: "Adressen der Webserver davor, mit Komma getrennt, etwa 127.0.0.1 (Vorgabe keine)",
  SEARCH_INDEX: "Datei für den fertigen Suchindex, off = nicht aufbewahren (Vorgabe: neben der Datenbank)",
  ERASED_LIST: "Liste der gelöschten Konten, nicht in der Sicherung der Datenbank (Vorgabe: neben der Datenbank)",
  MEILI_URL: "Adresse eines Meilisearch-Servers, etwa http://127.0.0.1:7700 (Vorgabe keiner: eingebaute Suche)",
  MEILI_KEY: "eingeschränkter Schlüssel für den Meilisearch-Server, siehe docs/betrieb.md",
  PUBLIC_URL:
    "eigene Adresse, wie Browser sie sehen, etwa https://atlas.beispiel.de; für Einladungslinks und OIDC (Vorgabe keine)",
  OIDC_ISSUER: "Aussteller (Issuer) des Anmeldedienstes nach OpenID Connect, siehe docs/betrieb.md (Vorgabe keiner)",
  OIDC_CLIENT_ID: "Kennung, unter der der Praxisatlas beim Anmeldedienst eingetragen ist",
  OIDC_CLIENT_SECRET: "Geheimnis dazu",
  OIDC_LABEL: "Beschriftung: „Mit … anmelden“ (Vorgabe dem Konto des Hauses)",
  GRAPHIQL: "on oder off: Oberfläche zum Ausprobieren unter /graphiql (Vorgabe on)",
  SESSION_COOKIE: "secure oder plain: ohne TLS anmelden, nur auf einer Adresse dieses Rechners (Vorgabe secure)",
  LOG_LEVEL: "silent, error, warn, info oder debug (Vorgabe warn)",
} as const;

const number = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, `muss eine ganze Zahl von ${low} bis ${high} sein`)
    .transform(Number)
    .refine((n) => n >= low && n <= high, `muss eine ganze Zahl von ${low} bis ${high} sein`);

const database = z.string().transform((text, context): DatabaseConfig => {
  if (/^postgres(ql)?:\/\/\S+$/.test(text)) return { kind: "postgres", url: text };
  const file = /^sqlite:(\/\/)?(?<path>[^?#\0]+)$/.exec(text)?.groups?.path;
  if (file) return { kind: "sqlite", file: resolve(file) };
  context.addIssue({ code: "custom", message: "muss mit postgres:// oder sqlite: beginnen" });
  return z.NEVER;
});

function isServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && `${url.protocol}//${url.host}/` === url.href;
}

/** This machine, by name or address. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/;

/** Over the network everyone could read along, and change what is read. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

/** Without credentials, question and fragment. */
function isIssuer(text: string): boolean {
  if (!isSafe(text)) return false;
  const { protocol, host, pathname } = new URL(text);
  return [pathname, pathname.replace(/\/$/, "")].some((path) => `${protocol}//${host}${path}` === text);
}

const OIDC = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
const OIDC_NEEDS = [...OIDC, "PUBLIC_URL"] as const;

const Environment = z
  .object({
    PORT: number(0, 65_535).default(4000),
    HOST: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "muss eine Adresse wie 127.0.0.1 sein")
      .default("127.0.0.1"),
    DATABASE_URL: database.default({ kind: "sqlite", file: resolve("data/praxisatlas.sqlite") }),
    REQUESTS_PER_MINUTE: number(0, 1_000_000).default(600),
    TRUSTED_PROXIES: z
      .string()
      .regex(
        /^[0-9a-fA-F.:]+(\/\d{1,3})?(, ?[0-9a-fA-F.:]+(\/\d{1,3})?)*$/,
        "muss eine Liste von Adressen wie 127.0.0.1, 10.0.0.0/8 sein",
      )
      .transform((list) => list.split(/, ?/))
      .default([]),
    SEARCH_INDEX: z
      .string()
      .regex(/^[^\0]{1,500}$/, "muss ein Dateiname oder off sein")
      .transform((path) => (path === "off" ? undefined : resolve(path)))
      .optional(),
    ERASED_LIST: z
      .string()
      .regex(/^[^\0]{1,500}$/, "muss ein Dateiname sein")
      .transform((path) => resolve(path))
      .optional(),
    MEILI_URL: z
      .string()
      .max(500)
      .refine(isServer, "muss eine Adresse wie http://127.0.0.1:7700 sein, ohne Zugangsdaten und ohne Pfad")
      .optional(),
    MEILI_KEY: z
      .string()
      .regex(/^[\x21-\x7e]{16,500}$/, "muss ein Schlüssel von 16 bis 500 Zeichen ohne Leerzeichen sein")
      .optional(),
    PUBLIC_URL: z
      .string()
      .max(300)
      .refine(
        (text) => isServer(text) && isSafe(text),
        "muss eine Adresse wie https://atlas.beispiel.de sein, ohne Pfad; http geht nur auf diesem Rechner",
      )
      .transform((text) => new URL(text).origin)
      .optional(),
    OIDC_ISSUER: z
      .string()
      .max(500)
      .refine(
        isIssuer,
        "muss eine Adresse wie https://anmeldung.beispiel.de/realms/haus sein; http geht nur auf diesem Rechner",
      )
      .optional(),
    OIDC_CLIENT_ID: z
      .string()
      .regex(/^[\x21-\x7e]{1,300}$/, "muss eine Kennung von 1 bis 300 Zeichen ohne Leerzeichen sein")
      .optional(),
    OIDC_CLIENT_SECRET: z
      .string()
      .regex(/^[\x21-\x7e]{16,500}$/, "muss ein Geheimnis von 16 bis 500 Zeichen ohne Leerzeichen sein")
      .optional(),
    OIDC_LABEL: z
      .string()
      .regex(/^[^\p{C}]{1,60}$/u, "muss ein Text von 1 bis 60 Zeichen sein")
      .default("dem Konto des Hauses"),
    GRAPHIQL: z.enum(["on", "off"], "muss on oder off sein").default("on"),
    SESSION_COOKIE: z.enum(["secure", "plain"], "muss secure oder plain sein").default("secure"),
    LOG_LEVEL: z
      .enum(["silent", "error", "warn", "info", "debug"], "muss silent, error, warn, info oder debug sein")
      .default("warn"),
  })
  .check(({ value, issues }) => {
    // Over the network everyone could read along.
    if (value.SESSION_COOKIE === "plain" && !LOOPBACK.test(value.HOST))
      issues.push({
        code: "custom",
        input: value,
        path: ["SESSION_COOKIE"],
        message: "darf nur plain sein, wenn HOST eine Adresse dieses Rechners wie 127.0.0.1 ist",
      });
    // One without the other would silently search without the server.
    for (const [given, missing] of [
      ["MEILI_URL", "MEILI_KEY"],
      ["MEILI_KEY", "MEILI_URL"],
    ] as const)
      if (value[given] && !value[missing] && issues.length === 0)
        issues.push({ code: "custom", input: value, path: [missing], message: `fehlt, denn ${given} ist gesetzt` });
    // Half a configuration would silently offer passwords alone.
    const given = OIDC.find((name) => value[name]);
    if (given && issues.length === 0)
      for (const missing of OIDC_NEEDS.filter((name) => !value[name]))
        issues.push({ code: "custom", input: value, path: [missing], message: `fehlt, denn ${given} ist gesetzt` });
  });

/** Beside the SQLite file, or in data/ where the database is elsewhere. */
const besideOf = (database: DatabaseConfig, what: string) =>
  `${database.kind === "sqlite" ? database.file.replace(/\.sqlite$/, "") : resolve("data/praxisatlas")}.${what}`;

const oidcOf = (e: z.infer<typeof Environment>): OidcConfig | undefined =>
  e.OIDC_ISSUER && e.OIDC_CLIENT_ID && e.OIDC_CLIENT_SECRET && e.PUBLIC_URL
    ? Object.freeze({
        issuer: e.OIDC_ISSUER,
        clientId: e.OIDC_CLIENT_ID,
        clientSecret: e.OIDC_CLIENT_SECRET,
        redirectUri: `${e.PUBLIC_URL}/oidc/callback`,
        label: e.OIDC_LABEL,
      })
    : undefined;

/** Empty variables count as unset. Throws ProblemError that names each wrong variable, never its value. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, env[name] || undefined]));
  const result = Environment.safeParse(given);
  if (!result.success)
    throw new ProblemError(
      result.error.issues.map((issue) => ({
        code: "INVALID_ENVIRONMENT",
        path: [String(issue.path[0])],
        message: `Die Umgebungsvariable ${String(issue.path[0])} ${issue.message}.`,
      })),
    );
  const e = result.data;
  return Object.freeze({
    host: e.HOST,
    port: e.PORT,
    database: e.DATABASE_URL,
    requestsPerMinute: e.REQUESTS_PER_MINUTE,
    trustedProxies: e.TRUSTED_PROXIES,
    searchIndex: given.SEARCH_INDEX ? e.SEARCH_INDEX : besideOf(e.DATABASE_URL, "search-index"),
    erasedList: e.ERASED_LIST ?? besideOf(e.DATABASE_URL, "erased"),
    meilisearch: e.MEILI_URL && e.MEILI_KEY ? Object.freeze({ url: e.MEILI_URL, key: e.MEILI_KEY }) : undefined,
    publicUrl: e.PUBLIC_URL,
    oidc: oidcOf(e),
    graphiql: e.GRAPHIQL === "on",
    plainSessions: e.SESSION_COOKIE === "plain",
    logLevel: e.LOG_LEVEL,
  });
}
