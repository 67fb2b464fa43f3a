// What the index rests on besides the examples: this program, the closed lists and word lists, the law in force.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

const PROGRAM = fileURLToPath(new URL("..", import.meta.url));

/** Differs whenever a kept index may differ from a new one. */
export function indexRules(seeds: string, { provisions }: Vocabulary, today: string): string {
  const hash = createHash("sha256");
  for (const folder of [PROGRAM, join(seeds, "vocabulary")])
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (/\.(js|ts|yaml)$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  const begun = provisions.all.filter(({ validFrom }) => validFrom <= today).length;
  const ended = provisions.all.filter(({ validTo }) => validTo !== null && validTo < today).length;
  return hash.update(`${begun} ${ended}`).digest("hex");
}
