// npm run seeds:check -- [file …]: reads seeds/ as the server would and prints every fault with file, line and field.
import { basename } from "node:path";
import { ProblemError } from "../domain/problem.ts";
import { exampleFiles, readExample } from "../vocabulary/seed-files.ts";

const wanted = process.argv.slice(2).map((path) => basename(path));
const files = exampleFiles("seeds").filter((file) => wanted.length === 0 || wanted.includes(basename(file.path)));
let faults = 0;
for (const file of files) {
  try {
    readExample(file);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    faults += error.problems.length;
    console.error(error.message);
  }
}
console.log(`${files.length} Dateien gelesen, ${faults} Fehler.`);
process.exitCode = faults > 0 ? 1 : 0;
