// The cookies we set: the session's, and one while somebody signs in elsewhere. Values are base64url, so nothing needs to be encoded.

const ATTRIBUTES = "Path=/; HttpOnly; SameSite=Lax";

/** Without a `seconds` it goes when the browser is closed. `plain`: over HTTP without TLS, for trying things out on one's own machine. */
export class Cookie {
  readonly #name: string;
  readonly #attributes: string;
  readonly #age: string;
  constructor(plain: boolean, name = "praxisatlas", seconds?: number) {
    // `__Host-` makes browsers insist on Secure, on this host alone, and on the whole site (RFC 6265bis).
    this.#name = plain ? name : `__Host-${name}`;
    this.#attributes = plain ? ATTRIBUTES : `${ATTRIBUTES}; Secure`;
    this.#age = seconds === undefined ? "" : `Max-Age=${seconds}; `;
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

  /** For Set-Cookie. */
  set = (token: string) => `${this.#name}=${token}; ${this.#age}${this.#attributes}`;
  clear = () => `${this.#name}=; Max-Age=0; ${this.#attributes}`;
}
