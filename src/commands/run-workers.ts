import cluster from 'node:cluster';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { announceReady } from './announce-ready.ts';
import type { LogDestination } from './open-log-destination.ts';
import { waitForStop } from './wait-for-stop.ts';
import type { WorkerMessage, WorkerStart } from './worker-channel.ts';

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface RunningWorker {
  readonly number: number;
  readonly pid: number | undefined;
  readonly serving: Promise<void>;
  /** The text for people. */
  readonly ready: Promise<string>;
  /** Resolves when all of its log was read too. */
  readonly ended: Promise<Ending>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
}

/** A worker that ended sooner counts as one that cannot run. */
const STABLE_MS = 10_000;
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

/**
 * Runs so many servers in processes that share the port, and starts another one where one ends. Resolves when all have ended after a
 * signal, or when one ended before the start was complete: it has said why.
 */
export async function runWorkers(config: Config, log: Logger, destination: LogDestination): Promise<void> {
  cluster.setupPrimary({ stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const start = (number: number): RunningWorker => {
    const worker = startWorker({ number, config }, destination.write);
    log.info({ worker: number, pid: worker.pid }, `worker ${number} starts`);
    return worker;
  };
  const stopping = new AbortController();
  let running: readonly RunningWorker[] = [];

  const stop = async (signal: NodeJS.Signals): Promise<readonly Ending[]> => {
    stopping.abort();
    for (const worker of running) worker.kill(signal);
    return await Promise.all(running.map(({ ended }) => ended));
  };
  const stopped = waitForStop().then(async (signal) => {
    log.info({ signal }, 'stopping');
    await stop(signal);
    log.info('stopped');
  });

  // The first one alone: it creates or migrates the database, and a mistake in the options is told once.
  const first = start(1);
  running = [first];
  await Promise.race([first.serving, first.ended, stopped]);
  if (!stopping.signal.aborted && !first.hasEnded()) {
    running = [first, ...Array.from({ length: config.WORKERS - 1 }, (_, index) => start(index + 2))];
  }
  const ready = Promise.all(running.map((worker) => worker.ready));
  const failed = Promise.race(running.map(({ ended }) => ended));
  await Promise.race([ready, failed, stopped]);
  if (stopping.signal.aborted) return await stopped;
  if (running.some((worker) => worker.hasEnded())) {
    await stop('SIGTERM');
    process.exitCode = 1;
    return;
  }
  await destination.flush();
  announceReady(config, await first.ready);

  for (const worker of running) {
    void keepRunning(worker, {
      log,
      stopping: stopping.signal,
      start(number) {
        const next = start(number);
        running = running.map((one) => (one.number === number ? next : one));
        return next;
      },
    });
  }
  await stopped;
}

interface KeepRunningOptions {
  readonly log: Pick<Logger, 'error'>;
  readonly stopping: AbortSignal;
  start(number: number): Pick<RunningWorker, 'ended'>;
}

/** Starts a worker again each time it ends: at once, or later and later where it cannot run. */
async function keepRunning(worker: RunningWorker, { log, stopping, start }: KeepRunningOptions): Promise<void> {
  const { number } = worker;
  let current: Pick<RunningWorker, 'ended'> = worker;
  let startedAt = 0;
  let pauseMs = 0;
  for (;;) {
    const { code, signal } = await current.ended;
    if (stopping.aborted) return;
    const isStable = performance.now() - startedAt > STABLE_MS;
    pauseMs = isStable ? 0 : Math.min(Math.max(2 * pauseMs, MIN_PAUSE_MS), MAX_PAUSE_MS);
    log.error({ worker: number, code, signal }, `worker ${number} has ended; it is started again in ${pauseMs} ms`);
    await setTimeout(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    startedAt = performance.now();
    current = start(number);
  }
}

function startWorker(start: WorkerStart, write: (text: string) => void): RunningWorker {
  const worker = cluster.fork();
  const child = worker.process;
  const serving = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<string>();
  let hasEnded = false;
  worker.on('message', (message: WorkerMessage) => {
    serving.resolve();
    if (message.kind === 'ready') ready.resolve(message.text);
  });
  // It fails where the worker ended already.
  child.send(start, () => undefined);
  if (child.stdout !== null) passLinesOn(child.stdout, write);
  return {
    number: start.number,
    pid: child.pid,
    serving: serving.promise,
    ready: ready.promise,
    ended: new Promise((resolve) => {
      child.once('close', (code: number | null, signal: NodeJS.Signals | null) => {
        hasEnded = true;
        resolve({ code, signal });
      });
    }),
    hasEnded: () => hasEnded,
    kill: (signal) => void child.kill(signal),
  };
}

/** Whole lines: the parts that several processes write at the same time could be mixed. */
function passLinesOn(stream: Readable, write: (text: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const end = chunk.lastIndexOf('\n') + 1;
    if (end > 0) write(rest + chunk.slice(0, end));
    rest = end > 0 ? chunk.slice(end) : rest + chunk;
  });
  stream.on('end', () => {
    if (rest !== '') write(`${rest}\n`);
  });
}
