// Practice examples in any number: words, terms, citations and figures of the real ones, mixed anew and the same each time.
import { contentWith, type ExampleContent } from "../src/domain/content.ts";
import { LAW_BOOKS } from "../src/domain/terms.ts";
import { fold } from "../src/domain/text.ts";
import {
  exampleFiles,
  knownTerms,
  readExample,
  readVocabularySeeds,
  type VocabularySeeds,
} from "../src/catalogue/seed-files.ts";
import { between, chance, pick, pickSome, zipf, type Chance } from "./random.ts";

const SEED = 2013;

/** What the generator mixes from; `seeds` is the folder of the real ones. */
export interface Material {
  vocabulary: VocabularySeeds;
  examples: readonly ExampleContent[];
  /** Checks content as the application checks a seed file. */
  schema: ReturnType<typeof contentWith>;
  word: (random: Chance) => string;
  noun: (random: Chance) => string;
}

const PROSE = ["title", "summary", "goal", "approach", "successFactors", "lessonsLearned", "specialFeatures"] as const;

export function readMaterial(seeds: string): Material {
  const vocabulary = readVocabularySeeds(seeds);
  const files = exampleFiles(seeds);
  const known = knownTerms(vocabulary, files);
  const examples = files.map((file) => readExample(file, known));
  const text = examples.flatMap((example) => PROSE.map((field) => example[field] ?? "")).join("\n");
  return {
    vocabulary,
    examples,
    schema: contentWith(known),
    word: zipf(byFrequency(text.match(/\p{L}[\p{L}-]*\p{L}/gu) ?? [])),
    // Capital letter after a word in small letters: a noun, not the beginning of a sentence.
    noun: zipf(byFrequency(text.match(/(?<=\p{Ll} )\p{Lu}\p{Ll}{3,}(?![\p{L}-])/gu) ?? [])),
  };
}

function byFrequency(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
}

/** The n-th generated example; throws ZodError if it were not valid. About 240 words. */
export function anExample(material: Material, n: number): ExampleContent {
  const random = chance(SEED, n);
  const { vocabulary, examples } = material;
  const donor = () => pick(random, examples);
  const organisation = pick(random, vocabulary.organisations);
  const group = pick(random, vocabulary.targetGroups);
  const title = `${compound(material, random)} ${pick(random, ["für", "mit", "und"])} ${group.label}, ${organisation.region ?? place(material, random)}`;
  const sources = [reference(random, donor().sources)];
  return material.schema.parse({
    slug: `${slugOf(title)}-${n}`,
    title: title.slice(0, 160).trim(),
    organisation: organisation.slug,
    partners: donor().partners,
    summary: prose(material, random, between(random, 36, 50), 700),
    goal: prose(material, random, between(random, 24, 40), 1500),
    approach: prose(material, random, between(random, 60, 100), 4000),
    successFactors: prose(material, random, between(random, 30, 50), 2500),
    ...(random() < 0.4 ? { lessonsLearned: prose(material, random, between(random, 24, 40), 2500) } : {}),
    ...(random() < 0.6 ? { specialFeatures: prose(material, random, between(random, 20, 36), 2500) } : {}),
    targetGroups: [...new Set([group.slug, ...pickSome(random, donor().targetGroups, between(random, 1, 3))])],
    methods: [...new Set(Array.from({ length: between(random, 1, 5) }, () => pick(random, vocabulary.methods).slug))],
    keywords: keywords(material, random, donor().keywords),
    legalBases: legalBases(material, random, donor().legalBases.length),
    implementations: donor().implementations,
    fundingSources: donor().fundingSources,
    period: shifted(donor().period, -between(random, 0, 8)),
    individualDuration: donor().individualDuration,
    weeklyHours: donor().weeklyHours,
    budgets: donor().budgets.map((budget) => scaled(budget, ["amount", "amountMax"], 0.5 + 1.5 * random())),
    staffingRatios: donor().staffingRatios.map((ratio) =>
      scaled(ratio, ["clientsMin", "clientsMax"], 0.5 + 1.5 * random()),
    ),
    staffing: donor().staffing,
    participants: donor().participants.map((count) => scaled(count, ["value", "valueMax"], 0.5 + 1.5 * random())),
    outcomes: donor().outcomes.map((outcome) => scaled(outcome, ["value", "valueMax"], 0.6 + 0.4 * random())),
    editorialNotes: donor().editorialNotes,
    sources,
  });
}

/** Sentences of 7 to 16 words; one word in nine is a compound that no other example need have. */
function prose(material: Material, random: Chance, words: number, characters: number): string {
  let text = "";
  for (let left = words; left > 0;) {
    const length = Math.min(left, between(random, 7, 16));
    const sentence = Array.from({ length }, () =>
      random() < 1 / 9 ? compound(material, random) : material.word(random),
    ).join(" ");
    if (text.length + sentence.length + 2 > characters) break;
    text += `${text ? " " : ""}${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
    left -= length;
  }
  return text;
}

/** "Beratung" + "Projekt" → "Beratungsprojekt". */
function compound(material: Material, random: Chance): string {
  const [first, second] = [material.noun(random), material.noun(random)];
  const joint = /(ung|heit|keit|schaft|tät|ion)$/.test(first) ? "s" : "";
  return first + joint + second.toLowerCase();
}

const place = (material: Material, random: Chance) =>
  `${material.noun(random)}${pick(random, ["burg", "hausen", "stadt", "tal"])}`;

const slugOf = (title: string) =>
  fold(title)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "");

function keywords({ vocabulary }: Material, random: Chance, some: readonly string[]): string[] {
  const usable = vocabulary.keywords.filter((keyword) => !keyword.see).map((keyword) => keyword.slug);
  return [...new Set([...pickSome(random, some, 3), ...pickSome(random, usable, between(random, 1, 6))])];
}

/** Citations as the real examples write them, and for variety some of the plain kind. */
function legalBases({ vocabulary, examples }: Material, random: Chance, count: number): ExampleContent["legalBases"] {
  const real = examples.flatMap((example) => example.legalBases);
  return Array.from({ length: count }, () => {
    const basis = pick(random, real);
    if (random() < 0.7) return { ...basis, sources: [reference(random, basis.sources)] };
    const { section, lawBook } = pick(random, vocabulary.provisions);
    return { cited: `§ ${section} ${LAW_BOOKS[lawBook]}`, sources: [reference(random, basis.sources)] };
  });
}

const reference = (random: Chance, sources: ExampleContent["sources"]) => {
  const first = between(random, 8, 120);
  return { source: sources[0]!.source, pages: `${first}-${first + 2}` };
};

/** The named numbers of a figure times a factor, at least 1; whole numbers stay whole, shares stay below 100 %. */
function scaled<T extends object>(figure: T, keys: readonly (keyof T)[], factor: number): T {
  const copy = { ...figure };
  for (const key of keys) {
    const value = figure[key];
    if (typeof value === "number") copy[key] = Math.max(1, Math.ceil(value * factor)) as T[typeof key];
  }
  return copy;
}

/** The same period some years earlier or later. */
function shifted(period: ExampleContent["period"], years: number): ExampleContent["period"] {
  const shift = (date: string | undefined) => date && `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
  // A 29 February has no counterpart in most years.
  const day = (date: string | undefined) => shift(date)?.replace("-02-29", "-02-28");
  return period && { ...period, start: day(period.start), end: day(period.end) };
}
