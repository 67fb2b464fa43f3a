// What comparisons, statistics and maps need to know of an example: its terms and its figures for the whole approach.
import type {
  BudgetBasis,
  CarrierType,
  CostMeasure,
  EvidenceLevel,
  FederalState,
  ImplementationType,
  ParticipantKind,
} from "./terms.ts";

/** Both ends included. */
export type Interval = readonly [from: number, to: number];

/** Null and empty lists mean that the source does not say. Figures that hold for a part only are left out. */
export interface Profile {
  /** Slugs as the example names them, without broader ones. */
  targetGroups: readonly string[];
  instruments: readonly string[];
  methods: readonly string[];
  keywords: readonly string[];
  implementations: readonly ImplementationType[];
  carrierType: CarrierType;
  federalState: FederalState | null;
  evidenceLevel: EvidenceLevel;
  /** By what is counted; where a kind is given more than once, the largest. */
  participants: Partial<Record<ParticipantKind, number>>;
  /** Euro by what the amount is for; where a basis is given more than once, it is left out. */
  budgets: Partial<Record<BudgetBasis, number>>;
  /** Clients per post: each ratio given. */
  staffingRatios: readonly Interval[];
  /** Months that one person stays. */
  individualMonths: Interval | null;
  /** Months that the approach ran; null while it is ongoing. */
  periodMonths: number | null;
  weeklyHours: Interval | null;
  /** What can be derived. */
  costs: Partial<Record<CostMeasure, CostFigure>>;
}

export interface CostFigure {
  /** Euro. */
  value: number;
  planned: boolean;
  /** Of the latest document behind it. */
  year: number | null;
}
