// Everything an example says, fact by fact: a German label, a unit, and each value with its sources. Sheets and histories read it.
import { formatDate, formatFigure } from "../domain/german.ts";
import {
  BUDGET_BASES,
  CARRIER_TYPES,
  EVIDENCE_LEVELS,
  FEDERAL_STATES,
  FUNDING_SOURCES,
  IMPLEMENTATION_TYPES,
  OUTCOME_KINDS,
  OUTCOME_UNITS,
  PARTICIPANT_KINDS,
  codes,
} from "../domain/terms.ts";
import {
  derived,
  period,
  range,
  referencesText,
  referenceText,
  said,
  span,
  withRemarks,
  type FactValue,
} from "./fact-values.ts";
import type { PracticeExampleType } from "./practice-example.type.ts";

/** One line of a sheet: what may be compared across examples, because unit and basis are the same. */
export interface Fact {
  key: string;
  label: string;
  unit: string | null;
  /** A text to read rather than to compare. */
  isProse: boolean;
  /** No values: the source does not say. */
  valuesOf: (example: PracticeExampleType) => readonly FactValue[];
}

const of = (
  key: string,
  label: string,
  valuesOf: Fact["valuesOf"],
  { unit = null, isProse = false }: { unit?: string | null; isProse?: boolean } = {},
): Fact => ({ key, label, unit, isProse, valuesOf });

const prose = (
  key: "summary" | "goal" | "approach" | "successFactors" | "lessonsLearned" | "specialFeatures",
  label: string,
) => of(key, label, (example) => said(example[key]), { isProse: true });

const listed = (key: string, label: string, texts: (example: PracticeExampleType) => readonly string[]) =>
  of(key, label, (example) => texts(example).flatMap(said));

const budgets = codes(BUDGET_BASES).map((basis) =>
  of(
    `budgets.${basis}`,
    `Mittelvolumen ${BUDGET_BASES[basis]}`,
    (example) =>
      example.budgets
        .filter((b) => b.basis === basis)
        .map((b) => ({
          text: withRemarks(b.label, b),
          number: b.bound || b.amountMax ? null : b.amount.value,
          sources: b.sources,
        })),
    { unit: "€" },
  ),
);

const participants = codes(PARTICIPANT_KINDS).map((kind) =>
  of(
    `participants.${kind}`,
    PARTICIPANT_KINDS[kind][0]!.toUpperCase() + PARTICIPANT_KINDS[kind].slice(1),
    (example) =>
      example.participants
        .filter((p) => p.kind === kind)
        .map((p) => ({
          text: withRemarks(
            `${p.approximate ? "rund " : ""}${span(p.value, p.valueMax ?? p.value)}${p.asOf ? `, Stand ${formatDate(p.asOf)}` : ""}`,
            p,
          ),
          number: p.valueMax === null ? p.value : null,
          sources: p.sources,
        })),
    { unit: "Anzahl" },
  ),
);

/** Outcomes of one kind in one unit may stand side by side; their indicators say what exactly was counted. */
const outcomes = codes(OUTCOME_KINDS).flatMap((kind) =>
  codes(OUTCOME_UNITS).map((unit) =>
    of(
      `outcomes.${kind}.${unit}`,
      `Ergebnis: ${OUTCOME_KINDS[kind]}`,
      (example) =>
        example.outcomes
          .filter((o) => o.kind === kind && o.unitCode === unit)
          .map((o) => ({
            text: withRemarks(
              `${o.indicator}: ${o.label}${
                o.comparison
                  ? `, Vergleich ${o.comparison}${o.comparisonValue === null ? "" : `: ${formatFigure(o.comparisonValue)}`}`
                  : ""
              }`,
              o,
            ),
            number: o.valueMax === null ? o.value : null,
            sources: o.sources,
          })),
      { unit: OUTCOME_UNITS[unit] },
    ),
  ),
);

