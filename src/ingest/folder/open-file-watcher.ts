import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type ChokidarOptions, type FSWatcher, watch as watchWithChokidar } from 'chokidar';
import { isHiddenOrTemporary } from './source-files.ts';

export interface FileWatcherOptions {
  readonly folder: string;
  /** Paths that are not watched; by default hidden and temporary files. */
  readonly isIgnored?: (path: string) => boolean;
  onWritten(path: string): void;
  onRemoved(path: string): void;
  /** Watching fails, wholly or in part. */
  onFault(message: string): void;
  /** Polling replaces watching: changes can have been missed. */
  onPolling(): void;
  /** Tests give a file system that fails. */
  readonly watch?: (folder: string, options: ChokidarOptions) => FSWatcher;
}

const POLLING_MS = 500;
/** The error codes of the system's limits on watches (inotify) and open files. */
const LIMIT_CODES: readonly string[] = ['ENOSPC', 'EMFILE', 'ENFILE'];

/** Watches the files of a folder and of its folders, except hidden and temporary ones. Polls them where the system has no watches left. */
export async function openFileWatcher(options: FileWatcherOptions): Promise<{ close(): Promise<void> }> {
  const { folder, onWritten, onRemoved, onFault, onPolling, watch = watchWithChokidar } = options;
  const { isIgnored = isHiddenOrTemporary(folder) } = options;
  // Links inside the folder are not followed, since they can lead anywhere and back. The folder itself may be a link.
  const target = await realpath(folder);
  const toNamed = (path: string) => join(folder, relative(target, path));
  let polling: Promise<FSWatcher> | undefined;
  let closed = false;

  const open = async (mode: ChokidarOptions): Promise<FSWatcher> => {
    const ignored = (path: string) => isIgnored(toNamed(path));
    const watcher = watch(target, { ignoreInitial: true, followSymlinks: false, ignored, ...mode });
    const onPath = (path: string) => onWritten(toNamed(path));
    watcher
      .on('add', onPath)
      .on('change', onPath)
      .on('unlink', (path) => onRemoved(toNamed(path)));
    watcher.on('error', (error) => void onError(error as NodeJS.ErrnoException, watcher));
    await new Promise<void>((ready) => {
      watcher.once('ready', () => ready());
      watcher.once('error', () => ready());
    });
    return watcher;
  };

  const onError = async ({ code = '', message }: NodeJS.ErrnoException, failed: FSWatcher): Promise<void> => {
    if (closed || polling !== undefined) return;
    if (!LIMIT_CODES.includes(code)) return onFault(message);
    onFault(`the system has no watches left (${message}); its files are polled`);
    polling = open({ usePolling: true, interval: POLLING_MS });
    await failed.close();
    await polling;
    onPolling();
  };

  const watcher = await open({});
  return {
    async close() {
      closed = true;
      await Promise.all([watcher.close(), polling?.then((opened) => opened.close())]);
    },
  };
}
