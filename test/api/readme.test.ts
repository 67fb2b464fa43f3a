// The documentation says what the program says: answers under its questions, and the rule of the evidence level.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { EVIDENCE_RULES } from "../../src/domain/evidence.ts";
import { codes, EVIDENCE_LEVELS, STILL_FUNDABLE } from "../../src/domain/terms.ts";
import { anApp, type TestApp } from "../support/app.ts";

const TEXT = readFileSync("docs/abfragen.md", "utf8");
const section = (title: string) => TEXT.split(`\n## ${title}\n`)[1]!.split("\n## ")[0]!;
const block = (text: string, language: string) => text.split(`\`\`\`${language}\n`)[1]!.split("\n```")[0]!;
/** Rows of a table: their cells. */
const rows = TEXT.split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

let app: TestApp;
beforeAll(async () => {
  app = await anApp("sqlite", { now: () => new Date("2026-11-21T12:00:00Z") });
});
afterAll(() => app.close());

test.each(["Nachweiskarte", "Recht im Wandel"])(
  "the answer under „%s“ is the one that the question gets",
  async (title) => {
    expect(await app.query(block(section(title), "graphql"))).toEqual(JSON.parse(block(section(title), "json")));
  },
);

it("has the rule of each evidence level, and each answer of „Heute noch so förderbar“", () => {
  for (const level of codes(EVIDENCE_LEVELS))
    expect(rows).toContainEqual(["", `${EVIDENCE_LEVELS[level]} (\`${level}\`)`, EVIDENCE_RULES[level], ""]);
  for (const value of codes(STILL_FUNDABLE))
    expect(rows.map(([, cell]) => cell)).toContain(`${STILL_FUNDABLE[value]} (\`${value}\`)`);
});
