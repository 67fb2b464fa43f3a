// The environment: what is read, what happens when it is wrong, and that no value of it is repeated.
import { resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { readConfig, VARIABLES } from "../../src/config.ts";
import { ProblemError } from "../../src/domain/problem.ts";

function faults(env: Record<string, string>): ProblemError {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    return error as ProblemError;
  }
  throw new Error("Die Umgebung wurde angenommen.");
}

const DEFAULTS = {
  host: "127.0.0.1",
  port: 4000,
  database: { kind: "sqlite", file: resolve("data/praxisatlas.sqlite") },
  requestsPerMinute: 600,
  erasedList: resolve("data/praxisatlas.erased"),
  meilisearch: undefined,
  publicUrl: undefined,
  oidc: undefined,
  graphiql: true,
  plainSessions: false,
  logLevel: "warn",
};

it("has a default for everything, and reads only its own variables", () => {
  expect(readConfig({})).toMatchObject(DEFAULTS);
  expect(readConfig({ PATH: "/bin", NODE_ENV: "production", port: "1" })).toEqual(readConfig({}));
});

it("treats an empty variable as unset", () => {
  const empty = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, ""]));
  expect(readConfig(empty)).toEqual(readConfig({}));
});

it("reads every variable", () => {
  expect(
    readConfig({
      HOST: "0.0.0.0",
      PORT: "8080",
      DATABASE_URL: "postgres://atlas:geheim@db.example:5432/atlas",
      REQUESTS_PER_MINUTE: "0",
      ERASED_LIST: "/mnt/liste",
      TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8",
      MEILI_URL: "https://suche.example:7700/",
      MEILI_KEY: "geheimgeheimgeheim",
      PUBLIC_URL: "https://atlas.example/",
      OIDC_ISSUER: "https://anmeldung.example/realms/haus",
      OIDC_CLIENT_ID: "praxisatlas",
      OIDC_CLIENT_SECRET: "geheimgeheimgeheim",
      OIDC_LABEL: "dem Konto der Stadt",
      GRAPHIQL: "off",
      SESSION_COOKIE: "secure",
      LOG_LEVEL: "debug",
    }),
  ).toMatchObject({
    host: "0.0.0.0",
    port: 8080,
    database: { kind: "postgres", url: "postgres://atlas:geheim@db.example:5432/atlas" },
    requestsPerMinute: 0,
    erasedList: "/mnt/liste",
    trustedProxies: ["127.0.0.1", "10.0.0.0/8"],
    meilisearch: { url: "https://suche.example:7700/", key: "geheimgeheimgeheim" },
    publicUrl: "https://atlas.example",
    oidc: {
      issuer: "https://anmeldung.example/realms/haus",
      clientId: "praxisatlas",
      clientSecret: "geheimgeheimgeheim",
      redirectUri: "https://atlas.example/oidc/callback",
      label: "dem Konto der Stadt",
    },
    graphiql: false,
    plainSessions: false,
    logLevel: "debug",
  });
});

test.each([
  ["sqlite:data/x.sqlite", { kind: "sqlite", file: resolve("data/x.sqlite") }],
  ["sqlite:///var/lib/x.sqlite", { kind: "sqlite", file: "/var/lib/x.sqlite" }],
  ["sqlite:/var/lib/x.sqlite", { kind: "sqlite", file: "/var/lib/x.sqlite" }],
  ["postgresql://db/atlas", { kind: "postgres", url: "postgresql://db/atlas" }],
])("DATABASE_URL may be %s", (url, database) => {
  expect(readConfig({ DATABASE_URL: url }).database).toEqual(database);
});

test.each(["0", "65535"])("PORT may be %s", (port) => expect(readConfig({ PORT: port }).port).toBe(Number(port)));
test.each(["::1", "localhost", "db-1.intern"])("HOST may be %s", (host) =>
  expect(readConfig({ HOST: host }).host).toBe(host),
);

test.each(["https://atlas.example:8443", "http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000"])(
  "PUBLIC_URL may be %s",
  (url) => expect(readConfig({ PUBLIC_URL: url }).publicUrl).toBe(url),
);

const HOUSE = {
  PUBLIC_URL: "https://atlas.example",
  OIDC_ISSUER: "https://anmeldung.example",
  OIDC_CLIENT_ID: "praxisatlas",
  OIDC_CLIENT_SECRET: "geheimgeheimgeheim",
};

test.each([
  "https://anmeldung.example",
  "https://anmeldung.example/",
  "https://anmeldung.example:8443/realms/haus",
  "https://anmeldung.example/tenant/v2.0/",
  "http://127.0.0.1:8080/realms/haus",
])("OIDC_ISSUER may be %s, and stays as it is", (issuer) =>
  expect(readConfig({ ...HOUSE, OIDC_ISSUER: issuer }).oidc).toMatchObject({ issuer, label: "dem Konto des Hauses" }),
);

it.each(Object.keys(HOUSE))("OIDC without %s is a mistake that names it", (missing) => {
  const { problems, message } = faults({ ...HOUSE, [missing]: "" });
  expect(problems).toMatchObject([{ code: "INVALID_ENVIRONMENT", path: [missing] }]);
  expect(message).toMatch(new RegExp(`^Die Umgebungsvariable ${missing} fehlt, denn OIDC_[A-Z_]+ ist gesetzt\\.$`));
});

const OWN = "muss eine Adresse wie https://atlas.beispiel.de sein, ohne Pfad; http geht nur auf diesem Rechner";
const ISSUER = "muss eine Adresse wie https://anmeldung.beispiel.de/realms/haus sein; http geht nur auf diesem Rechner";
const SERVER = "muss eine Adresse wie http://127.0.0.1:7700 sein, ohne Zugangsdaten und ohne Pfad";

