// Names that were erased with an account, closed with a key that only the account has: to be read where an older backup brings it back.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { AccountRow } from "../people/people.entity.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Holder = Pick<AccountRow, "id" | "sealKey">;
const keyOf = ({ id, sealKey }: Holder) => createHash("sha256").update(`${sealKey}\0${id}`).digest();

export function sealNames(account: Holder, names: readonly string[]): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(account), nonce, { authTagLength: TAG_BYTES });
  const closed = Buffer.concat([cipher.update(JSON.stringify(names), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString("base64url");
}

/** Null where another key closed it: the backup is older than the account's key. */
export function openNames(account: Holder, sealed: string): string[] | null {
  const bytes = Buffer.from(sealed, "base64url");
  const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  try {
    const cipher = createDecipheriv(CIPHER, keyOf(account), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return JSON.parse(cipher.update(text, undefined, "utf8") + cipher.final("utf8"));
  } catch {
    return null;
  }
}
