// Reads the whole of seeds/ and checks that every name used in one file exists in another.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ExampleContent } from "../domain/content.ts";
import { ProblemError, type Problem } from "../domain/problem.ts";
import {
  InstrumentEntry,
  KeywordEntry,
  OrganisationEntry,
  ProvisionEntry,
  SourceEntry,
  TargetGroupEntry,
} from "../domain/vocabulary.ts";
import { readYaml } from "../platform/yaml.ts";

export interface VocabularySeeds {
  sources: SourceEntry[];
  targetGroups: TargetGroupEntry[];
  keywords: KeywordEntry[];
  organisations: OrganisationEntry[];
  instruments: InstrumentEntry[];
  provisions: ProvisionEntry[];
}

/** Reads all closed lists under `folder` (the folder seeds/). Throws ProblemError naming file, line and field. */
export function readVocabulary(folder: string): VocabularySeeds {
  const list = <T>(file: string, entry: z.ZodType<T>) => readYaml(join(folder, file), z.array(entry), `seeds/${file}`);
  return {
    sources: list("sources.yaml", SourceEntry),
    targetGroups: list("vocabulary/target-groups.yaml", TargetGroupEntry),
    keywords: list("vocabulary/keywords.yaml", KeywordEntry),
    organisations: list("vocabulary/organisations.yaml", OrganisationEntry),
    instruments: list("vocabulary/instruments.yaml", InstrumentEntry),
    provisions: list("vocabulary/provisions.yaml", ProvisionEntry),
  };
}

/** The example files in alphabetical order; `name` is how messages call the file. */
export const exampleFiles = (folder: string) =>
  readdirSync(join(folder, "examples"))
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => ({ path: join(folder, "examples", file), name: `seeds/examples/${file}` }));

export const readExample = (file: { path: string; name: string }): ExampleContent => {
  const example = readYaml(file.path, ExampleContent, file.name);
  if (!file.name.endsWith(`/${example.slug}.yaml`))
    throw new ProblemError([
      { code: "INVALID_FILE", path: ["slug"], message: `${file.name}, Feld „slug“: Datei und Kurzname müssen gleich heißen (${example.slug}).` },
    ]);
  return example;
};
