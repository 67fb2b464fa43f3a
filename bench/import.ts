// npm run bench:import: precision and recall of the questionnaire reader over the 36 forms of 2013, field by field, and every miss.
import { readSeeds } from "../src/catalogue/seed-files.ts";
import { CONFIDENCE } from "../src/imports/imported-draft.ts";
import { importListsOf } from "../src/imports/import-lists.ts";
import {
  compareAll,
  FIELDS,
  formsAreHere,
  precision,
  recall,
  sum,
  type CaseResult,
} from "../test/support/import-quality.ts";

const HELP = `Aufruf: npm run bench:import -- [--misses=tune|test|all]

Liest die 36 Bögen der Sammlung von 2013 und vergleicht jeden Entwurf mit dem Beispiel, das Menschen daraus gemacht haben.
Die Bögen liegen nicht im Projekt, sondern in ../shared/sources; ohne sie misst der Lauf nichts. Ohne --misses nennt er die Fehler
der Hälfte, an der die Regeln entstanden sind.`;

const [option = "--misses=tune"] = process.argv.slice(2);
const shown = /^--misses=(tune|test|all)$/.exec(option)?.[1];
if (!shown) {
  console.log(HELP);
  process.exitCode = option === "--help" ? 0 : 1;
} else if (!formsAreHere) console.log("Übersprungen: Die Bögen (../shared/sources) sind nicht da.");
else {
  const { lists, examples } = readSeeds("seeds");
  const results = compareAll(examples, importListsOf(lists));
  const two = (n: number) => n.toFixed(2);
  const cells = (some: readonly CaseResult[], field: (typeof FIELDS)[number]) => {
    const score = sum(some.map(({ scores }) => scores[field]));
    return `${two(precision(score))} | ${two(recall(score))} | ${score.right + score.missing}`;
  };
  console.log("| Feld | P alle | R alle | Fakten | P tune | R tune | Fakten | P test | R test | Fakten |");
  console.log("|---|---|---|---|---|---|---|---|---|---|");
  for (const field of FIELDS) {
    const halves = (["tune", "test"] as const).map((half) =>
      cells(
        results.filter(({ split }) => split === half),
        field,
      ),
    );
    console.log(`| ${field} | ${[cells(results, field), ...halves].join(" | ")} |`);
  }
  console.log("\n| Sicherheit | gelesen | richtig |\n|---|---|---|");
  const judged = results.flatMap((result) => result.judged);
  for (const level of Object.values(CONFIDENCE)) {
    const some = judged.filter(({ confidence }) => confidence === level);
    const right = some.filter((one) => one.right).length;
    console.log(`| ${level} | ${some.length} | ${some.length > 0 ? two(right / some.length) : "–"} |`);
  }
  for (const { misses } of results.filter(({ split }) => shown === "all" || split === shown))
    for (const { slug, field, kind, fact, reason } of misses)
      console.log(`${slug} · ${field} · ${kind}: ${fact} (${reason})`);
}
