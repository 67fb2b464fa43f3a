// Quartiles of figures that stand for a group, and how many figures it takes to speak of a group.

/** Fewer figures say more about single examples than about a group. */
export const LEAST_FIGURES = 3;

export interface Quartiles {
  min: number;
  /** A quarter of the figures lies at or below it. */
  lower: number;
  median: number;
  upper: number;
  max: number;
}

/**
 * Null for fewer than LEAST_FIGURES. Between two figures a straight line: type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
 * Packages", The American Statistician 50 (1996), pages 361–365; what R, NumPy and QUARTILE.INC of spreadsheets give.
 */
export function quartilesOf(figures: readonly number[]): Quartiles | null {
  if (figures.length < LEAST_FIGURES) return null;
  const sorted = [...figures].sort((a, b) => a - b);
  const quantile = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return below + (above - below) * (place % 1);
  };
  return { min: sorted[0]!, lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75), max: sorted.at(-1)! };
}
