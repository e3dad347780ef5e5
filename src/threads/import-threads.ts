import type { ImportReport } from '../ingest/import-report.ts';
import type { Importer } from '../ingest/importer.ts';
import type { ArticleFile } from '../ingest/source-kind.ts';
import type { Source } from '../ingest/source-kinds.ts';
import type { DatabaseLocation } from '../model/database-url.ts';
import { openThreadPool } from './thread-pool.ts';

/** Where a thread finds the store and the media. */
export interface ImportThreadData {
  readonly database: DatabaseLocation;
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
  /** Hears why a thread failed, each time. */
  readonly onFault: (fault: unknown) => void;
}

/** An importer that leaves much work to threads. */
interface ImportThreads extends Importer {
  /** Ends the threads; what was under way has been saved. */
  close(): Promise<void>;
}

/** With fewer files a thread's start would take longer than the work, which is a few milliseconds at a time here. */
const MANY_FILES = 100;
/** How long a thread waits for more work, in milliseconds. */
const IDLE_MS = 2_000;
const PROGRAM = new URL('./import-thread.ts', import.meta.url);

/**
 * Imports many files on threads of their own, a part each, and few of them here. A thread reads, cleans and saves by itself: while one saves, the
 * others read, and the thread that serves does nothing but hear the reports. Threads are started when there is work, and end when there is none.
 */
export function openImportThreads({ threads, here, onFault, ...data }: ImportThreadsOptions): ImportThreads {
  // No other connection sees a database in memory.
  const many = data.database.kind === 'memory' ? Number.POSITIVE_INFINITY : MANY_FILES;
  const pool = openThreadPool<ImportOrder, ImportReport>({ program: PROGRAM, workerData: data, idleMs: IDLE_MS });

  const importPart = async (source: Source, files: readonly ArticleFile[]): Promise<ImportReport> => {
    try {
      return await pool.ask({ source, files });
    } catch (fault) {
      onFault(fault);
      // A thread that failed took nothing along: what it has not saved is new here, and what it has is unchanged.
      return await here.importFiles(source, files);
    }
  };

  return {
    importArticles: here.importArticles,
    async importFiles(source, files) {
      if (files.length < many) return await here.importFiles(source, files);
      const size = Math.ceil(files.length / Math.max(1, threads));
      const parts = Array.from({ length: Math.ceil(files.length / size) }, (_, nth) =>
        files.slice(nth * size, (nth + 1) * size),
      );
      const reports = await Promise.all(parts.map((part) => importPart(source, part)));
      return reports.reduce(join);
    },
    close: () => pool.close(),
  };
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
