// npm run catalogue:report: prints what the examples say and what is open. --markdown: the summary alone; --write: into docs/katalog.md.
import { readFileSync, writeFileSync } from "node:fs";
import { report, summary, withSummary } from "../catalogue/coverage-report.ts";
import { readSeeds } from "../catalogue/seed-files.ts";

const HELP = `Aufruf: npm run catalogue:report -- [--markdown | --write | --help]

Zählt, wie viele Beispiele welche Angaben haben, je Quelle, und nennt, was offen ist: Begriffe, die nur einmal oder nie
vorkommen, Zitate ohne Vorschrift, ungeprüfte Einträge, Angaben ohne Seite, vermerkte Widersprüche.

  --markdown   nur die Übersicht, wie sie in docs/katalog.md steht
  --write      die Übersicht in docs/katalog.md schreiben
`;

const PAGE = "docs/katalog.md";
const options = process.argv.slice(2);
const [option] = options;
const out = (text: string) => process.stdout.write(`${text}\n`);
if (option === "--help" || option === "-h") out(HELP);
else if (options.length > 1 || (option !== undefined && !["--markdown", "--write"].includes(option))) {
  process.stderr.write(HELP);
  process.exitCode = 1;
} else {
  const seeds = readSeeds("seeds");
  if (option === "--write") writeFileSync(PAGE, withSummary(readFileSync(PAGE, "utf8"), seeds));
  else out(option === "--markdown" ? summary(seeds) : report(seeds, new Date().toISOString().slice(0, 10)));
}
