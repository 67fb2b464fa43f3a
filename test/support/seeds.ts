// The real seeds, read once for each test file, and small seed folders of a test's own.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crosswalkOf } from "../../src/catalogue/coverage.ts";
import { readSeeds } from "../../src/catalogue/seed-files.ts";
import type { Provision } from "../../src/domain/crosswalk.ts";
import type { ExampleContent } from "../../src/domain/content.ts";

const FOLDER = fileURLToPath(new URL("../../seeds", import.meta.url));

export const { lists, examples, tables } = readSeeds(FOLDER);

/** Those of the 2013 collection, as `theCollection` has them. */
export const collection = examples.filter(({ sources }) => sources.some((s) => s.source === "ag-eingliederung-2013"));

export const lawAsOf = (slug: string) => lists.sources.find((source) => source.slug === slug)!.lawAsOf;
export const lawBy = (slug: string) => ({ on: lawAsOf(slug), isOpen: false });

export const provisions: Provision[] = lists.provisions.map(({ validTo = null, instrument = null, ...provision }) => ({
  ...provision,
  validTo,
  instrument,
}));
export const successions = lists.provisions.flatMap(({ slug, predecessors }) =>
  predecessors.map((predecessor) => ({ predecessor, successor: slug })),
);
export const realCrosswalk = (today: string) => crosswalkOf(lists, today);

/** Prose fields in reading order, as far as an example has them. */
export const proseOf = (example: ExampleContent) =>
  (["summary", "goal", "approach", "successFactors", "lessonsLearned", "specialFeatures"] as const).flatMap((field) => {
    const text = example[field];
    return text === undefined ? [] : [{ field, text }];
  });

/** "19-21, 23" as 19, 20, 21, 23. */
export const pagesIn = (pages = "") =>
  pages
    .split(", ")
    .filter(Boolean)
    .flatMap((span) => {
      const [first, last = first] = span.split("-").map(Number);
      return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
    });

type List = "target-groups" | "methods" | "keywords" | "organisations" | "instruments" | "provisions";

/** A folder like seeds/ that holds only what is given; remove it with `drop`. */
export function aSeedFolder(given: Partial<Record<"sources" | List, object[]>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "praxisatlas_seeds_"));
  mkdirSync(join(folder, "vocabulary"));
  mkdirSync(join(folder, "examples"));
  // JSON is YAML.
  const write = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content));
  write("sources.yaml", given.sources ?? []);
  for (const file of readdirSync(join(FOLDER, "vocabulary")))
    write(`vocabulary/${file}`, given[file.replace(".yaml", "") as List] ?? []);
  return { folder, write, drop: () => rmSync(folder, { recursive: true, force: true }) };
}
