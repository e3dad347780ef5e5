import { setTimeout } from 'node:timers/promises';
import type { FaultLog } from '../model/fault-log.ts';
import type { Importer } from './importer.ts';
import { EMPTY_REPORT } from './join-reports.ts';
import type { ImportReport } from './source-kind.ts';

interface RetryOptions {
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  /** Rejects where the store cannot be used. */
  readonly checkStore: () => Promise<void>;
  /** Ends the retries. Files that are not saved are read at the next start. */
  readonly signal: AbortSignal;
  /** Told how many files are not saved yet. */
  readonly onWaiting?: (files: number) => void;
  /** Tests do not wait. */
  readonly pause?: (ms: number) => Promise<void>;
}

const TASK = 'articles cannot be saved';
const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;

/**
 * Imports again what was postponed, until at least one file of the call is done. The others are in the report, and the caller imports
 * them again: those that are done must not wait for them. Files are read anew each time, so the newest content is saved. Calls whose
 * files are all postponed take turns: a file that can never be read does not hold up the others.
 */
export function retryImports(importer: Importer, options: RetryOptions): Importer {
  const { faults, checkStore, signal } = options;
  const pause = options.pause ?? ((ms) => setTimeout(ms, undefined, { signal }).catch(() => undefined));
  let queue: Promise<unknown> = Promise.resolve();
  /** The files that are not saved yet. */
  const waiting = new Set<string>();
  let lastFailed = false;
  let pauseMs = MIN_PAUSE_MS;

  const inQueue = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const working = queue.then(work);
    queue = working.catch(() => undefined);
    return working;
  };

  const importUntilDone = async (
    names: readonly string[],
    importItems: () => Promise<ImportReport>,
  ): Promise<ImportReport> => {
    const attempt = async (): Promise<ImportReport> => {
      const report = await checkStore()
        .then(importItems)
        .catch((error: Error): ImportReport => {
          return { ...EMPTY_REPORT, postponed: { files: new Set(names), reason: error.message } };
        });
      const { postponed } = report;
      for (const name of names) {
        if (postponed?.files.has(name)) waiting.add(name);
        else waiting.delete(name);
      }
      options.onWaiting?.(waiting.size);
      lastFailed = postponed !== undefined;
      if (!isPostponed(report)) pauseMs = MIN_PAUSE_MS;
      if (signal.aborted) return report;
      if (lastFailed) faults.failed(TASK, postponed?.reason);
      else if (waiting.size === 0) faults.succeeded(TASK);
      return report;
    };
    const isPostponed = ({ postponed }: ImportReport): boolean =>
      names.length > 0 && names.every((name) => postponed?.files.has(name));

    let report = await attempt();
    while (isPostponed(report) && !signal.aborted) {
      report = await inQueue(async () => {
        if (lastFailed) {
          await pause(pauseMs);
          pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
        }
        return signal.aborted ? report : attempt();
      });
    }
    return report;
  };

  return {
    importArticles: (source, articles) =>
      importUntilDone(
        articles.map(({ origin }) => origin.file),
        () => importer.importArticles(source, articles),
      ),
    importFiles: (source, files) =>
      importUntilDone(
        files.map(({ path }) => path),
        () => importer.importFiles(source, files),
      ),
  };
}
