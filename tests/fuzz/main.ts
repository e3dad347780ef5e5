import { parseArgs } from 'node:util';
import vm from 'node:vm';
import fc from 'fast-check';
import { makeShapes, makeText, type Shape } from '../ingest/fuzz-time.ts';
import { parseCount } from '../resilience/options.ts';
import { changedInput } from './change-input.ts';
import { saveCase } from './corpus.ts';
import { openParsers, type Parser } from './parsers.ts';

const USAGE = 'npm run fuzz -- [--minutes N] [--only NAME,NAME] [--seed N]';
/** Of the processor, for one input. */
const TIMEOUT_MS = 10_000;
const MAX_LENGTH = 100_000;
/** Four times the input may take so many times as long; with quadratic time it is sixteen. */
const MAX_GROWTH = 11;
/** Shorter times are noise. */
const MIN_MS = 50;
const ATTEMPTS = 3;

/** Prints each input that makes a parser fail or take too long, and saves it to the corpus. The exit code is 1 if there is one. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '45' },
    only: { type: 'string' },
    seed: { type: 'string', default: `${1 + (Date.now() % 1_000_000_000)}` },
  },
});
const minutes = parseCount('minutes', values.minutes, USAGE);
const seed = parseCount('seed', values.seed, USAGE);
const { parsers, close } = await openParsers();
const names = values.only === undefined ? Object.keys(parsers) : values.only.split(',');
const print = (line: string): void => void process.stdout.write(`${line}\n`);
print(`seed ${seed}, ${names.length} parsers, ${minutes} minutes`);
let failures = 0;
for (const name of names) {
  const parser = parsers[name];
  if (parser === undefined) throw new TypeError(`--only: expected one of ${Object.keys(parsers).join(', ')}\n${USAGE}`);
  const ms = (minutes * 60_000) / names.length;
  const measures = parser.maxLength !== 0;
  failures += await findFailure(name, parser, measures ? ms / 2 : ms);
  if (measures) failures += await findSlowShapes(name, parser, ms / 2);
}
await close();
if (failures > 0) process.exitCode = 1;

async function findFailure(name: string, parser: Parser, ms: number): Promise<number> {
  const property = fc.asyncProperty(changedInput(parser), async (input) => void (await timed(parser, input)));
  const result = await fc.check(property, { seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: ms });
  if (!result.failed || result.counterexample === null) {
    print(`${name}: ${result.numRuns} inputs, none fails`);
    return 0;
  }
  const [input] = result.counterexample;
  print(`${name}: fails after ${result.numRuns} inputs; ${saveCase({ parser: name, input })}`);
  print(`  ${JSON.stringify(input).slice(0, 500)}\n  ${String(result.errorInstance).slice(0, 1000)}`);
  return 1;
}

async function findSlowShapes(name: string, parser: Parser, ms: number): Promise<number> {
  const end = Date.now() + ms;
  let tried = 0;
  let slow = 0;
  for (const shape of makeShapes(parser.tokens, seed)) {
    if (Date.now() > end) break;
    tried += 1;
    const around = { ...shape, begin: (tried % 2 === 0 ? (parser.samples[0] ?? '') : '') + (shape.begin ?? '') };
    if (!(await isSlow(parser, around))) continue;
    slow += 1;
    print(`${name}: takes longer than in proportion: ${JSON.stringify(around).slice(0, 1000)}`);
  }
  print(`${name}: ${tried} shapes, ${slow} take longer than in proportion`);
  return slow;
}

async function isSlow(parser: Parser, shape: Shape): Promise<boolean> {
  const size = parser.maxLength ?? MAX_LENGTH;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const large = await timed(parser, makeText(shape, size));
    if (large <= MIN_MS * MAX_GROWTH || large <= MAX_GROWTH * (await timed(parser, makeText(shape, size / 4))))
      return false;
  }
  return true;
}

/** Milliseconds of the processor. Throws after `TIMEOUT_MS` without an await. */
async function timed(parser: Parser, input: string): Promise<number> {
  const before = process.cpuUsage();
  Object.assign(globalThis, { readInput: () => parser.read(input) });
  await (new vm.Script('readInput()').runInThisContext({ timeout: TIMEOUT_MS }) as Promise<unknown>);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
