// Builders of contents: every part is valid by itself, a test names only what it is about.
import type { z } from "zod";
import { BudgetContent, ExampleContent, OutcomeContent, ParticipantContent } from "../../src/domain/content.ts";

type Given<Schema extends z.ZodType> = Partial<z.input<Schema>>;

/** A place in a document of the seeds. */
export const SOURCES: ExampleContent["sources"] = [{ source: "ag-eingliederung-2013", pages: "19" }];

/** The smallest valid example, as the schema completes it; organisation, group and source exist in the seeds. */
export const anExample = (given: Given<typeof ExampleContent> = {}): ExampleContent =>
  ExampleContent.parse({
    slug: "ein-beispiel",
    title: "Ein Beispiel",
    organisation: "jobcenter-heidenheim",
    summary: "Ein Ansatz, der Menschen beim Weg in Arbeit begleitet.",
    targetGroups: ["alleinerziehende"],
    sources: SOURCES,
    ...given,
  });

export const aBudget = (given: Given<typeof BudgetContent> = {}) =>
  BudgetContent.parse({ amount: 120_000, basis: "TOTAL", sources: SOURCES, ...given });

export const aCount = (given: Given<typeof ParticipantContent> = {}) =>
  ParticipantContent.parse({ value: 20, kind: "CONCURRENT", sources: SOURCES, ...given });

export const anOutcome = (given: Given<typeof OutcomeContent> = {}) =>
  OutcomeContent.parse({
    kind: "EMPLOYMENT",
    indicator: "in Arbeit vermittelt",
    value: 12,
    unit: "PERSONS",
    sources: SOURCES,
    ...given,
  });

/** An example that says something in every field the schema has; no two figures are equal. */
export const aFullExample = (given: Given<typeof ExampleContent> = {}): ExampleContent => {
  const said = { planned: true, scope: "Teilprojekt Nord", note: "Ein Hinweis" };
  const sources = [
    { source: "ag-eingliederung-2013", pages: "19-20, 22", section: "Ergebnisse" },
    { source: "ag-eingliederung-2013", section: "Anhang" },
  ];
  return anExample({
    partners: ["Ein Träger"],
    goal: "Ein Ziel.",
    approach: "Ein Vorgehen.",
    successFactors: "Ein Grund.",
    lessonsLearned: "Eine Erfahrung.",
    specialFeatures: "Eine Besonderheit.",
    methods: ["coaching"],
    keywords: ["alleinerziehende"],
    legalBases: [
      { cited: "§§ 45 und 75 SGB III", note: "Ein Hinweis", sources },
      { cited: "§ 61 SGB III", provisions: ["sgb3-61-1998"], sources: SOURCES },
    ],
    implementations: ["PROCUREMENT"],
    fundingSources: ["ESF"],
    period: { start: "2011-02", end: "2012-03-04", ongoing: true, note: "Ein Hinweis", sources },
    individualDuration: { monthsMin: 3, monthsMax: 6.5, note: "Ein Hinweis", sources },
    weeklyHours: { min: 15, max: 38.5, note: "Ein Hinweis", sources },
    budgets: [
      {
        ...said,
        amount: 101.25,
        amountMax: 102,
        bound: "AT_MOST",
        currency: "EUR",
        basis: "PER_HOUR",
        approximate: true,
        sources,
      },
    ],
    staffingRatios: [{ ...said, clientsMin: 21, clientsMax: 22, counted: "Coaching", sources }],
    staffing: [{ ...said, posts: 1.5, persons: 2, role: "Coaching", qualification: "Sozialpädagogik", sources }],
    participants: [{ ...said, value: 31, valueMax: 32, kind: "COHORT", asOf: "2012-01", approximate: true, sources }],
    outcomes: [
      {
        ...said,
        kind: "SUSTAINED_EMPLOYMENT",
        indicator: "noch in Arbeit",
        value: 41.5,
        valueMax: 42,
        unit: "PERCENT",
        n: 43,
        atMonths: 12,
        asOf: "2012-12-31",
        comparison: { design: "MATCHED_GROUP", text: "ähnliche Gruppe", value: 44.5 },
        approximate: true,
        sources,
      },
    ],
    editorialNotes: [{ text: "Zwei Angaben widersprechen sich.", sources }],
    related: [{ example: "teilzeit-aktiv", note: "Beide werben für Ausbildung in Teilzeit." }],
    sources,
    ...given,
  });
};
