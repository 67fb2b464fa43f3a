// Tables of the catalogue: immutable revisions, and the published facts projected from the current one.
import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import type {
  BudgetBasis,
  ComparisonDesign,
  EvidenceLevel,
  OutcomeKind,
  OutcomeUnit,
  ParticipantKind,
} from "../domain/terms.ts";

const text = { type: "text" } as const;
const nullable = { type: "text", nullable: true } as const;
const integer = { type: "integer" } as const;
const number = { type: "double precision" } as const;
const nullableNumber = { type: "double precision", nullable: true } as const;
const boolean = { type: "boolean" } as const;
const key = (type: "text" | "integer"): EntitySchemaColumnOptions => ({ type, primary: true });

/** One immutable version of an example. `content` is the ExampleContent as JSON, `hash` its SHA-256. */
export interface RevisionRow {
  example: string;
  number: number;
  content: string;
  hash: string;
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** Where it came from: a seed file's name, later a contribution. */
  origin: string;
}
export const RevisionTable = new EntitySchema<RevisionRow>({
  name: "exampleRevision",
  columns: { example: key("text"), number: key("integer"), content: text, hash: text, createdAt: text, origin: text },
});

/** A published example: what of its current revision has one value. Derived columns follow domain/cost.ts and domain/evidence.ts. */
export interface ExampleRow {
  slug: string;
  revision: number;
  title: string;
  organisation: string;
  summary: string;
  goal: string | null;
  approach: string | null;
  successFactors: string | null;
  lessonsLearned: string | null;
  specialFeatures: string | null;
  periodStart: string | null;
  periodEnd: string | null;
  ongoing: boolean | null;
  durationMonthsMin: number | null;
  durationMonthsMax: number | null;
  weeklyHoursMin: number | null;
  weeklyHoursMax: number | null;
  evidenceLevel: EvidenceLevel;
  /** Euro; null when an input is missing. */
  costPerParticipant: number | null;
  costPerParticipantMonth: number | null;
  publishedAt: string;
  lastConfirmedAt: string | null;
}
export const ExampleTable = new EntitySchema<ExampleRow>({
  name: "practiceExample",
  columns: {
    slug: key("text"),
    revision: integer,
    title: text,
    organisation: text,
    summary: text,
    goal: nullable,
    approach: nullable,
    successFactors: nullable,
    lessonsLearned: nullable,
    specialFeatures: nullable,
    periodStart: nullable,
    periodEnd: nullable,
    ongoing: { type: "boolean", nullable: true },
    durationMonthsMin: nullableNumber,
    durationMonthsMax: nullableNumber,
    weeklyHoursMin: nullableNumber,
    weeklyHoursMax: nullableNumber,
    evidenceLevel: text,
    costPerParticipant: nullableNumber,
    costPerParticipantMonth: nullableNumber,
    publishedAt: text,
    lastConfirmedAt: nullable,
  },
});

/** The n-th item of a list of an example, counted from 0. */
interface Item {
  example: string;
  position: number;
}
const item = { example: key("text"), position: key("integer") };

interface Term extends Item {
  value: string;
}
const termTable = (name: string) => new EntitySchema<Term>({ name, columns: { ...item, value: text } });
export const ExampleTargetGroupTable = termTable("exampleTargetGroup");
export const ExampleMethodTable = termTable("exampleMethod");
export const ExampleKeywordTable = termTable("exampleKeyword");
export const ExampleImplementationTable = termTable("exampleImplementation");
export const ExampleFundingSourceTable = termTable("exampleFundingSource");
export const ExamplePartnerTable = termTable("examplePartner");

/** One row for each provision that a citation resolves to; a citation that resolves to none has one row without provision. */
export interface LegalBasisRow extends Item {
  cited: string;
  canonical: string | null;
  provision: string | null;
  note: string | null;
}
export const LegalBasisTable = new EntitySchema<LegalBasisRow>({
  name: "legalBasis",
  columns: { ...item, cited: text, canonical: nullable, provision: nullable, note: nullable },
});

