import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createApp } from '../app.ts';
import { type Config, publicUrlOf } from '../config.ts';
import { openAccessLog, type WriteLine } from '../http/access-log.ts';
import { openHotPath } from '../http/hot-path.ts';
import { openHttpServer } from '../http/server.ts';
import { checkFolders } from '../ingest/load-sources.ts';
import { loadNewsroomFiles } from '../load-newsroom-files.ts';
import { memoizeAsync } from '../model/memoize-async.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { openNewsroom } from '../newsroom.ts';
import { openPages } from '../pages/open-pages.ts';
import { loadWidgetVersions } from '../publish/widget-versions.ts';
import { openCheckThreads } from '../threads/check-threads.ts';
import { loadAppearance } from './load-appearance.ts';
import { watchRestartFiles } from './watch-restart-files.ts';

interface RunningServer {
  readonly publicUrl: string;
  readonly feeds: number;
  /** Whether the first import into an empty store has ended. */
  isReady(): boolean;
  /** Resolves when all articles of the start are imported; rejects where a folder cannot be watched. */
  readonly imported: Promise<void>;
  /** Answers for so long, while `/readyz` says that the server stops. Then finishes open requests and closes the store. */
  close(drainMs?: number): Promise<void>;
}

/** How long a stop may take, with the drain. Containers are killed after 15 s (`compose.yaml`). */
const STOP_MS = 8_000;
/** How long open requests may take to finish after a long drain. */
const MIN_GRACE_MS = 3_000;

/** Rejects with a `StartError` where options, definitions, folders, store or port are wrong. Answers requests while it imports articles. */
export async function startServer(
  config: Config,
  log: Logger,
  writeAccessLine?: WriteLine,
  worker?: number,
): Promise<RunningServer> {
  const files = await loadNewsroomFiles(config.FEEDS_DIR);
  const appearance = await loadAppearance(config);
  await checkFolders(files.sources);
  await using opening = new AsyncDisposableStack();
  const newsroom = opening.adopt(await openNewsroom({ config, files, log }), (opened) => opened.close());
  const server = await openHttpServer({ port: config.PORT, host: config.HOST });
  const publicUrl = publicUrlOf(config, server.port);
  const site = omitUndefined({
    name: config.SITE_NAME,
    publicUrl,
    timeZone: config.TIMEZONE,
    contact: config.SITE_CONTACT,
  });
  const accessLog = openAccessLog(writeAccessLine);
  const checkThreads = opening.adopt(
    openCheckThreads({ site, onFault: (err) => log.warn({ err }, 'a page could not be checked') }),
    (opened) => opened.close(),
  );
  let graceMs = STOP_MS;
  // Closed first, so that open checks keep their threads.
  opening.adopt(server, (opened) => opened.close(graceMs));
  const app = createApp({
    ...newsroom,
    isStopping: server.isDraining,
    site,
    pages: openPages(appearance),
    widgetCode: memoizeAsync(async () => (await import('../publish/widget-code.ts')).buildWidgetCode()),
    widgetVersions: memoizeAsync(loadWidgetVersions),
    frameCode: memoizeAsync(async () => (await import('../publish/widget-code.ts')).buildFrameCode()),
    secondScript: memoizeAsync(async () => (await import('../publish/widget-code.ts')).buildSecondScript()),
    checkPage: checkThreads.checkPage,
    async readMetrics() {
      const metrics = await newsroom.readMetrics();
      return { ...metrics, threads: { ...metrics.threads, check: checkThreads.readMetrics() } };
    },
    trustProxy: config.TRUST_PROXY,
    newsroomToken: config.NEWSROOM_TOKEN,
    worker,
    log,
    accessLog,
  });
  server.serve(app, openHotPath({ ...newsroom, accessLog }));
  log.info({ port: server.port, publicUrl }, 'listening');

  opening.defer(watchRestartFiles({ config, sources: files.sources, log }));
  const imported = newsroom.importAndWatch();
  // A caller that closes the server first does not wait for it.
  imported.catch(() => undefined);
  const resources = opening.move();
  return {
    publicUrl,
    feeds: files.catalog.feeds.length,
    isReady: newsroom.isReady,
    imported,
    async close(drainMs = 0) {
      server.drain();
      graceMs = Math.max(STOP_MS - drainMs, MIN_GRACE_MS);
      if (drainMs > 0) await setTimeout(drainMs);
      await resources.disposeAsync();
    },
  };
}
