// Cost per participant, participant-month and integration, only from figures that a source states; no input, no number.
import type { ExampleContent } from "./content.ts";
import { formatDate, formatEuro, formatNumber } from "./german.ts";
import { endsBy, wholeMonths } from "./period.ts";
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
  /** From figures of a plan; never from a plan and results together. */
  planned: boolean;
  /** The documents that the figures stand in. */
  sources: string[];
}

type Facts = Pick<ExampleContent, "budgets" | "participants" | "period" | "individualDuration" | "outcomes">;
type Sources = ExampleContent["sources"];

/** One term of a division: the figure, how the formula writes it, and what the list of inputs says about it. */
interface Input {
  value: number;
  text: string;
  input: string;
  /** Undefined where a figure is neither plan nor result: months. */
  planned?: boolean;
  sources: Sources;
  assumption?: string;
}

const FULL_PLACES = "alle Plätze sind durchgehend besetzt";
const ALWAYS_AS_MANY = "durchgehend nehmen so viele teil";
const FULL_STAY = "alle bleiben die ganze Dauer";
const WHOLE_PERIOD =
  "Betrag und Integrationen gelten für die ganze Laufzeit; was auch ohne den Ansatz gelungen wäre, ist nicht abgezogen";
const ASSUMPTIONS: Partial<Record<ParticipantKind, string>> = { PLACES: FULL_PLACES, CONCURRENT: ALWAYS_AS_MANY };

/**
 * The budget of that basis for the whole example. Undefined when there is none or more than one, when it is a range, a limit or
 * for a part only: then nobody can say which number is meant.
 */
function budget(facts: Facts, basis: BudgetBasis, unit: string): Input | undefined {
  const found = facts.budgets.filter((b) => b.basis === basis && !b.scope);
  const only = found.length === 1 ? found[0]! : undefined;
  if (!only || only.bound || only.amountMax !== undefined) return undefined;
  return term(only.amount, `${about(only)}${formatEuro(only.amount)}${unit}`, only);
}

/** The one count of the first kind that is given at all; same caution as for budgets. */
function participants(facts: Facts, ...kinds: ParticipantKind[]): Input | undefined {
  for (const kind of kinds) {
    const found = facts.participants.filter((p) => p.kind === kind && !p.scope);
    if (found.length === 0) continue;
    const only = found.length === 1 ? found[0]! : undefined;
    if (!only || only.valueMax !== undefined || only.value === 0) return undefined;
    const text = `${about(only)}${formatNumber(only.value)} ${PARTICIPANT_KINDS[kind]}`;
    return { ...term(only.value, text, only), assumption: ASSUMPTIONS[kind] };
  }
  return undefined;
}

/** Everyone who took part. Undefined where the count may stop before the money does. */
function everyone(facts: Facts): Input | undefined {
  const { period, participants: counts } = facts;
  const isPartial = counts.some(
    ({ kind, scope, asOf }) => (kind === "TOTAL" || kind === "ENTRIES") && !scope && asOf && !endsBy(period, asOf),
  );
  return period?.ongoing || isPartial ? undefined : participants(facts, "TOTAL", "ENTRIES");
}

/** The one count of people who took up insured employment, if it was made when the approach had ended. */
function integrations({ outcomes, period }: Facts): Input | undefined {
  const found = outcomes.filter((o) => o.kind === "INSURED_EMPLOYMENT" && o.unit === "PERSONS" && !o.scope);
  const only = found.length === 1 ? found[0]! : undefined;
  if (!only?.asOf || !endsBy(period, only.asOf)) return undefined;
  if (only.valueMax !== undefined || only.value <= 0 || only.atMonths) return undefined;
  const text = `${about(only)}${formatNumber(only.value)} Integrationen in sozialversicherungspflichtige Beschäftigung`;
  const input = `${text}, Stand ${formatDate(only.asOf)}${planned(only)} (${where(only.sources)})`;
  return { ...term(only.value, text, only), input, assumption: WHOLE_PERIOD };
}

const TWELVE: Input = { value: 12, text: "12 Monate", input: "", sources: [] };

function runtime({ period }: Facts): Input | undefined {
  const months = period && wholeMonths(period);
  if (!period || !months || period.ongoing) return undefined;
  return term(months, `${months} Monate Laufzeit`, period);
}

