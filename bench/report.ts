import type { LoadGenerator } from './load.ts';
import type { BenchOptions } from './options.ts';

/** A target of the project and the measured value. */
export interface Verdict {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  readonly met: boolean;
}

/** A table; cells are text. */
export interface Table {
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The result of an experiment, to read and as data. */
export interface Report {
  readonly title: string;
  /** Conditions of the measurement. */
  readonly notes: readonly string[];
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
  readonly data: unknown;
}

/** The input of an experiment. */
export interface Bench {
  readonly options: BenchOptions;
  /** A temporary folder of this experiment. */
  readonly folder: string;
  /** A temporary folder of all experiments. */
  readonly shared: string;
  readonly load: LoadGenerator;
  /** Prints what the experiment does now. */
  progress(message: string): void;
}

/** An experiment; `--only` takes its name. */
export interface Experiment {
  readonly name: string;
  run(bench: Bench): Promise<Report>;
}

/** Compares a value with a lower limit. */
export function atLeast(what: string, bar: number, measured: number, unit = ''): Verdict {
  return { what, bar: `≥ ${bar}${unit}`, measured: `${show(measured)}${unit}`, met: measured >= bar };
}

/** Compares a value with an upper limit. */
export function atMost(what: string, bar: number, measured: number, unit = ''): Verdict {
  return { what, bar: `≤ ${bar}${unit}`, measured: `${show(measured)}${unit}`, met: measured <= bar };
}

/** Formats a number with about three digits. */
export function show(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
