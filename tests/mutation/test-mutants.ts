import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { addEventHandler, getState, resetState, run } from 'jest-circus';

/**
 * Tests the mutants of one module in this process. Stryker puts all mutants into the module's code, each behind a switch.
 * For each mutant the module, the code that uses it and the tests are loaded anew, so that nothing is remembered.
 * Only the tests that run the mutated code are run, and the first failure ends it.
 */

export interface Outcome {
  readonly index: number;
  readonly line: number;
  /** Such as "EqualityOperator: a < b -> a <= b". */
  readonly change: string;
  /** What noticed the mutant. Undefined for a survivor. */
  readonly killedBy: string | undefined;
  /** Whether any test runs the code. */
  readonly isCovered: boolean;
}

type Block = ReturnType<typeof getState>['rootDescribeBlock'];
type Test = Exclude<Block['children'][number], Block>;

interface Coverage {
  readonly suite: string;
  readonly durationMs: number;
  /** Numbers of mutants whose code runs while the suite is loaded or in its hooks. */
  readonly always: ReadonlySet<string>;
  readonly byTest: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Switches {
  activeMutant: string | undefined;
  currentTestId: string | undefined;
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> } | undefined;
  hitCount: number;
  hitLimit: number;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAX_MEMORY_BYTES = 1_200_000_000;
/** Of the processor. Slower tests are left out: they would run for each survivor. */
const MAX_TEST_MS = 300;
const MIN_TEST_TIMEOUT_MS = 3_000;
/** A mutant that is reached more often than this loops without end. */
const MAX_HITS = 200_000;
/** The same tests of the store run on each database: in memory is fastest, and only Jest starts PostgreSQL. */
const OTHER_DATABASE = / on (?:PostgreSQL|a SQLite file) /;
const SILENT = { isDebugEnabled: () => false, debug() {}, info() {}, warn() {}, error() {} };
const JEST_GLOBALS = path.join(import.meta.dirname, 'jest-globals.ts');

const switches: Switches = {
  activeMutant: undefined,
  currentTestId: undefined,
  mutantCoverage: undefined,
  hitCount: 0,
  hitLimit: MAX_HITS,
};
Object.assign(globalThis, { __stryker__: switches });

const [moduleFile = '', start = '0', ...suites] = process.argv.slice(2);
const source = readFileSync(path.join(ROOT, moduleFile), 'utf8');
const { files, mutants } = await instrument();
const strippedCode = new Map([[path.join(ROOT, moduleFile), stripTypeScriptTypes(files[0]?.content ?? '')]]);
let loads = 0;
let fault: string | undefined;
let isSelected: (testId: string) => boolean = () => true;
let testStartedAt = { cpu: process.cpuUsage(), ms: 0 };
let slowestTestMs = 0;
const slowTests = new Set<string>();

loadAnew();
addEventHandler((event, state) => {
  if (event.name === 'test_start') {
    switches.currentTestId = idOf(event.test);
    testStartedAt = { cpu: process.cpuUsage(), ms: performance.now() };
  }
  if (event.name === 'test_done' || event.name === 'test_skip') switches.currentTestId = undefined;
  if (event.name !== 'test_done') return;
  if (switches.activeMutant === undefined) {
    const { user, system } = process.cpuUsage(testStartedAt.cpu);
    if (user + system > 1000 * MAX_TEST_MS) slowTests.add(idOf(event.test));
    else slowestTestMs = Math.max(slowestTestMs, performance.now() - testStartedAt.ms);
    return;
  }
  if (event.test.errors.length === 0) return;
  isSelected = () => false;
  selectTests(state.rootDescribeBlock);
});
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => {
    fault ??= `${event}: ${String(error)}`;
  });

const coverages: Coverage[] = [];

