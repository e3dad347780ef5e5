/** Several measurements of a value. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The quantile at `share` (0 to 1), by the nearest rank; NaN if there are no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Median, minimum and maximum. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return { median: (low + high) / 2, least: sorted.at(0) ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

/** Divides values by `base` round by round, because other load on the machine affects both sides of a round. */
export function ratioOf(values: readonly number[], base: readonly number[]): Spread {
  return spreadOf(values.map((value, round) => value / (base[round] ?? Number.NaN)));
}
