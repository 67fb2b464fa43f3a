// The quality meter: which field that a draft still lacks would let readers do what. Each row asks the rule itself.
import { DIMENSIONS, type Dimension } from "./comparability.ts";
import type { ExampleContent } from "./content.ts";
import { costPerIntegration, costPerParticipant, costPerParticipantMonth } from "./cost.ts";
import { evidenceOf } from "./evidence.ts";
import { activeYears } from "./period.ts";
import type { ReadableDraft } from "./readable-draft.ts";
import type { EvidenceLevel } from "./terms.ts";

export interface QualityRow {
  /** Of the content. */
  field: keyof ReadableDraft;
  label: string;
  /** What readers can do once it is there: one German sentence. */
  unlocks: string;
  isMissing: (draft: ReadableDraft) => boolean;
}

export interface Quality {
  /** 0 to 1: what is there of all that could be. */
  share: number;
  items: (Omit<QualityRow, "isMissing"> & { isMissing: boolean })[];
}

type Dimensions = Exclude<Dimension, "carrierType" | "federalState">;
/** The field behind each dimension of the comparison; those of the organisation are known anyway. */
const COMPARED: Record<Dimensions, keyof ReadableDraft> = {
  targetGroups: "targetGroups",
  instruments: "legalBases",
  methods: "methods",
  keywords: "keywords",
  implementations: "implementations",
  participants: "participants",
  budget: "budgets",
  staffingRatio: "staffingRatios",
  individualMonths: "individualDuration",
  weeklyHours: "weeklyHours",
};
/** Something for the whole approach: what holds for a part only is not compared. */
const isSaid = (value: ReadableDraft[keyof ReadableDraft]) =>
  Array.isArray(value)
    ? value.some((item) => typeof item !== "object" || !("scope" in item && item.scope))
    : value !== undefined;

const DIMENSION_ROWS = (Object.keys(COMPARED) as Dimensions[]).map((name): QualityRow => {
  const { label, weight } = DIMENSIONS[name];
  return {
    field: COMPARED[name],
    label,
    unlocks: `Damit findet man ähnliche Beispiele: ${weight} von 100 Punkten des Vergleichs.`,
    isMissing: (draft) => !isSaid(draft[COMPARED[name]]),
  };
});

const sources: ExampleContent["sources"] = [{ source: "eigene-angaben", section: "Beitrag" }];
const figure = { approximate: false, sources };
const people = (kind: "CONCURRENT" | "TOTAL", planned: boolean) => [{ ...figure, kind, value: 10, planned }];
const money = (basis: "TOTAL" | "PER_YEAR", planned: boolean) => [
  { ...figure, amount: 1000, currency: "EUR" as const, basis, planned },
];
const A_YEAR = { start: "2012-01", end: "2012-12", ongoing: false, sources };

type Rule = typeof costPerParticipant;
/** Whether a rule would give a figure with these facts instead; planned ones go with planned ones only. */
const would = (rule: Rule, draft: ReadableDraft, instead: (planned: boolean) => Partial<ReadableDraft>) =>
  [false, true].some((planned) => rule({ ...draft, ...instead(planned) }) !== null);
const hasMoneyFor = (rule: Rule, draft: ReadableDraft, kind: "CONCURRENT" | "TOTAL") =>
  would(rule, draft, (planned) => ({ participants: people(kind, planned), period: A_YEAR }));

