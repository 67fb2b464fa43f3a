// Reading seeds/: what is wrong in a closed list or an example is told with file and field, before anything is loaded.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, test } from "vitest";
import { exampleFiles, knownTerms, readExample, readVocabularySeeds } from "../../src/catalogue/seed-files.ts";
import { ProblemError } from "../../src/domain/problem.ts";
import { anExample } from "../support/content.ts";
import { aSeedFolder } from "../support/seeds.ts";

const open: { drop: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ drop }) => drop()));

function seedFolder(given: Parameters<typeof aSeedFolder>[0]) {
  const seeds = aSeedFolder(given);
  open.push(seeds);
  return seeds;
}

function faultsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    return (error as ProblemError).problems.map(({ message }) => message);
  }
}
const faults = (given: Parameters<typeof aSeedFolder>[0]) => faultsOf(() => readVocabularySeeds(seedFolder(given).folder));

const source = { slug: "jahresplan", title: "Jahresplan", lawAsOf: "2013-08-01" };
const group = (slug: string, broader?: string) => ({ slug, label: slug, ...(broader ? { broader } : {}) });
const provision = (slug: string, validFrom: string, validTo?: string, more: object = {}) => ({
  slug,
  lawBook: "SGB_III",
  section: "45",
  title: "Überschrift",
  validFrom,
  ...(validTo ? { validTo } : {}),
  reference: "BGBl. I S. 1",
  ...more,
});
const PROVISIONS = "seeds/vocabulary/provisions.yaml";

it("empty lists are lists", () => {
  expect(faults({})).toEqual([]);
});

describe("a slug twice is reported once for each repetition", () => {
  test.each([
    ["seeds/sources.yaml", { sources: [source, source] }],
    ["seeds/vocabulary/target-groups.yaml", { "target-groups": [group("jahresplan"), group("jahresplan")] }],
    ["seeds/vocabulary/keywords.yaml", { keywords: [group("jahresplan"), group("jahresplan")] }],
    ["seeds/vocabulary/instruments.yaml", { instruments: [group("jahresplan"), group("jahresplan")] }],
    [
      "seeds/vocabulary/organisations.yaml",
      { organisations: [1, 2].map(() => ({ slug: "jahresplan", name: "Jahresplan", kind: "AGENCY" })) },
    ],
    [PROVISIONS, { provisions: [provision("jahresplan", "2009-01-01", "2012-03-31"), provision("jahresplan", "2012-04-01")] }],
  ])("in %s", (file, given) => {
    expect(faults(given)).toEqual([`${file}, Feld „slug“: „jahresplan“ kommt zweimal vor.`]);
  });
});

describe("a name that leads nowhere is reported with the field that has it", () => {
  test.each([
    ["seeds/vocabulary/target-groups.yaml, Feld „broader“", { "target-groups": [group("alleinerziehende", "nirgends")] }],
    ["seeds/vocabulary/keywords.yaml, Feld „broader“", { keywords: [group("coaching", "nirgends")] }],
    ["seeds/vocabulary/keywords.yaml, Feld „see“", { keywords: [{ ...group("coaching"), see: "nirgends" }] }],
    [
      "seeds/vocabulary/keywords.yaml, Feld „index.source“",
      { keywords: [{ ...group("coaching"), index: { source: "nirgends", pages: "19" } }] },
    ],
    [`${PROVISIONS}, Feld „instrument“`, { provisions: [provision("p1", "2012-04-01", undefined, { instrument: "nirgends" })] }],
    [`${PROVISIONS}, Feld „predecessors“`, { provisions: [provision("p1", "2012-04-01", undefined, { predecessors: ["nirgends"] })] }],
  ])("%s", (place, given) => {
    expect(faults(given)).toEqual([`${place}: „nirgends“ gibt es nicht.`]);
  });
});

