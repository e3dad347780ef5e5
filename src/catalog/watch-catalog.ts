import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { watch } from 'chokidar';
import type { Checked, Problem } from '../model/problem.ts';
import type { Catalog } from './catalog.ts';
import { isDefinitionFile, MISSPELT_ENDING } from './is-definition-file.ts';
import { loadCatalog } from './load-catalog.ts';
import { MOVED_FILE } from './load-moves.ts';

/** How long the folder must be quiet before it is read again: an editor's save is several events. */
const QUIET_MS = 100;

/** Who is told of what. Neither is called again once `close` was. */
export interface CatalogListener {
  /** What is already known, so that the first reading tells only of a difference. */
  readonly current?: Catalog;
  /** The definitions have changed and all are right; a file that was only touched is no change. */
  onChange(catalog: Catalog): void | Promise<void>;
  /** The definitions were read and something is wrong: the last good catalogue stays. */
  onProblems(problems: readonly Problem[]): void;
}

export interface CatalogWatcher {
  /** Ends the watch, once a reading that is under way has ended. */
  close(): Promise<void>;
}

/** Watches the feed definitions of a folder. Resolves once it sees changes, and reads once then, so that none falls between. */
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
    if (!closed && (isDefinitionFile(name) || name === MOVED_FILE || MISSPELT_ENDING.test(name))) readSoon();
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

/** A fault while reading must not end the watch; it is told like any other problem. */
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
