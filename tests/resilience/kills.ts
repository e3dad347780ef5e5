import { parseArgs } from 'node:util';
import { parseCount } from './options.ts';
import { renderKills, runKills } from './run-kills.ts';

const USAGE = 'npm run kills -- [--kills N] [--seed N] [--articles N] [--kinds NAME,NAME] [--database postgres]';

// An interrupted run must not leave a database server.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** Prints tables. The exit code is 1 if anything was lost, there twice or half. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    articles: { type: 'string', default: '100' },
    kinds: { type: 'string' },
    database: { type: 'string' },
  },
});
const report = await runKills(
  {
    kills: parseCount('kills', values.kills, USAGE),
    seed: parseCount('seed', values.seed, USAGE),
    articles: parseCount('articles', values.articles, USAGE),
    ...(values.kinds !== undefined && { kinds: values.kinds.split(',') }),
    ...(values.database !== undefined && { database: values.database }),
  },
  (line) => void process.stderr.write(`${line}\n`),
);
process.stdout.write(`${renderKills(report)}\n`);
if (report.findings.length > 0) process.exitCode = 1;
