import { setTimeout } from 'node:timers/promises';
import type { FaultLog } from '../model/fault-log.ts';
import type { Importer } from './importer.ts';
import { EMPTY_REPORT, joinReports } from './join-reports.ts';
import type { ImportReport } from './source-kind.ts';

interface RetryOptions {
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  /** Rejects where the store cannot be used. */
  readonly checkStore: () => Promise<void>;
  /** Ends the retries. Files that are not saved are read at the next start. */
  readonly signal: AbortSignal;
  /** Tests do not wait. */
  readonly pause?: (ms: number) => Promise<void>;
}

const TASK = 'articles cannot be saved';
const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;

/**
 * Imports again what was postponed, until it is saved. Files are read anew each time, so the newest content is saved. Only one group of
 * files is tried again at a time; the others wait behind it.
 */
export function retryImports(importer: Importer, options: RetryOptions): Importer {
  const { faults, checkStore, signal } = options;
  const pause = options.pause ?? ((ms) => setTimeout(ms, undefined, { signal }).catch(() => undefined));
  let queue = Promise.resolve();
  /** The groups that are not saved yet. */
  const waiting = new Set<object>();
  let lastFailed = false;

  const inQueue = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work);
    return queue;
  };

  const importAll = async <Item>(
    items: readonly Item[],
    nameOf: (item: Item) => string,
    importItems: (items: readonly Item[]) => Promise<ImportReport>,
  ): Promise<ImportReport> => {
    const group = {};
    let report = EMPTY_REPORT;
    let left = items;

    const importLeft = async (): Promise<void> => {
      const part = await checkStore()
        .then(() => importItems(left))
        .catch((error: Error): ImportReport => {
          return { ...EMPTY_REPORT, postponed: { files: new Set(left.map(nameOf)), reason: error.message } };
        });
      const { postponed, ...rest } = part;
      report = joinReports(report, rest);
      left = left.filter((item) => postponed?.files.has(nameOf(item)));
      lastFailed = left.length > 0;
      if (lastFailed) waiting.add(group);
      else waiting.delete(group);
      if (signal.aborted) return;
      if (lastFailed) faults.failed(TASK, postponed?.reason);
      else if (waiting.size === 0) faults.succeeded(TASK);
    };

    await importLeft();
    if (left.length > 0 && !signal.aborted) {
      await inQueue(async () => {
        for (let ms = MIN_PAUSE_MS; left.length > 0 && !signal.aborted; ms = Math.min(2 * ms, MAX_PAUSE_MS)) {
          if (lastFailed) await pause(ms);
          const before = left.length;
          if (!signal.aborted) await importLeft();
          if (left.length < before) ms = MIN_PAUSE_MS;
        }
      });
    }
    return report;
  };

  return {
    importArticles: (source, articles) =>
      importAll(
        articles,
        ({ origin }) => origin.file,
        (left) => importer.importArticles(source, left),
      ),
    importFiles: (source, files) =>
      importAll(
        files,
        ({ path }) => path,
        (left) => importer.importFiles(source, left),
      ),
  };
}