try {
  await testMutants();
  process.exit();
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

async function testMutants(): Promise<void> {
  for (const suite of suites) coverages.push(await measureCoverage(suite));
  coverages.sort((a, b) => a.durationMs - b.durationMs);

  for (const [index, mutant] of mutants.entries()) {
    if (index < Number(start)) continue;
    send({ starts: index, count: mutants.length });
    const covering = coverages.filter(
      ({ always, byTest }) => always.has(mutant.id) || [...byTest.values()].some((ids) => ids.has(mutant.id)),
    );
    let killedBy: string | undefined;
    for (const { suite, always, byTest } of covering) {
      isSelected = (testId) =>
        !slowTests.has(testId) && (always.has(mutant.id) || byTest.get(testId)?.has(mutant.id) === true);
      killedBy = await runSuite(suite, mutant.id);
      if (killedBy !== undefined) break;
    }
    const { start: from, end } = mutant.location;
    const change = `${mutant.mutatorName}: ${shorten(textBetween(from, end))} -> ${shorten(mutant.replacement)}`;
    const outcome: Outcome = {
      index,
      line: from.line + 1,
      change,
      killedBy,
      isCovered: covering.length > 0,
    };
    send(outcome);
    if (process.memoryUsage.rss() > MAX_MEMORY_BYTES) break;
  }
}

function send(message: Outcome | { readonly starts: number; readonly count: number }): void {
  process.send?.(message);
}

function instrument(): ReturnType<Instrumenter['instrument']> {
  return new Instrumenter(SILENT as never).instrument([{ name: moduleFile, mutate: true, content: source }], {
    plugins: [],
    excludedMutations: [],
    ignorers: [],
    noHeader: false,
  } as never);
}

/** Loads the files of `src/` and `tests/` anew for each run. Packages are loaded once. */
function loadAnew(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier === '@jest/globals' ? JEST_GLOBALS : specifier, context);
      return isOurs(resolved.url)
        ? { ...resolved, url: `${resolved.url.replace(/\?.*/, '')}?load=${loads}` }
        : resolved;
    },
    load(url, context, next) {
      if (!isOurs(url)) return next(url, context);
      const file = fileURLToPath(url.replace(/\?.*/, ''));
      const code = strippedCode.get(file) ?? stripTypeScriptTypes(readFileSync(file, 'utf8'));
      strippedCode.set(file, code);
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}

function isOurs(url: string): boolean {
  const root = pathToFileURL(ROOT).href;
  return url.startsWith(`${root}/`) && !url.includes('/node_modules/') && /\.ts(?:\?|$)/.test(url);
}

async function measureCoverage(suite: string): Promise<Coverage> {
  const coverage: NonNullable<Switches['mutantCoverage']> = { static: {}, perTest: {} };
  switches.mutantCoverage = coverage;
  const startedAt = performance.now();
  const failure = await runSuite(suite, undefined);
  if (failure !== undefined) throw new Error(`${suite} fails without a mutant: ${failure}`);
  const durationMs = performance.now() - startedAt;
  const byTest = Object.entries(coverage.perTest).map(([id, hits]) => [id, new Set(Object.keys(hits))] as const);
  return { suite, durationMs, always: new Set(Object.keys(coverage.static)), byTest: new Map(byTest) };
}

/** Runs the selected tests of the suite, and gives what failed first. */
async function runSuite(suite: string, mutantId: string | undefined): Promise<string | undefined> {
  loads += 1;
  fault = undefined;
  resetState();
  getState().testTimeout = mutantId === undefined ? 90_000 : Math.max(MIN_TEST_TIMEOUT_MS, 4 * slowestTestMs);
  Object.assign(switches, { activeMutant: mutantId, currentTestId: undefined, hitCount: 0 });
  try {
    await import(pathToFileURL(path.join(ROOT, suite)).href);
    const root = getState().rootDescribeBlock;
    selectTests(root);
    const { testResults, unhandledErrors } = await run();
    const failed = testResults.find(({ errors }) => errors.length > 0);
    if (failed !== undefined) return failed.testPath.slice(1).join(' ');
    return unhandledErrors.length > 0 ? String(unhandledErrors[0]) : fault;
  } catch (error) {
    return `while loading: ${String(error)}`;
  } finally {
    switches.activeMutant = undefined;
  }
}

/** Skips the tests that are not selected, and blocks without selected tests, so that their hooks do not run. */
function selectTests(block: Block): boolean {
  let any = false;
  for (const child of block.children) {
    const isRun = child.type === 'describeBlock' ? selectTests(child) : isWanted(idOf(child));
    if (!isRun) child.mode = 'skip';
    any ||= isRun;
  }
  return any;
}

function isWanted(testId: string): boolean {
  return isSelected(testId) && !OTHER_DATABASE.test(testId);
}

function idOf(test: Test): string {
  const names = [test.name];
  for (let block: Block | undefined = test.parent; block !== undefined; block = block.parent) names.unshift(block.name);
  return names.join(' ');
}

function textBetween(from: { line: number; column: number }, end: { line: number; column: number }): string {
  const lines = source.split('\n').slice(from.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, at) => line.slice(at === 0 ? from.column : 0, at === last ? end.column : undefined))
    .join(' ');
}

function shorten(code: string): string {
  const text = code.replace(/\s+/g, ' ');
  return text.length > 90 ? `${text.slice(0, 60)} … ${text.slice(-25)}` : text;
}
