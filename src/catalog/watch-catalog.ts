import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { watch } from 'chokidar';
import type { Checked, Problem } from '../model/problem.ts';
import type { Catalog } from './catalog.ts';
import { isDefinitionFile, MISSPELLED_EXTENSION } from './is-definition-file.ts';
import { loadCatalog } from './load-catalog.ts';
import { MOVED_FILE } from './load-moves.ts';

/** The folder is read again after this time without an event: one save is several events. */
const QUIET_MS = 100;

/** Neither method is called after `close`. */
export interface CatalogListener {
  /** The catalog that is already loaded: the first reading reports only a difference. */
  readonly current?: Catalog;
  /** Called when definitions have changed and all are valid. */
  onChange(catalog: Catalog): void | Promise<void>;
  /** Called when a definition is invalid: the last valid catalog stays in use. */
  onProblems(problems: readonly Problem[]): void;
}

export interface CatalogWatcher {
  /** Stops watching. Resolves when a reading that has begun is finished. */
  close(): Promise<void>;
}

/** Watches the feed definitions of a folder. Resolves when changes are noticed and the folder was read after that. */
export async function watchCatalog(folder: string, listener: CatalogListener): Promise<CatalogWatcher> {
  let current = listener.current;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    const loaded = await load(folder);
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
    if (!closed) listener.onProblems([unwatchable(folder, error)]);
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

/** An error while reading is reported like a problem: the watcher continues. */
async function load(folder: string): Promise<Checked<Catalog>> {
  try {
    return await loadCatalog(folder);
  } catch (error) {
    return {
      kind: 'invalid',
      problems: [{ file: folder, expected: 'feed definitions that can be read', got: String(error) }],
    };
  }
}

function unwatchable(folder: string, error: unknown): Problem {
  return {
    file: folder,
    expected: 'a folder that can be watched; changes need a restart',
    got: error instanceof Error ? error.message : String(error),
  };
}
