import { parsePlan } from './options.ts';
import { renderReport } from './report.ts';
import { runSoak } from './run-soak.ts';

// An interrupted run must not leave its disk mounted.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

/** Prints tables, then the same as one line of JSON. The exit code is 1 if anything was lost or published twice. */
const report = await runSoak(parsePlan(process.argv.slice(2)), (line) => void process.stderr.write(`${line}\n`));
process.stdout.write(`${renderReport(report)}\n${JSON.stringify(report)}\n`);
if (report.findings.some(({ kind }) => kind !== 'late')) process.exitCode = 1;
