import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createApp } from '../app.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { importDefinitionImages } from '../catalog/import-definition-images.ts';
import type { CatalogWatcher } from '../catalog/watch-catalog.ts';
import { type Config, publicUrlOf } from '../config.ts';
import { openAccessLog, type WriteLine } from '../http/access-log.ts';
import { openHotPath } from '../http/hot-path.ts';
import { openHttpServer } from '../http/server.ts';
import { checkFolders } from '../ingest/folder/check-folders.ts';
import type { RunningSources } from '../ingest/start-sources.ts';
import { loadNewsroomFiles } from '../load-newsroom-files.ts';
import { openMediaStore } from '../media/media-store.ts';
import { SERVED_FORMATS } from '../model/feed-formats.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { memoizeAsync } from '../model/memoize-async.ts';
import { formatProblem } from '../model/problem.ts';
import { systemClock } from '../model/timestamp.ts';
import { openPages } from '../pages/open-pages.ts';
import { feedKey } from '../publish/document-keys.ts';
import { openFeedArchiver } from '../publish/feed-archiver.ts';
import { followChanges } from '../publish/follow-changes.ts';
import { RepresentationCache } from '../publish/representation-cache.ts';
import { loadWidgetVersions } from '../publish/widget-versions.ts';
import { openStore } from '../store/open-store.ts';
import { openCheckThreads } from '../threads/check-threads.ts';
import { openImportThreads } from '../threads/import-threads.ts';

/** A server that is listening. */
export interface RunningServer {
  readonly publicUrl: string;
  /** How many feeds are published at the start. */
  readonly feeds: number;
  /** Resolves when everything that lay in the sources at the start is in; rejects where they cannot be watched. */
  readonly imported: Promise<void>;
  /** Finishes what is under way and closes the store. */
  close(): Promise<void>;
}

/** How long requests under way may take to finish at a stop, in milliseconds; less than a container gets before it is killed. */
const GRACE_MS = 8_000;
/** How long what takes articles in waits to be loaded: whoever was waiting for the door to open is answered first. */
const FIRST_ANSWER_MS = 100;
const MEGABYTE = 1024 * 1024;
const LARGE_IMPORT = 100;

/**
 * Puts the house together and opens the door. Everything that can be wrong with options, definitions, folders, store or port rejects with a
 * `StartError` before the first request; articles come in while it already serves what it has.
 */
export async function startServer(config: Config, log: Logger, writeAccessLine?: WriteLine): Promise<RunningServer> {
  const files = await loadNewsroomFiles(config.FEEDS_DIR);
  await checkFolders(files.sources);
  const cleanup: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    // In reverse: what was opened last depends on what was opened first.
    for (let step = cleanup.pop(); step !== undefined; step = cleanup.pop()) await step();
  };
  try {
    const store = await openStore({ databaseUrl: config.DATABASE_URL, mintId: mintUuidV7 });
    cleanup.push(() => store.close());
    const media = await openMediaStore(config.MEDIA_DIR);
    const cache = new RepresentationCache(config.CACHE_MB * MEGABYTE);
    const onFault = (fault: unknown): void => log.error({ err: fault }, 'the change log could not be followed');
    const followers = await followChanges({
      store,
      clock: systemClock,
      onChange: (change, holds) => cache.apply(change, holds),
      onFault,
    });
    cleanup.push(() => followers.close());
    const archiver = openFeedArchiver(
      store,
      ({ id }) => cache.invalidate(SERVED_FORMATS.map((format) => feedKey(id, format))),
      (fault) => log.error({ err: fault }, 'an archive could not be extended'),
    );
    cleanup.push(() => archiver.close());

    const adopt = async (loaded: Catalog): Promise<Catalog> => {
      const { catalog: adopted, problems } = await importDefinitionImages(loaded, config.FEEDS_DIR, media.addImage);
      for (const problem of problems) log.error(problem, `picture left out: ${formatProblem(problem)}`);
      return adopted;
    };
    let catalog = await adopt(files.catalog);
    const server = await openHttpServer({ port: config.PORT, host: config.HOST });
    const publicUrl = publicUrlOf(config, server.port);
    const site = { name: config.SITE_NAME, publicUrl };
    const accessLog = openAccessLog(writeAccessLine);
    const checkThreads = openCheckThreads({
      site,
      onFault: (fault) => log.warn({ err: fault }, 'a page could not be checked'),
    });
    cleanup.push(() => checkThreads.close());
    server.serve(
      createApp({
        site,
        catalog: () => catalog,
        store,
        cache,
        archiver,
        clock: systemClock,
        isReady: () => true,
        pages: openPages(),
        widgetCode: memoizeAsync(async () => (await import('../publish/widget-code.ts')).buildWidgetCode()),
        widgetVersions: memoizeAsync(loadWidgetVersions),
        frameCode: memoizeAsync(async () => (await import('../publish/widget-code.ts')).buildFrameCode()),
        archiveScript: memoizeAsync(async () => (await import('../publish/widget-code.ts')).buildArchiveScript()),
        checkPage: checkThreads.checkPage,
        mediaDir: path.resolve(config.MEDIA_DIR),
        trustProxy: config.TRUST_PROXY,
        log,
        accessLog,
      }),
      openHotPath(cache, accessLog),
    );
    cleanup.push(() => server.close(GRACE_MS));
    log.info({ port: server.port, publicUrl }, 'listening');

    const watchDefinitions = async (): Promise<CatalogWatcher> => {
      const { watchCatalog } = await import('../catalog/watch-catalog.ts');
      return watchCatalog(config.FEEDS_DIR, {
        current: files.catalog,
        async onChange(changed) {
          catalog = await adopt(changed);
          cache.invalidateAll();
          log.info({ feeds: changed.feeds.length }, 'feed definitions reloaded');
        },
        onProblems(problems) {
          for (const problem of problems)
            log.error(problem, `definition refused, the last good one stays: ${formatProblem(problem)}`);
        },
      });
    };

    const takeIn = async (): Promise<RunningSources> => {
      const watcher = await watchDefinitions();
      cleanup.push(() => watcher.close());
      const [{ createImporter }, { startSources }] = await Promise.all([
        import('../ingest/importer.ts'),
        import('../ingest/start-sources.ts'),
      ]);
      const importer = openImportThreads({
        databaseUrl: config.DATABASE_URL,
        mediaDir: config.MEDIA_DIR,
        // One core is left for those who read.
        threads: availableParallelism() - 1,
        here: createImporter({ store, media, clock: systemClock }),
        onFault: (fault) =>
          log.error({ err: fault }, 'a thread that imports failed, its files are taken in without it'),
      });
      cleanup.push(() => importer.close());
      const sources = await startSources({
        sources: files.sources,
        importer,
        log,
        onSaved(articles) {
          // Of a large import the log itself tells, not quite so often.
          if (articles < LARGE_IMPORT) void followers.checkNow().catch(onFault);
        },
      });
      cleanup.push(() => sources.close());
      return sources;
    };
    const stopped = new AbortController();
    const taking = delay(FIRST_ANSWER_MS, undefined, { signal: stopped.signal }).then(takeIn);
    const imported = taking.then((sources) => sources.imported);
    // Whoever stops the server before that does not wait for it.
    imported.catch(() => undefined);
    cleanup.push(async () => {
      stopped.abort();
      await taking.catch(() => undefined);
    });
    return { publicUrl, feeds: catalog.feeds.length, imported, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