it.each([
  ["MEILI_URL", "http://suche:7700", "MEILI_KEY"],
  ["MEILI_KEY", "geheimgeheimgeheim", "MEILI_URL"],
])("%s alone is a mistake that names what is missing", (name, value, missing) => {
  const { problems, message } = faults({ [name]: value });
  expect(problems).toMatchObject([{ code: "INVALID_ENVIRONMENT", path: [missing] }]);
  expect(message).toBe(`Die Umgebungsvariable ${missing} fehlt, denn ${name} ist gesetzt.`);
});

describe("a wrong value is refused by the name of its variable", () => {
  test.each([
    ["PORT", "65536", "muss eine ganze Zahl von 0 bis 65535 sein"],
    ["PORT", "-1", "muss eine ganze Zahl von 0 bis 65535 sein"],
    ["PORT", "80a", "muss eine ganze Zahl von 0 bis 65535 sein"],
    ["PORT", "4e3", "muss eine ganze Zahl von 0 bis 65535 sein"],
    ["PORT", " 4000", "muss eine ganze Zahl von 0 bis 65535 sein"],
    ["REQUESTS_PER_MINUTE", "1000001", "muss eine ganze Zahl von 0 bis 1000000 sein"],
    ["REQUESTS_PER_MINUTE", "1.5", "muss eine ganze Zahl von 0 bis 1000000 sein"],
    ["HOST", "http://x/", "muss eine Adresse wie 127.0.0.1 sein"],
    ["GRAPHIQL", "yes", "muss on oder off sein"],
    ["MEILI_URL", "suche:7700", SERVER],
    ["MEILI_URL", "ftp://suche", SERVER],
    ["MEILI_URL", "http://name:geheim@suche:7700", SERVER],
    ["MEILI_URL", "http://suche:7700/indexes", SERVER],
    ["MEILI_KEY", "geheim geheim geheim", "muss ein Schlüssel von 16 bis 500 Zeichen ohne Leerzeichen sein"],
    ["MEILI_KEY", "geheim", "muss ein Schlüssel von 16 bis 500 Zeichen ohne Leerzeichen sein"],
    ["PUBLIC_URL", "http://atlas.example", OWN],
    ["PUBLIC_URL", "https://atlas.example/pfad", OWN],
    ["PUBLIC_URL", "https://name:geheim@atlas.example", OWN],
    ["PUBLIC_URL", "http://127.0.0.1.boese.example", OWN],
    ["OIDC_ISSUER", "http://anmeldung.example", ISSUER],
    ["OIDC_ISSUER", "http://localhost.boese.example", ISSUER],
    ["OIDC_ISSUER", "https://name:geheim@anmeldung.example", ISSUER],
    ["OIDC_ISSUER", "https://anmeldung.example/?haus=1", ISSUER],
    ["OIDC_ISSUER", "https://anmeldung.example/#haus", ISSUER],
    ["OIDC_ISSUER", "anmeldung.example", ISSUER],
    ["OIDC_CLIENT_ID", "mit leer", "muss eine Kennung von 1 bis 300 Zeichen ohne Leerzeichen sein"],
    ["OIDC_CLIENT_SECRET", "geheim", "muss ein Geheimnis von 16 bis 500 Zeichen ohne Leerzeichen sein"],
    ["OIDC_LABEL", "a\nb", "muss ein Text von 1 bis 60 Zeichen sein"],
    ["LOG_LEVEL", "WARN", "muss silent, error, warn, info oder debug sein"],
    ["DATABASE_URL", "mysql://root:geheim@db/atlas", "muss mit postgres:// oder sqlite: beginnen"],
    ["DATABASE_URL", "postgres://", "muss mit postgres:// oder sqlite: beginnen"],
    ["DATABASE_URL", "sqlite:x?mode=memory", "muss mit postgres:// oder sqlite: beginnen"],
    ["DATABASE_URL", "sqlite:", "muss mit postgres:// oder sqlite: beginnen"],
  ])("%s=%s", (name, value, message) => {
    const error = faults({ [name]: value });
    expect(error.message).toBe(`Die Umgebungsvariable ${name} ${message}.`);
    expect(error.problems).toMatchObject([{ code: "INVALID_ENVIRONMENT", path: [name] }]);
  });

  it("all of them in one message, none with its value", () => {
    const names = [
      "PORT",
      "HOST",
      "DATABASE_URL",
      "REQUESTS_PER_MINUTE",
      "TRUSTED_PROXIES",
      "MEILI_URL",
      "GRAPHIQL",
      "LOG_LEVEL",
    ];
    const error = faults(Object.fromEntries(names.map((name) => [name, `§ geheim-${name.toLowerCase()}`])));
    expect(error.problems.map(({ path }) => path[0]).toSorted()).toEqual(names.toSorted());
    expect(error.message.split("\n")).toHaveLength(names.length);
    expect(JSON.stringify(error.problems) + error.message + error.stack).not.toContain("geheim");
  });
});

it("cannot be changed afterwards", () => {
  const config = readConfig({}) as { port: number };
  expect(() => (config.port = 1)).toThrow(TypeError);
});

it("lets people sign in without TLS only where nobody else can read along", () => {
  for (const HOST of ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
    expect(readConfig({ HOST, SESSION_COOKIE: "plain" }).plainSessions).toBe(true);
  for (const HOST of ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example"])
    expect(faults({ HOST, SESSION_COOKIE: "plain" }).problems).toEqual([
      expect.objectContaining({ path: ["SESSION_COOKIE"] }),
    ]);
});
