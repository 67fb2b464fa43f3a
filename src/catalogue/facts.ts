// Everything an example says, fact by fact: a German label, a unit, and each value with its sources. Sheets and histories read it.
import { formatDate, formatEuro, formatFigure } from "../domain/german.ts";
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
import type { DerivedCostType, PracticeExampleType, SourceReferenceType } from "./practice-example.type.ts";

export interface FactValue {
  text: string;
  /** In the fact's unit; null for a range, a limit, and what is no number. */
  number: number | null;
  sources: readonly SourceReferenceType[];
}

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

/** "ag-eingliederung-2013, S. 19": the document's slug, and page or section. */
export const referenceText = ({ source, pages, section }: SourceReferenceType) =>
  [source.slug, pages && `S. ${pages}`, section].filter(Boolean).join(", ");

export const referencesText = (sources: readonly SourceReferenceType[]) => sources.map(referenceText).join("; ");

const said = (text: string | null | undefined): FactValue[] => (text ? [{ text, number: null, sources: [] }] : []);

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

/** What every figure may carry: for which part it holds, that it is a plan, a note. */
const withRemarks = (
  text: string,
  { scope, note, planned }: { scope?: string | null; note: string | null; planned?: boolean },
) => {
  const remarks = [scope && `nur ${scope}`, planned && !text.includes("geplant") && "geplant", note].filter(Boolean);
  return remarks.length > 0 ? `${text} (${remarks.join("; ")})` : text;
};

/** "6", "6 bis 9", "höchstens 9", "mindestens 6"; empty where neither is known. */
const span = (min: number | null, max: number | null): string => {
  if (min !== null && max !== null)
    return min === max ? formatFigure(min) : `${formatFigure(min)} bis ${formatFigure(max)}`;
  return min !== null ? `mindestens ${formatFigure(min)}` : max !== null ? `höchstens ${formatFigure(max)}` : "";
};

const range = (
  given: { note: string | null; sources: SourceReferenceType[] } | null,
  min: number | null | undefined,
  max: number | null | undefined,
  unit: string,
): FactValue[] => {
  const text = span(min ?? null, max ?? null);
  if (!given || !text) return [];
  const number = min != null && min === max ? min : null;
  return [{ text: withRemarks(`${text} ${unit}`, given), number, sources: given.sources }];
};

function period({ period: given }: PracticeExampleType): FactValue[] {
  if (!given) return [];
  const { start, end, ongoing, sources } = given;
  const text = [
    start && `${end ? "" : "ab "}${formatDate(start)}`,
    end && `bis ${formatDate(end)}`,
    ongoing && "laufend",
  ];
  return [{ text: withRemarks(text.filter(Boolean).join(" ") || "ohne Datum", given), number: null, sources }];
}

const derived = (cost: DerivedCostType | null): FactValue[] =>
  cost
    ? [
        {
          text: [
            `${formatEuro(cost.value.value)} = ${cost.formula}`,
            `Eingaben: ${cost.inputs.join("; ")}`,
            cost.assumption && `Annahme: ${cost.assumption}`,
          ]
            .filter(Boolean)
            .join(". "),
          number: cost.value.value,
          sources: [],
        },
      ]
    : [];

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
              `${o.indicator}: ${o.label}${unit === "PERCENT" && o.n === null ? ", ohne Bezugsgröße" : ""}${
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
