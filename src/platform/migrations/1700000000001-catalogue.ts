// First schema: vocabulary, revisions, published facts, outbox. Dialect-neutral, so SQLite and PostgreSQL run the same.
import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions, type TableOptions } from "typeorm";

type Column = Omit<TableColumnOptions, "name">;
const text: Column = { type: "text" };
const integer: Column = { type: "integer" };
const number: Column = { type: "double precision" };
const boolean: Column = { type: "boolean" };
const key = (column: Column): Column => ({ ...column, isPrimary: true });
const optional = (column: Column): Column => ({ ...column, isNullable: true });

/** "column → table.column"; deletes follow the example and are refused for vocabulary that is in use. */
type References = Record<string, [table: string, column: string, onDelete?: "CASCADE"]>;

function table(
  name: string,
  columns: Record<string, Column>,
  references: References = {},
  indices: string[] = [],
): TableOptions {
  return {
    name,
    columns: Object.entries(columns).map(([column, options]) => ({ name: column, ...options })),
    foreignKeys: Object.entries(references).map(([column, [to, toColumn, onDelete]]) => ({
      name: `fk_${name}_${column}`,
      columnNames: [column],
      referencedTableName: to,
      referencedColumnNames: [toColumn],
      onDelete: onDelete ?? "NO ACTION",
    })),
    indices: indices.map((column) => ({ name: `ix_${name}_${column}`, columnNames: [column] })),
  };
}

const vocabulary = [
  table("source", {
    slug: key(text),
    title: text,
    publisher: optional(text),
    year: optional(integer),
    law_as_of: text,
    note: optional(text),
  }),
  table(
    "target_group",
    { slug: key(text), label: text, broader: optional(text), synonyms: optional(text) },
    { broader: ["target_group", "slug"] },
  ),
  table(
    "keyword",
    {
      slug: key(text),
      label: text,
      broader: optional(text),
      see: optional(text),
      synonyms: optional(text),
      index_source: optional(text),
      index_pages: optional(text),
    },
    { broader: ["keyword", "slug"], see: ["keyword", "slug"], index_source: ["source", "slug"] },
  ),
  table("organisation", {
    slug: key(text),
    name: text,
    kind: text,
    federal_state: optional(text),
    region: optional(text),
    kind_reference: optional(text),
    unverified: optional(text),
  }),
  table("instrument", { slug: key(text), label: text, synonyms: optional(text), note: optional(text) }),
  table(
    "provision",
    {
      slug: key(text),
      law_book: text,
      section: text,
      title: text,
      valid_from: text,
      valid_to: optional(text),
      instrument: optional(text),
      change: optional(text),
      reference: text,
      unverified: optional(text),
    },
    { instrument: ["instrument", "slug"] },
    ["instrument"],
  ),
  table(
    "provision_succession",
    { predecessor: key(text), successor: key(text) },
    { predecessor: ["provision", "slug"], successor: ["provision", "slug"] },
  ),
];

const examples = [
  table("example_revision", {
    example: key(text),
    number: key(integer),
    content: text,
    hash: text,
    created_at: text,
    origin: text,
  }),
  table(
    "practice_example",
    {
      slug: key(text),
      revision: integer,
      title: text,
      organisation: text,
      summary: text,
      goal: optional(text),
      approach: optional(text),
      success_factors: optional(text),
      lessons_learned: optional(text),
      special_features: optional(text),
      period_start: optional(text),
      period_end: optional(text),
      ongoing: optional(boolean),
      duration_months_min: optional(number),
      duration_months_max: optional(number),
      weekly_hours_min: optional(number),
      weekly_hours_max: optional(number),
      evidence_level: text,
      cost_per_participant: optional(number),
      cost_per_participant_month: optional(number),
      published_at: text,
      last_confirmed_at: optional(text),
    },
    { organisation: ["organisation", "slug"] },
    ["organisation"],
  ),
];

/** The published row names a revision that exists. */
const currentRevision: TableOptions = {
  ...examples[1]!,
  foreignKeys: [
    ...examples[1]!.foreignKeys!,
    {
      name: "fk_practice_example_revision",
      columnNames: ["slug", "revision"],
      referencedTableName: "example_revision",
      referencedColumnNames: ["example", "number"],
    },
  ],
};

const item = { example: key(text), position: key(integer) };
const ofExample: References = { example: ["practice_example", "slug", "CASCADE"] };
const figure = { ...item, planned: boolean, scope: optional(text), note: optional(text) };

const facts = [
  table("example_target_group", { ...item, value: text }, { ...ofExample, value: ["target_group", "slug"] }, ["value"]),
  table("example_keyword", { ...item, value: text }, { ...ofExample, value: ["keyword", "slug"] }, ["value"]),
  table("example_implementation", { ...item, value: text }, ofExample),
  table("example_funding_source", { ...item, value: text }, ofExample),
  table("example_partner", { ...item, value: text }, ofExample),
  table(
    "legal_basis",
    { ...item, cited: text, canonical: optional(text), provision: optional(text), note: optional(text) },
    { ...ofExample, provision: ["provision", "slug"] },
    ["provision"],
  ),
  table(
    "budget",
    {
      ...figure,
      amount: number,
      amount_max: optional(number),
      bound: optional(text),
      currency: text,
      basis: text,
      approximate: boolean,
    },
    ofExample,
  ),
  table("staffing_ratio", { ...figure, clients_min: number, clients_max: number, counted: optional(text) }, ofExample),
  table(
    "staffing",
    { ...figure, posts: optional(number), persons: optional(number), role: text, qualification: optional(text) },
    ofExample,
  ),
  table(
    "participant_count",
    { ...figure, value: number, value_max: optional(number), kind: text, as_of: optional(text), approximate: boolean },
    ofExample,
  ),
  table(
    "outcome",
    {
      ...figure,
      kind: text,
      indicator: text,
      value: number,
      value_max: optional(number),
      unit: text,
      n: optional(integer),
      at_months: optional(number),
      as_of: optional(text),
      comparison_design: optional(text),
      comparison_text: optional(text),
      comparison_value: optional(number),
      approximate: boolean,
    },
    ofExample,
  ),
  table("editorial_note", { ...item, value: text }, ofExample),
  table(
    "source_reference",
    { ...item, fact: key(text), ordinal: key(integer), source: text, pages: optional(text), section: optional(text) },
    { ...ofExample, source: ["source", "slug"] },
    ["source"],
  ),
];

const platform = [
  table(
    "outbox",
    {
      topic: key(text),
      key: key(text),
      version: integer,
      not_before: text,
      attempts: integer,
      last_error: optional(text),
    },
    {},
    ["not_before"],
  ),
  table("setting", { name: key(text), value: text }),
];

const tables = [...vocabulary, examples[0]!, currentRevision, ...facts, ...platform];

export class Catalogue1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const options of tables) await runner.createTable(new Table(options), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables.toReversed()) await runner.dropTable(name);
  }
}
