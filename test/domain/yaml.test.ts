// Files of people: each fault is told with file, line and field, and no file can take the process down.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { z } from "zod";
import { ExampleContent } from "../../src/domain/content.ts";
import { ProblemError } from "../../src/domain/problem.ts";
import { parseYaml, readYaml } from "../../src/platform/yaml.ts";

/** The message, line by line, of the ProblemError that reading throws. */
function faults(text: string, schema: z.ZodType = z.unknown()): string[] {
  try {
    parseYaml(text, schema, "beispiel.yaml");
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problems.every((p) => p.code === "INVALID_FILE")).toBe(true);
    return (error as ProblemError).message.split("\n");
  }
}

const EXAMPLE = `# Kommentar
slug: teilzeit-aktiv
title: Teilzeit aktiv
organisation: jobcenter-heidenheim
summary: >-
  Ein Text
  über zwei Zeilen.
targetGroups: [alleinerziehende]
budgets:
  - amount: 100
    basis: TOTAL
    sources: [{ source: ag-eingliederung-2013, pages: "19" }]
  - amount: 200
    basis: TOTAL
    sources:
      - source: ag-eingliederung-2013
        pages: "19"
sources: [{ source: ag-eingliederung-2013, pages: "19-21" }]
`;
const changed = (from: string, to: string) => {
  expect(EXAMPLE).toContain(from);
  return faults(EXAMPLE.replace(from, to), ExampleContent);
};

it("gives the content as the schema completes it", () => {
  expect(parseYaml(EXAMPLE, ExampleContent, "beispiel.yaml")).toMatchObject({
    summary: "Ein Text über zwei Zeilen.",
    budgets: [{ amount: 100, currency: "EUR" }, { amount: 200 }],
  });
});

describe("a fault has the line of its field", () => {
  test.each([
    ["title: Teilzeit aktiv", "title: 7", "beispiel.yaml, Zeile 3, Feld „title“: "],
    ["amount: 200", "amount: -200", "beispiel.yaml, Zeile 13, Feld „budgets.1.amount“: "],
    [
      "    basis: TOTAL\n    sources:\n",
      "    basis: GESAMT\n    sources:\n",
      "beispiel.yaml, Zeile 14, Feld „budgets.1.basis“: ",
    ],
    [
      '      - source: ag-eingliederung-2013\n        pages: "19"',
      "      - source: AG",
      "beispiel.yaml, Zeile 16, Feld „budgets.1.sources.0.source“: ",
    ],
    [
      '\n        pages: "19"',
      '\n        pages: "S. 19"',
      "beispiel.yaml, Zeile 17, Feld „budgets.1.sources.0.pages“: ",
    ],
    ["targetGroups: [alleinerziehende]", "targetGroups: []", "beispiel.yaml, Zeile 8, Feld „targetGroups“: "],
  ])("%s → %s", (from, to, start) => {
    const found = changed(from, to);
    expect(found[0]).toMatch(new RegExp(`^${start}`));
  });

  it("or, where a field is missing, of the entry that lacks it", () => {
    expect(changed("  - amount: 200\n    basis: TOTAL", "  - amount: 200")).toEqual([
      expect.stringMatching(/^beispiel\.yaml, Zeile 13, Feld „budgets\.1\.basis“: /),
    ]);
    expect(changed("slug: teilzeit-aktiv\n", "")).toEqual([
      expect.stringMatching(/^beispiel\.yaml, Zeile 2, Feld „slug“: /),
    ]);
  });

  it("also with the line ends of other systems", () => {
    const windows = EXAMPLE.replace("amount: 200", "amount: -200").replaceAll("\n", "\r\n");
    expect(faults(windows, ExampleContent)).toEqual([expect.stringContaining("Zeile 13, Feld „budgets.1.amount“")]);
  });
});

it("names every unknown field at its own line", () => {
  const text = EXAMPLE.replace("title:", "titel: x\ntitle:").replace(
    "  - amount: 200",
    "  - amount: 200\n    betrag: 200\n    unit: EUR",
  );
  expect(faults(text, ExampleContent).toSorted()).toEqual([
    "beispiel.yaml, Zeile 15, Feld „budgets.1.betrag“: Dieses Feld gibt es nicht.",
    "beispiel.yaml, Zeile 16, Feld „budgets.1.unit“: Dieses Feld gibt es nicht.",
    "beispiel.yaml, Zeile 3, Feld „titel“: Dieses Feld gibt es nicht.",
  ]);
});

it("does not take __proto__ for anything but an unknown field", () => {
  expect(faults("__proto__: { polluted: true }", z.strictObject({}))).toEqual([
    "beispiel.yaml, Zeile 1, Feld „__proto__“: Dieses Feld gibt es nicht.",
  ]);
  expect("polluted" in {}).toBe(false);
});

