// What the documentation says of comparable examples: the weights of the code, and an answer that the catalogue gives.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DIMENSIONS, DIMENSION_NAMES, LEAST_KNOWN, OWN_SHARE } from "../../src/domain/comparability.ts";
import { NEARNESS_PER_STEP } from "../../src/domain/comparability-terms.ts";
import { anApp, type TestApp } from "../support/app.ts";

const text = readFileSync("docs/abfragen.md", "utf8");
const section = text.slice(text.indexOf("\n## Vergleichbare Beispiele\n"), text.indexOf("\n## Abgeleitete Kosten\n"));
const block = (language: string) => new RegExp(pattern(language)).exec(section)![1]!;
const pattern = (language: string) => `\`\`\`${language}\\n([\\s\\S]*?)\`\`\``;

let app: TestApp;
beforeAll(async () => {
  app = await anApp();
});
afterAll(() => app.close());

it("names every dimension with its weight and how it is compared", () => {
  const rows = [...section.matchAll(/^\| ([^|]+?) +\| +(\d+) \| ([^|]+?) +\|$/gm)].map((row) => row.slice(1, 4));
  expect(rows).toEqual(
    DIMENSION_NAMES.map((name) => {
      const { label, weight, ...how } = DIMENSIONS[name];
      const kind =
        "factor" in how
          ? `Zahlen, 0 beim ${how.factor}-Fachen`
          : how.rarity
            ? "Begriffe, seltene wiegen mehr"
            : "Begriffe";
      return [label, String(weight), kind];
    }),
  );
});

it("names the other numbers of the rule as they are", () => {
  expect([LEAST_KNOWN, OWN_SHARE.example, OWN_SHARE.situation, NEARNESS_PER_STEP]).toEqual([0.5, 0.5, 0.75, 0.7]);
  for (const words of ["weniger als der\nHälfte", "von beiden Seiten gleich", "drei Viertel", "lässt 0,7 übrig"])
    expect(section).toContain(words);
});

it("shows an answer that the catalogue really gives", async () => {
  const { data } = await app.query(block("graphql"));
  expect(data.comparablePracticeExamples).toHaveLength(3);
  expect(data.comparablePracticeExamples[2]).toEqual(JSON.parse(block("json")));
});
