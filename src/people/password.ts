// Passwords: scrypt with the parameters that OWASP names (Password Storage Cheat Sheet), two at a time, a short queue.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { problem, type Problem } from "../domain/problem.ts";

/** 128 MiB and about a third of a second each. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
const AT_ONCE = 2;
const WAITING = 8;
const MIN = 12;
const MAX = 200;

let running = 0;
const waiting: (() => void)[] = [];

/** Throws ProblemError when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING)
      throw problem(
        "TOO_MANY_ATTEMPTS",
        [],
        "Gerade melden sich sehr viele an. Bitte in einer Minute noch einmal versuchen.",
      );
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    // Whoever is next takes over this place.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const derive = (password: string, salt: Buffer) =>
  inTurn(
    () =>
      new Promise<Buffer>((resolve, reject) =>
        scrypt(password.normalize("NFKC"), salt, 32, { ...COST, maxmem: 256 * 2 ** 20 }, (error, key) =>
          error ? reject(error) : resolve(key),
        ),
      ),
  );

/** "scrypt-17-8-1:salt:key", both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return ["scrypt-17-8-1", salt.toString("base64url"), key.toString("base64url")].join(":");
}

/** As slow for `null` (nobody's hash) as for a real one, and then false. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, salt = "", key = ""] = hash?.split(":") ?? [];
  const expected = Buffer.from(key, "base64url");
  const actual = await derive(password.slice(0, MAX), Buffer.from(salt, "base64url"));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** What is wrong with a password that someone chooses. */
export function passwordProblems(password: string, email: string): Problem[] {
  const path = ["password"];
  const length = [...password].length;
  if (length < MIN || length > MAX)
    return [{ code: "PASSWORD_LENGTH", path, message: `Das Passwort muss ${MIN} bis ${MAX} Zeichen haben.` }];
  const name = email.split("@")[0]!;
  // A shorter name stands in many words.
  const hasName = name.length >= 4 && password.toLowerCase().includes(name);
  if (hasName || new Set(password).size < 5) {
    const message =
      "Dieses Passwort ist zu leicht zu erraten. Bitte mehr verschiedene Zeichen nehmen, und nicht die Adresse.";
    return [{ code: "PASSWORD_WEAK", path, message }];
  }
  return [];
}
