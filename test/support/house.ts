// The house's sign-in service for tests, over loopback HTTP: a real one (oidc-provider), and one that signs whatever it is told.
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { LightMyRequestResponse } from "fastify";
import Provider from "oidc-provider";
import type { TestApp } from "./app.ts";
import { COOKIE } from "./people.ts";

export const PUBLIC_URL = "https://atlas.beispiel.example";
const CALLBACK = `${PUBLIC_URL}/oidc/callback`;
const CLIENT = { client_id: "praxisatlas", client_secret: "ein-geheimnis-der-einrichtung" };
export const PENDING_COOKIE = "__Host-praxisatlas-oidc";

/** What the application needs to know of a service. */
export const envOf = (issuer: string) => ({
  PUBLIC_URL,
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.client_id,
  OIDC_CLIENT_SECRET: CLIENT.client_secret,
});

interface Service {
  issuer: string;
  /** Stops listening, and listens again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

async function aService(listener: (issuer: string) => RequestListener): Promise<Service> {
  let server: Server;
  const listen = (port: number, handle: RequestListener) => {
    server = createServer((request, response) => handle(request, response));
    return new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  };
  let handle: RequestListener = (_, response) => response.end();
  await listen(0, (request, response) => handle(request, response));
  const { port } = server!.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  handle = listener(issuer);
  return {
    issuer,
    start: () => listen(port, handle),
    stop: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwkOf = (key: KeyObject) => ({ ...key.export({ format: "jwk" }), kid: "haus", use: "sig", alg: "RS256" });

export interface HousePerson {
  email?: string;
  email_verified?: boolean;
}
export interface RealHouse extends Service {
  people: Record<string, HousePerson>;
  /** Who sits in front of the browser; null: somebody who says no. */
  person: string | null;
}

/** A certified provider. It puts addresses into its userinfo endpoint alone, as the standard has it for the code flow. */
export async function aHouse(): Promise<RealHouse> {
  const { privateKey } = rsa();
  const house = { people: {}, person: null } as unknown as RealHouse;
  const service = await aService((issuer) => {
    const provider = new Provider(issuer, {
      clients: [{ ...CLIENT, redirect_uris: [CALLBACK] }],
      jwks: { keys: [jwkOf(privateKey)] },
      cookies: { keys: ["fuer-die-tests"] },
      claims: { openid: ["sub"], email: ["email", "email_verified"] },
      ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, ...house.people[id] }),
      }),
      loadExistingGrant: async ({ oidc }: { oidc: { session: { accountId: string } } }) => {
        const grant = new provider.Grant({ clientId: CLIENT.client_id, accountId: oidc.session.accountId });
        grant.addOIDCScope("openid email");
        await grant.save();
        return grant;
      },
    });
    const handle = provider.callback();
    return (request, response) => {
      if (!request.url!.startsWith("/interaction/")) return handle(request, response);
      const result = house.person ? { login: { accountId: house.person } } : { error: "access_denied" };
      return void provider.interactionFinished(request, response, result);
    };
  });
  return Object.assign(house, service);
}

