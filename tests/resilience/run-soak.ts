import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../bench/random.ts';
import { openChecks, openOutageCheck } from './checks.ts';
import { openEditors } from './editors.ts';
import { FAULTS, type Fault } from './faults.ts';
import { openLedger } from './ledger.ts';
import { saveImages } from './operations.ts';
import type { SoakPlan } from './options.ts';
import { openReading } from './read-newsroom.ts';
import { startReaders } from './readers.ts';
import { buildReport, type FaultRun, type Sample, type SoakReport } from './report.ts';
import { type SoakArticle, titleOf } from './soak-article.ts';
import { makeSoakNewsroom } from './soak-newsroom.ts';
import { createSoakServer, type SoakServer, summarizeLog } from './soak-server.ts';

/** The shares of operations before the first fault and after the last one. */
const QUIET_SHARE = 0.15;
const REST_SHARE = 0.1;
/** What comes some operations after a fault no longer counts for it. */
const RECOVERY_OPERATIONS = 10;
const RECOVERY_SECONDS = 20;
/** Until then the documents of a server that has just started are built. */
const WARM_UP_OPERATIONS = 20;
const SAMPLE_MS = 10_000;
const NOTICE_MS = 1000;
/** So long after the database is gone, `/readyz` says so. */
const NOTICED_MS = 12_000;
const OPERATIONS_PER_PATHS = 60;

/** Runs a newsroom through its faults. Resolves with what happened; everything that it made is removed. */
export async function runSoak(plan: SoakPlan, progress: (line: string) => void = () => undefined): Promise<SoakReport> {
  await using cleanup = new AsyncDisposableStack();
  const newsroom = await makeSoakNewsroom(plan);
  process.once('exit', newsroom.removeAtOnce);
  cleanup.defer(async () => {
    process.off('exit', newsroom.removeAtOnce);
    await newsroom.remove();
  });
  await saveImages(newsroom.pictures);
  let phase = 'start';
  const editors = openEditors(newsroom, createRandom(plan.seed), { count: plan.articles, phase: () => phase });
  const { articles } = editors;
  const startServer = async (): Promise<SoakServer> => {
    const node = await createSoakServer(newsroom);
    cleanup.defer(() => node.end('SIGKILL').catch(() => undefined));
    await node.start();
    return node;
  };
  const server = await startServer();
  const servers = [server];
  while (servers.length < plan.nodes) servers.push(await startServer());
  const ledger = openLedger();
  // Of several servers, checks read one that has no faults of its own.
  const checks = openChecks(openReading((servers.at(-1) ?? server).port), ledger, articles);
  const outageChecks = servers.map(({ port }) => openOutageCheck(openReading(port), ledger, articles));
  const unpublished = await checks.settle(plan.graceMs);
  if (unpublished.length > 0) throw new Error(`expected all articles at the start, ${unpublished.length} are missing`);
  progress(`${articles.length} articles are published; disk of its own: ${newsroom.hasOwnDisk}`);

  const readers = startReaders({ ...plan, port: server.port, paths: listPaths(articles) });
  const samples: Sample[] = [];
  const began = performance.now();
  const secondsNow = (): number => Math.round((performance.now() - began) / 1000);
  const sampling = setInterval(() => {
    for (const sample of servers.flatMap((node) => node.measure() ?? [])) {
      samples.push({ ...sample, second: secondsNow(), load: loadavg()[0] ?? 0 });
    }
  }, SAMPLE_MS);
  cleanup.defer(() => clearInterval(sampling));

  const faults: FaultRun[] = [];
  let active: { readonly fault: Fault; readonly end: () => Promise<void> | void } | undefined;
  let faultEndedAt = 0;
  let faultBeganAt = 0;
  const setPhase = (name: string): void => {
    phase = name;
    readers.setPhase(name);
  };
  readers.setPhase(phase);
  const beginFault = async (fault: Fault): Promise<void> => {
    const second = secondsNow();
    setPhase(fault.name);
    const obstacle = fault.findObstacle?.(newsroom);
    const skipped = obstacle ?? (await tryFault(async () => fault.begin(newsroom, server, editors)));
    faults.push({ name: fault.name, second, ...(typeof skipped === 'string' && { skipped }) });
    progress(`${second} s: ${fault.name} ${typeof skipped === 'string' ? `left out: ${skipped}` : 'begins'}`);
    if (typeof skipped === 'string') return;
    active = { fault, end: skipped };
    faultBeganAt = Date.now();
  };
  const endFault = async (): Promise<void> => {
    const ending = active;
    if (ending === undefined) return;
    active = undefined;
    const failed = await tryFault(async () => ending.end());
    if (failed !== undefined) progress(`${ending.fault.name} did not end: ${failed}`);
    faultEndedAt = Date.now();
    progress(`${secondsNow()} s: ${ending.fault.name} is over`);
  };

  let isOver = false;
  /** Checks and faults overlap: a check that gets no answer is made again. */
  const repeat = async (everyMs: number, check: () => Promise<void>): Promise<void> => {
    while (!isOver) {
      await delay(everyMs);
      if (active?.fault.stopsServer !== true && !isOver) await check().catch((error) => progress(`${error}`));
    }
  };
  const checking = Promise.all([
    repeat(plan.checkEveryMs, async () => {
      if (active === undefined) await checks.check(plan.graceMs, faultEndedAt);
    }),
    repeat(NOTICE_MS, () => checks.noticeNew(phase)),
    repeat(NOTICE_MS, async () => {
      const checked = active;
      if (checked === undefined) for (const { readAll } of outageChecks) await readAll();
      if (checked?.fault.stopsDatabase !== true || Date.now() < faultBeganAt + NOTICED_MS) return;
      for (const { check } of outageChecks) await check(checked.fault.name, () => active !== checked);
    }),
  ]);

  const steps = planSteps(plan);
  for (let number = 0; number < plan.operations; number += 1) {
    await delay(Math.max(0, number * plan.pauseMs - (performance.now() - began)));
    const step = steps.get(number);
    if (step?.kind === 'begin') await beginFault(step.fault);
    if (step?.kind === 'end') await endFault();
    if (step?.kind === 'phase') setPhase(step.name);
    if (number % plan.hostileEvery === 0) editors.dropHostile();
    editors.operate();
    if (number % OPERATIONS_PER_PATHS === 0) readers.setPaths(listPaths(articles));
  }
  isOver = true;
  await checking;
  await editors.finish(plan.graceMs);
  const wrong = await checks.settle(plan.graceMs);
  progress(`${wrong.length} articles are not right`);
  for (const { port } of servers) {
    await openChecks(openReading(port), ledger, articles)
      .checkSurfaces()
      .catch((error) => {
        ledger.add({ kind: 'surface', name: 'server', operation: '', text: String(error) });
      });
  }
  const phases = await readers.stop();
  const log = await summarizeLog(newsroom.log);
  const unrepaired = wrong.length === 0 ? [] : await restartAndSettle();
  return buildReport({
    plan,
    editors,
    faults,
    phases,
    samples,
    log,
    delays: checks.delays,
    findings: ledger.close(),
    unrepaired,
  });

  /** What a restart does not repair. */
  async function restartAndSettle(): Promise<readonly string[]> {
    const findings = openLedger();
    for (const node of servers) await node.end('SIGTERM');
    for (const node of servers) await node.start();
    return (await openChecks(openReading(server.port), findings, articles).settle(plan.graceMs)).map(titleOf);
  }
}

