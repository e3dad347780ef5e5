import { availableParallelism } from 'node:os';
import type { Catalog } from './catalog/catalog.ts';
import { findUnknownTerms } from './catalog/find-unknown-terms.ts';
import { openCatalogImages } from './catalog-images.ts';
import type { Config } from './config.ts';
import { hasImported, saveFirstImport, waitForFirstImport } from './first-import.ts';
import { holdConsumers } from './hold-consumers.ts';
import { type HeldLease, holdLease } from './hold-lease.ts';
import type { Importer } from './ingest/importer.ts';
import { createIntake, type Intake } from './ingest/intake.ts';
import type { ImportReport, RunningSource } from './ingest/source-kind.ts';
import type { NewsroomFiles } from './load-newsroom-files.ts';
import type { MediaFiles } from './media/media-files.ts';
import { createMediaStore, type MediaStore, openMediaFiles } from './media/media-store.ts';
import { feedUrl } from './model/addresses.ts';
import { type FaultLog, openFaultLog } from './model/fault-log.ts';
import { SERVED_FORMATS } from './model/feed-formats.ts';
import { type MintId, mintUuidV7 } from './model/ids.ts';
import type { NewsroomMetrics, ThreadMetrics } from './model/newsroom-metrics.ts';
import { omitUndefined } from './model/omit-undefined.ts';
import { formatProblem, type Problem } from './model/problem.ts';
import { type Clock, systemClock } from './model/timestamp.ts';
import { type CustomFeedUses, openCustomFeedUses } from './publish/custom-feed-uses.ts';
import { type FeedArchiver, openFeedArchiver } from './publish/feed-archiver.ts';
import { followChanges } from './publish/follow-changes.ts';
import { createCacheFollower, KEY_SITE, RepresentationCache, type TagHeader } from './publish/representation-cache.ts';
import type { ChangeConsumer } from './push/consume-changes.ts';
import { readChangeLog, readDisks } from './read-metrics.ts';
import type { ArticleStore } from './store/article-store.ts';
import { openStore } from './store/open-store.ts';
import { openImportThreads } from './threads/import-threads.ts';
import { refuseEmptiedDatabase, watchStorage } from './watch-storage.ts';

type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>>;

type PurgeOption = 'PURGE' | 'PURGE_URL' | 'PURGE_ZONE' | 'PURGE_TOKEN';

interface NewsroomOptions {
  readonly config: Pick<
    Config,
    'DATABASE_URL' | 'MEDIA_DIR' | 'bucket' | 'CACHE_MB' | 'TIMEZONE' | 'PUBLIC_URL' | PurgeOption
  >;
  readonly files: NewsroomFiles;
  readonly clock?: Clock;
  /** Tests give ids that they can repeat. */
  readonly mintId?: MintId;
  /** How long consumers are told of a change after this server knows it. */
  readonly deliveryDelayMs?: number;
  readonly log: Log;
}

/** Everything behind the HTTP server: the store, the documents made from it, and the folders that fill it. */
export interface Newsroom {
  readonly store: ArticleStore;
  readonly media: MediaStore;
  readonly cache: RepresentationCache;
  readonly archiver: FeedArchiver;
  readonly customFeedUses: CustomFeedUses;
  readonly intake: Intake;
  readonly clock: Clock;
  /** What does not work at the moment. */
  readonly faults: FaultLog;
  /** Never rejects, and answers within two seconds, also where the database does not. */
  readMetrics(): Promise<NewsroomMetrics>;
  catalog(): Catalog;
  setCatalog(catalog: Catalog): Promise<void>;
  /** False until the first import into an empty store has ended: feeds are incomplete until then. */
  isReady(): boolean;
  /** Brings documents up to date with what was saved before the call. */
  checkNow(): Promise<void>;
  /** Resolves when the files that were there are imported; rejects where a folder cannot be watched. */
  importAndWatch(): Promise<void>;
  /** Stops watching, finishes what runs and closes the store. */
  close(): Promise<void>;
}

const BYTES_PER_MB = 1024 * 1024;
/** Documents are rebuilt at once after an import of fewer articles. Larger imports report often. */
const LARGE_IMPORT = 100;
/** Named like a source on the page of refused files. The id of a source has no space. */
const DEFINITIONS = 'feed definitions';

