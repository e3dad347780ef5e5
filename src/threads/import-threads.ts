import type { Importer } from '../ingest/importer.ts';
import type { ArticleFile, ImportReport } from '../ingest/source-kind.ts';
import type { Source } from '../ingest/source-kinds.ts';
import type { DatabaseLocation } from '../model/database-url.ts';
import { openThreadPool } from './thread-pool.ts';

export interface ImportThreadData {
  readonly database: DatabaseLocation;
  readonly mediaDir: string;
  readonly timeZone: string;
}

export interface ImportJob {
  readonly source: Source;
  readonly files: readonly ArticleFile[];
}

interface ImportThreadsOptions extends ImportThreadData {
  readonly threads: number;
  /** Imports few files, and those of a thread that failed. */
  readonly here: Importer;
  readonly onFault: (fault: unknown) => void;
}

/** For fewer files, starting a thread takes longer than the import. */
const MIN_FILES_FOR_THREADS = 100;
const IDLE_MS = 2_000;
const PROGRAM = new URL('./import-thread.ts', import.meta.url);

export function openImportThreads({
  threads,
  here,
  onFault,
  ...data
}: ImportThreadsOptions): Importer & { close(): Promise<void> } {
  // A database in memory is visible to one connection only.
  const minFiles = data.database.kind === 'memory' ? Number.POSITIVE_INFINITY : MIN_FILES_FOR_THREADS;
  const pool = openThreadPool<ImportJob, ImportReport>({ program: PROGRAM, workerData: data, idleMs: IDLE_MS });

  const importPart = async (source: Source, files: readonly ArticleFile[]): Promise<ImportReport> => {
    try {
      return await pool.run({ source, files });
    } catch (fault) {
      onFault(fault);
      // Files that the thread has saved count as unchanged.
      return await here.importFiles(source, files);
    }
  };

  return {
    importArticles: here.importArticles,
    async importFiles(source, files) {
      if (files.length < minFiles) return await here.importFiles(source, files);
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
