// The rule for the evidence level: derived from the outcomes, never typed in (README, "Nachweisgüte").
import type { ExampleContent } from "./content.ts";
import { formatNumber } from "./german.ts";
import { COMPARISON_DESIGNS, type EvidenceLevel } from "./terms.ts";

type Outcome = ExampleContent["outcomes"][number];

export interface Evidence {
  level: EvidenceLevel;
  /** Why this level, in one German sentence. */
  reason: string;
}

/**
 * EFFECT_SHOWN: a measured outcome with its n and the value of a matched or randomised comparison group.
 * COMPARED: a measured outcome with the value of another group or of the time before.
 * MONITORED: at least one measured outcome.
 * DESCRIBED: none; planned and expected values and targets do not count.
 */
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

const isComparedWith = (outcome: Outcome, ...designs: (keyof typeof COMPARISON_DESIGNS)[]) =>
  outcome.comparison?.value !== undefined && designs.includes(outcome.comparison.design);

const compared = (outcome: Outcome) =>
  `„${outcome.indicator}“ ist ${COMPARISON_DESIGNS[outcome.comparison!.design]} verglichen${outcome.n ? ` (n = ${formatNumber(outcome.n)})` : ""}.`;
