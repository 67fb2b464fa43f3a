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
