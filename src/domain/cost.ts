// Cost per participant and per participant-month, only from figures that a source states; no input, no number.
import type { ExampleContent } from "./content.ts";
import { formatEuro, formatNumber } from "./german.ts";
import { wholeMonths } from "./period.ts";
import { PARTICIPANT_KINDS, type BudgetBasis, type ParticipantKind } from "./terms.ts";

export interface DerivedCost {
  /** Euro, rounded to cents. */
  value: number;
  /** The calculation as people write it: "200.880 € je Jahr ÷ 12 Monate ÷ 20 gleichzeitig Teilnehmende". */
  formula: string;
  /** Each figure that went in, with document and page. */
  inputs: string[];
  /** What has to hold for the number to be right, e.g. that all places are taken; null when nothing is assumed. */
  assumption: string | null;
}

type Facts = Pick<ExampleContent, "budgets" | "participants" | "period" | "individualDuration">;
type Budget = Facts["budgets"][number];
type Count = Facts["participants"][number];

/** One term of a division: the figure, how the formula writes it, and what the list of inputs says about it. */
interface Input {
  value: number;
  text: string;
  input: string;
  planned: boolean;
  assumption?: string;
}

/**
 * The budget of that basis for the whole example. Undefined when there is none or more than one, when it is a range, a limit or
 * for a part only: then nobody can say which number is meant.
 */
function budget(facts: Facts, basis: BudgetBasis, unit: string): Input | undefined {
  const found = facts.budgets.filter((b) => b.basis === basis && !b.scope);
  const only = found.length === 1 ? found[0]! : undefined;
  if (!only || only.bound || only.amountMax !== undefined) return undefined;
  const text = `${about(only)}${formatEuro(only.amount)}${unit}`;
  return { value: only.amount, text, input: `${text}${planned(only)} (${where(only)})`, planned: only.planned };
}

/** The one count of the first kind that is given at all; same caution as for budgets. */
function participants(facts: Facts, ...kinds: ParticipantKind[]): Input | undefined {
  for (const kind of kinds) {
    const found = facts.participants.filter((p) => p.kind === kind && !p.scope);
    if (found.length === 0) continue;
    const only = found.length === 1 ? found[0]! : undefined;
    if (!only || only.valueMax !== undefined || only.value === 0) return undefined;
    const text = `${about(only)}${formatNumber(only.value)} ${PARTICIPANT_KINDS[kind]}`;
    const assumption = kind === "PLACES" ? "alle Plätze sind durchgehend besetzt" : undefined;
    return {
      value: only.value,
      text,
      input: `${text}${planned(only)} (${where(only)})`,
      planned: only.planned,
      assumption,
    };
  }
  return undefined;
}

const TWELVE: Omit<Input, "planned"> = { value: 12, text: "12 Monate", input: "" };

function runtime({ period }: Facts): Omit<Input, "planned"> | undefined {
  const months = period && wholeMonths(period);
  if (!period || !months || period.ongoing) return undefined;
  const text = `${months} Monate Laufzeit`;
  return { value: months, text, input: `${text} (${where(period)})` };
}

function duration({ individualDuration: d }: Facts): Omit<Input, "planned"> | undefined {
  if (!d || d.monthsMin === undefined || d.monthsMin !== d.monthsMax) return undefined;
  const text = `${formatNumber(d.monthsMin)} Monate je Person`;
  return { value: d.monthsMin, text, input: `${text} (${where(d)})` };
}

/** Cost per participant: as stated, or total budget ÷ everyone who took part. Null when an input is missing or not clear. */
export const costPerParticipant = (facts: Facts): DerivedCost | null =>
  stated(budget(facts, "PER_PARTICIPANT", " je teilnehmende Person")) ??
  divide(budget(facts, "TOTAL", ""), participants(facts, "TOTAL", "ENTRIES"));

/**
 * Cost per participant-month, by the first of these ways whose inputs are all there: as stated per person (or place) and month;
 * monthly, yearly or total budget ÷ people at a time (or places) ÷ months; cost per participant ÷ months that one person stays.
 */
export function costPerParticipantMonth(facts: Facts): DerivedCost | null {
  const people = participants(facts, "CONCURRENT", "PLACES");
  const perPlace = (input: Input | undefined) =>
    input && { ...input, assumption: "alle Plätze sind durchgehend besetzt" };
  return (
    stated(budget(facts, "PER_PARTICIPANT_MONTH", " je Person und Monat")) ??
    stated(perPlace(budget(facts, "PER_PLACE_MONTH", " je Platz und Monat"))) ??
    divide(budget(facts, "PER_MONTH", " je Monat"), people) ??
    divide(budget(facts, "PER_YEAR", " je Jahr"), TWELVE, people) ??
    divide(perPlace(budget(facts, "PER_PLACE_YEAR", " je Platz und Jahr")), TWELVE) ??
    divide(budget(facts, "TOTAL", ""), runtime(facts), people) ??
    divide(budget(facts, "PER_PARTICIPANT", " je teilnehmende Person"), duration(facts)) ??
    divide(budget(facts, "TOTAL", ""), participants(facts, "TOTAL", "ENTRIES"), duration(facts))
  );
}

const stated = (input: Input | undefined): DerivedCost | null =>
  input
    ? {
        value: cents(input.value),
        formula: `${input.text} (so angegeben${input.planned ? ", geplant" : ""})`,
        inputs: [input.input],
        assumption: input.assumption ?? null,
      }
    : null;

function divide(amount: Input | undefined, ...by: (Input | Omit<Input, "planned"> | undefined)[]): DerivedCost | null {
  const divisors = by.filter((d) => d !== undefined);
  if (!amount || divisors.length < by.length) return null;
  // A planned budget over actual participants (or the other way round) would be neither plan nor result.
  if (divisors.some((d) => "planned" in d && d.planned !== amount.planned)) return null;
  const all = [amount, ...divisors];
  return {
    value: cents(divisors.reduce((value, d) => value / d.value, amount.value)),
    formula: all.map((part) => part.text).join(" ÷ ") + (amount.planned ? " (geplant)" : ""),
    inputs: all.map((part) => part.input).filter(Boolean),
    assumption: all.map((part) => part.assumption).find(Boolean) ?? null,
  };
}

const cents = (value: number) => Math.round(value * 100) / 100;
const about = (fact: { approximate: boolean }) => (fact.approximate ? "rund " : "");
const planned = (fact: Budget | Count) => (fact.planned ? ", geplant" : "");
const where = (fact: { sources: ExampleContent["sources"] }) =>
  fact.sources.map((s) => [s.source, s.pages && `S. ${s.pages}`, s.section].filter(Boolean).join(", ")).join("; ");