/** What every figure carries: whether it was planned only, and which part of the example it covers (null = the whole). */
interface Figure extends Item {
  planned: boolean;
  scope: string | null;
  note: string | null;
}
const figure = { ...item, planned: boolean, scope: nullable, note: nullable };

export interface BudgetRow extends Figure {
  amount: number;
  amountMax: number | null;
  bound: "AT_MOST" | "AT_LEAST" | null;
  currency: string;
  basis: BudgetBasis;
  approximate: boolean;
}
export const BudgetTable = new EntitySchema<BudgetRow>({
  name: "budget",
  columns: {
    ...figure,
    amount: number,
    amountMax: nullableNumber,
    bound: nullable,
    currency: text,
    basis: text,
    approximate: boolean,
  },
});

export interface StaffingRatioRow extends Figure {
  clientsMin: number;
  clientsMax: number;
  counted: string | null;
}
export const StaffingRatioTable = new EntitySchema<StaffingRatioRow>({
  name: "staffingRatio",
  columns: { ...figure, clientsMin: number, clientsMax: number, counted: nullable },
});

export interface StaffingRow extends Figure {
  posts: number | null;
  persons: number | null;
  role: string;
  qualification: string | null;
}
export const StaffingTable = new EntitySchema<StaffingRow>({
  name: "staffing",
  columns: { ...figure, posts: nullableNumber, persons: nullableNumber, role: text, qualification: nullable },
});

export interface ParticipantCountRow extends Figure {
  value: number;
  valueMax: number | null;
  kind: ParticipantKind;
  asOf: string | null;
  approximate: boolean;
}
export const ParticipantCountTable = new EntitySchema<ParticipantCountRow>({
  name: "participantCount",
  columns: { ...figure, value: number, valueMax: nullableNumber, kind: text, asOf: nullable, approximate: boolean },
});

export interface OutcomeRow extends Figure {
  kind: OutcomeKind;
  indicator: string;
  value: number;
  valueMax: number | null;
  unit: OutcomeUnit;
  n: number | null;
  atMonths: number | null;
  asOf: string | null;
  comparisonDesign: ComparisonDesign | null;
  comparisonText: string | null;
  comparisonValue: number | null;
  approximate: boolean;
}
export const OutcomeTable = new EntitySchema<OutcomeRow>({
  name: "outcome",
  columns: {
    ...figure,
    kind: text,
    indicator: text,
    value: number,
    valueMax: nullableNumber,
    unit: text,
    n: { type: "integer", nullable: true },
    atMonths: nullableNumber,
    asOf: nullable,
    comparisonDesign: nullable,
    comparisonText: nullable,
    comparisonValue: nullableNumber,
    approximate: boolean,
  },
});

export const EditorialNoteTable = termTable("editorialNote");

/** An example names another one; readers are told from both sides. */
export interface RelationRow extends Item {
  other: string;
  note: string;
}
export const RelationTable = new EntitySchema<RelationRow>({
  name: "exampleRelation",
  columns: { ...item, other: text, note: text },
});

/** Where a fact stands. `fact` is the list it belongs to ("budgets") or "example", `position` its place in that list. */
export interface SourceReferenceRow extends Item {
  fact: string;
  ordinal: number;
  source: string;
  pages: string | null;
  section: string | null;
}
export const SourceReferenceTable = new EntitySchema<SourceReferenceRow>({
  name: "sourceReference",
  columns: { ...item, fact: key("text"), ordinal: key("integer"), source: text, pages: nullable, section: nullable },
});

/** Everything that is written anew when an example gets a new revision, in the order in which it may be inserted. */
export const FACT_TABLES = [
  ExampleTargetGroupTable,
  ExampleMethodTable,
  ExampleKeywordTable,
  ExampleImplementationTable,
  ExampleFundingSourceTable,
  ExamplePartnerTable,
  LegalBasisTable,
  BudgetTable,
  StaffingRatioTable,
  StaffingTable,
  ParticipantCountTable,
  OutcomeTable,
  EditorialNoteTable,
  RelationTable,
  SourceReferenceTable,
] as const;

export const CATALOGUE_TABLES = [RevisionTable, ExampleTable, ...FACT_TABLES];
