import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { watch } from 'chokidar';
import type { Problem } from '../model/problem.ts';
import type { Catalog } from './catalog.ts';
import { isDefinitionFile, loadCatalog, MISSPELLED_EXTENSION } from './load-catalog.ts';
import { MOVED_FILE } from './load-moves.ts';

/** The folder is read again after this time without an event: one save is several events. */
const QUIET_MS = 100;

/** Neither method is called after `close`. */
interface CatalogListener {
  /** The catalog that is already loaded: the first reading reports only a difference. */
  readonly current?: Catalog;
  /** Definitions have changed and all are valid. */
  onChange(catalog: Catalog): void | Promise<void>;
  /** A definition is invalid: the last valid catalog stays in use. */
  onProblems(problems: readonly Problem[]): void;
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
    const loaded = await loadCatalog(folder).catch((error) =>
      refuse(folder, 'feed definitions that can be read', error),
    );
    if (closed) return;
    if (loaded.kind === 'invalid') return listener.onProblems(loaded.problems);
    if (isDeepStrictEqual([loaded.value.feeds, loaded.value.moves], [current?.feeds, current?.moves])) return;
    current = loaded.value;
    await listener.onChange(current);
  };
  const readSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reading = reading.then(read);
    }, QUIET_MS);
  };

  const watcher = watch(folder, { depth: 0, ignoreInitial: true });
  watcher.on('all', (_event, file) => {
    const name = path.basename(file);
    if (!closed && (isDefinitionFile(name) || name === MOVED_FILE || MISSPELLED_EXTENSION.test(name))) readSoon();
  });
  watcher.on('error', (error) => {
    const refused = refuse(folder, 'a folder that can be watched; changes need a restart', error);
    if (!closed) listener.onProblems(refused.problems);
  });
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  reading = reading.then(read);
  await reading;

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await reading;
    },
  };
}

function refuse(file: string, expected: string, error: unknown) {
  const got = error instanceof Error ? error.message : String(error);
  return { kind: 'invalid' as const, problems: [{ file, expected, got }] };
}
