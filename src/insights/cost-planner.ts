// The planner: what a situation needs in posts and costs, by the costs of the narrowest group of comparable examples that has enough.
import {
  costsOf,
  participantMonthsOf,
  postsFor,
  problemsOf,
  type Calculated,
  type CostRange,
  type PlannedSituation,
} from "../domain/cost-plan.ts";
import { formatList, formatNumber } from "../domain/german.ts";
import { ProblemError } from "../domain/problem.ts";
import { LEAST_FIGURES } from "../domain/quartiles.ts";
import { ratioLabel } from "../domain/ratio.ts";
import type { EmbeddedEngine } from "../search/engines/embedded.ts";
import { clausesOf } from "../search/question.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { costed, costGroup, priceNote, tooFew, type CostGroup, type Profiled } from "./cost-group.ts";

const CHOICES = ["targetGroups", "instruments", "legalBases"] as const;
type Choice = (typeof CHOICES)[number];

/** Choices as in the filter of a search; empty where nothing is chosen. */
export type PlanArguments = PlannedSituation & Record<Choice, readonly string[]>;

export interface CostPlan {
  inputs: string[];
  participantMonths: Calculated;
  posts: Calculated | null;
  costs: CostRange | null;
  /** Where the costs come from. */
  basis: CostGroup | null;
  /** The groups looked at, narrowest first, up to the basis. */
  tried: CostGroup[];
  /** Why there are no costs. */
  refusal: string | null;
  notes: string[];
}

interface Candidate {
  label: string;
  examples: readonly Profiled[];
}

export class CostPlanner {
  readonly #engine: EmbeddedEngine;
  readonly #vocabulary: () => Vocabulary;
  constructor(engine: EmbeddedEngine, vocabulary: () => Vocabulary) {
    this.#engine = engine;
    this.#vocabulary = vocabulary;
  }

  /** Throws ProblemError for numbers and choices that cannot be meant. */
  plan(given: PlanArguments): CostPlan {
    const problems = problemsOf(given);
    if (problems.length > 0) throw new ProblemError(problems);
    const { targetGroups, instruments, legalBases } = given;
    clausesOf({ targetGroups, instruments, legalBases }, this.#vocabulary(), []);
    const participantMonths = participantMonthsOf(given);
    const posts = postsFor(given);
    const groups = this.#candidates(given).map(({ label, examples }) =>
      costGroup({ label }, costed(examples, "COST_PER_PARTICIPANT_MONTH")),
    );
    const enough = groups.findIndex(({ quartiles }) => quartiles);
    const basis = groups[enough] ?? null;
    return {
      inputs: inputsOf(given, this.#vocabulary()),
      participantMonths,
      posts,
      costs: basis?.quartiles ? costsOf(participantMonths.value, basis.quartiles) : null,
      basis,
      tried: basis ? groups.slice(0, enough + 1) : groups,
      refusal: basis ? null : refusalOf(groups),
      notes: [
        ALL_AT_ONCE,
        ...(posts ? [WHAT_A_RATIO_SAYS] : []),
        ...(basis ? [WHAT_COSTS_SAY, ...priceNote(basis)] : []),
      ],
    };
  }

  /**
   * From narrow to wide: law and target group, then broader target groups, then the law alone, because law decides more about costs, then
   * the target groups alone.
   */
  #candidates({ targetGroups, instruments, legalBases }: PlanArguments): Candidate[] {
    const laws = [...this.#having("instruments", instruments), ...this.#having("legalBases", legalBases)];
    const law = laws.length > 0 ? [united(laws)] : [];
    const levels = this.#levels(targetGroups).flatMap((level) => this.#having("targetGroups", level));
    return [...law.flatMap((one) => levels.map((level) => both(one, level))), ...law, ...levels];
  }

  /** The examples of a choice; none where nothing is chosen. */
  #having(field: Choice, values: readonly string[]): Candidate[] {
    if (values.length === 0) return [];
    const vocabulary = this.#vocabulary();
    const examples = this.#engine.matching(clausesOf({ [field]: values }, vocabulary, []));
    return [{ label: choiceLabel(field, values, vocabulary), examples }];
  }

  /** The groups as given, then each with the next broader one in its place, until none is left. */
  #levels(slugs: readonly string[]): string[][] {
    const chains = slugs.map((slug) => this.#vocabulary().withBroader(slug));
    const deepest = Math.max(0, ...chains.map((chain) => chain.length));
    return Array.from({ length: deepest }, (_, level) => [
      ...new Set(chains.map((chain) => chain[Math.min(level, chain.length - 1)]!)),
    ]);
  }
}

const united = (candidates: readonly Candidate[]): Candidate => ({
  label: candidates.map(({ label }) => label).join(" oder "),
  examples: [...new Map(candidates.flatMap(({ examples }) => examples.map((e) => [e.id, e] as const))).values()],
});

function both(one: Candidate, other: Candidate): Candidate {
  const ids = new Set(other.examples.map(({ id }) => id));
  return { label: `${one.label} und ${other.label}`, examples: one.examples.filter(({ id }) => ids.has(id)) };
}

function choiceLabel(field: Choice, values: readonly string[], { instruments, targetGroups }: Vocabulary): string {
  const quoted = (labels: readonly string[]) =>
    formatList(
      [...new Set(labels)].map((label) => `„${label}“`),
      "oder",
    );
  if (field === "legalBases") return `Rechtsgrundlage ${quoted(values)}`;
  return field === "instruments"
    ? `Förderinstrument ${quoted(values.map((slug) => instruments.find(slug)?.label ?? slug))}`
    : `Zielgruppe ${quoted(values.map((slug) => targetGroups.find(slug)?.label ?? slug))}`;
}

function inputsOf(
  { participants, months, clientsPerStaff, ...choices }: PlanArguments,
  vocabulary: Vocabulary,
): string[] {
  const chosen = CHOICES.filter((field) => choices[field].length > 0);
  return [
    `Teilnehmende: ${formatNumber(participants)}`,
    `Monate: ${formatNumber(months)}`,
    ...(clientsPerStaff === null ? [] : [`Betreuungsschlüssel: ${ratioLabel(clientsPerStaff, clientsPerStaff)}`]),
    ...chosen.map((field) => choiceLabel(field, choices[field], vocabulary)),
  ];
}

function refusalOf(groups: readonly CostGroup[]): string {
  if (groups.length === 0)
    return "Ohne Zielgruppe, Förderinstrument oder Rechtsgrundlage gibt es nichts zu vergleichen. Bitte mindestens eines davon angeben.";
  const most = groups.reduce((a, b) => (b.n > a.n ? b : a));
  return `Die vergleichbaren Beispiele nennen zu selten Kosten je Teilnahmemonat, um daraus einen Rahmen abzuleiten. Am meisten gibt es zu ${most.label}: ${tooFew(most.n)}, nötig sind ${LEAST_FIGURES}.`;
}

const ALL_AT_ONCE = "Gerechnet ist, als nähmen alle gleichzeitig und die ganze Zeit teil.";
const WHAT_A_RATIO_SAYS =
  "Der Betreuungsschlüssel sagt, wie viele Personen eine Stelle zur selben Zeit betreut. Leitung, Vertretung, Räume und Sachkosten sind in den Stellen nicht enthalten.";
const WHAT_COSTS_SAY =
  "Der Kostenrahmen reicht vom unteren bis zum oberen Quartil der Beispiele. Er enthält, was deren Angaben enthalten, Gemeinkosten also nur, wo eine Quelle sie einrechnet; mit den Stellen ist er nicht zu addieren.";