it("reports several faults of a file at once", () => {
  const text = EXAMPLE.replace("amount: 100", "amount: x").replace("amount: 200", "amount: y");
  expect(faults(text, ExampleContent)).toHaveLength(2);
});

it("says where the path leads, for machines", () => {
  const error = (() => {
    try {
      parseYaml(EXAMPLE.replace("amount: 200", "amount: x"), ExampleContent, "beispiel.yaml");
    } catch (thrown) {
      return thrown as ProblemError;
    }
  })();
  expect(error?.problems).toMatchObject([{ code: "INVALID_FILE", path: ["budgets", 1, "amount"] }]);
});

describe("what is not YAML is refused with its line", () => {
  test.each([
    ["a bracket that stays open", "a: 1\nb: [1, 2\nc: 3", 3],
    ["a tab as indentation", "a:\n\tb: 1", 2],
    ["a colon too much", "a: 1\nb: c: d", 2],
    ["a field twice", "a: 1\nb: 2\na: 3", 3],
    ["a quotation mark that stays open", 'a: "offen', 1],
    ["two documents", "a: 1\n---\nb: 2", 2],
  ])("%s", (_, text, line) => {
    const found = faults(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(new RegExp(`^beispiel\\.yaml, Zeile ${line}: kein gültiges YAML \\(`));
  });
  it("an empty file is no example", () => {
    expect(faults("", ExampleContent)).toEqual([expect.stringMatching(/^beispiel\.yaml, Zeile 1: /)]);
  });
});

describe("no file can take the process down", () => {
  const ALIAS = "Verweise mit * sind nicht erlaubt.";
  const bomb = [
    "a0: &a0 [lol, lol, lol]",
    ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`),
  ];
  test.each([
    ["an alias", "a: &x 1\nb: *x", [`beispiel.yaml, Zeile 2: ${ALIAS}`]],
    ["an alias to itself", "a: &a [*a]", [`beispiel.yaml, Zeile 1: ${ALIAS}`]],
    ["an alias to nothing", "a: 1\nb: *nichts", [`beispiel.yaml, Zeile 2: ${ALIAS}`]],
    ["an alias as a key", "a: &x b\n? *x\n: 1", [`beispiel.yaml, Zeile 2: ${ALIAS}`]],
    ["a merge of an alias", "a: &x { b: 1 }\nc: { <<: *x }", [`beispiel.yaml, Zeile 2: ${ALIAS}`]],
  ])("%s is refused", (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });
  it("a few lines that stand for 3⁴⁰ values are refused", () => {
    expect(faults(bomb.join("\n"))[0]).toBe(`beispiel.yaml, Zeile 2: ${ALIAS}`);
  });
  test.each([
    ["brackets", "[".repeat(100_000)],
    ["closed brackets", "[".repeat(100_000) + "]".repeat(100_000)],
    ["braces", "{ a: ".repeat(100_000)],
    ["dashes", `${"- ".repeat(100_000)}1`],
    ["question marks", "? ".repeat(100_000)],
    ["indentation", Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ])("nesting without end is refused: %s", (_, text) => {
    expect(faults(text)).toEqual(["beispiel.yaml, Zeile 1: Die Datei ist tiefer als 64 Ebenen geschachtelt."]);
  });
  it("a file above the limit is refused before it is read", () => {
    expect(faults(`a: ${"x".repeat(1_999_997)}`)).toEqual([]);
    const tooLarge = ["beispiel.yaml, Zeile 1: Die Datei ist größer als 2000000 Byte."];
    expect(faults(`a: ${"x".repeat(1_999_998)}`)).toEqual(tooLarge);
    expect(faults(`a: ${"ß".repeat(1_000_000)}`)).toEqual(tooLarge);
  });
  it("a tag is not executed", () => {
    expect(parseYaml("a: !!js/function 'function () { throw 1 }'", z.object({ a: z.string() }), "x")).toEqual({
      a: "function () { throw 1 }",
    });
  });
});

describe("readYaml", () => {
  const folder = mkdtempSync(join(tmpdir(), "praxisatlas_yaml_"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "beispiel.yaml");

  it("reads a file, and calls it as it is told", () => {
    writeFileSync(file, "größe: zwei");
    expect(readYaml(file, z.object({ größe: z.string() }))).toEqual({ größe: "zwei" });
    expect(() => readYaml(file, z.strictObject({}), "seeds/x.yaml")).toThrow(/^seeds\/x\.yaml, Zeile 1, Feld „größe“/);
    expect(() => readYaml(file, z.strictObject({}))).toThrow(file);
  });
});
