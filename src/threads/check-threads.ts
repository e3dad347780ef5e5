import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { FeedDirectory } from '../check-page/check-context.ts';
import { UNREADABLE_PAGE } from '../check-page/check-response.ts';
import type { FeedStatus, NamedFeed } from '../model/feed-status.ts';
import type { ThreadMetrics } from '../model/newsroom-metrics.ts';
import { buildPageReport, type PageReport } from '../model/page-report.ts';
import type { Site } from '../model/site.ts';
import { openThreadPool } from './thread-pool.ts';

export interface CheckThreadData {
  readonly site: Site;
  /** Also private addresses and any port. */
  readonly anywhere: boolean;
}

export interface CheckJob {
  readonly address: string;
  readonly main: NamedFeed;
  readonly feeds: MessagePort;
}

interface CheckThreadsOptions extends Pick<CheckThreadData, 'site'> {
  readonly anywhere?: boolean;
  /** For a whole check; longer than the fetcher's timeout. */
  readonly timeoutMs?: number;
  onFault(fault: unknown): void;
}

interface CheckThreads {
  /** Never rejects: if the thread fails or takes too long, the report says that the page could not be read. */
  checkPage(address: string, feeds: FeedDirectory): Promise<PageReport>;
  readMetrics(): ThreadMetrics;
  close(): Promise<void>;
}

/** Ten seconds for the page, four for scripts of its site, and five to start a thread and to parse both. */
const TIMEOUT_MS = 19_000;
const IDLE_MS = 10_000;
const MEMORY = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };
const PROGRAM = new URL('./check-thread.ts', import.meta.url);

/** Checks pages on threads, so that a hostile page uses only the time and memory of its thread. The caller limits their number. */
export function openCheckThreads({
  site,
  anywhere = false,
  timeoutMs = TIMEOUT_MS,
  onFault,
}: CheckThreadsOptions): CheckThreads {
  const workerData: CheckThreadData = { site, anywhere };
  const pool = openThreadPool<CheckJob, PageReport>({
    program: PROGRAM,
    workerData,
    idleMs: IDLE_MS,
    resourceLimits: MEMORY,
  });
  return {
    async checkPage(address, { main, findFeed }) {
      const { port1: answers, port2: feeds } = new MessageChannel();
      answers.on('message', async (path: string) => {
        const status = await findFeed(path).catch((fault): FeedStatus => {
          onFault(fault);
          return { kind: 'unknown' };
        });
        answers.postMessage('feed' in status ? { ...status, feed: nameOf(status.feed) } : status);
      });
      try {
        return await pool.run(
          { address, main: nameOf(main), feeds },
          { transfer: [feeds], signal: AbortSignal.timeout(timeoutMs) },
        );
      } catch (fault) {
        onFault(fault);
        return buildPageReport([UNREADABLE_PAGE]);
      } finally {
        answers.close();
      }
    },
    readMetrics: () => pool.readMetrics(),
    close: () => pool.close(),
  };
}

/** The caller may pass whole definitions; a thread needs only these fields. */
function nameOf({ id, title, language }: NamedFeed): NamedFeed {
  return { id, title, language };
}
