// Reads the language data of the search from seeds/vocabulary; it ships with the code and is not kept in the database.
import { join } from "node:path";
import { z } from "zod";
import { Lexicon } from "../domain/lexicon.ts";
import { CompoundParts, SynonymEntry } from "../domain/vocabulary.ts";
import { readYaml } from "../platform/yaml.ts";

/** In `vocabulary/` of the seeds. */
export const LEXICON_FILES = ["synonyms.yaml", "compound-parts.yaml"] as const;

/** Throws ProblemError naming file, line and field. */
export function readLexicon(folder: string): Lexicon {
  const file = (name: string) => join(folder, "vocabulary", name);
  const groups = readYaml(file("synonyms.yaml"), z.array(SynonymEntry), "seeds/vocabulary/synonyms.yaml");
  const parts = readYaml(file("compound-parts.yaml"), CompoundParts, "seeds/vocabulary/compound-parts.yaml");
  return new Lexicon(groups, parts);
}
