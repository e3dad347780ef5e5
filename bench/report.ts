import type { LoadGenerator } from './load.ts';
import type { BenchOptions } from './options.ts';

/** A bar of the project, and what was measured against it. */
export interface Verdict {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Rows under headings; all cells are text. */
export interface Table {
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What an experiment found: to be read, and as data. */
export interface Report {
  readonly title: string;
  /** What one has to know to judge the figures. */
  readonly notes: readonly string[];
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
  readonly data: unknown;
}

/** What an experiment is given. */
export interface Bench {
  readonly options: BenchOptions;
  /** A temporary folder of the experiment's own. */
  readonly folder: string;
  /** A temporary folder that all experiments share. */
  readonly shared: string;
  readonly load: LoadGenerator;
  /** Says what is being done, while it takes its time. */
  say(line: string): void;
}

/** One thing that is measured; `name` is what `--only` takes. */
export interface Experiment {
  readonly name: string;
  run(bench: Bench): Promise<Report>;
}

/** Compares with a bar that asks for at least so much. */
export function atLeast(what: string, bar: number, measured: number, unit = ''): Verdict {
  return { what, bar: `≥ ${bar}${unit}`, measured: `${show(measured)}${unit}`, met: measured >= bar };
}

/** Compares with a bar that allows at most so much. */
export function atMost(what: string, bar: number, measured: number, unit = ''): Verdict {
  return { what, bar: `≤ ${bar}${unit}`, measured: `${show(measured)}${unit}`, met: measured <= bar };
}

/** A number with as many digits as it deserves. */
export function show(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
