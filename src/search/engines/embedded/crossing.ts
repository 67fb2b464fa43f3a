// Counting documents by the values of two facets at once, and by level.

/** The values of a facet. */
export interface Axis {
  values: readonly string[];
  /** By value number, the place in `values`; -1 for values of other facets. */
  places: Int32Array;
}

/** Counts of documents. Those of one value or pair lie side by side, by level. */
export interface Crossing {
  /** Every document once. */
  all: Uint32Array;
  /** Documents with a value in both facets. */
  placed: number;
  rows: { values: readonly string[]; counts: Uint32Array };
  columns: { values: readonly string[]; counts: Uint32Array };
  /** Row by row, and in each column by column. */
  cells: Uint32Array;
}

interface Reading {
  levels: number;
  /** 0 up to `levels`, exclusive. */
  levelOf: (document: number) => number;
  /** Numbers of the document's values in all facets, none twice. */
  valuesOf: (document: number) => Uint32Array;
}

/** One pass over the documents. There is a place for each pair of values, so the facets are to be short lists. */
export function crossed(
  documents: Uint32Array,
  rows: Axis,
  columns: Axis,
  { levels, levelOf, valuesOf }: Reading,
): Crossing {
  const width = columns.values.length;
  const crossing: Crossing = {
    all: new Uint32Array(levels),
    placed: 0,
    rows: { values: rows.values, counts: new Uint32Array(rows.values.length * levels) },
    columns: { values: columns.values, counts: new Uint32Array(width * levels) },
    cells: new Uint32Array(rows.values.length * width * levels),
  };
  const inRows: number[] = [];
  const inColumns: number[] = [];
  for (const document of documents) {
    const level = levelOf(document);
    inRows.length = inColumns.length = 0;
    for (const value of valuesOf(document)) {
      if (rows.places[value]! >= 0) inRows.push(rows.places[value]!);
      if (columns.places[value]! >= 0) inColumns.push(columns.places[value]!);
    }
    crossing.all[level]!++;
    if (inRows.length > 0 && inColumns.length > 0) crossing.placed++;
    for (const row of inRows) crossing.rows.counts[row * levels + level]!++;
    for (const column of inColumns) crossing.columns.counts[column * levels + level]!++;
    for (const row of inRows)
      for (const column of inColumns) crossing.cells[(row * width + column) * levels + level]!++;
  }
  return crossing;
}
