import { type Stats, watch as watchDirectory } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { explainUnreadable, findFile, findStats, identify, isGone, isStats, sign } from './file-stats.ts';
import { createScheduler } from './scheduler.ts';

export interface FileWatcherOptions {
  readonly folder: string;
  /** Files and folders that do not count. */
  isIgnored(path: string): boolean;
  /** Whether files in folders inside the folder count; by default they do. */
  readonly recursive?: boolean;
  onWritten(path: string): void;
  onRemoved(paths: readonly string[]): void;
  /** The folder, or a part of it, cannot be watched or read. Called once, until that is over. */
  onFault(message: string): void;
  onRecovered(message: string): void;
  /** Tests give a system that fails. */
  readonly watch?: WatchDirectory;
  /** How often the folder is looked at where no event tells of a change; tests set it. */
  readonly checkMs?: number;
}

/** Calls the listener with the names of files that change in a directory, or with `null`. */
type WatchDirectory = (
  directory: string,
  listener: (event: string, name: string | null) => void,
) => { on(event: 'error', listener: (error: Error) => void): unknown; close(): void };

export interface FileWatcher {
  /** The files that are there, sorted. */
  listFiles(): readonly string[];
  /** Compares the folder with what is known of it. */
  rescan(): Promise<void>;
  close(): Promise<void>;
}

/** How often the server checks that the folder is still the same one. */
const CHECK_MS = 2_000;
/** How often every file is checked, since events can be lost: Linux has a queue of 16,384, network file systems have none. */
const RESCAN_MS = 60_000;
const INCOMPLETE_MS = 10_000;
/** Rescans take at most a twentieth of the time. */
const RESCAN_SHARE = 20;
const SOON_MS = 300;
/** Events are collected for this time, since a save is several. */
const COLLECT_MS = 50;
/** With more events at once, some may be lost. */
const MANY_EVENTS = 1_000;
/** A file that is missing for this time is gone: many programs save by deleting and renaming. */
const GONE_MS = 500;
const FILES_AT_ONCE = 32;
/** Of the files of a directory that cannot be read. */
const MAX_NAMED = 10;

/**
 * Watches the files of a folder. It may be a link, may be replaced by another folder, and may be missing for a time; its files are not
 * gone then. Links inside it are not followed, since they can lead anywhere and back. Events of the system are only hints to look.
 * Resolves when all files are known and later changes are noticed.
 */
