import { resolve } from 'node:path';
import { type ChokidarOptions, type FSWatcher, watch as watchWithChokidar } from 'chokidar';
import type { ImportReport } from '../import-report.ts';
import type { ArticleFile, ArticleSink, RunningSource } from '../source-kind.ts';
import {
  type FolderFiles,
  isArticlePath,
  isHiddenOrTemporary,
  isIgnoredPath,
  listFolder,
  toArticleFile,
} from './source-files.ts';
import { collectUnchangedPaths } from './unchanged-paths.ts';

export interface WatchFolderOptions extends FolderFiles {
  readonly sink: ArticleSink;
  /** Tests give a file system that fails. */
  readonly watch?: (folder: string, options: ChokidarOptions) => FSWatcher;
}

/** A file is read after this time without an event: a save or a copy is many events. */
const QUIET_MS = 100;
/** A refused file is read again after this time before it is reported: by then a slow copy is complete. */
const RETRY_MS = 1000;
/** How often files are compared where the system cannot report changes. */
const POLLING_MS = 500;
/** Files that are read between two reports. A close waits for them. */
const MAX_FILES_PER_REPORT = 500;
/** The error codes of the system's limits on watches (inotify) and open files. */
const LIMIT_CODES: readonly string[] = ['ENOSPC', 'EMFILE', 'ENFILE'];

/**
 * Delivers all articles of a folder, then every file that is written into it, a fraction of a second after the last write. Resolves when
 * changes are noticed; the first reading begins after that, so that no change falls between. The folder is polled where the system has no watches left.
 */
export async function watchFolder({
  sink,
  watch = watchWithChokidar,
  ...files
}: WatchFolderOptions): Promise<RunningSource> {
  const { folder } = files;
  const retried = new Set<string>();
  /** The absolute paths of the media that each article names, by the article's path. */
  const attachments = new Map<string, readonly string[]>();
  let work: Promise<void> = Promise.resolve();
  let closed = false;

  const enqueue = (task: () => Promise<void>): Promise<void> => {
    work = work.then(task).catch((error: unknown) => sink.reportFault(`${folder}: ${messageOf(error)}`));
    return work;
  };

  const deliver = async (articles: readonly ArticleFile[], select?: (report: ImportReport) => ImportReport) => {
    for (let start = 0; start < articles.length && !closed; start += MAX_FILES_PER_REPORT) {
      const slice = articles.slice(start, start + MAX_FILES_PER_REPORT);
      const report = await sink.deliverFiles(slice, select);
      for (const { path } of slice) attachments.set(path, report.attachments.get(path) ?? []);
    }
  };

  const deliverAll = () =>
    enqueue(async () => {
      const { articles, ignored } = await listFolder(files);
      for (const path of ignored) sink.reportIgnored(path);
      await deliver(articles);
    });

  const unchanged = collectUnchangedPaths((paths) => {
    for (const path of paths.filter((candidate) => isIgnoredPath(files, candidate))) sink.reportIgnored(path);
    const articles = paths.filter((path) => isArticlePath(files, path)).map((path) => toArticleFile(folder, path));
    if (articles.length > 0) enqueue(() => deliver(articles, withoutFirstRefusals));
  });

  /** Drops the refusals of files that are read once more, and schedules that. */
  const withoutFirstRefusals = (report: ImportReport): ImportReport => {
    const refused = new Set(report.refused.map(({ file }) => file));
    const toRetry = [...refused].filter((path) => !retried.has(path));
    for (const path of [...refused, ...report.saved.map(({ file }) => file)]) retried.delete(path);
    for (const path of toRetry) {
      retried.add(path);
      unchanged.touch(path, RETRY_MS);
    }
    return { ...report, refused: report.refused.filter(({ file }) => !toRetry.includes(file)) };
  };

  const onWritten = (path: string): void => {
    const articles = isArticlePath(files, path) ? [path] : findArticlesThatAttach(path);
    for (const article of articles) unchanged.touch(article, QUIET_MS);
    if (articles.length === 0) unchanged.touch(path, QUIET_MS);
  };

  const findArticlesThatAttach = (path: string): readonly string[] => {
    const absolute = resolve(path);
    return [...attachments].filter(([, attached]) => attached.includes(absolute)).map(([article]) => article);
  };

  const onRemoved = (path: string): void => {
    unchanged.forget(path);
    if (closed || !isArticlePath(files, path)) return;
    retried.delete(path);
    attachments.delete(path);
    sink.reportGone(path);
  };

  const open = async (options: ChokidarOptions): Promise<FSWatcher> => {
    const watcher = watch(folder, { ignoreInitial: true, ignored: isHiddenOrTemporary(folder), ...options });
    watcher.on('add', onWritten).on('change', onWritten).on('unlink', onRemoved);
    watcher.on('error', (error) => void onError(error, watcher));
    await new Promise<void>((ready) => {
      watcher.once('ready', () => ready());
      watcher.once('error', () => ready());
    });
    return watcher;
  };

  let polling: Promise<FSWatcher> | undefined;
  const onError = async (error: unknown, failed: FSWatcher): Promise<void> => {
    if (closed || polling !== undefined) return;
    if (!LIMIT_CODES.includes((error as NodeJS.ErrnoException).code ?? '')) {
      return sink.reportFault(`${folder}: ${messageOf(error)}`);
    }
    sink.reportFault(`${folder}: the system has no watches left (${messageOf(error)}); its files are polled`);
    polling = open({ usePolling: true, interval: POLLING_MS });
    await failed.close();
    await polling;
    await deliverAll();
  };

  const watcher = await open({});
  return {
    imported: deliverAll(),
    async close() {
      closed = true;
      unchanged.close();
      await Promise.all([watcher.close(), polling?.then((opened) => opened.close())]);
      await work;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
