// The evidence map: how many examples there are for each pair of two dimensions, by how far their results carry, gaps included.
import { EVIDENCE_RULES } from "../domain/evidence.ts";
import { formatList, formatNumber } from "../domain/german.ts";
import { problem } from "../domain/problem.ts";
import { EVIDENCE_LEVELS, type EvidenceLevel } from "../domain/terms.ts";
import type { EmbeddedEngine } from "../search/engines/embedded.ts";
import type { Crossing } from "../search/engines/embedded/crossing.ts";
import { FACETS } from "../search/facets.ts";
import { clausesOf, type Filter } from "../search/question.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { MAX_LINES, type EvidenceCountsType, type EvidenceMapType } from "./evidence-map.type.ts";
import { filterLabel, filterParts, type FilterParts } from "./filter-label.ts";

export const EVIDENCE_DIMENSIONS = {
  TARGET_GROUP: "Zielgruppe",
  INSTRUMENT: "Förderinstrument",
  METHOD: "Methode",
  CARRIER_TYPE: "Art des Trägers",
  FEDERAL_STATE: "Bundesland",
} as const;
export type EvidenceDimension = keyof typeof EVIDENCE_DIMENSIONS;

/** Which facet a dimension is, and how its values are called. */
const DIMENSIONS: Record<EvidenceDimension, { facet: string; plural: string }> = {
  TARGET_GROUP: { facet: "targetGroups", plural: "Zielgruppen" },
  INSTRUMENT: { facet: "instruments", plural: "Förderinstrumenten" },
  METHOD: { facet: "methods", plural: "Methoden" },
  CARRIER_TYPE: { facet: "carrierTypes", plural: "Arten von Trägern" },
  FEDERAL_STATE: { facet: "federalStates", plural: "Bundesländern" },
};

const LEVELS = Object.keys(EVIDENCE_LEVELS) as EvidenceLevel[];
const RULES = LEVELS.map((level) => ({ level, label: EVIDENCE_LEVELS[level], rule: EVIDENCE_RULES[level] }));

export interface EvidenceMapArguments {
  rows: EvidenceDimension;
  columns: EvidenceDimension;
  filter?: Filter | null;
}

/** A row or a column: a value of its facet and where the counts for it are. */
interface Line {
  value: string;
  label: string;
  /** Place in the crossing; undefined for a chosen value that no example has. */
  place: number | undefined;
  counts: EvidenceCountsType;
  /** The filter that chooses it, and how that reads. */
  choice: Filter;
  part: FilterParts;
}

export class EvidenceMaps {
  readonly #engine: EmbeddedEngine;
  readonly #vocabulary: () => Vocabulary;

  /** Maps are counted by the engine that every process has, whatever engine answers searches. */
  constructor(engine: EmbeddedEngine, vocabulary: () => Vocabulary) {
    this.#engine = engine;
    this.#vocabulary = vocabulary;
  }

  /** Throws ProblemError for choices that cannot be meant, and for one dimension crossed with itself. */
  map({ rows, columns, filter: given }: EvidenceMapArguments): EvidenceMapType {
    if (rows === columns)
      throw problem(
        "SAME_DIMENSION",
        ["columns"],
        `Zeilen und Spalten sind beide „${EVIDENCE_DIMENSIONS[rows]}“. Bitte zwei verschiedene wählen: Ein Filter kann nicht zwei Werte desselben Feldes zugleich verlangen.`,
      );
    const vocabulary = this.#vocabulary();
    const filter = withoutNulls(given ?? {});
    const facets = [DIMENSIONS[rows].facet, DIMENSIONS[columns].facet] as const;
    const crossing = this.#engine.cross(clausesOf(filter, vocabulary), facets, LEVELS.length, (entry) =>
      LEVELS.indexOf(entry.profile.evidenceLevel),
    );
    const lines = [
      linesOf(rows, crossing.rows, filter, vocabulary),
      linesOf(columns, crossing.columns, filter, vocabulary),
    ] as const;
    const counts = countsAt(crossing.all, 0);
    const unplaced = counts.total - crossing.placed;
    return {
      rowLabel: EVIDENCE_DIMENSIONS[rows],
      columnLabel: EVIDENCE_DIMENSIONS[columns],
      ...tableOf(crossing, lines, filter, filterParts(filter, vocabulary)),
      counts,
      rowsLeftOut: Math.max(0, lines[0].length - MAX_LINES),
      columnsLeftOut: Math.max(0, lines[1].length - MAX_LINES),
      unplaced,
      rules: RULES,
      notes: notesOn([rows, columns], lines, counts.total, unplaced),
    };
  }
}