/** A fault that fails must not end the run: what was found until then would be lost. Returns why it failed. */
async function tryFault<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    return String(error).split('\n', 1)[0] ?? '';
  }
}

type Step =
  | { readonly kind: 'begin'; readonly fault: Fault }
  | { readonly kind: 'end' }
  | { readonly kind: 'phase'; readonly name: string };

/** When faults begin and end, by the number of the operation. */
function planSteps({ faults, operations, pauseMs }: SoakPlan): ReadonlyMap<number, Step> {
  const steps = new Map<number, Step>([[WARM_UP_OPERATIONS, { kind: 'phase', name: 'quiet' }]]);
  const chosen = faults.map((name) => {
    const fault = FAULTS.find((each) => each.name === name);
    if (fault === undefined) throw new Error(`expected a fault, got ${name}`);
    return { fault, share: fault.seconds + RECOVERY_SECONDS };
  });
  const all = chosen.reduce((sum, { share }) => sum + share, 0);
  let next = operations * QUIET_SHARE;
  for (const { fault, share } of chosen) {
    const slot = (operations * (1 - QUIET_SHARE - REST_SHARE) * share) / all;
    const begin = Math.floor(next);
    next += slot;
    const longest = Math.max(1, Math.floor(slot * 0.7));
    const length = pauseMs === 0 ? longest : Math.min(longest, Math.ceil((fault.seconds * 1000) / pauseMs));
    steps.set(begin, { kind: 'begin', fault });
    steps.set(begin + length, { kind: 'end' });
    if (length + RECOVERY_OPERATIONS < slot - 1)
      steps.set(begin + length + RECOVERY_OPERATIONS, { kind: 'phase', name: 'between faults' });
  }
  return steps;
}

/** What readers ask for: feeds, headlines, and the pages of some articles. */
function listPaths(articles: readonly SoakArticle[]): readonly string[] {
  const ids = articles.flatMap(({ guid }) => guid?.replace('urn:uuid:', '') ?? []).slice(-20);
  const documents = ['all.rss', 'all.atom', 'all.json', 'honest.rss', 'latest.rss', 'latest.json', 'all'];
  return [
    ...documents.map((name) => `/feeds/${name}`),
    ...['/', '/v1/all.json', '/v1/all.js', '/v1/latest.json', '/embed/all', '/feeds/category/honest.rss'],
    ...ids.map((id) => `/articles/${id}`),
  ];
}