export async function watchFiles({
  folder,
  isIgnored,
  recursive = true,
  onWritten,
  onRemoved,
  onFault,
  onRecovered,
  watch = watchDirectory,
  checkMs = CHECK_MS,
}: FileWatcherOptions): Promise<FileWatcher> {
  /** Size and time of change, by path. */
  const files = new Map<string, string>();
  /** Watched directories: device and inode, by path. */
  const directories = new Map<string, { readonly identity: string; close(): void }>();
  /** Faults that were reported, and what is reported when they are over. */
  const reported = new Map<string, string>();
  const hints = new Set<string>();
  const missing = new Set<string>();
  let faults = new Map<string, { readonly message: string; readonly recovered: string }>();
  let isFirst = true;
  /** A directory could not be read, and no event tells when it can be. */
  let isIncomplete = false;
  let lastError: string | undefined;
  let closed = false;

  const rescan = async (): Promise<void> => {
    faults = new Map();
    isIncomplete = false;
    const seen = { files: new Set<string>(), directories: new Set<string>() };
    const root = await findStats(folder, stat);
    if (isStats(root) && root.isDirectory()) {
      await readDirectory(folder, root, seen);
      if (closed) return;
      for (const path of directories.keys()) if (!seen.directories.has(path)) unwatch(path);
      const unseen = [...files.keys()].filter((path) => !seen.files.has(path));
      await forEachFew(unseen, look);
    } else {
      for (const path of directories.keys()) unwatch(path);
      // All are reported when they are back: some may not have been read before it was missing.
      for (const path of files.keys()) files.set(path, '');
      const reason = isStats(root) ? 'it is a file' : root.message;
      faults.set('missing', {
        message: `${folder} is missing: ${reason}; what was read from it stays`,
        recovered: `${folder} is back, and is read again`,
      });
    }
    reportFaults();
    isFirst = false;
  };

  const readDirectory = async (
    directory: string,
    stats: Stats,
    seen?: { readonly files: Set<string>; readonly directories: Set<string> },
  ): Promise<void> => {
    // Watched before it is read, so that no change is missed in between.
    watchOne(directory, identify(stats));
    seen?.directories.add(directory);
    const inside: { readonly path: string; readonly stats: Stats }[] = [];
    let unreadable = 0;
    const readEntry = async (path: string): Promise<void> => {
      const found = await findFile(path);
      if (!isStats(found)) {
        const reason = explainUnreadable(path, found);
        if (reason !== undefined && unreadable < MAX_NAMED) reportUnreadable(path, reason);
        unreadable += reason === undefined ? 0 : 1;
        return;
      }
      if (found.isDirectory()) return void inside.push({ path, stats: found });
      seen?.files.add(path);
      const signature = sign(found);
      if (files.get(path) === signature) return;
      files.set(path, signature);
      if (!isFirst) onWritten(path);
    };
    try {
      let entries: string[] = [];
      for await (const { name } of await opendir(directory, { bufferSize: FILES_AT_ONCE })) {
        const path = join(directory, name);
        if (!isIgnored(path)) entries.push(path);
        if (closed) return;
        if (entries.length < FILES_AT_ONCE) continue;
        await Promise.all(entries.map(readEntry));
        entries = [];
      }
      await Promise.all(entries.map(readEntry));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (!isGone(code)) {
        isIncomplete = true;
        faults.set(directory, {
          message: `${directory} cannot be read: ${message}`,
          recovered: `${directory} can be read again`,
        });
      }
    }
    if (recursive) for (const { path, stats: found } of inside) await readDirectory(path, found, seen);
  };

  const reportUnreadable = (path: string, reason: string): void => {
    faults.set(path, {
      message: `${path} cannot be read: ${reason}`,
      recovered: `${path} is gone, or has another name`,
    });
  };

  const watchOne = (directory: string, identity: string): void => {
    if (closed || directories.get(directory)?.identity === identity) return;
    unwatch(directory);
    // One attempt tells that the system has no watches left.
    if (faults.has('unwatched')) return;
    try {
      const watcher = watch(directory, (_event, name) => onEvent(directory, name));
      directories.set(directory, { identity, close: () => watcher.close() });
      watcher.on('error', () => {
        unwatch(directory);
        scanner.soon(SOON_MS);
      });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (isGone(code)) return;
      faults.set('unwatched', {
        message: `${folder} cannot be watched: ${message}; its files are looked at every few seconds`,
        recovered: `${folder} is watched again`,
      });
    }
  };

  const unwatch = (directory: string): void => {
    directories.get(directory)?.close();
    directories.delete(directory);
  };

  const onEvent = (directory: string, name: string | null): void => {
    if (closed) return;
    const path = name === null ? undefined : join(directory, name);
    if (path === undefined) {
      scanner.soon(SOON_MS);
    } else if (!isIgnored(path)) {
      hints.add(path);
      looker.soon(COLLECT_MS);
    }
  };

  const lookAtHints = async (): Promise<void> => {
    const paths = [...hints];
    hints.clear();
    if (paths.length > MANY_EVENTS) scanner.soon(SOON_MS);
    await forEachFew(paths, look);
  };

  const look = async (path: string): Promise<void> => {
    const found = await findFile(path);
    if (closed) return;
    if (isStats(found)) {
      missing.delete(path);
      if (found.isDirectory()) {
        if (recursive) await readDirectory(path, found);
        if (faults.size > reported.size) scanner.soon(SOON_MS);
        return;
      }
      files.set(path, sign(found));
      return onWritten(path);
    }
    if (files.has(path)) {
      if (!isGone(found.code)) return;
      missing.add(path);
      remover.soon(GONE_MS);
      return;
    }
    // A directory tells that it was moved or deleted under its own name.
    const isDirectory = directories.has(path) || basename(path) === basename(dirname(path));
    if (isDirectory || explainUnreadable(path, found) !== undefined) scanner.soon(SOON_MS);
  };

  const removeMissing = async (): Promise<void> => {
    const paths = [...missing];
    missing.clear();
    if (!isStats(await findStats(folder, stat))) return scanner.soon(0);
    const removed: string[] = [];
    await forEachFew(paths, async (path) => {
      const found = await findFile(path);
      if (!isStats(found) && isGone(found.code) && files.delete(path)) removed.push(path);
    });
    if (!closed && removed.length > 0) onRemoved(removed.toSorted());
  };

  const check = async (): Promise<void> => {
    checker.soon(checkMs);
    if (scanner.idleMs() === 0) return;
    const root = await findStats(folder, stat);
    const known = directories.get(folder)?.identity;
    const isSame = isStats(root) ? identify(root) === known || faults.has('unwatched') : faults.has('missing');
    const interval = faults.has('unwatched') ? checkMs : isIncomplete ? INCOMPLETE_MS : RESCAN_MS;
    if (!isSame || scanner.idleMs() >= interval) scanner.soon(0);
  };

  const reportFaults = (): void => {
    if (closed) return;
    for (const [key, recovered] of reported) {
      if (faults.has(key)) continue;
      reported.delete(key);
      onRecovered(recovered);
    }
    for (const [key, { message, recovered }] of faults) {
      if (!reported.has(key)) onFault(message);
      reported.set(key, recovered);
    }
  };

  /** A mistake in this program must not end the watching. */
  const onError = (error: unknown): void => {
    const message = `${folder} cannot be watched: ${Error.isError(error) ? error.message : error}; it is tried again`;
    if (message !== lastError) onFault(message);
    lastError = message;
    scanner.soon(checkMs);
  };

  const scanner = createScheduler(rescan, onError, RESCAN_SHARE);
  const looker = createScheduler(lookAtHints, onError);
  const remover = createScheduler(removeMissing, onError);
  const checker = createScheduler(check, onError);
  await scanner.run();
  checker.soon(checkMs);

  return {
    listFiles: () => [...files.keys()].toSorted(),
    rescan: () => scanner.run(),
    async close() {
      closed = true;
      for (const path of directories.keys()) unwatch(path);
      await Promise.all([scanner, looker, remover, checker].map((scheduler) => scheduler.close()));
    },
  };
}

async function forEachFew(paths: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
  for (let start = 0; start < paths.length; start += FILES_AT_ONCE) {
    await Promise.all(paths.slice(start, start + FILES_AT_ONCE).map(work));
  }
}
