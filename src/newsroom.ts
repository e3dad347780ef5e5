import type { Catalog } from './catalog/catalog.ts';
import { findUnknownTerms } from './catalog/find-unknown-terms.ts';
import { openCatalogImages } from './catalog-images.ts';
import type { Config } from './config.ts';
import { hasImported } from './first-import.ts';
import { holdConsumers } from './hold-consumers.ts';
import { createIntake, type Intake } from './ingest/intake.ts';
import type { RunningSource } from './ingest/source-kind.ts';
import type { NewsroomFiles } from './load-newsroom-files.ts';
import { createMediaStore, type MediaStore, openMediaFiles } from './media/media-store.ts';
import { feedUrl } from './model/addresses.ts';
import { type FaultLog, openFaultLog } from './model/fault-log.ts';
import { SERVED_FORMATS } from './model/feed-formats.ts';
import { type MintId, mintUuidV7 } from './model/ids.ts';
import type { NewsroomMetrics } from './model/newsroom-metrics.ts';
import { omitUndefined } from './model/omit-undefined.ts';
import { formatProblem } from './model/problem.ts';
import { type Clock, systemClock } from './model/timestamp.ts';
import { type CustomFeedUses, openCustomFeedUses } from './publish/custom-feed-uses.ts';
import { type FeedArchiver, openFeedArchiver } from './publish/feed-archiver.ts';
import { followChanges } from './publish/follow-changes.ts';
import { createCacheFollower, KEY_SITE, RepresentationCache, type TagHeader } from './publish/representation-cache.ts';
import type { ChangeConsumer } from './push/consume-changes.ts';
import { readChangeLog, readDisks } from './read-metrics.ts';
import type { ArticleStore } from './store/article-store.ts';
import { openStore } from './store/open-store.ts';
import { type Imports, type NewsroomLog, watchNewsroomFiles } from './watch-newsroom-files.ts';
import { refuseEmptiedDatabase } from './watch-storage.ts';

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
  readonly log: NewsroomLog;
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
      watching = watchNewsroomFiles({
        database: config.DATABASE_URL,
        mediaDir: config.MEDIA_DIR,
        bucket: config.bucket,
        timeZone: config.TIMEZONE,
        files,
        log,
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

function close(resource: { close(): Promise<void> }): Promise<void> {
  return resource.close();
}
