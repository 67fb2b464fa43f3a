// Reads seeds/: the closed lists, one file an example and one a table of a source, each fault with file, line and field.
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { contentWith, type ExampleContent, type KnownTerms } from "../domain/content.ts";
import { ProblemError, type Problem } from "../domain/problem.ts";
import { SourceTableContent } from "../domain/source-table.ts";
import {
  InstrumentEntry,
  KeywordEntry,
  MethodEntry,
  OrganisationEntry,
  ProvisionEntry,
  SourceEntry,
  TargetGroupEntry,
} from "../domain/vocabulary.ts";
import { readYaml } from "../platform/yaml.ts";

export interface VocabularySeeds {
  sources: SourceEntry[];
  targetGroups: TargetGroupEntry[];
  methods: MethodEntry[];
  keywords: KeywordEntry[];
  organisations: OrganisationEntry[];
  instruments: InstrumentEntry[];
  provisions: ProvisionEntry[];
}

const LISTS = {
  sources: ["sources.yaml", SourceEntry],
  targetGroups: ["vocabulary/target-groups.yaml", TargetGroupEntry],
  methods: ["vocabulary/methods.yaml", MethodEntry],
  keywords: ["vocabulary/keywords.yaml", KeywordEntry],
  organisations: ["vocabulary/organisations.yaml", OrganisationEntry],
  instruments: ["vocabulary/instruments.yaml", InstrumentEntry],
  provisions: ["vocabulary/provisions.yaml", ProvisionEntry],
} as const;

export const vocabularyFiles = (folder: string) => Object.values(LISTS).map(([file]) => seedFile(folder, file));

/** In alphabetical order. */
export const exampleFiles = (folder: string) => filesIn(folder, "examples");
export const tableFiles = (folder: string) => (existsSync(join(folder, "tables")) ? filesIn(folder, "tables") : []);

const filesIn = (folder: string, part: string) =>
  readdirSync(join(folder, part))
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => seedFile(folder, `${part}/${file}`));

/** `name` is how messages and stored origins call the file. */
export interface SeedFile {
  path: string;
  name: string;
}
/** The slug of what the file holds: its name says it. */
export const slugOf = ({ name }: Pick<SeedFile, "name">) => basename(name, ".yaml");
const seedFile = (folder: string, file: string): SeedFile => ({ path: join(folder, file), name: `seeds/${file}` });

/** Reads all closed lists and checks that slugs are unique and every name used exists. Throws ProblemError. */
export function readVocabularySeeds(folder: string): VocabularySeeds {
  const list = <T>(key: keyof typeof LISTS, entry: z.ZodType<T>): T[] => {
    const { path, name } = seedFile(folder, LISTS[key][0]);
    return readYaml(path, z.array(entry), name);
  };
  const seeds: VocabularySeeds = {
    sources: list("sources", SourceEntry),
    targetGroups: list("targetGroups", TargetGroupEntry),
    methods: list("methods", MethodEntry),
    keywords: list("keywords", KeywordEntry),
    organisations: list("organisations", OrganisationEntry),
    instruments: list("instruments", InstrumentEntry),
    provisions: list("provisions", ProvisionEntry),
  };
  const problems = [...duplicates(seeds), ...dangling(seeds), ...overlapping(seeds.provisions)];
  if (problems.length > 0) throw new ProblemError(problems);
  return seeds;
}

/** `examples` are all example files. */
export const knownTerms = (seeds: VocabularySeeds, examples: readonly SeedFile[]): KnownTerms => ({
  examples: new Set(examples.map(slugOf)),
  targetGroups: slugs(seeds.targetGroups),
  methods: slugs(seeds.methods),
  keywords: slugs(seeds.keywords),
  organisations: slugs(seeds.organisations),
  sources: slugs(seeds.sources),
  provisions: slugs(seeds.provisions),
});

