import { rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { customFeeds } from './experiments/custom-feeds.ts';
import { databases } from './experiments/databases.ts';
import { feeds } from './experiments/feeds.ts';
import { firstAnswer } from './experiments/first-answer.ts';
import { growth } from './experiments/growth.ts';
import { hotPath } from './experiments/hot-path.ts';
import { importing } from './experiments/import.ts';
import { memory } from './experiments/memory.ts';
import { nodes } from './experiments/nodes.ts';
import { pageLoad } from './experiments/page-load.ts';
import { proxy } from './experiments/proxy.ts';
import { rendering } from './experiments/rendering.ts';
import { startTime } from './experiments/start.ts';
import { openLoadGenerator } from './load.ts';
import { describeMachine, measureBusy } from './machine.ts';
import { parseOptions } from './options.ts';
import { canPin } from './processes.ts';
import { renderReport } from './render-report.ts';
import type { Experiment } from './report.ts';
import { writeResults } from './results.ts';

const EXPERIMENTS: readonly Experiment[] = [
  feeds,
  hotPath,
  rendering,
  firstAnswer,
  growth,
  startTime,
  memory,
  customFeeds,
  databases,
  nodes,
  proxy,
  importing,
  pageLoad,
];

/** Above this share of processor time, other programs disturb the measurement. */
const MAX_BUSY = 0.1;

const options = parseOptions(
  process.argv.slice(2),
  EXPERIMENTS.map(({ name }) => name),
);
const machine = describeMachine();
const folder = await mkdtemp(path.join(tmpdir(), 'tidings-bench-'));
// nginx's worker may run as another user.
await chmod(folder, 0o755);
const shared = await mkdtemp(path.join(folder, 'shared-'));
const load = openLoadGenerator(folder);
process.stdout.write(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; ${load.name}; ` +
    `${canPin ? 'pinned to cores' : 'not pinned to cores'}\n\n`,
);
// Runs also when the benchmark fails or is interrupted.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

for (const { name, run } of EXPERIMENTS) {
  if (options.only.length > 0 && !options.only.includes(name)) continue;
  const own = await mkdtemp(path.join(folder, `${name}-`));
  await chmod(own, 0o755);
  const progress = (line: string): void => void process.stderr.write(`${name}: ${line}\n`);
  try {
    const busy = await measureBusy();
    if (busy > MAX_BUSY)
      progress(`other programs use ${Math.round(busy * 100)} % of the processors: do not quote these results`);
    const began = performance.now();
    const report = await run({ options, folder: own, shared, load, progress });
    process.stdout.write(`${renderReport(report)}\n`);
    progress(`took ${Math.round((performance.now() - began) / 1000)} s`);
    if (!options.quick) await writeResults(name, machine, options, report, busy);
  } catch (fault) {
    // The other experiments can still run.
    progress(Error.isError(fault) ? (fault.stack ?? fault.message) : String(fault));
    process.exitCode = 1;
  }
  await rm(own, { recursive: true });
}
