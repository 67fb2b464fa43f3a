// A published example's profile: what comparisons, statistics and maps read instead of the whole example.
import type { Interval, Profile } from "../domain/profile.ts";
import { wholeMonths } from "../domain/period.ts";
import type { CostMeasure } from "../domain/terms.ts";
import type { DerivedCostType, PracticeExampleType } from "./practice-example.type.ts";

export function profileOf(example: PracticeExampleType): Profile {
  const { organisation, period, individualDuration: stay, weeklyHours: hours } = example;
  const slugs = (terms: readonly { slug: string }[]) => terms.map(({ slug }) => slug);
  const whole = <T extends { scope: string | null }>(facts: readonly T[]) => facts.filter(({ scope }) => !scope);
  return {
    targetGroups: slugs(example.targetGroups),
    instruments: [...new Set(slugs(example.legalBases.flatMap(({ instrument }) => instrument ?? [])))],
    methods: slugs(example.methods),
    keywords: slugs(example.keywords),
    implementations: example.implementations,
    carrierType: organisation.kind,
    federalState: organisation.federalState,
    evidenceLevel: example.evidenceLevel,
    participants: byKind(
      whole(example.participants).map(({ kind, value, valueMax }) => [kind, valueMax ?? value]),
      Math.max,
    ),
    budgets: byKind(
      whole(example.budgets)
        .filter(({ bound, amountMax }) => !bound && !amountMax)
        .map(({ basis, amount }) => [basis, amount.value]),
      () => undefined,
    ),
    staffingRatios: whole(example.staffingRatios).map(({ clientsMin, clientsMax }) => [clientsMin, clientsMax]),
    individualMonths: interval(stay?.monthsMin, stay?.monthsMax),
    periodMonths:
      (period && !period.ongoing && wholeMonths({ start: period.start ?? undefined, end: period.end ?? undefined })) ||
      null,
    weeklyHours: interval(hours?.min, hours?.max),
    costs: {
      ...figure("COST_PER_PARTICIPANT_MONTH", example.costPerParticipantMonth),
      ...figure("COST_PER_PARTICIPANT", example.costPerParticipant),
      ...figure("COST_PER_INTEGRATION", example.costPerIntegration),
    },
  };
}

const figure = (measure: CostMeasure, cost: DerivedCostType | null): Profile["costs"] =>
  cost ? { [measure]: { value: cost.value.value, planned: cost.planned, year: cost.year } } : {};

/** One value a kind; `both` says what two values of a kind make. */
function byKind<K extends string>(
  pairs: readonly (readonly [K, number])[],
  both: (a: number, b: number) => number | undefined,
): Partial<Record<K, number>> {
  const found = new Map<K, number | undefined>();
  for (const [kind, value] of pairs) {
    const other = found.get(kind);
    found.set(kind, found.has(kind) ? other && both(other, value) : value);
  }
  return Object.fromEntries([...found].filter(([, value]) => value !== undefined)) as Partial<Record<K, number>>;
}

/** With one end known, that is both. */
function interval(from: number | null | undefined, to: number | null | undefined): Interval | null {
  const [low, high] = [from ?? to, to ?? from];
  return low != null && high != null ? [low, high] : null;
}
