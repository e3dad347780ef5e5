import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ArticleFile } from '../ingest/article-file.ts';
import type { Importer, ImportReport } from '../ingest/importer.ts';
import type { Source } from '../ingest/source.ts';

/** Where a thread finds the store and the media. */
export interface ImportThreadData {
  readonly databaseUrl: string;
  readonly mediaDir: string;
}

/** What a thread is asked to import. */
export interface ImportOrder {
  readonly source: Source;
  readonly files: readonly ArticleFile[];
}

/** How many threads share the work, at least one, and who does it where there is little of it or a thread fails. */
interface ImportThreadsOptions extends ImportThreadData {
  readonly threads: number;
  readonly here: Importer;
}

/** An importer that leaves much work to threads. */
interface ImportThreads extends Importer {
  /** Ends the threads; what was under way has been saved. */
  close(): Promise<void>;
}

/** With fewer files a thread's start would take longer than the work, which is a few milliseconds at a time here. */
const MANY_FILES = 100;
/** How long a thread waits for more work before it ends, in milliseconds: it holds some tens of megabytes. */
const IDLE_MS = 2_000;
const PROGRAM = new URL('./import-thread.ts', import.meta.url);

/**
 * Imports many files on threads of their own, a part each, and few of them here. A thread reads, cleans and saves by itself: while one saves, the
 * others read, and the thread that serves does nothing but hear the reports. Threads are started when there is work, and end when there is none.
 */
export function openImportThreads({ threads, here, ...data }: ImportThreadsOptions): ImportThreads {
  // What is in memory alone no other connection sees.
  const many = data.databaseUrl === 'sqlite::memory:' ? Number.POSITIVE_INFINITY : MANY_FILES;
  const idle: Worker[] = [];
  const running = new Set<Worker>();
  let idleTimer: NodeJS.Timeout | undefined;

  const start = (): Worker => {
    const worker = new Worker(PROGRAM, { workerData: data });
    running.add(worker);
    worker.once('exit', () => running.delete(worker));
    // A listener has to be there; who waits for an answer hears of it too.
    worker.on('error', () => undefined);
    return worker;
  };

  const importPart = async (source: Source, files: readonly ArticleFile[]): Promise<ImportReport> => {
    const worker = idle.pop() ?? start();
    try {
      const report = await ask(worker, { source, files });
      idle.push(worker);
      return report;
    } catch {
      // A thread that failed took nothing along: what it has not saved is new here, and what it has is unchanged.
      await worker.terminate();
      return await here.importFiles(source, files);
    }
  };

  const endIdle = async (): Promise<void> => {
    await Promise.all(
      idle.splice(0).map(async (worker) => {
        const ended = once(worker, 'exit');
        worker.postMessage(undefined);
        await ended;
      }),
    );
  };

  return {
    async importFiles(source, files) {
      if (files.length < many) return await here.importFiles(source, files);
      clearTimeout(idleTimer);
      const size = Math.ceil(files.length / Math.max(1, threads));
      const parts = Array.from({ length: Math.ceil(files.length / size) }, (_, nth) =>
        files.slice(nth * size, (nth + 1) * size),
      );
      const reports = await Promise.all(parts.map((part) => importPart(source, part)));
      idleTimer = setTimeout(() => void endIdle(), IDLE_MS);
      idleTimer.unref();
      return reports.reduce(join);
    },
    async close() {
      clearTimeout(idleTimer);
      await endIdle();
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

async function ask(worker: Worker, order: ImportOrder): Promise<ImportReport> {
  const answered = new AbortController();
  const { signal } = answered;
  try {
    const ended = once(worker, 'exit', { signal }).then(() => {
      throw new Error('expected a report, but the thread ended');
    });
    ended.catch(() => undefined);
    const answer = once(worker, 'message', { signal });
    worker.postMessage(order);
    const [report] = await Promise.race([answer, ended]);
    return report;
  } finally {
    answered.abort();
  }
}

function join(a: ImportReport, b: ImportReport): ImportReport {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    saved: [...a.saved, ...b.saved],
    refused: [...a.refused, ...b.refused],
    leftOut: [...a.leftOut, ...b.leftOut],
    attachments: new Map([...a.attachments, ...b.attachments]),
  };
}