/** One example, checked against the schema and the closed lists. Throws ProblemError. */
export function readExample(file: SeedFile, known: KnownTerms): ExampleContent {
  return named(file, readYaml(file.path, contentWith(known), file.name));
}

/** All tables of the sources. Throws ProblemError with all of a file's faults. */
export const readTables = (folder: string, { sources }: Pick<KnownTerms, "sources">): SourceTableContent[] => {
  const schema = SourceTableContent.refine(({ source }) => sources.has(source), {
    path: ["source"],
    message: "diese Quelle gibt es nicht",
  });
  return tableFiles(folder).map((file) => named(file, readYaml(file.path, schema, file.name)));
};

/** Everything at once, for reports and benchmarks. Throws ProblemError at the first file with faults. */
export function readSeeds(folder: string) {
  const lists = readVocabularySeeds(folder);
  const files = exampleFiles(folder);
  const known = knownTerms(lists, files);
  return { lists, examples: files.map((file) => readExample(file, known)), tables: readTables(folder, known) };
}

function named<T extends { slug: string }>(file: SeedFile, content: T): T {
  if (slugOf(file) !== content.slug)
    throw new ProblemError([fault(file.name, "slug", `Datei und Kurzname müssen gleich heißen („${content.slug}“).`)]);
  return content;
}

const slugs = (entries: readonly { slug: string }[]) => new Set(entries.map((entry) => entry.slug));

const fault = (file: string, field: string, message: string): Problem => ({
  code: "INVALID_FILE",
  path: [],
  message: `${file}, Feld „${field}“: ${message}`,
});

const duplicates = (seeds: VocabularySeeds) =>
  (Object.keys(LISTS) as (keyof typeof LISTS)[]).flatMap((key) => {
    const seen = new Set<string>();
    return seeds[key].flatMap(({ slug }) => {
      if (seen.has(slug)) return [fault(`seeds/${LISTS[key][0]}`, "slug", `„${slug}“ kommt zweimal vor.`)];
      seen.add(slug);
      return [];
    });
  });

function dangling(seeds: VocabularySeeds): Problem[] {
  const check = (
    key: keyof typeof LISTS,
    field: string,
    target: keyof typeof LISTS,
    names: readonly (string | undefined)[],
  ) => {
    const known = slugs(seeds[target]);
    return names
      .filter((name) => name !== undefined && !known.has(name))
      .map((name) => fault(`seeds/${LISTS[key][0]}`, field, `„${name}“ gibt es nicht.`));
  };
  return [
    ...check(
      "targetGroups",
      "broader",
      "targetGroups",
      seeds.targetGroups.map((g) => g.broader),
    ),
    ...check(
      "keywords",
      "broader",
      "keywords",
      seeds.keywords.map((k) => k.broader),
    ),
    ...check(
      "keywords",
      "see",
      "keywords",
      seeds.keywords.map((k) => k.see),
    ),
    ...check(
      "keywords",
      "index.source",
      "sources",
      seeds.keywords.map((k) => k.index?.source),
    ),
    ...check(
      "provisions",
      "instrument",
      "instruments",
      seeds.provisions.map((p) => p.instrument),
    ),
    ...check(
      "provisions",
      "predecessors",
      "provisions",
      seeds.provisions.flatMap((p) => p.predecessors),
    ),
  ];
}

/** On any day a section has at most one version. */
function overlapping(provisions: readonly ProvisionEntry[]): Problem[] {
  const sorted = [...provisions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const last = new Map<string, ProvisionEntry>();
  return sorted.flatMap((provision) => {
    const section = `${provision.lawBook} ${provision.section}`;
    const before = last.get(section);
    last.set(section, provision);
    const overlaps = before && (before.validTo === undefined || before.validTo >= provision.validFrom);
    return overlaps
      ? [
          fault(
            "seeds/vocabulary/provisions.yaml",
            "validTo",
            `„${before.slug}“ gilt noch, als „${provision.slug}“ beginnt.`,
          ),
        ]
      : [];
  });
}
