// Secrets that we hand out: 256 random bits, of which we keep only the SHA-256.
import { createHash, randomBytes } from "node:crypto";

export const newToken = () => randomBytes(32).toString("base64url");

/** Null for what `newToken` cannot have made. */
export const hashOf = (token: string): string | null =>
  /^[A-Za-z0-9_-]{43}$/.test(token) ? createHash("sha256").update(token).digest("base64url") : null;
