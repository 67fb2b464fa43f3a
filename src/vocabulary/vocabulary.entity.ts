// Tables of the closed lists and of the sources' tables. Row shapes are those of the seed files (domain/vocabulary.ts).
import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import type {
  InstrumentEntry,
  KeywordEntry,
  MethodEntry,
  OrganisationEntry,
  ProvisionEntry,
  SourceEntry,
  TargetGroupEntry,
} from "../domain/vocabulary.ts";
import type { SourceTableContent } from "../domain/source-table.ts";

const text = { type: "text" } as const;
const nullable = { type: "text", nullable: true } as const;
const json = { type: "simple-json" } as const;
const nullableJson = { type: "simple-json", nullable: true } as const;
const slug: EntitySchemaColumnOptions = { type: "text", primary: true };

/** Rows hold null where a seed file has nothing. */
type Row<T> = { [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] };

export type SourceRow = Row<SourceEntry>;
export const SourceTable = new EntitySchema<SourceRow>({
  name: "source",
  columns: {
    slug,
    title: text,
    publisher: nullable,
    year: { type: "integer", nullable: true },
    lawAsOf: text,
    note: nullable,
  },
});

/** The source of facts that a contribution gives no other source for; the migration of contributions writes it. */
export const OWN_STATEMENT = "eigene-angaben";

export type TargetGroupRow = Row<TargetGroupEntry>;
export const TargetGroupTable = new EntitySchema<TargetGroupRow>({
  name: "targetGroup",
  columns: { slug, label: text, broader: nullable, synonyms: nullableJson },
});

export type MethodRow = Row<MethodEntry>;
export const MethodTable = new EntitySchema<MethodRow>({
  name: "method",
  columns: { slug, label: text, synonyms: nullableJson },
});

export interface KeywordRow extends Omit<Row<KeywordEntry>, "index"> {
  /** Pages that the keyword index of `indexSource` names, such as "19, 22". */
  indexSource: string | null;
  indexPages: string | null;
}
export const KeywordTable = new EntitySchema<KeywordRow>({
  name: "keyword",
  columns: {
    slug,
    label: text,
    broader: nullable,
    see: nullable,
    synonyms: nullableJson,
    indexSource: nullable,
    indexPages: nullable,
  },
});

export type OrganisationRow = Row<OrganisationEntry>;
export const OrganisationTable = new EntitySchema<OrganisationRow>({
  name: "organisation",
  columns: {
    slug,
    name: text,
    kind: text,
    federalState: nullable,
    region: nullable,
    kindReference: nullable,
    unverified: nullableJson,
  },
});

export type InstrumentRow = Row<InstrumentEntry>;
export const InstrumentTable = new EntitySchema<InstrumentRow>({
  name: "instrument",
  columns: { slug, label: text, synonyms: nullableJson, note: nullable },
});

export type ProvisionRow = Omit<Row<ProvisionEntry>, "predecessors">;
export const ProvisionTable = new EntitySchema<ProvisionRow>({
  name: "provision",
  columns: {
    slug,
    lawBook: text,
    section: text,
    title: text,
    validFrom: text,
    validTo: nullable,
    instrument: nullable,
    change: nullable,
    reference: text,
    unverified: nullableJson,
  },
});

/** `successor` took the place of `predecessor`. */
export interface SuccessionRow {
  predecessor: string;
  successor: string;
}
export const SuccessionTable = new EntitySchema<SuccessionRow>({
  name: "provisionSuccession",
  columns: { predecessor: slug, successor: slug },
});

/** A table of a source document; not to be mixed up with SourceTable, which holds the documents. */
export type SourceTableRow = Row<SourceTableContent>;
export const SourceTableTable = new EntitySchema<SourceTableRow>({
  name: "sourceTable",
  columns: {
    slug,
    source: text,
    title: text,
    pages: nullable,
    section: nullable,
    asOf: nullable,
    columns: json,
    rows: json,
    notes: json,
  },
});

export const VOCABULARY_TABLES = [
  SourceTable,
  TargetGroupTable,
  MethodTable,
  KeywordTable,
  OrganisationTable,
  InstrumentTable,
  ProvisionTable,
  SuccessionTable,
  SourceTableTable,
];