describe("on any day a section has at most one version", () => {
  const versions = (...spans: [from: string, to?: string][]) => faults({ provisions: spans.map(([from, to], i) => provision(`p${i}`, from, to)) });
  it("so versions may follow each other, with or without a gap, in any order of entry", () => {
    expect(versions(["2012-04-01"], ["2009-01-01", "2012-03-31"], ["1998-01-01", "2007-12-31"])).toEqual([]);
  });
  it("may not share a day", () => {
    expect(versions(["2009-01-01", "2012-04-01"], ["2012-04-01"])).toEqual([
      `${PROVISIONS}, Feld „validTo“: „p0“ gilt noch, als „p1“ beginnt.`,
    ]);
  });
  it("may not both be open, nor begin on one day", () => {
    expect(versions(["2009-01-01"], ["2012-04-01"])).toHaveLength(1);
    expect(versions(["2012-04-01", "2012-12-31"], ["2012-04-01"])).toHaveLength(1);
  });
  it("and other sections and books do not matter", () => {
    const others = [
      provision("p0", "2009-01-01"),
      provision("p1", "2009-01-01", undefined, { section: "45a" }),
      provision("p2", "2009-01-01", undefined, { lawBook: "SGB_II" }),
    ];
    expect(faults({ provisions: others })).toEqual([]);
  });
});

describe("entries of closed lists are checked one by one", () => {
  test.each([
    ["validTo", "liegt vor dem Inkrafttreten", provision("p0", "2012-04-01", "2012-03-31")],
    ["validFrom", "diesen Tag gibt es nicht", provision("p0", "2013-02-29")],
    ["validFrom", "ein Tag wie 2012-04-01", provision("p0", "2012-04")],
    ["section", "Paragraf wie „16e“ oder „45“", provision("p0", "2012-04-01", undefined, { section: "§ 45" })],
    ["title", "darf nicht leer sein", provision("p0", "2012-04-01", undefined, { title: " " })],
    ["lawBook", "Ungültige Option", provision("p0", "2012-04-01", undefined, { lawBook: "SGB III" })],
    ["validSince", "Dieses Feld gibt es nicht.", provision("p0", "2012-04-01", undefined, { validSince: "2012-04-01" })],
  ])("%s: %s", (field, message, entry) => {
    expect(faults({ provisions: [entry] })).toEqual([
      expect.stringMatching(new RegExp(`^${PROVISIONS}, Zeile 1, Feld „0\\.${field}“: ${message}`)),
    ]);
  });
});

describe("an example", () => {
  const seeds = () => {
    const made = seedFolder({
      sources: [source],
      "target-groups": [group("alleinerziehende")],
      organisations: [{ slug: "jobcenter-heidenheim", name: "Jobcenter Heidenheim", kind: "JOINT_FACILITY" }],
    });
    const read = () => {
      const files = exampleFiles(made.folder);
      const known = knownTerms(readVocabularySeeds(made.folder), files);
      return files.map((file) => readExample(file, known));
    };
    return { ...made, read };
  };
  const example = anExample({ slug: "teilzeit-aktiv", sources: [{ source: "jahresplan", pages: "19" }] });

  it("is read with its closed lists", () => {
    const { write, read } = seeds();
    write("examples/teilzeit-aktiv.yaml", example);
    expect(read()).toEqual([example]);
  });
  it("has the name of its file", () => {
    const { write, read } = seeds();
    write("examples/teilzeit.yaml", example);
    expect(faultsOf(read)).toEqual([
      "seeds/examples/teilzeit.yaml, Feld „slug“: Datei und Kurzname müssen gleich heißen („teilzeit-aktiv“).",
    ]);
  });
  it("may not name what the lists do not have", () => {
    const { write, read } = seeds();
    write("examples/teilzeit-aktiv.yaml", { ...example, targetGroups: ["familien"] });
    expect(faultsOf(read)).toEqual([
      "seeds/examples/teilzeit-aktiv.yaml, Zeile 1, Feld „targetGroups.0“: die Zielgruppe „familien“ gibt es nicht",
    ]);
  });
  it("is found in alphabetical order, whatever else lies in the folder", () => {
    const { folder, write } = seeds();
    for (const name of ["b", "a", "c"]) write(`examples/${name}.yaml`, {});
    writeFileSync(join(folder, "examples", "notizen.txt"), "");
    expect(exampleFiles(folder).map(({ name }) => name)).toEqual(["a", "b", "c"].map((name) => `seeds/examples/${name}.yaml`));
  });
});

it("all faults of all lists come together", () => {
  const given = {
    "target-groups": [group("familien", "nirgends")],
    keywords: [group("coaching"), group("coaching")],
    provisions: [provision("p0", "2009-01-01"), provision("p1", "2012-04-01", undefined, { predecessors: ["nirgends"] })],
  };
  expect(faults(given)).toHaveLength(4);
});
