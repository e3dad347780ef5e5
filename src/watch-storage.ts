import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { MediaFiles } from './media/media-files.ts';
import type { DatabaseLocation } from './model/database-url.ts';
import type { FaultLog } from './model/fault-log.ts';
import { StartError } from './model/problem.ts';
import type { ArticleStore } from './store/article-store.ts';

type Log = Readonly<Record<'warn' | 'error', (fields: object, message: string) => void>>;

interface WatchStorageOptions {
  readonly store: Pick<ArticleStore, 'checkFiles' | 'getLastSeq'>;
  readonly media: Pick<MediaFiles, 'what' | 'name' | 'checkMs' | 'readText' | 'replace'>;
  readonly faults: Pick<FaultLog, 'failed' | 'succeeded'>;
  readonly log: Log;
  /** The media were deleted or replaced: images are to be made anew. */
  onMediaLost(): Promise<void>;
}

const CHECK_MS = 2_000;
const DATABASE = 'the database cannot be written';
/** Beside the media: tells that a database with articles belongs to them. */
const MARKER = 'index/in-use';

/**
 * Rejects with a `StartError` where the database is an empty file, though it had articles, and warns where there is none any more. Every
 * article would get a new id.
 */
export async function refuseEmptiedDatabase(
  database: DatabaseLocation,
  media: Pick<MediaFiles, 'what' | 'name' | 'has'>,
  log: Log,
): Promise<void> {
  if (database.kind !== 'file' || !(await media.has(MARKER).catch(() => false))) return;
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
    { database: file, media: media.name },
    `there is no database ${file}, though the ${media.what} ${media.name} was used with one: a new one begins, and each article gets a new id. If this is a mistake, stop the server and restore a backup`,
  );
}

/** Notices what happens to the files of a running server: a database that is deleted or replaced, a media folder that is gone. */
export function watchStorage(options: WatchStorageOptions): { check(): Promise<void>; close(): Promise<void> } {
  const { store, media, faults, log, onMediaLost } = options;
  const mediaTask = `the ${media.what} cannot be used`;
  /** What the marker has: each new one is another text, so that every server notices that the former is gone. */
  let known: string | undefined;
  /** Its images are not made anew yet. */
  let isLost = false;
  const attempt = async (task: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      faults.succeeded(task);
    } catch (error) {
      faults.failed(task, error);
    }
  };

  const checkMedia = async (): Promise<void> => {
    let found = await media.readText(MARKER);
    if (found === undefined) {
      if ((await store.getLastSeq()) === 0) return;
      found = `The database of this newsroom has articles (${randomUUID()}).\n`;
      await media.replace(MARKER, found);
    }
    isLost ||= known !== undefined && found !== known;
    known = found;
    if (isLost) {
      log.warn(
        { media: media.name },
        `the ${media.what} was deleted or replaced: all articles are read again for their images`,
      );
      await onMediaLost();
    }
    // Last, so that it is tried again after a fault.
    isLost = false;
  };

  const checks = [
    runOneAtATime(() => attempt(DATABASE, store.checkFiles), CHECK_MS),
    // A bucket may take long to answer.
    runOneAtATime(() => attempt(mediaTask, checkMedia), media.checkMs),
  ];
  return {
    async check() {
      for (const { run } of checks) await run();
    },
    async close() {
      for (const { stop } of checks) await stop();
    },
  };
}

/** Runs work again and again. A call while it runs waits for that run. */
function runOneAtATime(work: () => Promise<void>, everyMs: number) {
  let running: Promise<void> | undefined;
  const run = (): Promise<void> => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void run(), everyMs);
  timer.unref();
  return {
    run,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
