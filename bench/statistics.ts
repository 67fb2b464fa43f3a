// Medians and percentiles.

/** The value below which `share` (0 to 1) of the values lie; NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

/** The median of one number over several rounds. */
export const medianOf = <T>(rounds: readonly T[], number: (round: T) => number) => median(rounds.map(number));
