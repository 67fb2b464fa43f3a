// Cost statistics: quartiles of derived costs for each instrument or target group, over the examples that a filter leaves.
import type { CostMeasure } from "../domain/terms.ts";
import type { EmbeddedEngine } from "../search/engines/embedded.ts";
import { clausesOf, type Filter } from "../search/question.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { costed, costGroup, priceNote, type CostGroup, type Costed } from "./cost-group.ts";

export const COST_GROUPINGS = {
  INSTRUMENT: "Förderinstrument, über alle Nummern und Fassungen seiner Vorschriften",
  TARGET_GROUP: "Zielgruppe, mit allen engeren",
} as const;
export type CostGrouping = keyof typeof COST_GROUPINGS;

export interface CostStatistics {
  /** Every example once. */
  all: CostGroup;
  /** Most figures first, then most examples. */
  groups: CostGroup[];
  notes: string[];
}

const OVERLAP: Record<CostGrouping, string> = {
  INSTRUMENT:
    "Ein Beispiel zählt bei jedem Förderinstrument, das es nennt; seine Kosten gelten für den ganzen Ansatz und nicht für ein Instrument allein.",
  TARGET_GROUP: "Ein Beispiel zählt bei jeder seiner Zielgruppen und bei deren Oberbegriffen.",
};

export class CostComparison {
  readonly #engine: EmbeddedEngine;
  readonly #vocabulary: () => Vocabulary;

  /** The engine that every process has keeps what is needed; no example is read. */
  constructor(engine: EmbeddedEngine, vocabulary: () => Vocabulary) {
    this.#engine = engine;
    this.#vocabulary = vocabulary;
  }

  /** Throws ProblemError for choices that cannot be meant. */
  statistics(by: CostGrouping, measure: CostMeasure, filter: Filter | null): CostStatistics {
    const vocabulary = this.#vocabulary();
    const examples = costed(this.#engine.matching(clausesOf(filter ?? {}, vocabulary)), measure);
    const terms = by === "INSTRUMENT" ? vocabulary.instruments : vocabulary.targetGroups;
    const groups = [...membersBy(by, examples, vocabulary)]
      .map(([value, members]) => costGroup({ value, label: terms.get(value).label }, members))
      .sort((a, b) => b.n - a.n || b.examples - a.examples || a.label.localeCompare(b.label, "de"));
    const all = costGroup({ label: "alle Beispiele der Auswahl" }, examples);
    return { all, groups, notes: [OVERLAP[by], ...priceNote(all)] };
  }
}

/** Keeps the order of the examples. */
function membersBy(by: CostGrouping, examples: readonly Costed[], vocabulary: Vocabulary): Map<string, Costed[]> {
  const chains = new Map(vocabulary.targetGroups.all.map(({ slug }) => [slug, vocabulary.withBroader(slug)]));
  const members = new Map<string, Costed[]>();
  for (const example of examples) {
    const { instruments, targetGroups } = example.profile;
    const values = by === "INSTRUMENT" ? instruments : targetGroups.flatMap((slug) => chains.get(slug) ?? []);
    for (const value of new Set(values)) {
      const group = members.get(value);
      if (group) group.push(example);
      else members.set(value, [example]);
    }
  }
  return members;
}
