// From content to rows and to what readers get: no figure, text or source of a real example is lost or changed on the way.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  BudgetTable,
  EditorialNoteTable,
  ExampleFundingSourceTable,
  ExampleImplementationTable,
  ExampleKeywordTable,
  ExampleMethodTable,
  ExamplePartnerTable,
  ExampleTable,
  ExampleTargetGroupTable,
  FACT_TABLES,
  LegalBasisTable,
  OutcomeTable,
  ParticipantCountTable,
  RelationTable,
  SourceReferenceTable,
  StaffingRatioTable,
  StaffingTable,
} from "../../src/catalogue/catalogue.entity.ts";
import { resolveBases } from "../../src/catalogue/legal-basis.ts";
import { practiceExample } from "../../src/catalogue/practice-example.ts";
import { exampleRow, factRows } from "../../src/catalogue/projection.ts";
import { costPerIntegration, costPerParticipant, costPerParticipantMonth, type DerivedCost } from "../../src/domain/cost.ts";
import {
  BudgetContent,
  ComparisonContent,
  DurationContent,
  EditorialNoteContent,
  ExampleContent,
  OutcomeContent,
  ParticipantContent,
  PeriodContent,
  sourcesOf,
  StaffingContent,
  StaffingRatioContent,
  WeeklyHoursContent,
} from "../../src/domain/content.ts";
import { evidenceOf } from "../../src/domain/evidence.ts";
import { BUDGET_BASES, OUTCOME_UNITS } from "../../src/domain/terms.ts";
import type { Vocabulary } from "../../src/vocabulary/vocabulary.ts";
import { anApp, DATABASES, type TestApp } from "../support/app.ts";
import { aBudget, aFullExample, anExample, anOutcome, SOURCES } from "../support/content.ts";
import { examples as real, lawBy } from "../support/seeds.ts";

type FactTable = (typeof FACT_TABLES)[number];
type Json = Record<string, any>;

const PUBLISHED = { revision: 3, publishedAt: "2025-06-01T08:00:00.000Z", lastConfirmedAt: null };
/** The real examples leave some fields empty; this one leaves none. */
const FULL = aFullExample({ slug: "alles-gesagt" });
const examples = [...real, FULL];
const LISTS = ["budgets", "staffingRatios", "staffing", "participants", "outcomes"] as const;

const ENDS = { period: ["start", "end", "ongoing"], individualDuration: ["monthsMin", "monthsMax"], weeklyHours: ["min", "max"] };

/** A fact as rows and readers have it: null for what is not said, without its sources. */
const flat = ({ sources: _, ...fact }: Json, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, fact[field] ?? null]));

/** Every number in a structure, sorted; a reference's page is no figure. */
function figuresIn(value: unknown, except: readonly string[] = []): number[] {
  const found: number[] = [];
  JSON.stringify(value, (key, part: unknown) => {
    if (key === "sources" || except.includes(key)) return undefined;
    if (typeof part === "number") found.push(part);
    return part;
  });
  return found.toSorted((a, b) => a - b);
}
/** A single ratio is kept as a range of equal ends. */
const withBothEnds = (example: ExampleContent) => ({
  ...example,
  staffingRatios: example.staffingRatios.map((ratio) => ({ ...ratio, clientsMax: ratio.clientsMax ?? ratio.clientsMin })),
});

it("the full example says something in every field", () => {
  const said = (fact: object) => Object.entries(fact).flatMap(([key, value]) => (value === undefined || `${value}` === "" ? [] : [key]));
  const fields = (schema: { shape: object }) => Object.keys(schema.shape).toSorted();
  expect(said(FULL).toSorted()).toEqual(fields(ExampleContent));
  const facts = {
    budgets: BudgetContent,
    staffingRatios: StaffingRatioContent,
    staffing: StaffingContent,
    participants: ParticipantContent,
    outcomes: OutcomeContent,
    editorialNotes: EditorialNoteContent,
  };
  for (const [list, schema] of Object.entries(facts))
    expect(said(FULL[list as keyof typeof facts][0]!).toSorted(), list).toEqual(fields(schema));
  expect(said(FULL.period!).toSorted()).toEqual(fields(PeriodContent));
  expect(said(FULL.individualDuration!).toSorted()).toEqual(fields(DurationContent));
  expect(said(FULL.weeklyHours!).toSorted()).toEqual(fields(WeeklyHoursContent));
  expect(said(FULL.outcomes[0]!.comparison!).toSorted()).toEqual(fields(ComparisonContent));
});

