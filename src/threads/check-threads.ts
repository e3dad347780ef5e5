import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { FeedDirectory } from '../check-page/check-dependencies.ts';
import { unreadablePage } from '../check-page/check-response.ts';
import type { FeedStatus, NamedFeed } from '../model/feed-status.ts';
import { buildPageReport, type PageReport } from '../model/page-report.ts';
import type { Site } from '../model/site.ts';
import { openThreadPool } from './thread-pool.ts';

/** What a thread that checks has to know from its start. */
export interface CheckThreadData {
  readonly site: Site;
  /** Whether it may go to private addresses and any port, too. */
  readonly anywhere: boolean;
}

/** What a thread is asked to look at. */
export interface CheckOrder {
  readonly address: string;
  readonly main: NamedFeed;
  /** Answers the path of a feed with its status. */
  readonly feeds: MessagePort;
}

interface CheckThreadsOptions {
  readonly site: Site;
  readonly anywhere?: boolean;
  /** Milliseconds for a whole check, after which the thread is ended; more than the fetcher's own patience. */
  readonly patienceMs?: number;
  /** Hears why a check came to nothing. */
  onFault(fault: unknown): void;
}

interface CheckThreads {
  /** Looks at a page on a thread of its own. Never rejects: of a page that breaks or holds up the thread the report says that it could not be read. */
  checkPage(address: string, feeds: FeedDirectory): Promise<PageReport>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** Ten seconds for the network, and five for a thread's start and to read what came on a busy machine. */
const PATIENCE_MS = 15_000;
/** Whoever mends a page tries again soon. */
const IDLE_MS = 10_000;
/** Some twenty times what the worst page of two megabytes needs. */
const MEMORY = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 };
const PROGRAM = new URL('./check-thread.ts', import.meta.url);

/**
 * Checks pages on threads: what strangers wrote is fetched, unpacked and read where it can hold up nobody and take no memory but the thread's own. How
 * many at one time is for the caller to limit.
 */
export function openCheckThreads({
  site,
  anywhere = false,
  patienceMs = PATIENCE_MS,
  onFault,
}: CheckThreadsOptions): CheckThreads {
  const workerData: CheckThreadData = { site, anywhere };
  const pool = openThreadPool<CheckOrder, PageReport>({
    program: PROGRAM,
    workerData,
    idleMs: IDLE_MS,
    patienceMs,
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
        return await pool.ask({ address, main: nameOf(main), feeds }, [feeds]);
      } catch (fault) {
        onFault(fault);
        return buildPageReport([unreadablePage()]);
      } finally {
        answers.close();
      }
    },
    close: () => pool.close(),
  };
}

/** A definition without what no thread needs to be sent. */
function nameOf({ id, title, language }: NamedFeed): NamedFeed {
  return { id, title, language };
}