export interface ForgingHouse extends Service {
  /** Claims of the next ID token, over those of a good one; undefined leaves one out. */
  claims: Record<string, unknown>;
  /** How the next ID token is signed. */
  signature: "own key" | "another key" | "none" | "client secret";
  /** The nonce that the sign-in asked for; `theAnswer` sets it. */
  nonce: string;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Gives out an ID token for any code, as `claims` and `signature` say. */
export async function aForgingHouse(): Promise<ForgingHouse> {
  const [own, other] = [rsa(), rsa()];
  const house = { claims: {}, signature: "own key", nonce: "" } as unknown as ForgingHouse;
  const service = await aService((issuer) => (request, response) => {
    const documents: Record<string, () => object> = {
      "/.well-known/openid-configuration": () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        // As some services have it; none of it must make us take less than a signature.
        id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
      }),
      "/jwks": () => ({ keys: [jwkOf(own.publicKey)] }),
      "/token": () => ({ access_token: "zugang", token_type: "Bearer", id_token: idToken(issuer) }),
    };
    response.setHeader("content-type", "application/json").end(JSON.stringify(documents[request.url!]!()));
  });

  function idToken(issuer: string): string {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: issuer, aud: CLIENT.client_id, sub: "petra", nonce: house.nonce, iat: now, exp: now + 300 };
    const alg = { none: "none", "client secret": "HS256" }[house.signature as string] ?? "RS256";
    const signed = `${base64({ alg, kid: "haus" })}.${base64({ ...good, ...house.claims })}`;
    if (alg === "none") return `${signed}.`;
    if (alg === "HS256")
      return `${signed}.${createHmac("sha256", CLIENT.client_secret).update(signed).digest("base64url")}`;
    const { privateKey } = house.signature === "own key" ? own : other;
    return `${signed}.${createSign("sha256").update(signed).sign(privateKey, "base64url")}`;
  }
  return Object.assign(house, service);
}

/** Name → value, over everything that was set. */
export type Jar = Map<string, string>;

function keep(jar: Jar, set: string | string[] | undefined): void {
  for (const [, name, value] of [set ?? []].flat().map((one) => /^([^=]+)=([^;]*)/.exec(one)!))
    if (value) jar.set(name!, value);
    else jar.delete(name!);
}
export const cookieOfJar = (jar: Jar) => [...jar].map((pair) => pair.join("=")).join("; ");

/** A browser's request to the application. */
export async function browse(app: TestApp, jar: Jar, url: string, form?: Record<string, string>) {
  const response = await app.server.inject({
    method: form ? "POST" : "GET",
    url: url.replace(PUBLIC_URL, ""),
    headers: {
      host: new URL(PUBLIC_URL).host,
      cookie: cookieOfJar(jar),
      ...(form ? { "content-type": "application/x-www-form-urlencoded", origin: PUBLIC_URL } : {}),
    },
    ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
  });
  keep(jar, response.headers["set-cookie"]);
  return response;
}

/** From /oidc/start through the real service; the address with which the browser comes back. */
export async function throughHouse(app: TestApp, jar: Jar, start = "/oidc/start"): Promise<string> {
  let url = String((await browse(app, jar, start)).headers.location);
  const theirs: Jar = new Map();
  for (let hops = 0; !url.startsWith(CALLBACK); hops++) {
    if (hops > 10) throw new Error(`Der Anmeldedienst schickt im Kreis: ${url}`);
    const response = await fetch(url, { redirect: "manual", headers: { cookie: cookieOfJar(theirs) } });
    keep(theirs, response.headers.getSetCookie());
    url = new URL(response.headers.get("location") ?? (await complain(response)), url).href;
  }
  return url;
}

const complain = async (response: Response): Promise<never> => {
  throw new Error(`Der Anmeldedienst antwortet ${response.status}: ${(await response.text()).slice(0, 500)}`);
};

/** From /oidc/start as if the forging service had answered at once. */
export async function theAnswer(app: TestApp, jar: Jar, house: ForgingHouse, start = "/oidc/start"): Promise<string> {
  const asked = new URL(String((await browse(app, jar, start)).headers.location)).searchParams;
  house.nonce = asked.get("nonce")!;
  return `${CALLBACK}?${new URLSearchParams({ code: "irgendeiner", state: asked.get("state")! })}`;
}

/** Who is signed in with what the browser has. */
export async function viewerOf(app: TestApp, jar: Jar): Promise<string | null> {
  const headers = { "content-type": "application/json", cookie: cookieOfJar(jar) };
  return (await app.post({ query: "{ viewer { id } }" }, headers)).json().data.viewer?.id ?? null;
}

/** What a refusal says to people, without the markup around it. */
export const saidIn = ({ body }: LightMyRequestResponse): string =>
  /role="alert">(.*?)<\/div>/s.exec(body)?.[1]!.replace(/<[^>]+>/g, "") ?? "";

export const hasSession = (jar: Jar) => jar.has(COOKIE);
