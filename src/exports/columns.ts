// The columns of a table of examples, one row an example: texts with their sources, and single numbers to calculate with.
import { FACTS, textsOf, type Fact } from "../catalogue/facts.ts";
import type { PracticeExampleType } from "../catalogue/practice-example.type.ts";
import { profileOf } from "../catalogue/profile.ts";
import { CARRIER_TYPES, EVIDENCE_LEVELS, FEDERAL_STATES } from "../domain/terms.ts";
import type { CsvCell } from "../platform/csv.ts";
import { LICENCE, type FoundExamples } from "./format.ts";

export interface Column {
  label: string;
  cell: (example: PracticeExampleType, found: FoundExamples) => CsvCell;
}

/** Excel's bound for one cell. */
const LONGEST = 32_767;

/** All values of these facts, each with its sources. */
function joined(facts: readonly Fact[], example: PracticeExampleType): string | null {
  const text = facts.flatMap((fact) => textsOf(fact, example)).join(" | ");
  return text === "" ? null : text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A column for one fact, or for all whose key begins so. */
function fact(key: string, label?: string): Column {
  const facts = FACTS.filter((one) => one.key === key || one.key.startsWith(`${key}.`));
  return { label: label ?? facts[0]!.label, cell: (example) => joined(facts, example) };
}
const column = (label: string, cell: Column["cell"]): Column => ({ label, cell });

export const COLUMNS: readonly Column[] = [
  column("Kurzname", ({ slug }) => slug),
  fact("title"),
  fact("organisation"),
  column("Art des Trägers", ({ organisation }) => CARRIER_TYPES[organisation.kind]),
  column("Bundesland", ({ organisation: { federalState } }) => federalState && FEDERAL_STATES[federalState]),
  ...["region", "partners", "targetGroups", "methods", "keywords", "legalBases", "instruments"].map((key) => fact(key)),
  ...["implementations", "fundingSources"].map((key) => fact(key)),
  column("Beginn", ({ period }) => period?.start ?? null),
  column("Ende", ({ period }) => period?.end ?? null),
  fact("period"),
  column("Dauer je Person von (Monate)", ({ individualDuration }) => individualDuration?.monthsMin ?? null),
  column("Dauer je Person bis (Monate)", ({ individualDuration }) => individualDuration?.monthsMax ?? null),
  column("Wochenstunden von", ({ weeklyHours }) => weeklyHours?.min ?? null),
  column("Wochenstunden bis", ({ weeklyHours }) => weeklyHours?.max ?? null),
  column("Mittelvolumen insgesamt (€)", (example) => profileOf(example).budgets.TOTAL ?? null),
  column("Mittelvolumen je Jahr (€)", (example) => profileOf(example).budgets.PER_YEAR ?? null),
  fact("budgets", "Mittelvolumen, alle Angaben"),
  column("Kosten je Teilnahme (€)", ({ costPerParticipant }) => costPerParticipant?.value.value ?? null),
  column("Kosten je Teilnahmemonat (€)", ({ costPerParticipantMonth }) => costPerParticipantMonth?.value.value ?? null),
  column("Rechenweg der Kosten je Teilnahmemonat", (e) => e.costPerParticipantMonth?.formula ?? null),
  column("Personen je Stelle von", (e) => least(e.staffingRatios.map((r) => r.clientsMin))),
  column("Personen je Stelle bis", (e) => greatest(e.staffingRatios.map((r) => r.clientsMax))),
  fact("staffingRatios"),
  fact("staffing"),
  column("Plätze", (example) => profileOf(example).participants.PLACES ?? null),
  column("Teilnehmende insgesamt", (example) => profileOf(example).participants.TOTAL ?? null),
  fact("participants", "Teilnehmende, alle Angaben"),
  fact("outcomes", "Ergebnisse"),
  column("Nachweisgüte", ({ evidenceLevel }) => EVIDENCE_LEVELS[evidenceLevel]),
  column("Nachweisgüte, Begründung", ({ evidenceReason }) => evidenceReason),
  ...["summary", "goal", "approach", "successFactors", "lessonsLearned", "specialFeatures"].map((key) => fact(key)),
  fact("editorialNotes"),
  fact("sources"),
  column("Quelldokumente", ({ sources }) => [...new Set(sources.map(({ source }) => source.title))].join(" | ")),
  column("Fassung", ({ revision }) => revision),
  column("Veröffentlicht am", ({ publishedAt }) => publishedAt.slice(0, 10)),
  column("Adresse", (example, { permalinkOf }) => permalinkOf(example)),
  column("Stand", (_, { asOf }) => asOf),
  column("Suche", (_, { permalink }) => permalink),
  column("Lizenz", () => LICENCE),
];

const least = (numbers: readonly number[]) => (numbers.length > 0 ? Math.min(...numbers) : null);
const greatest = (numbers: readonly number[]) => (numbers.length > 0 ? Math.max(...numbers) : null);

/** One row for an example, in the order of `COLUMNS`. */
export const rowOf = (example: PracticeExampleType, found: FoundExamples): CsvCell[] =>
  COLUMNS.map(({ cell }) => cell(example, found));
