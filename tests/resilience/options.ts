import { parseArgs } from 'node:util';
import { FAULTS } from './faults.ts';

/** What a run does. */
export interface SoakPlan {
  /** Of the operations. They also depend on what is published by then. */
  readonly seed: number;
  /** Articles that are there at the start. */
  readonly articles: number;
  readonly operations: number;
  /** From one operation to the next. Without a pause a fault lasts for some operations. */
  readonly pauseMs: number;
  /** A hostile file is dropped after so many operations. */
  readonly hostileEvery: number;
  /** Names of faults, in their order. */
  readonly faults: readonly string[];
  /** How long after its operation, and after the end of the last fault, an article may take to be published. */
  readonly graceMs: number;
  readonly checkEveryMs: number;
  readonly requestsPerSecond: number;
  /** Puts database and media on a small disk of their own, where root can mount one. */
  readonly ownDisk: boolean;
  /** Servers that share database and folder. Faults of a server are those of the first. */
  readonly nodes: number;
  /** `postgres` starts a server; otherwise a database that exists, such as `postgres://…`. By default a new SQLite file. */
  readonly database?: string;
  /** Where the log of the servers stays after the run. */
  readonly log?: string;
}

const USAGE = `npm run soak -- [--minutes N] [--seed N] [--articles N] [--rate REQUESTS] [--nodes N] [--faults NAME,NAME]
  [--database postgres | --database postgres://…] [--log FILE]
Faults: ${FAULTS.map(({ name }) => name).join(', ')}`;

const PAUSE_MS = 1000;

/** Parses the command line. Throws a `TypeError` with the usage if it is invalid. */
export function parsePlan(argv: readonly string[]): SoakPlan {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      articles: { type: 'string', default: '3000' },
      rate: { type: 'string', default: '40' },
      nodes: { type: 'string', default: '1' },
      faults: { type: 'string', default: FAULTS.map(({ name }) => name).join(',') },
      database: { type: 'string' },
      log: { type: 'string' },
    },
  });
  const faults = values.faults.split(',').filter(Boolean);
  const unknown = faults.filter((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new TypeError(`--faults: expected known names, got ${unknown.join(', ')}\n${USAGE}`);
  return {
    seed: parseCount('seed', values.seed),
    articles: parseCount('articles', values.articles),
    operations: Math.round((parseCount('minutes', values.minutes) * 60_000) / PAUSE_MS),
    pauseMs: PAUSE_MS,
    hostileEvery: 6,
    faults,
    graceMs: 120_000,
    checkEveryMs: 30_000,
    requestsPerSecond: parseCount('rate', values.rate),
    ownDisk: true,
    nodes: parseCount('nodes', values.nodes),
    ...(values.database !== undefined && { database: values.database }),
    ...(values.log !== undefined && { log: values.log }),
  };
}

/** Parses a whole number above 0. Throws a `TypeError` with the usage otherwise. */
export function parseCount(name: string, text: string, usage = USAGE): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new TypeError(`--${name}: expected a whole number above 0, got ${text}\n${usage}`);
  }
  return count;
}
