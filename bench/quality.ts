// npm run bench:search: how well the search answers the golden questions and the collection's own keyword index.
import "reflect-metadata";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { theCollection } from "../test/support/app.ts";
import { Misses } from "./misses.ts";
import {
  goldenQuestions,
  judge,
  judgeKeyword,
  keywordQuestions,
  meansOf,
  type Judged,
} from "../test/support/golden.ts";

const folder = mkdtempSync(join(tmpdir(), "praxisatlas_quality_"));
const config = readConfig({ LOG_LEVEL: "silent", DATABASE_URL: `sqlite:${join(folder, "quality.sqlite")}` });
/** The questions were first written for the collection of 2013; `--all` asks the whole catalogue. */
const asked = process.argv.includes("--all") ? "catalogue" : "collection";
const app = await createApp(config, { seeds: asked === "catalogue" ? "seeds" : theCollection() });
const misses = new Misses(app);

const judged: Judged[] = [];
for (const question of goldenQuestions(asked)) judged.push(await judge(app, question));
const row = (name: string, some: readonly Judged[]) => {
  const { questions, recall5, recall10, mrr } = meansOf(some);
  return `| ${name} | ${questions} | ${recall5.toFixed(3)} | ${recall10.toFixed(3)} | ${mrr.toFixed(3)} |`;
};
console.log("| Fragen | Zahl | recall@5 | recall@10 | MRR |\n|---|---|---|---|---|");
for (const split of ["tune", "test"])
  console.log(
    row(
      split,
      judged.filter((j) => j.split === split),
    ),
  );
for (const kind of new Set(judged.map((j) => j.kind)))
  console.log(
    row(
      kind,
      judged.filter((j) => j.kind === kind),
    ),
  );

console.log("\nVerfehlt:");
for (const { question, kind, expect, found, total } of judged) {
  const missed = expect.filter((slug) => !found.includes(slug));
  const reasons = (await misses.reasons(question, missed)).join(", ");
  if (missed.length > 0) console.log(`- „${question}“ (${kind}, ${total} Treffer): ${reasons}`);
  if (expect.length === 0 && total > 0) console.log(`- „${question}“ (${kind}): ${total} Treffer, obwohl nichts passt`);
}

const keywords = [];
for (const keyword of await keywordQuestions(app)) keywords.push(await judgeKeyword(app, keyword));
const mean = keywords.reduce((sum, j) => sum + j.recall10, 0) / keywords.length;
console.log(`\nStichwortverzeichnis: ${keywords.length} Stichwörter, recall@10 ${mean.toFixed(3)}`);
for (const { slug, keyword, missed, total } of keywords) {
  if (missed.length === 0) continue;
  const reasons = (await misses.reasons(keyword, missed)).join(", ");
  const sharing = await misses.sharing(slug);
  const many = sharing > 10 ? `, mehr als zehn Beispiele tragen das Stichwort: ${sharing}` : "";
  console.log(`- ${keyword} (${total} Treffer${many}): ${reasons}`);
}

await app.close();
rmSync(folder, { recursive: true });
