// Counting documents by the values of two facets at once, and by level.

/** The values of a facet, and for each the documents that have it; removed ones may be among them. */
export interface Axis {
  values: readonly string[];
  documents: readonly Uint32Array[];
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

/**
 * `levelOf` is by document: 0 up to `levels`, exclusive, or -1 for what does not count. One pass over each axis; there is a place for
 * each pair of values, so the facets are to be short lists.
 */
export function crossed(levelOf: Int8Array, levels: number, rows: Axis, columns: Axis): Crossing {
  const width = columns.values.length;
  const all = new Uint32Array(levels);
  for (const level of levelOf) if (level >= 0) all[level]!++;
  const across = byDocument(columns, levelOf.length);
  const down = byDocument(rows, levelOf.length);
  const cells = new Uint32Array(rows.values.length * width * levels);
  let placed = 0;
  for (const [document, level] of levelOf.entries()) {
    const [row, rowEnd] = [down.ends[document]!, down.ends[document + 1]!];
    const [column, columnEnd] = [across.ends[document]!, across.ends[document + 1]!];
    if (level < 0 || row === rowEnd || column === columnEnd) continue;
    placed++;
    for (let r = row; r < rowEnd; r++)
      for (let c = column; c < columnEnd; c++) cells[(down.places[r]! * width + across.places[c]!) * levels + level]!++;
  }
  return {
    all,
    placed,
    rows: { values: rows.values, counts: countsOf(rows, levelOf, levels) },
    columns: { values: columns.values, counts: countsOf(columns, levelOf, levels) },
    cells,
  };
}

/** The places of document n's values lie in `places` from `ends[n]` up to `ends[n + 1]`. */
function byDocument({ documents }: Axis, length: number) {
  const ends = new Uint32Array(length + 2);
  for (const list of documents) for (const document of list) ends[document + 2]!++;
  for (let document = 2; document < ends.length; document++) ends[document]! += ends[document - 1]!;
  const places = new Uint16Array(ends[length + 1]!);
  // While it is filled, a document's beginning moves to its end, which is the next one's beginning.
  for (const [place, list] of documents.entries()) for (const document of list) places[ends[document + 1]!++] = place;
  return { places, ends };
}

function countsOf({ documents }: Axis, levelOf: Int8Array, levels: number): Uint32Array {
  const counts = new Uint32Array(documents.length * levels);
  for (const [place, list] of documents.entries())
    for (const document of list) {
      const level = levelOf[document]!;
      if (level >= 0) counts[place * levels + level]!++;
    }
  return counts;
}
