// The 36 forms of 2013 against the examples that people made of them: what the reader has reached is held here, field by field.
import { describe, expect, it } from "vitest";
import { importFile } from "../../src/imports/import-file.ts";
import { findForms } from "../../src/imports/questionnaire/form.ts";
import { importListsOf } from "../../src/imports/import-lists.ts";
import {
  compareAll,
  factsOf,
  FIELDS,
  formsAreHere,
  formsText,
  precision,
  recall,
  sum,
  type MeasuredField,
} from "../support/import-quality.ts";
import { aDocx, aPdf } from "../support/import-files.ts";
import { examples, lists } from "../support/seeds.ts";

/** Precision and recall over all forms, a little below what was measured; see docs/benchmarks.md. */
const FLOORS: [MeasuredField, number, number][] = [
  ["organisation", 0.98, 0.93],
  ["title", 0.98, 0.98],
  ["citations", 0.97, 0.98],
  ["amounts", 0.98, 0.98],
  ["ratios", 0.98, 0.98],
  ["periods", 0.98, 0.96],
  ["targetGroups", 0.88, 0.35],
  ["participants", 0.95, 0.34],
  ["durations", 0.85, 0.92],
  ["hours", 0.98, 0.88],
  ["implementations", 0.98, 0.5],
  ["fundingSources", 0.88, 0.78],
  ["staffing", 0.95, 0.27],
  ["outcomesOf", 0.95, 0.24],
];

describe.skipIf(!formsAreHere)(
  `36 forms${formsAreHere ? "" : " – übersprungen: ../shared/sources fehlt hier."}`,
  () => {
    const known = importListsOf(lists);
    const results = formsAreHere ? compareAll(examples, known) : [];

    it.each(FLOORS)("%s: precision at least %d, recall at least %d", (field, least, leastFound) => {
      const score = sum(results.map(({ scores }) => scores[field]));
      expect(precision(score)).toBeGreaterThanOrEqual(least);
      expect(recall(score)).toBeGreaterThanOrEqual(leastFound);
    });

    it("the whole document gives the same 36 drafts as its forms alone, and every field quotes its place", async () => {
      const text = formsText();
      const { drafts } = await importFile("sammlung.txt", new TextEncoder().encode(text), known);
      expect(new Set(drafts.map(({ name }) => name)).size).toBe(36);
      for (const { fields } of drafts)
        for (const { span } of fields)
          if (!span!.quote.includes("["))
            expect(text.slice(span!.offset, span!.offset + span!.length)).toBe(span!.quote);
    });

    it.each([
      ["Word", "docx", aDocx],
      ["PDF", "pdf", aPdf],
    ])("as %s, each form gives the same facts as its text", async (_, extension, made) => {
      const text = formsText();
      for (const { start, end } of findForms(text)) {
        // One line for each line that is not blank, as an office program would have it.
        const form = text
          .slice(start, end)
          .split("\n")
          .filter((line) => line.trim() !== "")
          .join("\n");
        const [plain] = (await importFile("form.txt", new TextEncoder().encode(form), known)).drafts;
        const [draft] = (await importFile(`form.${extension}`, made(form), known)).drafts;
        for (const field of FIELDS) expect(factsOf(draft!.content, field)).toEqual(factsOf(plain!.content, field));
      }
    });

    it("no draft names a person of the contact block, an address or a telephone number", async () => {
      const text = formsText();
      const { drafts } = await importFile("sammlung.txt", new TextEncoder().encode(text), known);
      const all = JSON.stringify(drafts);
      const contacts = [
        ...text.matchAll(/Ansprechpartner:\s+(?:Frau |Herr )?(?!Jobcenter)(\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+)(?=\s*\n)/gu),
      ].map(([, name]) => name!);
      expect(contacts.length).toBeGreaterThan(10);
      expect(contacts.filter((name) => all.includes(name))).toEqual([]);
      expect(all.match(/[\w.-]+@[\w-]+\.\w+/g)).toBeNull();
      expect(all.match(/Telefon: ?\d/g)).toBeNull();
    });
  },
);