const COST_ROWS: readonly QualityRow[] = [
  {
    field: "budgets",
    label: "Mittelvolumen",
    unlocks: "Ohne einen eindeutigen Betrag kein Kostenvergleich.",
    isMissing: (draft) =>
      !hasMoneyFor(costPerParticipantMonth, draft, "CONCURRENT") && !hasMoneyFor(costPerParticipant, draft, "TOTAL"),
  },
  {
    field: "participants",
    label: "gleichzeitig Teilnehmende oder Plätze",
    unlocks: "Ohne Teilnahmemonate kein Kostenvergleich je Teilnahmemonat.",
    isMissing: (draft) =>
      costPerParticipantMonth(draft) === null &&
      (hasMoneyFor(costPerParticipantMonth, draft, "CONCURRENT")
        ? costPerParticipantMonth({ ...draft, period: A_YEAR }) === null
        : !would(costPerParticipantMonth, draft, (planned) => ({ budgets: money("PER_YEAR", planned) }))),
  },
  {
    field: "participants",
    label: "Teilnehmende insgesamt",
    unlocks: "Ohne die Zahl aller Teilnehmenden kein Kostenvergleich je Person.",
    isMissing: (draft) =>
      costPerParticipant(draft) === null &&
      (hasMoneyFor(costPerParticipant, draft, "TOTAL") ||
        !would(costPerParticipant, draft, (planned) => ({ budgets: money("TOTAL", planned) }))),
  },
  {
    field: "period",
    label: "Zeitraum mit Anfang und Ende",
    unlocks: "Ohne Laufzeit wird aus einem Gesamtbetrag kein Kostenvergleich je Teilnahmemonat.",
    isMissing: (draft) =>
      hasMoneyFor(costPerParticipantMonth, draft, "CONCURRENT") &&
      !would(costPerParticipantMonth, draft, (planned) => ({ participants: people("CONCURRENT", planned) })),
  },
  {
    field: "outcomes",
    label: "Integrationen mit Stand nach dem Ende",
    unlocks: "Ohne gezählte Integrationen kein Kostenvergleich je Integration.",
    isMissing: (draft) =>
      costPerIntegration(draft) === null &&
      !would(costPerIntegration, draft, (planned) => ({ budgets: money("TOTAL", planned) })),
  },
];

const isBelow = (levels: readonly EvidenceLevel[]) => (draft: ReadableDraft) =>
  levels.includes(evidenceOf(draft.outcomes).level);
const EVIDENCE_ROWS: readonly QualityRow[] = [
  {
    field: "outcomes",
    label: "gezähltes Ergebnis",
    unlocks: "Ohne ein gezähltes Ergebnis bleibt die Nachweisgüte „beschrieben“.",
    isMissing: isBelow(["DESCRIBED"]),
  },
  {
    field: "outcomes",
    label: "Vergleichswert zu einem Ergebnis",
    unlocks: "Ohne Vergleichswert steigt die Nachweisgüte nicht auf „verglichen“.",
    isMissing: isBelow(["DESCRIBED", "MONITORED"]),
  },
];

const FACET_ROWS: readonly QualityRow[] = [
  {
    field: "period",
    label: "Zeitraum",
    unlocks: "Ohne Jahr fehlt das Beispiel, wenn nach „Lief im Jahr“ gefiltert wird.",
    isMissing: ({ period }) => !period || activeYears(period, 0).length === 0,
  },
  {
    field: "fundingSources",
    label: "Finanzierung",
    unlocks: "Ohne sie fehlt das Beispiel, wenn nach der Finanzierung gefiltert wird.",
    isMissing: ({ fundingSources }) => fundingSources.length === 0,
  },
  {
    field: "legalBases",
    label: "Rechtsgrundlage",
    unlocks: "Ohne sie bleibt offen, ob das heute noch so gefördert werden kann.",
    isMissing: ({ legalBases }) => legalBases.length === 0,
  },
];

/** What unlocks what. */
export const QUALITY_ROWS: readonly QualityRow[] = [...DIMENSION_ROWS, ...COST_ROWS, ...EVIDENCE_ROWS, ...FACET_ROWS];

export function qualityOf(draft: ReadableDraft): Quality {
  const items = QUALITY_ROWS.map(({ isMissing, ...row }) => ({ ...row, isMissing: isMissing(draft) }));
  return { share: items.filter(({ isMissing }) => !isMissing).length / items.length, items };
}