function duration({ individualDuration: d }: Facts): Input | undefined {
  if (!d || d.monthsMin === undefined || d.monthsMin !== d.monthsMax) return undefined;
  return { ...term(d.monthsMin, `${formatNumber(d.monthsMin)} Monate je Person`, d), assumption: FULL_STAY };
}

/** Cost per participant: as stated, or total budget ÷ everyone who took part. Null when an input is missing or not clear. */
export const costPerParticipant = (facts: Facts): DerivedCost | null =>
  stated(budget(facts, "PER_PARTICIPANT", " je teilnehmende Person")) ??
  divide(budget(facts, "TOTAL", ""), everyone(facts));

/**
 * Cost per participant-month, by the first of these ways whose inputs are all there: as stated per person (or place) and month;
 * monthly, yearly or total budget ÷ people at a time (or places) ÷ months; cost per participant ÷ months that one person stays.
 */
export function costPerParticipantMonth(facts: Facts): DerivedCost | null {
  const people = participants(facts, "CONCURRENT", "PLACES");
  const perPlace = (input: Input | undefined) => input && { ...input, assumption: FULL_PLACES };
  return (
    stated(budget(facts, "PER_PARTICIPANT_MONTH", " je Person und Monat")) ??
    stated(perPlace(budget(facts, "PER_PLACE_MONTH", " je Platz und Monat"))) ??
    divide(budget(facts, "PER_MONTH", " je Monat"), people) ??
    divide(budget(facts, "PER_YEAR", " je Jahr"), TWELVE, people) ??
    divide(perPlace(budget(facts, "PER_PLACE_YEAR", " je Platz und Jahr")), TWELVE) ??
    divide(budget(facts, "TOTAL", ""), runtime(facts), people) ??
    divide(budget(facts, "PER_PARTICIPANT", " je teilnehmende Person"), duration(facts)) ??
    divide(budget(facts, "TOTAL", ""), everyone(facts), duration(facts))
  );
}

/** Cost per person who took up insured employment: total budget ÷ integrations counted at the end. Null as above. */
export const costPerIntegration = (facts: Facts): DerivedCost | null =>
  divide(budget(facts, "TOTAL", ""), integrations(facts));

const stated = (input: Input | undefined): DerivedCost | null =>
  input ? derived(input.value, `${input.text} (so angegeben${input.planned ? ", geplant" : ""})`, [input]) : null;

function divide(amount: Input | undefined, ...by: (Input | undefined)[]): DerivedCost | null {
  const divisors = by.filter((d) => d !== undefined);
  if (!amount || divisors.length < by.length) return null;
  // A planned budget over actual participants (or the other way round) would be neither plan nor result.
  if (divisors.some((d) => d.planned !== undefined && d.planned !== amount.planned)) return null;
  const all = [amount, ...divisors];
  const quotient = divisors.reduce((value, d) => value / d.value, amount.value);
  return derived(quotient, all.map((part) => part.text).join(" ÷ ") + (amount.planned ? " (geplant)" : ""), all);
}

const derived = (value: number, formula: string, inputs: readonly Input[]): DerivedCost => ({
  value: roundToCents(value),
  formula,
  inputs: inputs.map(({ input }) => input).filter(Boolean),
  assumption: inputs.map(({ assumption }) => assumption).find(Boolean) ?? null,
  planned: inputs.some((input) => input.planned),
  sources: [...new Set(inputs.flatMap(({ sources }) => sources.map(({ source }) => source)))],
});

/** Of euro. */
export const roundToCents = (value: number) => Math.round(value * 100) / 100;

const term = (value: number, text: string, fact: { planned?: boolean; sources: Sources }): Input => ({
  value,
  text,
  input: `${text}${planned(fact)} (${where(fact.sources)})`,
  planned: fact.planned,
  sources: fact.sources,
});
const about = (fact: { approximate: boolean }) => (fact.approximate ? "rund " : "");
const planned = (fact: { planned?: boolean }) => (fact.planned ? ", geplant" : "");
const where = (sources: Sources) =>
  sources.map((s) => [s.source, s.pages && `S. ${s.pages}`, s.section].filter(Boolean).join(", ")).join("; ");
