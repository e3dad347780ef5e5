import { resolve } from 'node:path';
import { type ChokidarOptions, type FSWatcher, watch as watchWithChokidar } from 'chokidar';
import type { Importer, ImportReport } from '../importer.ts';
import type { Source } from '../source-kinds.ts';
import type { ArticleFile } from './article-file.ts';
import { isArticlePath, isHiddenOrTemporary, listArticleFiles, toArticleFile } from './source-files.ts';
import { collectUnchangedPaths } from './unchanged-paths.ts';

/** Who is told what happens in a source's folder. */
export interface FolderListener {
  onImport(report: ImportReport): void;
  /** A file is gone. Its article stays: an article is taken back by saying so. */
  onRemoved(path: string): void;
  /** The folder cannot be watched or read as it should; the message says what is done about it. */
  onTrouble(message: string): void;
}

/** What a watcher works with. */
export interface FolderWatcherDependencies {
  readonly source: Source;
  readonly importer: Importer;
  readonly listener: FolderListener;
  /** How the file system is asked; tests give one that fails. */
  readonly watch?: (folder: string, options: ChokidarOptions) => FSWatcher;
}

/** Keeps the store in step with a folder. */
export interface FolderWatcher {
  /** Resolves when every file that was there at the start has been read. */
  readonly imported: Promise<void>;
  /** Ends the watch once what is under way has been saved. */
  close(): Promise<void>;
}

/** How long a file has to be left alone before it is read: a save or a copy is many events. */
const QUIET_MS = 100;
/** When a refused file is read again before it is reported: what paused in the middle of a copy is whole by then. */
const SECOND_LOOK_MS = 1000;
/** How often files are looked at where the system cannot tell of changes. */
const POLLING_MS = 500;
/** Files that are read before a report is given, and before a close is heeded. */
const FILES_AT_A_TIME = 500;
/** The system's limits on watches (inotify) and open files. */
const LIMITS: readonly string[] = ['ENOSPC', 'EMFILE', 'ENFILE'];

/**
 * Reads all of a source's folder and then whatever is written into it, a fraction of a second after the writing has ended. Resolves once changes are
 * seen; none falls between, since the first reading comes after. Where the system has no watches left, the folder is polled.
 */
export async function watchFolder(dependencies: FolderWatcherDependencies): Promise<FolderWatcher> {
  const { source, importer, listener, watch = watchWithChokidar } = dependencies;
  const onSecondLook = new Set<string>();
  const attachments = new Map<string, readonly string[]>();
  let work: Promise<void> = Promise.resolve();
  let closed = false;

  const enqueue = (task: () => Promise<void>): Promise<void> => {
    work = work.then(task).catch((error: unknown) => listener.onTrouble(`${source.folder}: ${messageOf(error)}`));
    return work;
  };

  const importFiles = async (files: readonly ArticleFile[], onReport: (report: ImportReport) => void) => {
    for (let start = 0; start < files.length && !closed; start += FILES_AT_A_TIME) {
      const slice = files.slice(start, start + FILES_AT_A_TIME);
      const report = await importer.importFiles(source, slice);
      for (const { path } of slice) attachments.set(path, report.attachments.get(path) ?? []);
      onReport(report);
    }
  };

  const importAll = () => enqueue(async () => importFiles(await listArticleFiles(source), listener.onImport));

  const written = collectUnchangedPaths((paths) => {
    const files = paths.map((path) => toArticleFile(source, path));
    enqueue(() => importFiles(files, (report) => listener.onImport(holdBackFirstRefusals(report))));
  });

  /** Leaves out the refusals of files that get a second look; the look itself is planned here. */
  const holdBackFirstRefusals = (report: ImportReport): ImportReport => {
    const refused = new Set(report.refused.map(({ file }) => file));
    const first = [...refused].filter((path) => !onSecondLook.has(path));
    for (const path of [...refused, ...report.saved.map((saved) => saved.path)]) onSecondLook.delete(path);
    for (const path of first) {
      onSecondLook.add(path);
      written.touch(path, SECOND_LOOK_MS);
    }
    return { ...report, refused: report.refused.filter(({ file }) => !first.includes(file)) };
  };

  const onWritten = (path: string): void => {
    if (isArticlePath(source, path)) written.touch(path, QUIET_MS);
    else for (const article of findArticlesThatName(path)) written.touch(article, QUIET_MS);
  };

  const findArticlesThatName = (path: string): readonly string[] => {
    const absolute = resolve(path);
    return [...attachments].filter(([, named]) => named.includes(absolute)).map(([article]) => article);
  };

  const onRemoved = (path: string): void => {
    if (closed || !isArticlePath(source, path)) return;
    written.forget(path);
    onSecondLook.delete(path);
    attachments.delete(path);
    listener.onRemoved(path);
  };

  const open = async (options: ChokidarOptions): Promise<FSWatcher> => {
    const watcher = watch(source.folder, { ignoreInitial: true, ignored: isHiddenOrTemporary(source), ...options });
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
    if (!LIMITS.includes((error as NodeJS.ErrnoException).code ?? '')) {
      return listener.onTrouble(`${source.folder}: ${messageOf(error)}`);
    }
    listener.onTrouble(`${source.folder}: the system has no watches left (${messageOf(error)}); its files are polled`);
    polling = open({ usePolling: true, interval: POLLING_MS });
    await failed.close();
    await polling;
    await importAll();
  };

  const watcher = await open({});
  return {
    imported: importAll(),
    async close() {
      closed = true;
      written.close();
      await Promise.all([watcher.close(), polling?.then((opened) => opened.close())]);
      await work;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
