import cluster from 'node:cluster';
import { once } from 'node:events';
import type { Config } from '../config.ts';

/** What the first process tells a worker at its start. The options file may have changed since. */
export interface WorkerStart {
  /** From 1 to `WORKERS`. The worker that replaces another has the same number. */
  readonly number: number;
  readonly config: Config;
}

export type WorkerMessage =
  /** It answers, and the first import into an empty store has ended. */
  | { readonly kind: 'serving' }
  /** All articles of the start are imported. `text` is for people. */
  | { readonly kind: 'ready'; readonly text: string };

/** A worker's connection to the process that started it. */
export interface WorkerChannel extends WorkerStart {
  send(message: WorkerMessage): void;
  /** Without it the process does not end by itself. */
  close(): void;
}

export async function openWorkerChannel(): Promise<WorkerChannel> {
  const [start] = (await once(process, 'message')) as [WorkerStart];
  return {
    ...start,
    // The other process may end at the same time.
    send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    close: () => cluster.worker?.disconnect(),
  };
}
