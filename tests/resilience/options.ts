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
  /** A database that exists, such as `postgres://…`; a new SQLite file by default. */
  readonly database?: string;
}

const USAGE = `npm run soak -- [--minutes N] [--seed N] [--articles N] [--rate REQUESTS] [--faults NAME,NAME] [--database URL]
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
      faults: { type: 'string', default: FAULTS.map(({ name }) => name).join(',') },
      database: { type: 'string' },
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
    ...(values.database !== undefined && { database: values.database }),
  };
}

function parseCount(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new TypeError(`--${name}: expected a whole number above 0, got ${text}\n${USAGE}`);
  }
  return count;
}
