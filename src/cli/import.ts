// npm run import -- FILE…: reads forms, tables and YAML files into drafts for an editor; shows what was found, publishes nothing.
import { readFileSync, statSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readVocabularySeeds } from "../catalogue/seed-files.ts";
import { ProblemError } from "../domain/problem.ts";
import { writeDraft } from "../imports/draft-file.ts";
import { FORMATS } from "../imports/formats.ts";
import { checkSize, importFile } from "../imports/import-file.ts";
import { importListsOf } from "../imports/import-lists.ts";
import { draftReport } from "../imports/report.ts";

const HELP = `Aufruf: npm run import -- DATEI … [--out=ORDNER] [--format=FORMAT] [--dry-run]

Liest Praxisbeispiele aus Dateien und schreibt je Beispiel einen Entwurf als YAML für die Redaktion. Veröffentlicht wird nichts.
Zu jeder Angabe zeigt die Ausgabe, wie sicher sie ist und wo sie im Original steht. Ein zweiter Lauf lässt vorhandene Entwürfe, wie
sie sind.

  --out=ORDNER     wohin die Entwürfe kommen (Vorgabe: import)
  --format=FORMAT  wenn die Endung nichts sagt: ${FORMATS.map(({ name }) => name).join(", ")}
  --dry-run        zeigt nur, was gefunden würde, und schreibt nichts
`;
/** Examples between two lines about the progress. */
const STRIDE = 25;
const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

/** Drafts go nowhere near the published catalogue. */
function checkedFolder(folder: string): string {
  const inSeeds = relative(SEEDS, resolve(folder));
  if (!inSeeds.startsWith(".."))
    throw new Error("Entwürfe gehören nicht nach seeds/; bitte einen anderen Ordner angeben.");
  return folder;
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: "string", default: "import" },
      format: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.format && !FORMATS.some(({ name }) => name === values.format))
    throw new Error(
      `Das Format „${values.format}“ gibt es nicht. Es gibt ${FORMATS.map(({ name }) => name).join(", ")}.`,
    );
  return { ...values, files: positionals };
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help) return void say(HELP);
  if (options.files.length === 0) throw new Error(HELP);
  const folder = checkedFolder(options.out);
  const lists = importListsOf(readVocabularySeeds(SEEDS));
  const counts = { new: 0, unchanged: 0 };
  for (const [i, file] of options.files.entries()) {
    const name = basename(file);
    if (options.files.length > 1) complain(`Datei ${i + 1} von ${options.files.length}: ${name}`);
    try {
      checkSize(name, statSync(file).size);
      const { drafts, problems, format } = await importFile(name, readFileSync(file), lists, {
        format: options.format,
        onProgress: ({ step, done, total }) => {
          if (done % STRIDE === 0)
            complain(`  ${done} von ${total} ${step === "pages" ? "Seiten" : "Beispielen"} gelesen`);
        },
      });
      say(`${name}: ${format.label}, ${drafts.length === 1 ? "1 Beispiel" : `${drafts.length} Beispiele`}`);
      for (const { message } of problems) say(`  Hinweis: ${message}`);
      for (const draft of drafts) {
        const done = options["dry-run"] ? undefined : writeDraft(folder, draft);
        if (done) counts[done]++;
        say(draftReport(draft, done === undefined ? "nicht geschrieben" : done === "new" ? "neu" : "unverändert"));
      }
    } catch (error) {
      process.exitCode = 1;
      complain(
        error instanceof ProblemError ? error.message : `„${name}“ ließ sich nicht öffnen: ${(error as Error).message}`,
      );
    }
  }
  if (!options["dry-run"]) say(`${counts.new} neue Entwürfe in ${folder}, ${counts.unchanged} unverändert.`);
}

try {
  await main();
} catch (error) {
  complain((error as Error).message);
  process.exitCode = 1;
}
