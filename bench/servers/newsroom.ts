import { createServer } from 'node:http';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { openAccessLog } from '../../src/http/access-log.ts';
import { openHotPath } from '../../src/http/hot-path.ts';
import { openHttpServer } from '../../src/http/server.ts';
import { loadNewsroomFiles } from '../../src/load-newsroom-files.ts';
import { systemClock } from '../../src/model/timestamp.ts';
import { openNewsroom } from '../../src/newsroom.ts';
import { openPages } from '../../src/pages/open-pages.ts';
import type { BuiltDocument } from '../../src/publish/representation-cache.ts';
import { articleMaker } from '../article-maker.ts';
import { ARCHIVE_SHAPE } from '../newsroom-folder.ts';

// The server as `tidings serve` runs it, without sources, and a control port for the benchmark: `POST /publish?number=N&at=MS` saves article N
// with this date or that of now, `GET /builds` answers the number of documents built so far.

const [folder = '', port = '0', controlPort = '0', database = `sqlite:${path.join(folder, 'tidings.db')}`] =
  process.argv.slice(2);

const { catalog } = await loadNewsroomFiles(path.join(folder, 'feeds'));
const log = pino({ level: 'warn' });
const newsroom = await openNewsroom({
  config: {
    ...loadConfig({ DATABASE_URL: database }),
    MEDIA_DIR: path.join(folder, 'media'),
  },
  files: { folder: path.join(folder, 'feeds'), catalog, sources: [] },
  log,
});
const { store, cache } = newsroom;

let builds = 0;
const load = cache.load.bind(cache);
Object.assign(cache, {
  load: (key: string, build: () => Promise<BuiltDocument>) =>
    load(key, () => {
      builds += 1;
      return build();
    }),
});

const make = articleMaker(ARCHIVE_SHAPE);
const control = createServer(async (request, response) => {
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  if (url.pathname !== '/publish') return void response.end(JSON.stringify({ builds }));
  const began = performance.now();
  const now = systemClock();
  const publishedAt = Number(url.searchParams.get('at')) || now;
  await store.save([{ ...make(Number(url.searchParams.get('number'))), publishedAt }], now);
  await newsroom.checkNow();
  response.end(JSON.stringify({ savedMs: performance.now() - began }));
});

const server = await openHttpServer({ port: Number(port), host: '127.0.0.1' });
const accessLog = openAccessLog(undefined);
server.serve(
  createApp({
    ...newsroom,
    isStopping: () => false,
    site: { name: 'Bench News', publicUrl: 'https://news.example.org' },
    pages: openPages(),
    widgetCode: async () => '',
    widgetVersions: async () => [],
    checkPage: async () => ({ verdict: 'unknown', findings: [] }),
    secondScript: async () => ({ path: '', code: '' }),
    frameCode: async () => ({ script: '', css: {} }),
    trustProxy: 0,
    newsroomToken: '',
    accessLog,
    log,
  }),
  openHotPath({ cache, accessLog, customFeedUses: newsroom.customFeedUses, clock: systemClock }),
);
control.listen(Number(controlPort), '127.0.0.1');
