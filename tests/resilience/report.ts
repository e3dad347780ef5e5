import { quantile } from '../../bench/statistics.ts';
import type { Editors } from './editors.ts';
import type { Finding } from './ledger.ts';
import type { SoakPlan } from './options.ts';
import type { PhaseSummary } from './readers.ts';
import type { LogSummary, ServerSample } from './soak-server.ts';

export interface Sample extends ServerSample {
  readonly second: number;
  /** Processes of the machine that run or wait for a core. */
  readonly load: number;
}

export interface FaultRun {
  readonly name: string;
  /** When it began. */
  readonly second: number;
  /** Why it was left out. */
  readonly skipped?: string;
}

type Counts = Readonly<Record<string, number>>;

/** What happened in a run. Times are in milliseconds. */
export interface SoakReport {
  readonly plan: SoakPlan;
  readonly articles: number;
  readonly operations: Counts;
  readonly hostile: Counts;
  /** What editors were told could not be done. */
  readonly refused: Counts;
  readonly faults: readonly FaultRun[];
  readonly findings: readonly Finding[];
  /** Articles that are wrong after a restart too. */
  readonly unrepaired: readonly string[];
  readonly phases: Readonly<Record<string, PhaseSummary>>;
  /** From saving a new article to its publication. */
  readonly delays: Readonly<
    Record<string, { readonly articles: number; readonly p50: number; readonly longest: number }>
  >;
  /** Of each process of the server. */
  readonly memory: readonly MemoryOfProcess[];
  readonly log: LogSummary;
}

interface MemoryOfProcess {
  readonly pid: number;
  /** At the end of each minute. */
  readonly rssMb: readonly number[];
  /** By the method of least squares, without the first minutes; absent for a short life. */
  readonly mbPerHour?: number;
  /** Of the machine, at the end of each minute: other programs make readers wait too. */
  readonly loads: readonly number[];
  readonly openFiles: { readonly first: number; readonly last: number; readonly most: number };
}

interface Parts extends Pick<SoakReport, 'plan' | 'faults' | 'findings' | 'unrepaired' | 'log'> {
  readonly editors: Editors;
  readonly phases: ReadonlyMap<string, PhaseSummary>;
  readonly samples: readonly Sample[];
  readonly delays: ReadonlyMap<string, readonly number[]>;
}

const WARM_UP_SECONDS = 300;
const MIN_SLOPE_SECONDS = 600;

export function buildReport({ editors, phases, samples, delays, ...parts }: Parts): SoakReport {
  return {
    ...parts,
    articles: editors.articles.length,
    operations: Object.fromEntries(editors.done),
    hostile: Object.fromEntries(editors.dropped),
    refused: Object.fromEntries(editors.refused),
    phases: Object.fromEntries(phases),
    delays: Object.fromEntries(
      [...delays].map(([phase, values]) => [
        phase,
        { articles: values.length, p50: quantile(values, 0.5), longest: quantile(values, 1) },
      ]),
    ),
    memory: [...Map.groupBy(samples, ({ pid }) => pid).values()].map(summarizeProcess),
  };
}

function summarizeProcess(samples: readonly Sample[]): MemoryOfProcess {
  const first = samples[0]?.second ?? 0;
  const minutes = Map.groupBy(samples, ({ second }) => Math.floor((second - first) / 60));
  const files = samples.map(({ openFiles }) => openFiles);
  const warm = samples.filter(({ second }) => second - first >= WARM_UP_SECONDS);
  const isLong = (warm.at(-1)?.second ?? 0) - (warm[0]?.second ?? 0) >= MIN_SLOPE_SECONDS;
  return {
    pid: samples[0]?.pid ?? 0,
    rssMb: [...minutes.values()].map((minute) => Math.round(minute.at(-1)?.rssMb ?? 0)),
    loads: [...minutes.values()].map((minute) => Math.round(minute.at(-1)?.load ?? 0)),
    ...(isLong && { mbPerHour: Math.round(findSlope(warm) * 3600 * 10) / 10 }),
    openFiles: { first: files[0] ?? 0, last: files.at(-1) ?? 0, most: quantile(files, 1) },
  };
}

/** Megabytes a second. */
function findSlope(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(samples.map(({ second }) => second));
  const y = mean(samples.map(({ rssMb }) => rssMb));
  const covariance = mean(samples.map(({ second, rssMb }) => (second - x) * (rssMb - y)));
  return covariance / mean(samples.map(({ second }) => (second - x) ** 2));
}

