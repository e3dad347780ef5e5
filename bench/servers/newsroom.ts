import { createServer } from 'node:http';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { openAccessLog } from '../../src/http/access-log.ts';
import { openHotPath } from '../../src/http/hot-path.ts';
import { openHttpServer } from '../../src/http/server.ts';
import { loadNewsroomFiles } from '../../src/load-newsroom-files.ts';
import { SERVED_FORMATS } from '../../src/model/feed-formats.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { systemClock } from '../../src/model/timestamp.ts';
import { openPages } from '../../src/pages/open-pages.ts';
import { feedKey } from '../../src/publish/document-keys.ts';
import { openFeedArchiver } from '../../src/publish/feed-archiver.ts';
import { followChanges } from '../../src/publish/follow-changes.ts';
import { type BuiltDocument, RepresentationCache } from '../../src/publish/representation-cache.ts';
import { openStore } from '../../src/store/open-store.ts';
import { articleMaker } from '../articles.ts';
import { ARCHIVE_SHAPE } from '../newsroom-folder.ts';

/**
 * The server put together as `commands/start-server.ts` does, without the sources, and beside it a door for the bench: `POST /publish?number=N`
 * saves article N as new and announces it, `GET /builds` tells how many documents were built so far.
 */
class CountingCache extends RepresentationCache {
  builds = 0;

  override load(key: string, build: () => Promise<BuiltDocument>) {
    return super.load(key, () => {
      this.builds += 1;
      return build();
    });
  }
}

const [folder = '', port = '0', doorPort = '0', cacheMb = '64'] = process.argv.slice(2);
const fail = (fault: unknown): never => {
  throw fault;
};

const { catalog } = await loadNewsroomFiles(path.join(folder, 'feeds'));
const store = await openStore({ databaseUrl: `sqlite:${path.join(folder, 'tidings.db')}`, mintId: mintUuidV7 });
const cache = new CountingCache(Number(cacheMb) * 1024 * 1024);
const followers = await followChanges({
  store,
  clock: systemClock,
  onChange: (change, holds) => cache.apply(change, holds),
  onFault: fail,
});
const archiver = openFeedArchiver(
  store,
  ({ id }) => cache.invalidate(SERVED_FORMATS.map((format) => feedKey(id, format))),
  fail,
);

const make = articleMaker(ARCHIVE_SHAPE);
const door = createServer(async (request, response) => {
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  if (url.pathname !== '/publish') return void response.end(JSON.stringify({ builds: cache.builds }));
  const began = performance.now();
  const now = systemClock();
  await store.save([{ ...make(Number(url.searchParams.get('number'))), publishedAt: now }], now);
  await followers.checkNow();
  response.end(JSON.stringify({ savedMs: performance.now() - began }));
});

const server = await openHttpServer({ port: Number(port), host: '127.0.0.1' });
const accessLog = openAccessLog(undefined);
server.serve(
  createApp({
    site: { name: 'Bench News', publicUrl: 'https://news.example.org' },
    catalog: () => catalog,
    store,
    cache,
    archiver,
    clock: systemClock,
    isReady: () => true,
    pages: openPages(),
    widgetCode: async () => '',
    widgetVersions: async () => [],
    checkPage: async () => ({ verdict: 'unknown', findings: [] }),
    archiveScript: async () => ({ path: '', code: '' }),
    frameCode: async () => ({ script: '', css: {} }),
    mediaDir: path.join(folder, 'media'),
    trustProxy: 0,
    accessLog,
    log: pino({ level: 'warn' }),
  }),
  openHotPath(cache, accessLog),
);
door.listen(Number(doorPort), '127.0.0.1');
