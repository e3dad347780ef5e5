import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FileWatcherOptions, watchFiles } from '../../watch/watch-files.ts';
import type { ArticleFile, ArticleSink, ImportReport, RunningSource } from '../source-kind.ts';
import { collectUnchangedPaths } from './collect-unchanged-paths.ts';
import {
  type FolderFiles,
  isArticlePath,
  isHiddenOrTemporary,
  isIgnoredPath,
  isNotStatic,
  toArticleFile,
} from './source-files.ts';

interface WatchFolderOptions extends FolderFiles, Pick<FileWatcherOptions, 'watch' | 'checkMs'> {
  readonly sink: ArticleSink;
  /** Another folder with files that articles attach. */
  readonly staticFolder?: string;
  /** How long a copy waits; tests set it. */
  readonly copyMs?: number;
}

/** A file is read after this time without an event: a save or a copy is many events. */
const QUIET_MS = 100;
/**
 * A refused file is read again after this time before it is reported: by then a slow copy is complete. An article is read again so
 * long after a change of its images or audio, because a change during the copy can go unnoticed.
 */
const RETRY_MS = 1000;
/** A copy of another file is an article of its own after this time, if the other file is still there. */
const COPY_MS = 60_000;
/** Changed files wait this long for new ones that are being read. */
const MAX_ORDER_MS = 1_000;
/** Files that are read between two reports. A close waits for them. */
const MAX_FILES_PER_REPORT = 500;

/**
 * Delivers all articles of a folder, then every file that is written into it, shortly after the last write. Resolves when changes are
 * noticed; the first reading begins after that, so that no change is missed.
 */
