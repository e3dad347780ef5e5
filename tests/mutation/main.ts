import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { MODULES } from './modules.ts';
import type { Outcome } from './test-mutants.ts';

/**
 * `npm run test:mutation -- [PART OF A PATH…]` changes the code of each module in many small ways, one at a time,
 * and says which changes no test notices. `survivors.yaml` lists those that are known, with the reason.
 */

const MIN_KILLED_PERCENT = 90;
/** For the tests without a mutant, also on a busy machine. */
const MAX_START_MS = 900_000;
/** Longer than any test may take. Then the mutant loops without end. */
const MAX_SILENCE_MS = 120_000;
const ENDLESS = { line: 0, change: '', killedBy: 'the process ends, or never ends', isCovered: true };

type Message = { readonly starts: number; readonly count: number } | Outcome;
type KnownSurvivors = Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>>;

const known = (parse(readFileSync(path.join(import.meta.dirname, 'survivors.yaml'), 'utf8')) ?? {}) as KnownSurvivors;
const parts = process.argv.slice(2);
const table: { module: string; mutants: number; killed: number; known: number; unknown: number }[] = [];

for (const [module, suites] of Object.entries(MODULES)) {
  if (parts.length > 0 && !parts.some((part) => module.includes(part))) continue;
  const outcomes = await testModule(module, suites);
  const survivors = outcomes.filter(({ killedBy }) => killedBy === undefined);
  const reasons = new Set(Object.values(known[module] ?? {}).flat());
  const unknown = survivors.filter(({ change }) => !reasons.has(change));
  for (const change of reasons)
    if (!survivors.some((survivor) => survivor.change === change)) print(`${module}: no survivor any more: ${change}`);
  for (const { line, change, isCovered } of unknown)
    print(`${module}:${line}  ${change}${isCovered ? '' : '  (no test runs it)'}`);
  table.push({
    module,
    mutants: outcomes.length,
    killed: outcomes.length - survivors.length,
    known: survivors.length - unknown.length,
    unknown: unknown.length,
  });
  print(JSON.stringify(table.at(-1)));
}
for (const { module, mutants, killed, known: explained } of table)
  print(
    `${module.padEnd(45)}${String(mutants).padStart(5)} mutants ${String(killed).padStart(5)} killed ${String(explained).padStart(4)} explained`,
  );
const sum = (column: 'mutants' | 'killed' | 'unknown'): number => table.reduce((total, row) => total + row[column], 0);
const percent = (100 * sum('killed')) / sum('mutants');
print(
  `${sum('killed')} of ${sum('mutants')} mutants killed: ${percent.toFixed(1)} %. Not explained: ${sum('unknown')}.`,
);
process.exitCode = percent >= MIN_KILLED_PERCENT && sum('unknown') === 0 ? 0 : 1;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Goes on in a new process after a mutant that ends the process, or that never ends. */
async function testModule(module: string, suites: readonly string[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let count = Number.POSITIVE_INFINITY;
  for (let next = 0; next < count; next = outcomes.length) {
    await runProcess([module, String(next), ...suites], (message) => {
      if ('starts' in message) count = message.count;
      else outcomes.push(message);
    });
    if (count === Number.POSITIVE_INFINITY) throw new Error(`${module}: the tests cannot be run.`);
    if (outcomes.length === next) outcomes.push({ ...ENDLESS, index: next });
  }
  return outcomes;
}

function runProcess(parameters: readonly string[], onMessage: (message: Message) => void): Promise<number | null> {
  const child = fork(path.join(import.meta.dirname, 'test-mutants.ts'), parameters, {
    execArgv: ['--no-warnings', '--max-old-space-size=3000'],
    env: { ...process.env, NODE_ENV: 'test' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let timer = setTimeout(() => child.kill('SIGKILL'), MAX_START_MS);
  child.on('message', (message: Message) => {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), MAX_SILENCE_MS);
    onMessage(message);
  });
  return new Promise((resolve) =>
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    }),
  );
}
