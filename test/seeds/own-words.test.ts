// The texts are in our own words: no run of eight words from a source document, where those documents are at hand.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findCitations } from "../../src/domain/citation.ts";
import { overlapsWith, type Overlap } from "../support/overlap.ts";
import { examples, lists, tables } from "../support/seeds.ts";
import { aFullExample } from "../support/content.ts";

/** The documents lie beside the repository, not in it: their sentences belong to others. */
const DOCUMENTS = fileURLToPath(new URL("../../../shared/sources", import.meta.url));
const available = existsSync(DOCUMENTS);

/** Names, and what is quoted on purpose. */
const NOT_OURS = new Set([
  "slug",
  "title",
  "organisation",
  "partners",
  "keywords",
  "targetGroups",
  "methods",
  "example",
  "cited",
  "provisions",
  "sources",
]);

function* textsOf(value: unknown, path: string): Generator<{ path: string; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (value !== null && typeof value === "object")
    for (const [key, part] of Object.entries(value)) if (!NOT_OURS.has(key)) yield* textsOf(part, path ? `${path}.${key}` : key);
}

/** Texts of one file, and the names and titles in them that may be long. */
interface Written {
  file: string;
  texts: { path: string; text: string }[];
  names: string[];
}

const titles = lists.sources.map(({ title }) => title);
const WRITTEN: Written[] = [
  ...examples.map((example) => ({
    file: example.slug,
    texts: [...textsOf(example, "")],
    names: [example.title, lists.organisations.find(({ slug }) => slug === example.organisation)!.name, ...example.partners],
  })),
  // Heads and cells of a table are what it is there for; the notes are ours.
  ...tables.map(({ slug, title, columns, rows, notes }) => ({
    file: slug,
    texts: [...textsOf(notes, "notes")],
    names: [title, ...columns.map(({ label }) => label), ...rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === "string"))],
  })),
  ...lists.sources.map(({ slug, note = "" }) => ({ file: "sources", texts: [{ path: `${slug}.note`, text: note }], names: [] })),
];

it("looks at every text that an example can have, and at nothing that others have written", () => {
  const paths = [...textsOf(aFullExample(), "")].map(({ path }) => path.replace(/\.\d+/g, "")).filter((path) => !/asOf|start|end$/.test(path));
  expect([...new Set(paths)]).toEqual(
    expect.arrayContaining([
      "summary", "goal", "approach", "successFactors", "lessonsLearned", "specialFeatures",
      "legalBases.note", "period.note", "individualDuration.note", "weeklyHours.note",
      ...["budgets", "staffingRatios", "staffing", "participants", "outcomes"].flatMap((list) => [`${list}.note`, `${list}.scope`]),
      "staffingRatios.counted", "staffing.role", "staffing.qualification", "outcomes.indicator", "outcomes.comparison.text",
      "editorialNotes.text", "related.note",
    ]),
  );
  expect(paths.filter((path) => /title|cited|sources|partners|organisation/.test(path))).toEqual([]);
});

describe("no text repeats eight words in a row of a source", () => {
  it.skipIf(!available)(`compared with ../shared/sources${available ? "" : " – übersprungen: Der Ordner fehlt hier."}`, () => {
    const documents = readdirSync(DOCUMENTS).filter((file) => file.endsWith(".txt"));
    const overlaps = overlapsWith(documents.map((file) => readFileSync(join(DOCUMENTS, file), "utf8")));
    expect(documents.length).toBeGreaterThan(0);
    const found = WRITTEN.flatMap(({ file, texts, names }) =>
      texts.flatMap(({ path, text }) => {
        const quoted = [...names, ...titles, ...findCitations(text).map((citation) => citation.text)];
        return overlaps(text, quoted).map((overlap) => `${file}, ${path}: ${overlap.text}`);
      }),
    );
    expect(found).toEqual([]);
  });
});

describe("the comparison", () => {
  const SOURCE = "Die Teilnahme dauert sechs Monate, mehr-\nfach verlängerbar; sie endet (in der Regel) mit einem Gespräch im Jobcenter vor Ort.";
  const found = (text: string, except: string[] = []): Overlap[] => overlapsWith([SOURCE], 8)(text, except);

  it("finds eight words, not seven", () => {
    expect(found("Sie endet in der Regel mit einem Gespräch, sagt das Jobcenter.")).toEqual([
      { words: 8, text: "sie endet in der regel mit einem gespräch" },
    ]);
    expect(found("Und endet in der Regel mit einem Gespräch.")).toEqual([]);
  });
  it("sees through capitals, punctuation, line breaks and hyphenation", () => {
    expect(found("DIE TEILNAHME –\n\n dauert; sechs „Monate“ mehrfach verlängerbar: sie!")).toEqual([
      { words: 8, text: "die teilnahme dauert sechs monate mehrfach verlängerbar sie" },
    ]);
  });
  it("gives each run once and as long as it goes", () => {
    const text =
      "Gut: die Teilnahme dauert sechs Monate, mehrfach verlängerbar; sie endet in der Regel. Auch gut: Regel mit einem Gespräch im Jobcenter vor Ort.";
    expect(found(text)).toEqual([
      { words: 12, text: "die teilnahme dauert sechs monate mehrfach verlängerbar sie endet in der regel" },
      { words: 8, text: "regel mit einem gespräch im jobcenter vor ort" },
    ]);
  });
  it("cuts at what is excepted", () => {
    expect(found("Sie endet in der Regel mit einem Gespräch", ["in der Regel"])).toEqual([]);
  });
  it("takes short texts", () => {
    expect(found("")).toEqual([]);
    expect(found("Die Teilnahme")).toEqual([]);
  });
});
