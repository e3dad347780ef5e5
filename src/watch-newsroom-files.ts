import { availableParallelism } from 'node:os';
import type { Catalog } from './catalog/catalog.ts';
import { hasImported, saveFirstImport, waitForFirstImport } from './first-import.ts';
import { type HeldLease, holdLease } from './hold-lease.ts';
import type { Importer } from './ingest/importer.ts';
import type { Intake } from './ingest/intake.ts';
import type { ImportReport, RunningSource } from './ingest/source-kind.ts';
import type { NewsroomFiles } from './load-newsroom-files.ts';
import type { Bucket } from './media/bucket.ts';
import type { MediaFiles } from './media/media-files.ts';
import type { MediaStore } from './media/media-store.ts';
import type { DatabaseLocation } from './model/database-url.ts';
import type { FaultLog } from './model/fault-log.ts';
import type { ThreadMetrics } from './model/newsroom-metrics.ts';
import { formatProblem, type Problem } from './model/problem.ts';
import type { Clock } from './model/timestamp.ts';
import type { ArticleStore } from './store/article-store.ts';
import { openImportThreads } from './threads/import-threads.ts';
import { watchStorage } from './watch-storage.ts';

export type NewsroomLog = Readonly<Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>>;

/** Documents are rebuilt at once after an import of fewer articles. Larger imports report often. */
const LARGE_IMPORT = 100;
/** Named like a source on the page of refused files. The id of a source has no space. */
const DEFINITIONS = 'feed definitions';

/** What is known of the imports since the start. */
export interface Imports {
  created: number;
  updated: number;
  unchanged: number;
  refusedFiles: number;
  waitingFiles: number;
  lease?: HeldLease | undefined;
  threads?: () => ThreadMetrics;
}

interface WatchOptions {
  readonly database: DatabaseLocation;
  readonly mediaDir: string;
  readonly bucket: Bucket | undefined;
  readonly timeZone: string;
  readonly files: NewsroomFiles;
  readonly store: ArticleStore;
  readonly media: MediaStore;
  readonly mediaFiles: MediaFiles;
  readonly intake: Intake;
  /** Kept up to date. */
  readonly imports: Imports;
  readonly clock: Clock;
  readonly log: NewsroomLog;
  readonly faults: FaultLog;
  /** Closed in reverse order when the newsroom is. */
  readonly resources: AsyncDisposableStack;
  readonly signal: AbortSignal;
  reload(catalog: Catalog): Promise<void>;
  /** Brings documents up to date with what was saved before the call. */
  checkNow(): Promise<void>;
  storeImagesAgain(): Promise<void>;
}

/** Watches feed definitions, the folders of sources where this server has their lease, and the storage. */
export async function watchNewsroomFiles(options: WatchOptions): Promise<RunningSource> {
  const { files, store, mediaFiles, intake, imports, clock, log, reload, checkNow, resources, faults, signal } =
    options;
  // Imported here, since a start answers its first request without them.
  const [{ watchCatalog }, { startSources }, { retryImports }] = await Promise.all([
    import('./catalog/watch-catalog.ts'),
    import('./ingest/start-sources.ts'),
    import('./ingest/retry-imports.ts'),
  ]);
  let refused: readonly Problem[] = [];
  const noteRefused = (problems: readonly Problem[]): void => {
    intake.record(DEFINITIONS, { saved: refused, refused: problems, leftOut: [] });
    refused = problems;
  };
  resources.adopt(
    await watchCatalog(files.folder, {
      current: files.catalog,
      onChange(loaded) {
        noteRefused([]);
        return reload(loaded);
      },
      onProblems(problems) {
        noteRefused(problems);
        for (const problem of problems) {
          log.error(problem, `feed definition refused, the last valid one stays in use: ${formatProblem(problem)}`);
        }
      },
      onRecovered(message) {
        noteRefused([]);
        log.info({}, message);
      },
    }),
    close,
  );
  const importer = await openImporter(options);
  const onReport = ({ created, updated, unchanged, refused }: ImportReport): void => {
    imports.created += created;
    imports.updated += updated;
    imports.unchanged += unchanged;
    imports.refusedFiles += new Set(refused.map(({ file }) => file)).size;
    if (created + updated > 0 && created + updated < LARGE_IMPORT) void checkNow();
  };
  const onWaiting = (files: number): void => {
    imports.waitingFiles = files;
  };
  const imported = Promise.withResolvers<void>();
  const holdSources = () =>
    holdLease({
      store,
      name: 'sources',
      task: 'the folders of articles are not watched',
      faults,
      signal,
      async begin(losing) {
        const isFirst = !(await hasImported(store));
        if (isFirst) await saveFirstImport(store, 'begun', clock, AbortSignal.any([signal, losing]));
        const retrying = {
          faults,
          signal: AbortSignal.any([signal, losing]),
          checkStore: store.checkFiles,
          onWaiting,
        };
        const running = await startSources({
          sources: files.sources,
          importer: retryImports(importer, retrying),
          store,
          intake,
          clock,
          log,
          onReport,
        });
        if (!isFirst) running.imported.then(imported.resolve, imported.reject);
        else {
          running.imported
            .then(() => saveFirstImport(store, 'ended', clock, signal))
            .then(imported.resolve, imported.reject);
        }
        return running;
      },
      onChange(isMine, wasMine) {
        if (isMine && wasMine === false) log.info({}, 'this server watches the folders of articles from now on');
        if (!isMine && wasMine === undefined)
          log.info({}, 'another server watches the folders of articles; this one waits');
        if (!isMine && wasMine)
          log.warn({}, 'this server watches the folders of articles no more: another one may do it');
      },
    });
  const sources = files.sources.length === 0 ? undefined : await holdSources();
  imports.lease = sources;
  if (sources !== undefined) resources.adopt(sources, close);
  const storage = watchStorage({
    store,
    media: mediaFiles,
    faults,
    log,
    async onMediaLost() {
      await options.storeImagesAgain();
      // It begins with reading all files.
      await sources?.restart();
    },
  });
  resources.adopt(storage, close);
  if (sources === undefined) imported.resolve();
  else if (!sources.isMine()) void waitForFirstImport(store, signal).then(imported.resolve);
  return { imported: imported.promise, close: storage.close };
}

async function openImporter(options: WatchOptions): Promise<Importer> {
  const { database, mediaDir, bucket, timeZone, store, media, clock, resources, imports } = options;
  if (database.kind === 'memory') {
    // Threads cannot see it.
    const [{ createImporter }, { openAudioMeter }] = await Promise.all([
      import('./ingest/importer.ts'),
      import('./ingest/measure-audio.ts'),
    ]);
    return createImporter({ store, media, clock, timeZone, measureAudio: openAudioMeter(mediaDir) });
  }
  // One core stays free for requests.
  const threads = availableParallelism() - 1;
  const importer = openImportThreads({ database, mediaDir, bucket, timeZone, threads, isBackground: true });
  imports.threads = importer.readMetrics;
  return resources.adopt(importer, close);
}

function close(resource: { close(): Promise<void> }): Promise<void> {
  return resource.close();
}
