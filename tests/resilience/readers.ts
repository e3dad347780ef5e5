import { Worker } from 'node:worker_threads';
import { quantile } from '../../bench/statistics.ts';

export interface ReadersOrder {
  readonly port: number;
  readonly requestsPerSecond: number;
  /** Requested in turn. */
  readonly paths: readonly string[];
}

/** What ended in one second. */
export interface ReaderSecond {
  /** In milliseconds. */
  readonly latencies: readonly number[];
  /** Requests without an answer, and answers with a status of 500 or more. */
  readonly failures: Readonly<Record<string, number>>;
  /** The longest delay of the readers' own thread. */
  readonly lagMs: number;
}

export interface Readers {
  setPaths(paths: readonly string[]): void;
  /** What follows counts for this phase: `start`, `quiet` (before the first fault), the name of a fault, or `between faults`. */
  setPhase(name: string): void;
  stop(): Promise<ReadonlyMap<string, PhaseSummary>>;
}

/** The requests of all seconds of a phase. Times are in milliseconds. */
export interface PhaseSummary {
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** The highest p99 of a second. */
  readonly worstSecond: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly longestLag: number;
}

/** Starts readers in a thread of their own, so that operations and checks do not delay them. */
export function startReaders(order: ReadersOrder): Readers {
  const worker = new Worker(new URL('./readers-thread.ts', import.meta.url), { workerData: order });
  const phases = new Map<string, ReaderSecond[]>();
  let phase = 'start';
  worker.on('message', (second: ReaderSecond) => {
    phases.set(phase, [...(phases.get(phase) ?? []), second]);
  });
  const exited = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  return {
    setPaths: (paths) => worker.postMessage(paths),
    setPhase(name) {
      phase = name;
    },
    async stop() {
      worker.postMessage('stop');
      await exited;
      return new Map([...phases].map(([name, seconds]) => [name, summarize(seconds)]));
    },
  };
}

function summarize(seconds: readonly ReaderSecond[]): PhaseSummary {
  const latencies = seconds.flatMap((second) => second.latencies);
  const failures: Record<string, number> = {};
  for (const second of seconds) {
    for (const [name, count] of Object.entries(second.failures)) failures[name] = (failures[name] ?? 0) + count;
  }
  return {
    requests: latencies.length,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    longest: quantile(latencies, 1),
    worstSecond: quantile(
      seconds.filter((second) => second.latencies.length > 0).map((second) => quantile(second.latencies, 0.99)),
      1,
    ),
    failures,
    longestLag: quantile(
      seconds.map(({ lagMs }) => lagMs),
      1,
    ),
  };
}