const SHOWN_MESSAGES = 25;
const SHOWN_FINDINGS = 60;

/** The report as tables in plain text. */
export function renderReport(report: SoakReport): string {
  const { phases, findings, faults, delays, memory, log, unrepaired } = report;
  const rows = findings.map(({ kind, name, operation, text }) => [kind, name, operation, text]);
  const quiet = phases.quiet?.p99 ?? Number.NaN;
  return [
    renderTable('Summary', summarize(report)),
    renderTable('Operations', Object.entries(report.operations)),
    renderTable('Hostile files', Object.entries(report.hostile)),
    renderTable('Refused, as editors saw it', Object.entries(report.refused)),
    renderTable(
      'Faults',
      faults.map(({ name, second, skipped }) => [
        name,
        `at ${second} s`,
        skipped === undefined ? '' : `left out: ${skipped}`,
      ]),
    ),
    renderTable('Readers (ms)', [
      ['phase', 'requests', 'p50', 'p99', 'of quiet', 'worst second', 'longest', 'own lag', 'failures'],
      ...Object.entries(phases).map(([phase, one]) => [
        phase,
        one.requests,
        ...[one.p50, one.p99, one.p99 / quiet, one.worstSecond, one.longest, one.longestLag].map((ms) => ms.toFixed(1)),
        JSON.stringify(one.failures),
      ]),
    ]),
    renderTable('From saving to publication (ms)', [
      ['phase', 'articles', 'p50', 'longest'],
      ...Object.entries(delays).map(([phase, { articles, p50, longest }]) => [phase, articles, p50, longest]),
    ]),
    renderTable(
      'Memory of each process (MB each minute)',
      memory.map(({ pid, rssMb, mbPerHour, openFiles, loads }) => [
        pid,
        rssMb.join(' '),
        `load ${loads.join(' ')}`,
        mbPerHour === undefined ? '' : `${mbPerHour} MB an hour`,
        `open files ${openFiles.first}, ${openFiles.last}, at most ${openFiles.most}`,
      ]),
    ),
    renderTable('Log lines', Object.entries(log.levels)),
    renderTable(
      'Warnings and errors',
      log.messages.slice(0, SHOWN_MESSAGES).map(([text, count]) => [count, text]),
    ),
    renderTable(
      `Findings: ${findings.length}`,
      [...Map.groupBy(findings, ({ kind, operation }) => `${kind}: ${operation}`)].map(([key, each]) => [
        each.length,
        key,
      ]),
    ),
    renderTable('', rows.slice(0, SHOWN_FINDINGS)),
    `Articles: ${report.articles}. Wrong after a restart too: ${unrepaired.length} ${unrepaired.slice(0, 10).join(', ')}\n`,
  ].join('\n');
}

const sum = (counts: Counts): number => Object.values(counts).reduce((total, count) => total + count, 0);

/** What a run must show, in one table. */
function summarize(report: SoakReport): readonly (readonly (string | number)[])[] {
  const { findings, faults, phases, memory, plan } = report;
  const count = (...kinds: readonly Finding['kind'][]): number =>
    findings.filter(({ kind }) => kinds.includes(kind)).length;
  const [stall] = Object.entries(phases).toSorted(([, a], [, b]) => b.longest - a.longest);
  return [
    ['database', plan.database === undefined ? 'SQLite' : 'PostgreSQL', `servers: ${plan.nodes}`],
    ['operations', sum(report.operations), `refused: ${sum(report.refused)}, hostile files: ${sum(report.hostile)}`],
    ['faults', faults.filter(({ skipped }) => skipped === undefined).length, ''],
    ['losses', count('lost'), `after a restart too: ${report.unrepaired.length}`],
    ['duplicates', count('duplicate'), ''],
    ['late articles', count('late'), `more than ${plan.graceMs / 1000} s`],
    ['other findings', count('changed guid', 'changed date', 'hostile', 'surface'), ''],
    ['longest stall (ms)', Math.round(stall?.[1].longest ?? 0), `of a reader, in the phase ${stall?.[0]}`],
    ...memory.map(({ pid, rssMb }) => [
      `memory of process ${pid} (MB)`,
      rssMb.at(-1) ?? '',
      `at its start ${rssMb[0]}, at its end ${rssMb.at(-1)}`,
    ]),
  ];
}

export function renderTable(title: string, rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => String(cell).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`), ''].join('\n');
}
