// npm run export -- --format=xlsx --out=beispiele.xlsx [--query=… --targetGroups=…]: a search as a file, with progress.
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { ProblemError } from "../domain/problem.ts";
import { sentenceOf } from "../exports/plain-answers.ts";
import { FORMATS } from "../exports/routes.ts";
import { exportSearch } from "../exports/search-export.ts";
import { readSearch } from "../exports/search-parameters.ts";

const NAMES = FORMATS.map(({ name }) => name);
const HELP = `Aufruf: npm run export -- --format=${NAMES.join("|")} --out=DATEI [--url=ADRESSE] [--PARAMETER=WERT …]

Schreibt alle Praxisbeispiele einer Suche in eine Datei und zeigt, wie weit das ist. Ohne Parameter der Suche sind es alle.
Die Datei entsteht unter DATEI.part und bekommt ihren Namen erst, wenn sie vollständig ist.

  --format    ${NAMES.join(", ")}
  --out       Name der Datei
  --url       Adresse des Servers für die Verweise darin (Vorgabe http://HOST:PORT)
  --query     Suchwörter; dazu die Filter der Suche mit ihren Namen, mehrere Werte durch Wiederholen:
              --targetGroups=alleinerziehende --federalStates=BY --federalStates=NI --activeIn=2012
`;
const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));
const say = (text: string) => process.stderr.write(`${text}\n`);
const number = (n: number) => n.toLocaleString("de-DE");

/** "--name=value" by name. */
function readOptions(args: readonly string[]): Record<string, string[]> {
  const options: Record<string, string[]> = {};
  for (const arg of args) {
    const [, name, value] = /^--([A-Za-z.]+)=(.*)$/s.exec(arg) ?? [];
    if (name === undefined) throw new Error(`„${arg}“ ist nicht zu verstehen.\n\n${HELP}`);
    (options[name] ??= []).push(value!);
  }
  return options;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help") || args.includes("-h")) return void process.stdout.write(HELP);
  const { format: formats = [], out: files = [], url: urls = [], ...parameters } = readOptions(args);
  const format = FORMATS.find(({ name }) => name === formats[0]);
  const [file] = files;
  if (!format || !file) throw new Error(`Format (--format) oder Datei (--out) fehlt.\n\n${HELP}`);
  const search = readSearch(parameters);
  const config = readConfig();
  say("Katalog und Suche werden geöffnet …");
  const app = await createApp(config, { seeds: SEEDS });
  const part = `${file}.part`;
  try {
    const begun = performance.now();
    const address = (urls[0] ?? `http://${config.host}:${config.port}`).replace(/\/+$/, "");
    const found = await exportSearch(app.files, search, format.name, address, (done, total) => {
      if (done === total || done % 1_000 === 0) say(`${number(done)} von ${number(total)} Beispielen`);
    });
    await pipeline(Readable.from(format.write(found)), createWriteStream(part));
    await rename(part, file);
    say(`${file} ist geschrieben: ${number(Math.round(performance.now() - begun))} ms.`);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await app.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const text = error instanceof ProblemError ? error.problems.map(sentenceOf).join("\n") : (error as Error).message;
  say(text);
  process.exitCode = 1;
}