/** Rows, columns and cells, and by which filter each is listed. */
function tableOf(
  { cells, columns }: Crossing,
  lines: readonly [Line[], Line[]],
  filter: Filter,
  parts: FilterParts,
): Pick<EvidenceMapType, "listedBy" | "columns" | "rows"> {
  const [down, across] = lines.map((all) => all.slice(0, MAX_LINES)) as [Line[], Line[]];
  const width = columns.values.length;
  const countsOf = (row: Line, column: Line) =>
    row.place === undefined || column.place === undefined ? NONE : countsAt(cells, row.place * width + column.place);
  /** A line's or cell's own choices take the place of the map's in the same fields. Made when read: there are many. */
  const listedBy = (row?: Line, column?: Line) => ({
    get filter() {
      return { ...filter, ...row?.choice, ...column?.choice };
    },
    get label() {
      return filterLabel({ ...parts, ...row?.part, ...column?.part });
    },
  });
  const head = ({ value, label, counts }: Line) => ({ value, label, counts });
  return {
    listedBy: listedBy(),
    columns: across.map((column) => ({ ...head(column), listedBy: listedBy(undefined, column) })),
    rows: down.map((row) => ({
      ...head(row),
      listedBy: listedBy(row),
      cells: across.map((column) => ({ counts: countsOf(row, column), listedBy: listedBy(row, column) })),
    })),
  };
}

const NONE = countsAt(new Uint32Array(LEVELS.length), 0);

function countsAt(counts: Uint32Array, place: number): EvidenceCountsType {
  const at = place * LEVELS.length;
  const [described, monitored, compared, effectShown] = [
    counts[at]!,
    counts[at + 1]!,
    counts[at + 2]!,
    counts[at + 3]!,
  ];
  return { described, monitored, compared, effectShown, total: described + monitored + compared + effectShown };
}

/**
 * The values that examples under the filter have; where the filter chooses in this facet, only what is chosen, with narrower target
 * groups and with what no example has. Most examples first, then by label.
 */
function linesOf(
  dimension: EvidenceDimension,
  { values, counts }: { values: readonly string[]; counts: Uint32Array },
  filter: Filter,
  vocabulary: Vocabulary,
): Line[] {
  const name = DIMENSIONS[dimension].facet;
  const { labelOf } = FACETS.find((facet) => facet.name === name)!;
  const line = (value: string, place: number | undefined, own: EvidenceCountsType): Line => {
    const choice = { [name]: [value] };
    const part = { [name]: filterParts(choice, vocabulary)[name]! };
    return { value, label: labelOf(value, vocabulary), place, counts: own, choice, part };
  };
  const chosen = (filter[name] ?? []) as string[];
  const above = (value: string) => (dimension === "TARGET_GROUP" ? vocabulary.withBroader(value) : [value]);
  const isMeant = (value: string) => chosen.length === 0 || above(value).some((broader) => chosen.includes(broader));
  const found = values
    .map((value, place) => line(value, place, countsAt(counts, place)))
    .filter((one) => one.counts.total > 0 && isMeant(one.value));
  const missing = [...new Set(chosen)].filter((value) => !found.some((other) => other.value === value));
  return [...found, ...missing.map((value) => line(value, undefined, NONE))].sort(
    (a, b) => b.counts.total - a.counts.total || byLabel.compare(a.label, b.label),
  );
}
const byLabel = new Intl.Collator("de", { numeric: true });

function notesOn(
  dimensions: readonly EvidenceDimension[],
  lines: readonly Line[][],
  total: number,
  unplaced: number,
): string[] {
  if (total === 0) return ["Kein Beispiel passt zu diesem Filter."];
  const names = dimensions.map((dimension) => EVIDENCE_DIMENSIONS[dimension]);
  const several = dimensions.filter((dimension) => SEVERAL.has(dimension)).map((d) => DIMENSIONS[d].plural);
  const cut = dimensions.flatMap((dimension, i) =>
    lines[i]!.length > MAX_LINES
      ? [
          `Gezeigt sind die ${MAX_LINES} häufigsten von ${lines[i]!.length} ${DIMENSIONS[dimension].plural}; andere zeigt die Karte, wenn der Filter sie wählt.`,
        ]
      : [],
  );
  return [
    ...(several.length > 0
      ? [
          `Ein Beispiel mit mehreren ${formatList(several, "oder")} zählt bei jedem dieser Werte; jede Summe zählt es nur einmal.`,
        ]
      : []),
    ...(dimensions.includes("TARGET_GROUP") ? ["Eine Zielgruppe zählt ihre engeren Zielgruppen mit."] : []),
    ...cut,
    ...(unplaced > 0
      ? [
          `${unplaced === 1 ? "Ein Beispiel steht" : `${formatNumber(unplaced)} Beispiele stehen`} in keiner Zelle, weil eine Angabe fehlt (${formatList(names, "oder")}).`,
        ]
      : []),
  ];
}
/** An example may have several of these. */
const SEVERAL: ReadonlySet<EvidenceDimension> = new Set(["TARGET_GROUP", "INSTRUMENT", "METHOD"]);

const withoutNulls = (filter: Filter): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined));
