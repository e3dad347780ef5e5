import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Machine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import type { Report } from './report.ts';

/** The last result of each experiment on one machine. */
export interface Results {
  readonly machine: Machine;
  readonly experiments: Readonly<Record<string, Result>>;
}

type Result = Pick<Report, 'title' | 'notes' | 'verdicts' | 'data'> &
  Pick<BenchOptions, 'rounds' | 'seconds' | 'articles'> & {
    /** The end of the run, RFC 3339. */
    readonly measuredAt: string;
    /** Share of processor time that other programs used before, 0 to 1. */
    readonly busyBefore: number;
  };

const FILE = path.join(import.meta.dirname, 'results.json');

/** Saves a result in `bench/results.json`. Results of another machine are dropped, because they cannot be compared. */
export async function writeResults(
  name: string,
  machine: Machine,
  { rounds, seconds, articles }: BenchOptions,
  { title, notes, verdicts, data }: Report,
  busyBefore: number,
): Promise<void> {
  const former = await readResults();
  const kept = former !== undefined && isDeepStrictEqual(former.machine, machine) ? former.experiments : {};
  const measuredAt = new Date().toISOString();
  const result: Result = { measuredAt, busyBefore, rounds, seconds, articles, title, notes, verdicts, data };
  const results: Results = { machine, experiments: { ...kept, [name]: result } };
  await writeFile(FILE, `${JSON.stringify(results, undefined, 2)}\n`);
}

async function readResults(): Promise<Results | undefined> {
  try {
    return JSON.parse(await readFile(FILE, 'utf8')) as Results;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  }
}
