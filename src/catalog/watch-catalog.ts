import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describeFileError } from '../model/describe-file-error.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Problem } from '../model/problem.ts';
import { type FileWatcherOptions, watchFiles } from '../watch/watch-files.ts';
import type { Catalog } from './catalog.ts';
import { isDefinitionFile, loadCatalog, MISSPELLED_EXTENSION } from './load-catalog.ts';
import { MOVED_FILE } from './load-moves.ts';

/** The folder is read again after this time without an event: one save is several events. */
const QUIET_MS = 100;

/** No method is called after `close`. */
interface CatalogListener extends Pick<FileWatcherOptions, 'watch' | 'checkMs'> {
  /** The catalog that is already loaded: the first reading reports only a difference. */
  readonly current?: Catalog;
  /** Definitions have changed and all are valid. */
  onChange(catalog: Catalog): void | Promise<void>;
  /** A definition is invalid: the last valid catalog stays in use. */
  onProblems(problems: readonly Problem[]): void;
  /** A problem of the folder is over. */
  onRecovered(message: string): void;
}

export interface CatalogWatcher {
  /** Resolves when a reading that has begun is finished. */
  close(): Promise<void>;
}

/** Watches the feed definitions of a folder. Resolves when changes are noticed and the folder was read after that. */
export async function watchCatalog(folder: string, listener: CatalogListener): Promise<CatalogWatcher> {
  let current = listener.current;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    const loaded = await loadCatalog(folder).catch((error: Error) => ({
      kind: 'invalid' as const,
      problems: [{ file: folder, expected: 'feed definitions that can be read', got: describeFileError(error) }],
    }));
    if (closed) return;
    if (loaded.kind === 'invalid') {
      // When they are in order again, they count as changed.
      current = undefined;
      return listener.onProblems(loaded.problems);
    }
    if (isDeepStrictEqual([loaded.value.feeds, loaded.value.moves], [current?.feeds, current?.moves])) return;
    current = loaded.value;
    await listener.onChange(current);
  };
  const readInTurn = (): Promise<void> => {
    reading = reading.then(read).catch((error: Error) => {
      // They are read again at the next change.
      current = undefined;
      listener.onProblems([{ file: folder, expected: 'feed definitions that can be used', got: error.message }]);
    });
    return reading;
  };
  const readSoon = (): void => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(readInTurn, QUIET_MS);
  };

  const { watch, checkMs } = listener;
  const watcher = await watchFiles({
    ...omitUndefined({ watch, checkMs }),
    folder,
    recursive: false,
    isIgnored(file) {
      const name = path.basename(file);
      return !isDefinitionFile(name) && name !== MOVED_FILE && !MISSPELLED_EXTENSION.test(name);
    },
    onWritten: readSoon,
    onRemoved: readSoon,
    onFault: (message) =>
      listener.onProblems([{ file: folder, expected: 'a folder that can be watched', got: message }]),
    onRecovered: listener.onRecovered,
  });
  await readInTurn();

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await reading;
    },
  };
}
