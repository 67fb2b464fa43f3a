// The connection to Meilisearch: always with a time-out, never compressed, and every failure as one kind of error.
import { Meilisearch, MeilisearchApiError, MeilisearchRequestError, MeilisearchRequestTimeOutError } from "meilisearch";
import { EngineFault } from "../engine-fault.ts";

export type { Meilisearch, MultiSearchParams, MultiSearchQuery, Settings } from "meilisearch";

export interface MeilisearchConnection {
  url: string;
  /** May do with our indexes what docs/betrieb.md lists, and nothing else. */
  key: string;
}

/** `timeout` in milliseconds, for each request until its last byte. */
export const connect = ({ url, key }: MeilisearchConnection, timeout: number): Meilisearch =>
  new Meilisearch({
    host: url,
    apiKey: key,
    timeout,
    // Compressed answers arrive in small writes and wait some 40 ms for each other. A redirect is no answer of Meilisearch.
    requestInit: { headers: { "Accept-Encoding": "identity" }, redirect: "error" },
  });

/** Throws EngineFault for whatever goes wrong with a request, without the client's errors: they hold what was sent. */
export async function asked<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): unknown {
  if (error instanceof MeilisearchApiError) {
    const code = error.cause?.code;
    return new EngineFault("refused", {
      status: error.response.status,
      code: typeof code === "string" && /^[a-z_]{1,64}$/.test(code) ? code : null,
    });
  }
  if (error instanceof MeilisearchRequestError)
    return new EngineFault(error.cause instanceof MeilisearchRequestTimeOutError ? "timeout" : "unreachable");
  return error instanceof SyntaxError ? new EngineFault("unreadable") : error;
}

/** Throws EngineFault unless an answer looks as it must. */
export function expectAnswer(looksRight: boolean): asserts looksRight {
  if (!looksRight) throw new EngineFault("unreadable");
}

/** Slugs, and nothing that could mean something in an address. Throws RangeError; the wrong id is not repeated. */
export function checkedIds(ids: readonly string[]): string[] {
  if (!ids.every((id) => /^[A-Za-z0-9_-]{1,80}$/.test(id)))
    throw new RangeError("Das ist keine Kennung eines Beispiels.");
  return [...ids];
}

/** Names of indexes stand in addresses. Throws RangeError. */
export function checkedIndex(uid: string, prefix: string): string {
  if (!uid.startsWith(prefix) || !/^[A-Za-z0-9_]{1,100}$/.test(uid))
    throw new RangeError("Das ist kein Name eines unserer Indizes.");
  return uid;
}
