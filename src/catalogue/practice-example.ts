// A published revision as readers get it: the content with its terms, law, derived cost and evidence, computed once a revision.
import type { ExampleContent } from "../domain/content.ts";
import { costPerIntegration, costPerParticipant, costPerParticipantMonth, type DerivedCost } from "../domain/cost.ts";
import { evidenceOf } from "../domain/evidence.ts";
import { fundabilityOf } from "../domain/fundability.ts";
import { formatDate, formatEuro, formatNumber } from "../domain/german.ts";
import { ratioLabel } from "../domain/ratio.ts";
import { BUDGET_BASES, OUTCOME_UNITS } from "../domain/terms.ts";
import { toId } from "../platform/node.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { ExampleRow } from "./catalogue.entity.ts";
import { lawOf, resolveBases } from "./legal-basis.ts";
import type { DerivedCostType, PracticeExampleType, SourceReferenceType } from "./practice-example.type.ts";

type Published = Pick<ExampleRow, "revision" | "publishedAt" | "lastConfirmedAt">;
type Fact<K extends "budgets" | "outcomes"> = ExampleContent[K][number];

export function practiceExample(
  content: ExampleContent,
  published: Published,
  vocabulary: Vocabulary,
): PracticeExampleType {
  const references = (sources: ExampleContent["sources"]): SourceReferenceType[] =>
    sources.map(({ source, pages, section }) => ({
      source: vocabulary.sources.get(source),
      pages: pages ?? null,
      section: section ?? null,
    }));
  const figure = (fact: { planned: boolean; scope?: string; note?: string; sources: ExampleContent["sources"] }) => ({
    planned: fact.planned,
    scope: fact.scope ?? null,
    note: fact.note ?? null,
    sources: references(fact.sources),
  });
  const { period, individualDuration, weeklyHours } = content;
  const evidence = evidenceOf(content.outcomes);
  const bases = resolveBases(content.legalBases, vocabulary.crosswalk, lawOf(content, vocabulary.sources));
  const fundability = fundabilityOf(
    bases,
    vocabulary.crosswalk,
    ({ slug }) => vocabulary.provisions.get(slug).unverified === true,
  );
  return {
    id: toId("PracticeExample", content.slug),
    slug: content.slug,
    title: content.title,
    summary: content.summary,
    goal: content.goal ?? null,
    approach: content.approach ?? null,
    successFactors: content.successFactors ?? null,
    lessonsLearned: content.lessonsLearned ?? null,
    specialFeatures: content.specialFeatures ?? null,
    organisation: vocabulary.organisations.get(content.organisation),
    partners: content.partners,
    targetGroups: content.targetGroups.map((slug) => vocabulary.targetGroups.get(slug)),
    methods: content.methods.map((slug) => vocabulary.methods.get(slug)),
    keywords: content.keywords.map((slug) => vocabulary.keywords.get(slug)),
    legalBases: bases.map(({ cited, canonical, provision, note, sources }) => ({
      cited,
      canonical,
      provision: provision && vocabulary.provisions.get(provision.slug),
      instrument: provision?.instrument ? vocabulary.instruments.get(provision.instrument) : null,
      stillInForce: provision && vocabulary.crosswalk.isStillInForce(provision),
      note,
      sources: references(sources),
    })),
    stillFundable: fundability.value,
    stillFundableReason: fundability.reason,
    implementations: content.implementations,
    fundingSources: content.fundingSources,
    period: period
      ? {
          start: period.start ?? null,
          end: period.end ?? null,
          ongoing: period.ongoing,
          note: period.note ?? null,
          sources: references(period.sources),
        }
      : null,
    individualDuration: individualDuration
      ? {
          monthsMin: individualDuration.monthsMin ?? null,
          monthsMax: individualDuration.monthsMax ?? null,
          note: individualDuration.note ?? null,
          sources: references(individualDuration.sources),
        }
      : null,
    weeklyHours: weeklyHours
      ? {
          min: weeklyHours.min ?? null,
          max: weeklyHours.max ?? null,
          note: weeklyHours.note ?? null,
          sources: references(weeklyHours.sources),
        }
      : null,
    budgets: content.budgets.map((b) => ({
      ...figure(b),
      amount: { value: b.amount, currency: b.currency },
      amountMax: b.amountMax === undefined ? null : { value: b.amountMax, currency: b.currency },
      bound: b.bound ?? null,
      basis: b.basis,
      approximate: b.approximate,
      label: budgetLabel(b),
    })),
    costPerParticipant: derived(costPerParticipant(content), vocabulary),
    costPerParticipantMonth: derived(costPerParticipantMonth(content), vocabulary),
    costPerIntegration: derived(costPerIntegration(content), vocabulary),
    staffingRatios: content.staffingRatios.map((r) => ({
      ...figure(r),
      clientsMin: r.clientsMin,
      clientsMax: r.clientsMax ?? r.clientsMin,
      label: ratioLabel(r.clientsMin, r.clientsMax ?? r.clientsMin),
      counted: r.counted ?? null,
    })),
    staffing: content.staffing.map((s) => ({
      ...figure(s),
      posts: s.posts ?? null,
      persons: s.persons ?? null,
      role: s.role,
      qualification: s.qualification ?? null,
    })),
    participants: content.participants.map((p) => ({
      ...figure(p),
      value: p.value,
      valueMax: p.valueMax ?? null,
      kind: p.kind,
      asOf: p.asOf ?? null,
      approximate: p.approximate,
    })),
    outcomes: content.outcomes.map((o) => ({
      ...figure(o),
      kind: o.kind,
      indicator: o.indicator,
      value: o.value,
      valueMax: o.valueMax ?? null,
      unit: o.unit === "OTHER" ? null : OUTCOME_UNITS[o.unit],
      unitCode: o.unit,
      n: o.n ?? null,
      atMonths: o.atMonths ?? null,
      asOf: o.asOf ?? null,
      comparison: o.comparison?.text ?? null,
      comparisonDesign: o.comparison?.design ?? null,
      comparisonValue: o.comparison?.value ?? null,
      approximate: o.approximate,
      label: outcomeLabel(o),
    })),
    evidenceLevel: evidence.level,
    evidenceReason: evidence.reason,
    editorialNotes: content.editorialNotes.map(({ text, sources }) => ({ text, sources: references(sources) })),
    sources: references(content.sources),
    revision: published.revision,
    publishedAt: published.publishedAt,
    lastConfirmedAt: published.lastConfirmedAt,
  };
}

