// npm run schema: writes schema/ from the code. With --check it only compares and names what differs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { resolversOf, type Services } from "../resolvers.ts";
import { ExampleContent } from "../domain/content.ts";
import { SourceTableContent } from "../domain/source-table.ts";
import { printSorted, schemaFrom } from "../platform/schema.ts";

const jsonSchema = (schema: z.ZodType) => `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`;
const files: Record<string, string> = {
  "schema/schema.graphql": printSorted(await schemaFrom(resolversOf({} as Services))),
  // Editors complete and check seed files with it; see the first line of each file.
  "schema/practice-example.schema.json": jsonSchema(ExampleContent),
  "schema/source-table.schema.json": jsonSchema(SourceTableContent),
};

const check = process.argv.includes("--check");
mkdirSync("schema", { recursive: true });
for (const [file, text] of Object.entries(files)) {
  const before = read(file);
  if (before === text) console.log(`${file} ist aktuell.`);
  else if (check) {
    console.error(`${file} passt nicht zum Code. Bitte „npm run schema“ ausführen und die Änderung prüfen.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`${file} geschrieben.`);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