export async function watchFolder({
  sink,
  staticFolder,
  copyMs = COPY_MS,
  ...options
}: WatchFolderOptions): Promise<RunningSource> {
  const { folder } = options;
  const retried = new Set<string>();
  /** The absolute paths of media, by the path of the article that names them. */
  const attachments = new Map<string, readonly string[]>();
  const work = new Set<Promise<void>>();
  /** Files that are being read. A file that changes meanwhile is read again afterwards, so that the newer content is saved last. */
  const reading = new Set<string>();
  const changedMeanwhile = new Set<string>();
  /** Deliveries of files that no article has the path of. */
  const readingNew = new Set<Promise<void>>();
  /** Copies that wait, until when, and the files that they are copies of. */
  const copies = new Map<string, { readonly until: number; readonly of: readonly string[] }>();
  /** Files that were refused because another file has their id, and that file. They are read again after a change of it. */
  const duplicates = new Map<string, readonly string[]>();
  let closed = false;

  const { reportFault: onFault, reportRecovered: onRecovered } = sink;
  /** Not one after the other: a file that takes long must not delay those that are written later. */
  const begin = (task: () => Promise<void>): Promise<void> => {
    const running = task()
      .catch((error: Error) => onFault(`${folder}: ${error.message}`))
      .finally(() => work.delete(running));
    work.add(running);
    return running;
  };

  const deliver = async (articles: readonly ArticleFile[], select?: (report: ImportReport) => ImportReport) => {
    for (let start = 0; start < articles.length && !closed; start += MAX_FILES_PER_REPORT) {
      const slice: ArticleFile[] = [];
      for (const article of await listPresent(articles.slice(start, start + MAX_FILES_PER_REPORT))) {
        if (reading.has(article.path)) changedMeanwhile.add(article.path);
        else slice.push(article);
      }
      for (const { path } of slice) reading.add(path);
      await deliverSlice(slice, select);
    }
  };

  /** Resolves when all are read once. Those that cannot be saved now are read again, and the others do not wait for them. */
  const deliverSlice = async (slice: readonly ArticleFile[], select?: (report: ImportReport) => ImportReport) => {
    let left = slice;
    try {
      const report = await sink.deliverFiles(slice, select);
      const isPostponed = ({ path }: ArticleFile) => report.postponed?.files.has(path) === true;
      for (const article of slice) {
        if (isPostponed(article)) continue;
        attachments.set(article.path, report.attachments.get(article.path) ?? []);
        noteDuplicate(article.path, report.duplicates.get(article.path));
        waitForOriginal(article.path, report.copies.get(article.path));
        endReading(article);
      }
      left = slice.filter(isPostponed);
    } finally {
      if (closed || left.length === slice.length) left.forEach(endReading);
      else if (left.length > 0) begin(() => deliverSlice(left, select));
    }
  };

  const endReading = ({ path }: ArticleFile): void => {
    reading.delete(path);
    if (changedMeanwhile.delete(path)) unchanged.touch(path, QUIET_MS);
  };

  const waitForOriginal = (path: string, of: readonly string[] | undefined): void => {
    const until = copies.get(path)?.until ?? performance.now() + copyMs;
    if (of === undefined) return void copies.delete(path);
    copies.set(path, { until, of });
    unchanged.touch(path, until - performance.now());
  };

  const listCopiesOf = (paths: readonly string[]): readonly string[] =>
    [...copies].filter(([, { of }]) => of.some((path) => paths.includes(path))).map(([copy]) => copy);

  const noteDuplicate = (path: string, of: readonly string[] | undefined): void => {
    if (of === undefined) duplicates.delete(path);
    else duplicates.set(path, of);
  };

  const listDuplicatesOf = (paths: readonly string[]): readonly string[] => {
    const absolute = paths.map((path) => resolve(path));
    return [...duplicates].filter(([, of]) => of.some((path) => absolute.includes(path))).map(([file]) => file);
  };

  const mayWait = (path: string): boolean => performance.now() < (copies.get(path)?.until ?? Number.POSITIVE_INFINITY);

  const toArticles = (paths: readonly string[]) =>
    paths.filter((path) => isArticlePath(options, path)).map((path) => toArticleFile(folder, path));

  /** New paths first: a moved file takes its article along before another article is read from its old path. */
  const deliverInOrder = async (articles: readonly ArticleFile[], select?: (report: ImportReport) => ImportReport) => {
    // Where the store cannot be read, only the order is lost: the importer tries again.
    const known = await sink.listKnown(articles.map(({ externalId }) => externalId)).catch(() => new Set<string>());
    const isKnown = ({ externalId }: ArticleFile) => known.has(externalId);
    const newFiles = deliver(
      articles.filter((article) => !isKnown(article)),
      select,
    );
    readingNew.add(newFiles);
    await newFiles.finally(() => readingNew.delete(newFiles));
    const changed = articles.filter(isKnown);
    if (changed.length > 0 && readingNew.size > 0) {
      await Promise.race([Promise.allSettled(readingNew), delay(MAX_ORDER_MS)]);
    }
    await deliver(changed, select);
  };

  const listIgnored = (paths: readonly string[]): readonly string[] =>
    paths.filter((path) => isIgnoredPath(options, path));
  /** Some programs write a temporary file and rename it at once. */
  const reportIgnored = async (paths: readonly string[]): Promise<void> => {
    const files = listIgnored(paths).map((path) => toArticleFile(folder, path));
    for (const { path } of await listPresent(files)) sink.reportIgnored(path);
  };

  const deliverAll = (paths: readonly string[]): Promise<void> => {
    for (const path of listIgnored(paths)) sink.reportIgnored(path);
    return begin(() => deliverInOrder(toArticles(paths)));
  };

  const unchanged = collectUnchangedPaths((paths) => {
    begin(() => reportIgnored(paths));
    const articles = toArticles([...new Set([...paths, ...listCopiesOf(paths), ...listDuplicatesOf(paths)])]);
    const waiting = articles.map((article) =>
      mayWait(article.path) ? { ...article, mayWait: true as const } : article,
    );
    if (waiting.length > 0) begin(() => deliverInOrder(waiting, withoutFirstRefusals));
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
    if (isArticlePath(options, path) || !onMediaWritten(path)) unchanged.touch(path, QUIET_MS);
  };

  /** Whether articles attach the file. */
  const onMediaWritten = (path: string): boolean => {
    const articles = findArticlesThatAttach(path);
    for (const article of articles) unchanged.touch(article, RETRY_MS);
    return articles.length > 0;
  };

  const findArticlesThatAttach = (path: string): readonly string[] => {
    const absolute = resolve(path);
    return [...attachments].filter(([, attached]) => attached.includes(absolute)).map(([article]) => article);
  };

  const onRemoved = (paths: readonly string[]): void => {
    for (const path of paths) {
      unchanged.forget(path);
      retried.delete(path);
      attachments.delete(path);
      copies.delete(path);
      duplicates.delete(path);
    }
    for (const file of [...listCopiesOf(paths), ...listDuplicatesOf(paths)]) unchanged.touch(file, QUIET_MS);
    const articles = paths.filter((path) => isArticlePath(options, path));
    if (articles.length > 0) sink.reportGone(articles);
  };

  const common = { ...options, onFault, onRecovered };
  const watcher = await watchFiles({ ...common, isIgnored: isHiddenOrTemporary(folder), onWritten, onRemoved });
  const staticWatcher =
    staticFolder === undefined
      ? undefined
      : await watchFiles({
          ...common,
          folder: staticFolder,
          isIgnored: isNotStatic(staticFolder),
          onWritten: onMediaWritten,
          onRemoved: () => undefined,
        });
  return {
    imported: deliverAll(watcher.listFiles()),
    async close() {
      closed = true;
      unchanged.close();
      await Promise.all([watcher.close(), staticWatcher?.close()]);
      await Promise.all(work);
    },
  };
}

/** Without files that are gone: the watcher reports them. */
async function listPresent(articles: readonly ArticleFile[]): Promise<readonly ArticleFile[]> {
  const isPresent = ({ path }: ArticleFile) =>
    lstat(path).then(
      () => true,
      ({ code }: NodeJS.ErrnoException) => code !== 'ENOENT',
    );
  const present = await Promise.all(articles.map(isPresent));
  return articles.filter((_, index) => present[index]);
}
