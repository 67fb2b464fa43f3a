// The one cookie we set: the session's. Its value is base64url, so nothing needs to be encoded.

/** `__Host-` makes browsers insist on Secure, on this host alone, and on the whole site (RFC 6265bis). */
const NAME = "__Host-praxisatlas";
const PLAIN_NAME = "praxisatlas";
const ATTRIBUTES = "Path=/; HttpOnly; SameSite=Lax";

/** `plain`: over HTTP without TLS, for trying things out on one's own machine. */
export class SessionCookie {
  readonly #name: string;
  readonly #attributes: string;
  constructor(plain: boolean) {
    this.#name = plain ? PLAIN_NAME : NAME;
    this.#attributes = plain ? ATTRIBUTES : `${ATTRIBUTES}; Secure`;
  }

  /** Its value in a request's Cookie header. Two of the same name are nobody's. */
  read(header = ""): string | undefined {
    const values = header
      .split(";")
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${this.#name}=`))
      .map((pair) => pair.slice(this.#name.length + 1));
    return values.length === 1 ? values[0] : undefined;
  }

  /** For Set-Cookie. Without Max-Age it goes when the browser is closed. */
  set = (token: string) => `${this.#name}=${token}; ${this.#attributes}`;
  clear = () => `${this.#name}=; Max-Age=0; ${this.#attributes}`;
}
