// A revision's content as rows of the published catalogue. Pure: the same content gives the same rows.
import { sourcesOf, type ExampleContent } from "../domain/content.ts";
import { costPerParticipant, costPerParticipantMonth } from "../domain/cost.ts";
import { evidenceOf } from "../domain/evidence.ts";
import type { ResolvedBasis } from "./legal-basis.ts";
import {
  BudgetTable,
  EditorialNoteTable,
  ExampleFundingSourceTable,
  ExampleImplementationTable,
  ExampleKeywordTable,
  ExampleMethodTable,
  ExamplePartnerTable,
  ExampleTargetGroupTable,
  LegalBasisTable,
  OutcomeTable,
  ParticipantCountTable,
  RelationTable,
  SourceReferenceTable,
  StaffingRatioTable,
  StaffingTable,
  type ExampleRow,
  type FACT_TABLES,
} from "./catalogue.entity.ts";

type FactTable = (typeof FACT_TABLES)[number];

/** Grows when the rows change for unchanged content; the loader then projects everything anew. */
export const PROJECTION_VERSION = 7;

export function exampleRow(
  content: ExampleContent,
  revision: Pick<ExampleRow, "revision" | "publishedAt" | "lastConfirmedAt">,
): ExampleRow {
  return {
    slug: content.slug,
    ...revision,
    title: content.title,
    organisation: content.organisation,
    summary: content.summary,
    goal: content.goal ?? null,
    approach: content.approach ?? null,
    successFactors: content.successFactors ?? null,
    lessonsLearned: content.lessonsLearned ?? null,
    specialFeatures: content.specialFeatures ?? null,
    periodStart: content.period?.start ?? null,
    periodEnd: content.period?.end ?? null,
    ongoing: content.period?.ongoing ?? null,
    durationMonthsMin: content.individualDuration?.monthsMin ?? null,
    durationMonthsMax: content.individualDuration?.monthsMax ?? null,
    weeklyHoursMin: content.weeklyHours?.min ?? null,
    weeklyHoursMax: content.weeklyHours?.max ?? null,
    evidenceLevel: evidenceOf(content.outcomes).level,
    costPerParticipant: costPerParticipant(content)?.value ?? null,
    costPerParticipantMonth: costPerParticipantMonth(content)?.value ?? null,
  };
}

/** The rows of every fact table. `bases` are the content's legal bases, resolved. */
export function factRows(content: ExampleContent, bases: readonly ResolvedBasis[]): Map<FactTable, object[]> {
  const example = content.slug;
  const terms = (values: readonly string[]) => values.map((value, position) => ({ example, position, value }));
  const figures = <T extends { planned: boolean; scope?: string; note?: string }>(
    list: readonly T[],
    row: (fact: T) => object,
  ) =>
    list.map((fact, position) => ({
      example,
      position,
      planned: fact.planned,
      scope: fact.scope ?? null,
      note: fact.note ?? null,
      ...row(fact),
    }));
  return new Map<FactTable, object[]>([
    [ExampleTargetGroupTable, terms(content.targetGroups)],
    [ExampleMethodTable, terms(content.methods)],
    [ExampleKeywordTable, terms(content.keywords)],
    [ExampleImplementationTable, terms(content.implementations)],
    [ExampleFundingSourceTable, terms(content.fundingSources)],
    [ExamplePartnerTable, terms(content.partners)],
    [
      LegalBasisTable,
      bases.map(({ cited, canonical, provision, note }, position) => ({
        example,
        position,
        cited,
        canonical,
        provision: provision?.slug ?? null,
        note,
      })),
    ],
    [
      BudgetTable,
      figures(content.budgets, ({ amount, amountMax = null, bound = null, currency, basis, approximate }) => ({
        amount,
        amountMax,
        bound,
        currency,
        basis,
        approximate,
      })),
    ],
    [
      StaffingRatioTable,
      figures(content.staffingRatios, ({ clientsMin, clientsMax = clientsMin, counted = null }) => ({
        clientsMin,
        clientsMax,
        counted,
      })),
    ],
    [
      StaffingTable,
      figures(content.staffing, ({ posts = null, persons = null, role, qualification = null }) => ({
        posts,
        persons,
        role,
        qualification,
      })),
    ],
    [
      ParticipantCountTable,
      figures(content.participants, ({ value, valueMax = null, kind, asOf = null, approximate }) => ({
        value,
        valueMax,
        kind,
        asOf,
        approximate,
      })),
    ],
    [
      OutcomeTable,
      figures(content.outcomes, (o) => ({
        kind: o.kind,
        indicator: o.indicator,
        value: o.value,
        valueMax: o.valueMax ?? null,
        unit: o.unit,
        n: o.n ?? null,
        atMonths: o.atMonths ?? null,
        asOf: o.asOf ?? null,
        comparisonDesign: o.comparison?.design ?? null,
        comparisonText: o.comparison?.text ?? null,
        comparisonValue: o.comparison?.value ?? null,
        approximate: o.approximate,
      })),
    ],
    [EditorialNoteTable, terms(content.editorialNotes.map((n) => n.text))],
    [RelationTable, content.related.map(({ example: other, note }, position) => ({ example, position, other, note }))],
    [SourceReferenceTable, referenceRows(content, bases)],
  ]);
}

/** A citation of several sections has several rows in `legalBasis`; each has its references at its own position. */
function referenceRows(content: ExampleContent, bases: readonly ResolvedBasis[]): object[] {
  const facts = [
    ...sourcesOf({ ...content, legalBases: [] }),
    ...bases.map(({ sources }, i) => ({ path: ["legalBases", i], sources })),
  ];
  return facts.flatMap(({ path: [fact = "example", position = 0], sources }) =>
    sources.map(({ source, pages = null, section = null }, ordinal) => ({
      example: content.slug,
      fact,
      position,
      ordinal,
      source,
      pages,
      section,
    })),
  );
}
