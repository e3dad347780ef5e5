import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { DatabaseLocation } from './model/database-url.ts';
import type { DiskMetrics, FollowerMetrics, NewsroomMetrics } from './model/newsroom-metrics.ts';
import type { Timestamp } from './model/timestamp.ts';
import type { RunningFollowers } from './publish/follow-changes.ts';
import type { ArticleStore } from './store/article-store.ts';

/** Prometheus waits ten seconds for an answer. */
const TIMEOUT_MS = 2_000;

/** `undefined` where the database does not answer: the other metrics are needed most then. */
export async function readChangeLog(
  store: Pick<ArticleStore, 'getLastSeq' | 'listChanges'>,
  followers: readonly Pick<RunningFollowers, 'readMetrics'>[],
  now: Timestamp,
  timeoutMs = TIMEOUT_MS,
): Promise<NewsroomMetrics['changeLog']> {
  const read = async () => {
    const lastSeq = await store.getLastSeq();
    const measure = async ({ name, seq }: { name: string; seq: number }): Promise<FollowerMetrics> => {
      const [oldest] = seq < lastSeq ? await store.listChanges(seq, 1) : [];
      return { name, seq, lagMs: oldest === undefined ? 0 : Math.max(0, now - oldest.at) };
    };
    return { lastSeq, followers: await Promise.all(followers.flatMap((some) => some.readMetrics()).map(measure)) };
  };
  const timeout = new AbortController();
  try {
    return await Promise.race([read(), setTimeout(timeoutMs, undefined, { signal: timeout.signal })]);
  } catch {
    return undefined;
  } finally {
    timeout.abort();
  }
}

/** The disks of the folders that are there. */
export async function readDisks(database: DatabaseLocation, mediaDir: string): Promise<readonly DiskMetrics[]> {
  const folders = { ...(database.kind === 'file' && { database: dirname(database.path) }), media: mediaDir };
  const disks = Object.entries(folders).map(async ([folder, path]): Promise<readonly DiskMetrics[]> => {
    const stats = await statfs(path).catch(() => undefined);
    if (stats === undefined) return [];
    const { bavail, blocks, bsize } = stats;
    return [{ folder: folder as DiskMetrics['folder'], freeBytes: bavail * bsize, sizeBytes: blocks * bsize }];
  });
  return (await Promise.all(disks)).flat();
}
