import { holdLease } from './hold-lease.ts';
import type { FaultLog } from './model/fault-log.ts';
import type { RunningFollowers } from './publish/follow-changes.ts';
import { type ChangeConsumer, consumeChanges } from './push/consume-changes.ts';
import type { ArticleStore } from './store/article-store.ts';

interface HoldConsumersOptions {
  readonly consumers: readonly ChangeConsumer[];
  readonly store: ArticleStore;
  readonly followers: Pick<RunningFollowers, 'waitBeyond'>;
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  readonly delayMs?: number;
}

interface HeldConsumers {
  /** How far each consumer has received the change log, if this server delivers it. */
  readMetrics(): ReturnType<RunningFollowers['readMetrics']>;
  close(): Promise<void>;
}

/** Delivers the change log to each consumer while this server has its lease. One that is slow or fails delays no other. */
export function holdConsumers({ consumers, ...options }: HoldConsumersOptions): HeldConsumers {
  const running = new Map<string, ReturnType<typeof consumeChanges>>();
  const closing = new AbortController();
  const held = consumers.map((consumer) =>
    holdLease({
      ...options,
      name: `follower ${consumer.name}`,
      task: `${consumer.task}: no lease`,
      signal: closing.signal,
      async begin(signal) {
        const begun = consumeChanges({ ...options, consumer, signal });
        running.set(consumer.name, begun);
        signal.addEventListener('abort', () => running.delete(consumer.name), { once: true });
        return begun;
      },
    }),
  );
  return {
    readMetrics: () =>
      [...running].flatMap(([name, consumer]) => {
        const seq = consumer.seq();
        return seq === undefined ? [] : [{ name, seq }];
      }),
    async close() {
      closing.abort();
      await Promise.all(held.map(async (lease) => (await lease).close()));
    },
  };
}