/** In the order in which people read them. */
export const FACTS: readonly Fact[] = [
  of("title", "Titel", (e) => said(e.title)),
  prose("summary", "Kurzbeschreibung"),
  of("organisation", "Organisation", (e) => said(e.organisation.name)),
  of("carrierType", "Art des Trägers", (e) => said(CARRIER_TYPES[e.organisation.kind])),
  of("federalState", "Bundesland", (e) =>
    said(e.organisation.federalState && FEDERAL_STATES[e.organisation.federalState]),
  ),
  of("region", "Region", (e) => said(e.organisation.region)),
  listed("partners", "Partner", (e) => e.partners),
  listed("targetGroups", "Zielgruppen", (e) => e.targetGroups.map(({ label }) => label)),
  listed("methods", "Methoden", (e) => e.methods.map(({ label }) => label)),
  listed("keywords", "Stichwörter", (e) => e.keywords.map(({ label }) => label)),
  of("legalBases", "Rechtsgrundlagen", (e) => [
    // A citation of several sections has one entry for each.
    ...new Map(
      e.legalBases.map((b) => [b.cited, { text: withRemarks(b.cited, b), number: null, sources: b.sources }]),
    ).values(),
  ]),
  listed("instruments", "Förderinstrumente", (e) => [
    ...new Set(e.legalBases.flatMap(({ instrument }) => instrument?.label ?? [])),
  ]),
  listed("implementations", "Umsetzungsart", (e) => e.implementations.map((code) => IMPLEMENTATION_TYPES[code])),
  listed("fundingSources", "Finanzierung", (e) => e.fundingSources.map((code) => FUNDING_SOURCES[code])),
  of("period", "Laufzeit", period),
  of(
    "individualDuration",
    "Dauer je Person",
    ({ individualDuration: d }) => range(d, d?.monthsMin, d?.monthsMax, "Monate"),
    { unit: "Monate" },
  ),
  of("weeklyHours", "Wochenstunden", ({ weeklyHours: h }) => range(h, h?.min, h?.max, "Stunden"), { unit: "Stunden" }),
  ...budgets,
  of("costPerParticipant", "Kosten je Teilnahme (abgeleitet)", (e) => derived(e.costPerParticipant), { unit: "€" }),
  of("costPerParticipantMonth", "Kosten je Teilnahmemonat (abgeleitet)", (e) => derived(e.costPerParticipantMonth), {
    unit: "€",
  }),
  of(
    "staffingRatios",
    "Betreuungsschlüssel",
    (e) =>
      e.staffingRatios.map((r) => ({
        text: withRemarks(`${r.label}${r.counted ? ` ${r.counted}` : ""}`, r),
        number: r.clientsMin === r.clientsMax ? r.clientsMin : null,
        sources: r.sources,
      })),
    { unit: "Personen je Stelle" },
  ),
  of("staffing", "Personal", (e) =>
    e.staffing.map((s) => ({
      text: withRemarks(
        [
          s.posts !== null && `${formatFigure(s.posts)} Stellen`,
          s.persons !== null && `${formatFigure(s.persons)} Personen`,
          s.role,
          s.qualification && `Qualifikation: ${s.qualification}`,
        ]
          .filter(Boolean)
          .join(", "),
        s,
      ),
      number: null,
      sources: s.sources,
    })),
  ),
  ...participants,
  ...outcomes,
  of("evidenceLevel", "Nachweisgüte", (e) => said(`${EVIDENCE_LEVELS[e.evidenceLevel]}: ${e.evidenceReason}`)),
  prose("goal", "Ziel"),
  prose("approach", "Vorgehen"),
  prose("successFactors", "Erfolgsfaktoren"),
  prose("lessonsLearned", "Erfahrungen"),
  prose("specialFeatures", "Besonderheiten"),
  of(
    "editorialNotes",
    "Redaktionelle Hinweise",
    (e) => e.editorialNotes.map(({ text, sources }) => ({ text, number: null, sources })),
    { isProse: true },
  ),
  of("sources", "Fundstellen", (e) => e.sources.map((s) => ({ text: referenceText(s), number: null, sources: [s] }))),
];

/** Each value of a fact with its sources in brackets: "1.000 € insgesamt [ag-eingliederung-2013, S. 19]". */
export const textsOf = ({ key, valuesOf }: Fact, example: PracticeExampleType): string[] =>
  valuesOf(example).map(({ text, sources }) =>
    sources.length > 0 && key !== "sources" ? `${text} [${referencesText(sources)}]` : text,
  );
