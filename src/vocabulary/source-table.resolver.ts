// Tables of source documents: one by its slug, with its source, cells and CSV. Source.tables: vocabulary.resolver.ts
import { Arg, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { formatFigure } from "../domain/german.ts";
import { linesOf, TABLE_UNITS, type TableUnit } from "../domain/source-table.ts";
import { toCsv } from "../platform/csv.ts";
import { SourceTableColumnType, SourceTableRowType, SourceTableType } from "./source-table.type.ts";
import type { SourceTableRow } from "./vocabulary.entity.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { SourceType } from "./vocabulary.type.ts";

@Resolver(() => SourceTableType)
export class SourceTableResolver {
  readonly #vocabulary: () => Vocabulary;
  constructor(vocabulary: () => Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  @Query(() => SourceTableType, { nullable: true, description: "Eine Tabelle; leer, wenn es sie nicht gibt" })
  sourceTable(@Arg("slug", () => String) slug: string): SourceTableType | null {
    return this.#vocabulary().tables.find(slug) ?? null;
  }

  @FieldResolver(() => SourceType)
  source(@Root() table: SourceTableRow): SourceType {
    return this.#vocabulary().sources.get(table.source);
  }

  @FieldResolver(() => [SourceTableColumnType], { complexity: 8, description: "die erste benennt die Zeile" })
  columns(@Root() table: SourceTableRow): SourceTableColumnType[] {
    return table.columns.map(({ label, unit }) => ({ label, ...unitOf(unit) }));
  }

  @FieldResolver(() => [SourceTableRowType], { complexity: 30 })
  rows(@Root() table: SourceTableRow): SourceTableRowType[] {
    return table.rows.map(({ group = null, unit, cells }) => ({
      group,
      ...unitOf(unit),
      cells: cells.map((cell) =>
        typeof cell === "number" ? { text: formatFigure(cell), number: cell } : { text: cell, number: null },
      ),
    }));
  }

  @FieldResolver(() => String, {
    description: "für Tabellenprogramme: Semikolon, Dezimalkomma; auch als Datei unter /tables/…",
  })
  csv(@Root() table: SourceTableRow): string {
    return toCsv(linesOf(table));
  }
}

const unitOf = (unit: TableUnit | undefined) => ({ unit: unit ?? null, unitLabel: unit ? TABLE_UNITS[unit] : null });