describe.each(DATABASES)("on $kind", ({ kind, available }) => {
  describe.skipIf(!available)("", () => {
    let app: TestApp;
    let vocabulary: Vocabulary;
    const stored = new Map<string, Json[]>();
    beforeAll(async () => {
      app = await anApp(kind);
      await app.publish(FULL);
      vocabulary = app.vocabulary();
      for (const table of [ExampleTable, ...FACT_TABLES])
        stored.set(table.options.name, await app.db.read((manager) => manager.find(table as typeof ExampleTable)));
    });
    afterAll(() => app?.close());

    const basesOf = (example: ExampleContent) => resolveBases(example.legalBases, vocabulary.crosswalk, lawBy);
    const rowsOf = (example: ExampleContent, table: FactTable) => factRows(example, basesOf(example)).get(table) as Json[];
    const byPlace = (a: Json, b: Json) => (a.fact < b.fact ? -1 : a.fact > b.fact ? 1 : a.position - b.position || a.ordinal - b.ordinal);

    it.each(examples)("$slug: the database gives back the rows that were made", (example) => {
      for (const table of FACT_TABLES) {
        const made = rowsOf(example, table).toSorted(byPlace);
        const found = stored.get(table.options.name)!.filter((row) => row.example === example.slug);
        expect(found.toSorted(byPlace), table.options.name).toEqual(made);
      }
      const row = stored.get("practiceExample")!.find(({ slug }) => slug === example.slug)!;
      const { revision, publishedAt, lastConfirmedAt } = row as ReturnType<typeof exampleRow>;
      expect(row).toEqual(exampleRow(example, { revision, publishedAt, lastConfirmedAt }));
    });

    it.each(examples)("$slug: rows hold every figure of the content, and no other", (example) => {
      const content = withBothEnds(example);
      const facts = [BudgetTable, StaffingRatioTable, StaffingTable, ParticipantCountTable, OutcomeTable];
      const rows = facts.flatMap((table) => rowsOf(example, table));
      const { period, individualDuration, weeklyHours, ...lists } = content;
      expect(figuresIn(rows, ["position"])).toEqual(figuresIn(lists));
      const row = exampleRow(example, PUBLISHED);
      expect(figuresIn(row, ["revision", "costPerParticipant", "costPerParticipantMonth"])).toEqual(
        figuresIn({ period, individualDuration, weeklyHours }),
      );
    });

    it.each(examples)("$slug: each row says what its fact says", (example) => {
      const content = withBothEnds(example);
      const common = ["planned", "scope", "note"];
      const expectRows = (table: FactTable, facts: readonly Json[], fields: readonly string[]) => {
        const rows = rowsOf(example, table);
        expect(rows.map(({ position }) => position)).toEqual(facts.map((_, i) => i));
        expect(rows).toMatchObject(facts.map((fact) => ({ example: example.slug, ...flat(fact, [...fields, ...common]) })));
      };
      expectRows(BudgetTable, content.budgets, ["amount", "amountMax", "bound", "currency", "basis", "approximate"]);
      expectRows(StaffingRatioTable, content.staffingRatios, ["clientsMin", "clientsMax", "counted"]);
      expectRows(StaffingTable, content.staffing, ["posts", "persons", "role", "qualification"]);
      expectRows(ParticipantCountTable, content.participants, ["value", "valueMax", "kind", "asOf", "approximate"]);
      const outcomes = content.outcomes.map((outcome) => ({
        ...outcome,
        comparisonDesign: outcome.comparison?.design,
        comparisonText: outcome.comparison?.text,
        comparisonValue: outcome.comparison?.value,
      }));
      const ofOutcomes = ["kind", "indicator", "value", "valueMax", "unit", "n", "atMonths", "asOf", "approximate"];
      expectRows(OutcomeTable, outcomes, [...ofOutcomes, "comparisonDesign", "comparisonText", "comparisonValue"]);

      const terms: [FactTable, readonly string[]][] = [
        [ExampleTargetGroupTable, example.targetGroups],
        [ExampleMethodTable, example.methods],
        [ExampleKeywordTable, example.keywords],
        [ExampleImplementationTable, example.implementations],
        [ExampleFundingSourceTable, example.fundingSources],
        [ExamplePartnerTable, example.partners],
        [EditorialNoteTable, example.editorialNotes.map(({ text }) => text)],
      ];
      for (const [table, values] of terms)
        expect(rowsOf(example, table)).toEqual(values.map((value, position) => ({ example: example.slug, position, value })));

      expect(rowsOf(example, RelationTable)).toEqual(
        example.related.map(({ example: other, note }, position) => ({ example: example.slug, position, other, note })),
      );

      expect(exampleRow(example, PUBLISHED)).toEqual({
        ...PUBLISHED,
        ...flat(example, ["slug", "title", "organisation", "summary", "goal", "approach"]),
        ...flat(example, ["successFactors", "lessonsLearned", "specialFeatures"]),
        periodStart: example.period?.start ?? null,
        periodEnd: example.period?.end ?? null,
        ongoing: example.period?.ongoing ?? null,
        durationMonthsMin: example.individualDuration?.monthsMin ?? null,
        durationMonthsMax: example.individualDuration?.monthsMax ?? null,
        weeklyHoursMin: example.weeklyHours?.min ?? null,
        weeklyHoursMax: example.weeklyHours?.max ?? null,
        evidenceLevel: evidenceOf(example.outcomes).level,
        costPerParticipant: costPerParticipant(example)?.value ?? null,
        costPerParticipantMonth: costPerParticipantMonth(example)?.value ?? null,
      });
    });

    it.each(examples)("$slug: every row's sources stand at its own place", (example) => {
      const references = rowsOf(example, SourceReferenceTable);
      const at = (fact: string, position: number) =>
        references
          .filter((row) => row.fact === fact && row.position === position)
          .toSorted(byPlace)
          .map(({ source, pages, section }) => ({ source, pages, section }));
      const expected = (sources: ExampleContent["sources"]) => sources.map((source) => flat(source, ["source", "pages", "section"]));
      const bases = basesOf(example);
      let total = 0;
      for (const { path, sources } of sourcesOf({ ...example, legalBases: [] })) {
        const [fact = "example", position = 0] = path as [string, number];
        expect(at(fact, position)).toEqual(expected(sources));
        total += sources.length;
      }
      rowsOf(example, LegalBasisTable).forEach((row, i) => {
        expect(row).toEqual({
          example: example.slug,
          position: i,
          cited: bases[i]!.cited,
          canonical: bases[i]!.canonical,
          provision: bases[i]!.provision?.slug ?? null,
          note: bases[i]!.note,
        });
        const written = example.legalBases.filter(({ cited, note = null }) => cited === row.cited && note === row.note);
        expect(written.map(({ sources }) => expected(sources))).toContainEqual(at("legalBases", row.position));
        total += bases[i]!.sources.length;
      });
      expect(references).toHaveLength(total);
      expect([...new Set(bases.map(({ cited }) => cited))]).toEqual([...new Set(example.legalBases.map(({ cited }) => cited))]);
    });

    describe("readers get", () => {
      const read = (example: ExampleContent) => practiceExample(example, PUBLISHED, vocabulary);
      const references = (sources: ExampleContent["sources"]) =>
        sources.map(({ source, pages = null, section = null }) => ({ source: { slug: source }, pages, section }));

      it.each(examples)("$slug with every figure, and no other", (example) => {
        const { budgets, staffingRatios, staffing, participants, outcomes, period, individualDuration, weeklyHours } = read(example);
        const figures = { budgets, staffingRatios, staffing, participants, outcomes, period, individualDuration, weeklyHours };
        expect(figuresIn(figures)).toEqual(figuresIn(withBothEnds(example)));
      });

      it.each(examples)("$slug with the sources of each fact", (example) => {
        const readable = read(example) as Json;
        expect(readable.sources).toMatchObject(references(example.sources));
        for (const { path, sources } of sourcesOf({ ...example, legalBases: [] })) {
          const fact = path.reduce<Json>((at, key) => at[key], readable);
          expect(fact.sources, path.join(".")).toMatchObject(references(sources));
        }
        const bases = basesOf(example);
        expect(readable.legalBases).toMatchObject(
          bases.map(({ cited, canonical, provision, note, sources }) => ({
            cited,
            canonical,
            provision: provision ? { slug: provision.slug } : null,
            instrument: provision?.instrument ? { slug: provision.instrument } : null,
            note,
            sources: references(sources),
          })),
        );
      });

      it.each(examples)("$slug with its terms and texts", (example) => {
        const readable = read(example);
        const slugs = (terms: readonly { slug: string }[]) => terms.map(({ slug }) => slug);
        expect(slugs(readable.targetGroups)).toEqual(example.targetGroups);
        expect(slugs(readable.methods)).toEqual(example.methods);
        expect(slugs(readable.keywords)).toEqual(example.keywords);
        expect(readable.organisation.slug).toBe(example.organisation);
        expect(readable).toMatchObject({
          ...PUBLISHED,
          ...flat(example, ["slug", "title", "summary", "goal", "approach", "successFactors", "lessonsLearned", "specialFeatures"]),
          ...flat(example, ["partners", "implementations", "fundingSources"]),
          evidenceLevel: evidenceOf(example.outcomes).level,
          evidenceReason: evidenceOf(example.outcomes).reason,
          editorialNotes: example.editorialNotes.map(({ text }) => ({ text })),
        });
        for (const list of LISTS)
          expect(readable[list]).toMatchObject(example[list].map((fact) => flat(fact, ["planned", "scope", "note"])));
        const expectFacts = (list: (typeof LISTS)[number], fields: readonly string[]) =>
          expect(readable[list], list).toMatchObject(example[list].map((fact) => flat(fact, fields)));
        expectFacts("budgets", ["bound", "basis", "approximate"]);
        expectFacts("staffingRatios", ["counted"]);
        expectFacts("staffing", ["posts", "persons", "role", "qualification"]);
        expectFacts("participants", ["value", "valueMax", "kind", "asOf", "approximate"]);
        expectFacts("outcomes", ["kind", "indicator", "value", "valueMax", "n", "atMonths", "asOf", "approximate"]);
        expect(readable.outcomes).toMatchObject(
          example.outcomes.map(({ unit, comparison }) => ({
            unitCode: unit,
            comparison: comparison?.text ?? null,
            comparisonDesign: comparison?.design ?? null,
            comparisonValue: comparison?.value ?? null,
          })),
        );
        for (const fact of Object.keys(ENDS) as (keyof typeof ENDS)[])
          expect(readable[fact]).toEqual(
            example[fact] ? expect.objectContaining(flat(example[fact], [...ENDS[fact], "note"])) : null,
          );
      });

      it.each(examples)("$slug with labels that carry the figures and their limits", (example) => {
        const { budgets, outcomes, staffingRatios } = read(example);
        const german = (value: number) => value.toLocaleString("de-DE", { maximumFractionDigits: 2 });
        budgets.forEach(({ label, amount, amountMax, approximate, planned, basis, bound }) => {
          expect(label).toContain(german(Math.trunc(amount.value)));
          if (amountMax) expect(label).toContain(`–${german(Math.trunc(amountMax.value))}`);
          if (basis !== "OTHER") expect(label).toContain(BUDGET_BASES[basis]);
          expect([label.startsWith("rund "), label.endsWith("(geplant)")]).toEqual([approximate, planned]);
          expect([label.includes("bis zu "), label.includes("mindestens ")]).toEqual([bound === "AT_MOST", bound === "AT_LEAST"]);
        });
        outcomes.forEach(({ label, value, unit, unitCode, n, planned, approximate, asOf }) => {
          expect(label).toContain(german(value!));
          expect(unit).toBe(unitCode === "OTHER" ? null : OUTCOME_UNITS[unitCode]);
          if (unit && unitCode !== "RATIO") expect(label).toContain(unit);
          expect(label.includes(`(n = ${n === null ? "" : german(n)})`)).toBe(n !== null);
          expect([label.startsWith("rund "), label.endsWith("geplant"), label.includes("Stand ")]).toEqual([
            approximate,
            planned,
            asOf !== null,
          ]);
        });
        staffingRatios.forEach(({ label, clientsMin, clientsMax }) => {
          expect(label).toBe([...new Set([clientsMin, clientsMax])].map((clients) => `1:${german(clients)}`).join("–"));
        });
      });

      it("labels as people write them", () => {
        const readable = read(
          anExample({
            budgets: [
              aBudget({ amount: 200_880, basis: "PER_YEAR", approximate: true }),
              aBudget({ amount: 1000, basis: "PER_PARTICIPANT_MONTH", bound: "AT_MOST", planned: true }),
              aBudget({ amount: 500, amountMax: 700.5, basis: "PER_PLACE" }),
              aBudget({ amount: 12.5, basis: "OTHER", bound: "AT_LEAST" }),
            ],
            staffingRatios: [
              { clientsMin: 20, sources: SOURCES },
              { clientsMin: 15, clientsMax: 20, sources: SOURCES },
            ],
            outcomes: [
              anOutcome({ value: 59, n: 1233 }),
              anOutcome({ value: 81, valueMax: 82, unit: "PERCENT", approximate: true, asOf: "2013-03-18" }),
              anOutcome({ value: 12, atMonths: 6, asOf: "2013-03", planned: true }),
              anOutcome({ value: 3, unit: "OTHER", asOf: "2013" }),
            ],
          }),
        );
        const labels = (facts: readonly { label: string }[]) => facts.map(({ label }) => label);
        expect(labels(readable.budgets)).toEqual([
          "rund 200.880 € je Jahr",
          "bis zu 1.000 € je Person und Monat (geplant)",
          "500–700,50 € je Platz",
          "mindestens 12,50 €",
        ]);
        expect(labels(readable.staffingRatios)).toEqual(["1:20", "1:15–1:20"]);
        expect(labels(readable.outcomes)).toEqual([
          "59 Personen (n = 1.233)",
          "rund 81–82 % (ohne Bezugsgröße), Stand 18.03.2013",
          "12 Personen, nach 6 Monaten, Stand März 2013, geplant",
          "3, Stand 2013",
        ]);
      });

      it("derived costs with their way, or nothing", () => {
        const costs = examples.map(read).flatMap((e) => [e.costPerParticipant, e.costPerParticipantMonth, e.costPerIntegration]);
        const expected = examples.flatMap((e) => [costPerParticipant(e), costPerParticipantMonth(e), costPerIntegration(e)]);
        const shown = ({ value, sources: _, ...cost }: DerivedCost) => ({ ...cost, value: { value, currency: "EUR" }, year: 2013 });
        expect(costs).toEqual(expected.map((cost) => cost && shown(cost)));
        expect(costs.filter(Boolean).length).toBeGreaterThan(5);
      });
    });
  });
});
