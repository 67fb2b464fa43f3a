// npm run seeds:check -- [file …]: reads seeds/ as the server would and prints every fault with file, line and field.
import { basename } from "node:path";
import { exampleFiles, knownTerms, readExample, readTables, readVocabularySeeds } from "../catalogue/seed-files.ts";
import { ProblemError } from "../domain/problem.ts";

let faults = 0;
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    faults += error.problems.length;
    console.error(error.message);
    return undefined;
  }
}

const wanted = process.argv.slice(2).map((path) => basename(path));
const all = exampleFiles("seeds");
const files = all.filter((file) => wanted.length === 0 || wanted.includes(basename(file.path)));
const vocabulary = attempt(() => readVocabularySeeds("seeds"));
if (vocabulary) {
  const known = knownTerms(vocabulary, all);
  for (const file of files) attempt(() => readExample(file, known));
  attempt(() => readTables("seeds", known));
}
console.log(`${files.length} Beispiele gelesen, ${faults} Fehler.`);
process.exitCode = faults > 0 ? 1 : 0;
