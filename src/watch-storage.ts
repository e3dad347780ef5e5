import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exists, replaceAtomically } from './media/write-atomically.ts';
import type { DatabaseLocation } from './model/database-url.ts';
import type { FaultLog } from './model/fault-log.ts';
import { StartError } from './model/problem.ts';
import type { ArticleStore } from './store/article-store.ts';

type Log = Readonly<Record<'warn' | 'error', (fields: object, message: string) => void>>;

interface WatchStorageOptions {
  readonly store: Pick<ArticleStore, 'checkFiles' | 'getLastSeq'>;
  readonly mediaDir: string;
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  readonly log: Log;
  /** The media folder was deleted or replaced: its images are to be made anew. */
  onMediaLost(): Promise<void>;
}

const CHECK_MS = 2_000;
const DATABASE = 'the database cannot be written';
const MEDIA = 'the media folder cannot be used';

/** In the media folder: tells that a database with articles belongs to it. */
function markerOf(mediaDir: string): string {
  return join(mediaDir, 'index', 'in-use');
}

/**
 * Rejects with a `StartError` where the database is an empty file, though it had articles, and warns where there is none any more. Every
 * article would get a new id.
 */
export async function refuseEmptiedDatabase(database: DatabaseLocation, mediaDir: string, log: Log): Promise<void> {
  if (database.kind !== 'file' || !(await exists(markerOf(mediaDir)))) return;
  const file = resolve(database.path);
  const size = await stat(file).then(
    (stats) => stats.size,
    () => undefined,
  );
  if (size === 0) {
    throw new StartError(
      `The database ${file} is an empty file, though it had articles. Restore a backup, or delete the file to begin anew.`,
    );
  }
  if (size !== undefined) return;
  log.error(
    { database: file, media: mediaDir },
    `there is no database ${file}, though the media folder ${mediaDir} was used with one: a new one begins, and each article gets a new id. If this is a mistake, stop the server and restore a backup`,
  );
}

/** Notices what happens to the files of a running server: a database that is deleted or replaced, a media folder that is gone. */
export function watchStorage(options: WatchStorageOptions): { check(): Promise<void>; close(): Promise<void> } {
  const { store, mediaDir, faults, log, onMediaLost } = options;
  const marker = markerOf(mediaDir);
  let isMarked = false;
  /** Its images are not made anew yet. */
  let isLost = false;
  let checking: Promise<void> | undefined;

  const attempt = async (task: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      faults.succeeded(task);
    } catch (error) {
      faults.failed(task, error);
    }
  };

  const checkMedia = async (): Promise<void> => {
    if (!(await exists(marker))) {
      if ((await store.getLastSeq()) === 0) return;
      await replaceAtomically(marker, 'The database of this newsroom has articles.\n');
      isLost = isMarked;
    }
    if (isLost) {
      log.warn(
        { media: mediaDir },
        'the media folder was deleted or replaced: all articles are read again for their images',
      );
      await onMediaLost();
    }
    // Last, so that it is tried again after a fault.
    isLost = false;
    isMarked = true;
  };

  const check = (): Promise<void> => {
    checking ??= (async () => {
      await attempt(DATABASE, store.checkFiles);
      await attempt(MEDIA, checkMedia);
      checking = undefined;
    })();
    return checking;
  };

  const timer = setInterval(() => void check(), CHECK_MS);
  timer.unref();
  return {
    check,
    async close() {
      clearInterval(timer);
      await checking;
    },
  };
}