/** Rejects with a `StartError` where a folder or the store cannot be used. */
export async function openNewsroom(options: NewsroomOptions): Promise<Newsroom> {
  const { config, files, clock = systemClock, mintId = mintUuidV7, log } = options;
  await using opening = new AsyncDisposableStack();
  const faults = openFaultLog(log, clock);
  const mediaFiles = await openMediaFiles(config.MEDIA_DIR, config.bucket);
  await refuseEmptiedDatabase(config.DATABASE_URL, mediaFiles, log);
  const store = opening.adopt(await openStore({ database: config.DATABASE_URL, mintId }), close);
  const media = createMediaStore(mediaFiles);
  let ready = files.sources.length === 0 || (await hasImported(store));
  const isReady = (): boolean => ready;
  const cache = new RepresentationCache(config.CACHE_MB * BYTES_PER_MB, isReady, clock, await loadTagHeader(config));
  const followers = opening.adopt(
    await followChanges({
      store,
      clock,
      followers: [createCacheFollower(cache, store)],
      faults,
    }),
    close,
  );
  const archiver = opening.adopt(
    openFeedArchiver(
      store,
      ({ id }) => cache.invalidate(SERVED_FORMATS.map((format) => feedUrl(KEY_SITE, id, format))),
      faults,
    ),
    close,
  );

  const customFeedUses = opening.adopt(
    openCustomFeedUses(store, clock, (err) => log.error({ err }, 'the use of custom feeds could not be noted')),
    close,
  );

  let catalog = files.catalog;
  const images = opening.adopt(
    openCatalogImages(files.folder, media, faults, log, (imported) => {
      catalog = imported;
      cache.invalidate();
    }),
    close,
  );
  const setCatalog = images.setCatalog;
  await setCatalog(files.catalog);
  /** The first article of a term may still come. */
  const warnOfUnknownTerms = async (): Promise<void> => {
    for (const problem of await findUnknownTerms(catalog, files.folder, store)) {
      log.warn(problem, `feed definition: ${formatProblem(problem)}`);
    }
  };

  const consuming = holdConsumers({
    consumers: await loadConsumers(config),
    store,
    followers,
    faults,
    ...omitUndefined({ delayMs: options.deliveryDelayMs }),
  });
  opening.adopt(consuming, close);

  const stopping = new AbortController();
  let watching: Promise<RunningSource> | undefined;
  const intake = createIntake(clock);
  const imports: Imports = { created: 0, updated: 0, unchanged: 0, refusedFiles: 0, waitingFiles: 0 };
  const resources = opening.move();
  return {
    store,
    media,
    cache,
    archiver,
    customFeedUses,
    intake,
    clock,
    faults,
    catalog: () => catalog,
    setCatalog,
    isReady,
    async readMetrics() {
      const { created, updated, unchanged, refusedFiles, waitingFiles, lease, threads } = imports;
      const now = clock();
      const [changeLog, disks] = await Promise.all([
        readChangeLog(store, [followers, consuming], now),
        readDisks(config.DATABASE_URL, config.MEDIA_DIR),
      ]);
      return {
        isReady: ready,
        cache: cache.readMetrics(),
        store: store.readMetrics(),
        ...omitUndefined({ changeLog }),
        imports: {
          articles: { created, updated, unchanged },
          refusedFiles,
          waitingFiles,
          problemFiles: intake.count(),
        },
        leases: lease === undefined ? {} : { sources: lease.isMine() },
        faults: faults.list().map(({ task, since }) => ({ task, ms: now - since })),
        disks,
        threads: threads === undefined ? {} : { import: threads() },
      };
    },
    checkNow: () => followers.checkNow(),
    async importAndWatch() {
      const reload = async (loaded: Catalog): Promise<void> => {
        await setCatalog(loaded);
        log.info({ feeds: loaded.feeds.length }, 'feed definitions reloaded');
        if (ready) await warnOfUnknownTerms();
      };
      watching = watchFolders({
        ...options,
        clock,
        store,
        media,
        mediaFiles,
        intake,
        imports,
        reload,
        checkNow: followers.checkNow,
        resources,
        faults,
        signal: stopping.signal,
        storeImagesAgain: images.storeAgain,
      });
      await (await watching).imported;
      if (stopping.signal.aborted) return;
      await followers.checkNow();
      ready = true;
      await warnOfUnknownTerms();
    },
    async close() {
      stopping.abort();
      await watching?.catch(() => undefined);
      await resources.disposeAsync();
    },
  };
}

async function loadTagHeader({ PURGE }: NewsroomOptions['config']): Promise<TagHeader | undefined> {
  return PURGE === '' ? undefined : (await import('./push/cdn.ts')).tagHeaderOf(PURGE);
}

async function loadConsumers(config: NewsroomOptions['config']): Promise<readonly ChangeConsumer[]> {
  if (config.PURGE === '') return [];
  const { createPurgeConsumers } = await import('./push/purge-consumer.ts');
  return createPurgeConsumers({
    kind: config.PURGE,
    urls: config.PURGE_URL,
    zone: config.PURGE_ZONE,
    token: config.PURGE_TOKEN,
    publicUrl: config.PUBLIC_URL,
  });
}

/** What is known of the imports since the start. */
interface Imports {
  created: number;
  updated: number;
  unchanged: number;
  refusedFiles: number;
  waitingFiles: number;
  lease?: HeldLease | undefined;
  threads?: () => ThreadMetrics;
}

interface WatchOptions
  extends Required<Omit<NewsroomOptions, 'mintId' | 'deliveryDelayMs'>>,
    Pick<Newsroom, 'store' | 'intake' | 'checkNow' | 'faults'>,
    Readonly<{
      media: MediaStore;
      imports: Imports;
      mediaFiles: MediaFiles;
      reload: (catalog: Catalog) => Promise<void>;
      resources: AsyncDisposableStack;
      signal: AbortSignal;
      storeImagesAgain(): Promise<void>;
    }> {}

async function watchFolders(options: WatchOptions): Promise<RunningSource> {
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

async function openImporter({ config, store, media, clock, resources, imports }: WatchOptions): Promise<Importer> {
  const { DATABASE_URL: database, MEDIA_DIR: mediaDir, bucket, TIMEZONE: timeZone } = config;
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
