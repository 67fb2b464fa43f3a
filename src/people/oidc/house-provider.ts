// The house's own sign-in service (OpenID Connect Core 1.0): where to send a browser, and what its answer proves.
import * as oidc from "openid-client";

export interface House {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the service sends browsers back to. */
  redirectUri: string;
  /** Completes "Mit … anmelden". */
  label: string;
}

/** What the answer must fit. `verifier` is that of PKCE (RFC 7636). */
export interface Checks {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who signed in there, as far as the service vouches for it. */
export interface Claimed {
  issuer: string;
  subject: string;
  /** The address, if the service has verified it; asked for only when it is needed. */
  verifiedEmail(): Promise<string | null>;
}

/** expired: the code is no longer good; denied: by the person or the service; unreachable, untrusted: faults of the service. */
export type Failure = "expired" | "denied" | "unreachable" | "untrusted";
/** Its message names what failed in words of the library and the service's error code, and nothing of what was sent. */
export class HouseError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, fault: unknown) {
    const { code, message, cause } = fault as Error & { code?: string };
    const reason = cause instanceof Error ? cause.message : undefined;
    super([failure, code, answerIn(fault), message, reason].filter(Boolean).join(": "));
    this.name = "HouseError";
    this.failure = failure;
  }
}

/** The error code of RFC 6749, as it came in the body or in WWW-Authenticate. */
function answerIn(fault: unknown): string | undefined {
  const answer =
    fault instanceof oidc.WWWAuthenticateChallengeError
      ? fault.cause[0]?.parameters.error
      : (fault as { error?: string }).error;
  return answer !== undefined && /^[a-z_]{1,50}$/.test(answer) ? answer : undefined;
}

const TIMEOUT_SECONDS = 5;
/** Between the service's clock and ours. */
const TOLERANCE_SECONDS = 30;
/** How long what the service says of itself is used. */
const KNOWN_MS = 60 * 60_000;

export class HouseProvider {
  readonly house: House;
  #known: { service: Promise<oidc.Configuration>; since: number } | undefined;

  constructor(house: House) {
    this.house = house;
  }

  /** Where to send the browser. Throws HouseError. */
  async begin({ state, nonce, verifier }: Checks): Promise<URL> {
    const service = await this.#service();
    return oidc.buildAuthorizationUrl(service, {
      redirect_uri: this.house.redirectUri,
      response_type: "code",
      scope: "openid email",
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
  }

  /** Redeems the answer's code. `search` is the query with which the browser came back. Throws HouseError. */
  async finish(search: string, { state, nonce, verifier }: Checks): Promise<Claimed> {
    const service = await this.#service();
    const tokens = await oidc
      .authorizationCodeGrant(service, new URL(search, this.house.redirectUri), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      .catch(fail);
    const claims = tokens.claims()!;
    // The library does not compare the time of issue.
    if (claims.iat > Date.now() / 1000 + TOLERANCE_SECONDS)
      throw new HouseError("untrusted", new Error("issued in the future"));
    return {
      issuer: claims.iss,
      subject: claims.sub,
      verifiedEmail: async () => {
        const { userinfo_endpoint } = service.serverMetadata();
        const asked = claims.email === undefined && userinfo_endpoint !== undefined;
        return verified(
          asked ? await oidc.fetchUserInfo(service, tokens.access_token, claims.sub).catch(fail) : claims,
        );
      },
    };
  }

  /** Asked for when it is needed first, so that we start without it; a failure is not remembered. Throws HouseError. */
  #service(): Promise<oidc.Configuration> {
    const now = Date.now();
    if (this.#known && now - this.#known.since < KNOWN_MS) return this.#known.service;
    const service = this.#discover().catch((error: unknown) => {
      this.#known = undefined;
      return fail(error);
    });
    this.#known = { service, since: now };
    return service;
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.house;
    return oidc.discovery(
      new URL(issuer),
      clientId,
      { client_secret: clientSecret, [oidc.clockTolerance]: TOLERANCE_SECONDS },
      oidc.ClientSecretBasic(clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        // Signatures are checked even though TLS vouches for the sender; http is for services on this machine (config.ts).
        execute: [oidc.enableNonRepudiationChecks, ...(issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [])],
      },
    );
  }
}

/** Nothing but `true` counts: some services send the word, or leave it out. */
const verified = ({ email, email_verified }: Readonly<Record<string, unknown>>): string | null =>
  typeof email === "string" && email_verified === true ? email : null;

function fail(error: unknown): never {
  throw new HouseError(failureOf(error), error);
}

function failureOf(error: unknown): Failure {
  if (error instanceof oidc.AuthorizationResponseError)
    return /^(server_error|temporarily_unavailable)$/.test(error.error) ? "unreachable" : "denied";
  if (error instanceof oidc.ResponseBodyError) {
    if (error.status >= 500) return "unreachable";
    return error.error === "invalid_grant" ? "expired" : "untrusted";
  }
  const { name, code } = error as { name: string; code?: string };
  // fetch rejects with a TypeError when there is no connection.
  if ((name === "TypeError" && code === undefined) || code === "OAUTH_TIMEOUT") return "unreachable";
  return code === "OAUTH_RESPONSE_IS_NOT_CONFORM" ? "unreachable" : "untrusted";
}
