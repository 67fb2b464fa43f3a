// The rule for the evidence level: derived from the outcomes, never typed in (docs/abfragen.md, "Nachweisgüte").
import type { ExampleContent } from "./content.ts";
import { formatNumber } from "./german.ts";
import { COMPARISON_DESIGNS, type EvidenceLevel } from "./terms.ts";

type Outcome = ExampleContent["outcomes"][number];

export interface Evidence {
  level: EvidenceLevel;
  /** Why this level, in one German sentence. */
  reason: string;
}

/** The rule as people read it, weakest first: what an example needs at least. The strongest that it fulfils is its level. */
export const EVIDENCE_RULES: Readonly<Record<EvidenceLevel, string>> = {
  DESCRIBED: "kein gezähltes Ergebnis",
  MONITORED: "mindestens ein gezähltes Ergebnis",
  COMPARED: "ein gezähltes Ergebnis mit dem Wert einer anderen Gruppe oder der Zeit davor, oder als Vielfaches davon",
  EFFECT_SHOWN:
    "ein gezähltes Ergebnis mit Bezugsgröße (n) und dem Wert einer zufällig oder nach Ähnlichkeit gebildeten Vergleichsgruppe",
};

/** By EVIDENCE_RULES; planned and expected values and targets are not measured. */
export function evidenceOf(outcomes: readonly Outcome[]): Evidence {
  const measured = outcomes.filter((o) => !o.planned);
  const effect = measured.find((o) => isComparedWith(o, "MATCHED_GROUP", "RANDOMISED_GROUP") && o.n !== undefined);
  if (effect) return { level: "EFFECT_SHOWN", reason: compared(effect) };
  const comparison = measured.find((o) =>
    isComparedWith(o, "BEFORE_AFTER", "OTHER_GROUP", "MATCHED_GROUP", "RANDOMISED_GROUP"),
  );
  if (comparison) return { level: "COMPARED", reason: compared(comparison) };
  if (measured.length > 0)
    return {
      level: "MONITORED",
      reason:
        measured.length === 1
          ? "Ein Ergebnis ist gezählt, ein Vergleichswert fehlt."
          : `${measured.length} Ergebnisse sind gezählt, ein Vergleichswert fehlt.`,
    };
  return { level: "DESCRIBED", reason: "Es liegen keine gezählten Ergebnisse vor." };
}

/** A ratio says how many times the other value it is, so it needs none beside it. */
const isComparedWith = ({ comparison, unit }: Outcome, ...designs: (keyof typeof COMPARISON_DESIGNS)[]) =>
  comparison !== undefined &&
  (comparison.value !== undefined || unit === "RATIO") &&
  designs.includes(comparison.design);

const compared = (outcome: Outcome) =>
  `„${outcome.indicator}“ ist ${COMPARISON_DESIGNS[outcome.comparison!.design]} verglichen${outcome.n ? ` (n = ${formatNumber(outcome.n)})` : ""}.`;
