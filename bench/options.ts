import { parseArgs } from 'node:util';

/** How much is measured. */
export interface BenchOptions {
  readonly rounds: number;
  /** How long each server is under load in each round. */
  readonly seconds: number;
  /** Experiments to run; empty means all. */
  readonly only: readonly string[];
  /** Size of the largest archive. */
  readonly articles: number;
  /** Fewer cases and a smaller archive: a check that the benchmark works. */
  readonly quick: boolean;
}

const USAGE = `npm run bench -- [--rounds N] [--seconds N] [--articles N] [--only NAME,NAME] [--quick]`;

/** Parses the command line. Throws a `TypeError` with the usage if it is invalid. `names` are the existing experiments. */
export function parseOptions(argv: readonly string[], names: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      articles: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
    },
  });
  const only = values.only.flatMap((list) => list.split(','));
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new TypeError(`--only: expected some of ${names.join(', ')}, got ${unknown.join(', ')}\n${USAGE}`);
  }
  return {
    rounds: positive('rounds', values.rounds, values.quick ? 2 : 5),
    seconds: positive('seconds', values.seconds, values.quick ? 1 : 3),
    articles: positive('articles', values.articles, values.quick ? 10_000 : 200_000),
    only,
    quick: values.quick,
  };
}

function positive(name: string, given: string | undefined, fallback: number): number {
  const value = given === undefined ? fallback : Number(given);
  if (!Number.isInteger(value) || value < 1) {
    throw new TypeError(`--${name}: expected a whole number above 0, got ${given}\n${USAGE}`);
  }
  return value;
}