/** "rund 200.880 € je Jahr", "bis zu 1.000 € je Person und Monat (geplant)". */
function budgetLabel(b: Fact<"budgets">): string {
  const amount =
    b.amountMax === undefined ? formatEuro(b.amount) : `${formatNumber(b.amount)}–${formatEuro(b.amountMax)}`;
  const bound = b.bound === "AT_MOST" ? "bis zu " : b.bound === "AT_LEAST" ? "mindestens " : "";
  const basis = b.basis === "OTHER" ? "" : ` ${BUDGET_BASES[b.basis]}`;
  return `${b.approximate ? "rund " : ""}${bound}${amount}${basis}${b.planned ? " (geplant)" : ""}`;
}

/** "59 Personen (n = 233)", "rund 81–82 % (ohne Bezugsgröße), Stand 18.03.2013". */
function outcomeLabel(o: Fact<"outcomes">): string {
  const value =
    o.valueMax === undefined ? formatNumber(o.value) : `${formatNumber(o.value)}–${formatNumber(o.valueMax)}`;
  const unit = o.unit === "OTHER" || o.unit === "RATIO" ? "" : ` ${OUTCOME_UNITS[o.unit]}`;
  const basis = o.n !== undefined ? ` (n = ${formatNumber(o.n)})` : o.unit === "PERCENT" ? " (ohne Bezugsgröße)" : "";
  return [
    `${o.approximate ? "rund " : ""}${value}${unit}${basis}`,
    o.atMonths === undefined ? "" : `nach ${formatNumber(o.atMonths)} Monaten`,
    o.asOf === undefined ? "" : `Stand ${formatDate(o.asOf)}`,
    o.planned ? "geplant" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

const derived = (cost: DerivedCost | null, vocabulary: Vocabulary): DerivedCostType | null =>
  cost && {
    value: { value: cost.value, currency: "EUR" },
    formula: cost.formula,
    inputs: cost.inputs,
    assumption: cost.assumption,
    planned: cost.planned,
    year: Math.max(0, ...cost.sources.map((slug) => vocabulary.sources.get(slug).year ?? 0)) || null,
  };
