import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createImporter } from '../../src/ingest/importer.ts';
import { type MeasureAudio, openAudioMeter } from '../../src/ingest/measure-audio.ts';
import { openMediaStore } from '../../src/media/media-store.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { createHttpClient } from '../../src/net/http-client.ts';
import { localOptions, openTestSite, type TestSite } from '../net/test-site.ts';
import { listArticleFiles } from './list-article-files.ts';
import { makeArticle, type Newsroom, NOW, openNewsroom } from './newsroom.ts';

const AUDIO = { 'Content-Type': 'audio/mpeg', 'Content-Length': '5812004' };

let newsroom: Newsroom;
let site: TestSite;

beforeEach(async () => {
  newsroom = await openNewsroom();
  site = await openTestSite();
  site.on('/a.mp3', (_request, response) => void response.writeHead(200, AUDIO).write('ID3'));
});

afterEach(async () => {
  await site.close();
  await newsroom.close();
});

/** As a process that starts: it knows only what the folder has. */
function openMeter(): MeasureAudio {
  return openAudioMeter(
    join(newsroom.folder.path, 'media'),
    createHttpClient(localOptions({ limits: { headersTimeoutMs: 300 } })),
  );
}

function addressOf(path: string): string {
  return `http://church.example:${site.port}${path}`;
}

test('the length of audio elsewhere is asked for once, also after a restart', async () => {
  expect(await openMeter()(addressOf('/a.mp3'))).toEqual({ kind: 'measured', bytes: 5_812_004 });
  expect(await openMeter()(addressOf('/a.mp3'))).toEqual({ kind: 'measured', bytes: 5_812_004 });
  expect(site.requests).toHaveLength(1);
});

test('redirects are followed', async () => {
  site.on('/tracked', (_request, response) => void response.writeHead(302, { Location: '/a.mp3' }).end());
  expect(await openMeter()(addressOf('/tracked'))).toEqual({ kind: 'measured', bytes: 5_812_004 });
});

test.each([
  ['/none.mp3', 404, {}, 'status 404'],
  ['/page.mp3', 200, { 'Content-Type': 'text/html', 'Content-Length': '10' }, 'text/html'],
  ['/chunked.mp3', 200, { 'Content-Type': 'audio/mpeg' }, 'no length'],
  ['/packed.mp3', 200, { ...AUDIO, 'Content-Encoding': 'gzip' }, 'no length'],
])('%s with status %d has no known length', async (path, status, headers, got) => {
  site.on(path, (_request, response) => void response.writeHead(status, headers).write('x'));
  const measure = openMeter();
  expect(await measure(addressOf(path))).toEqual({ kind: 'unknown', got });
  // Another file of the same host can still be measured.
  expect(await measure(addressOf('/a.mp3'))).toMatchObject({ kind: 'measured' });
});

test('a host that does not answer is asked once', async () => {
  site.on('/slow.mp3', () => undefined);
  const measure = openMeter();
  expect(await measure(addressOf('/slow.mp3'))).toEqual({ kind: 'unknown', got: 'timeout' });
  expect(await measure(addressOf('/a.mp3'))).toEqual({ kind: 'unknown', got: 'timeout' });
  expect(site.requests).toHaveLength(1);
});

test('an import measures audio elsewhere, and reports one that it cannot measure', async () => {
  const media = await openMediaStore(join(newsroom.folder.path, 'media'));
  const importer = createImporter({
    store: newsroom.store,
    media,
    clock: () => NOW,
    timeZone: 'UTC',
    measureAudio: openMeter(),
  });
  await newsroom.folder.write(
    'articles/a.md',
    makeArticle('A', { fields: `audio: { url: "${addressOf('/a.mp3')}" }` }),
  );
  await newsroom.folder.write(
    'articles/b.md',
    makeArticle('B', { fields: `audio: { url: "${addressOf('/b.mp3')}" }` }),
  );
  await newsroom.folder.write(
    'articles/c.md',
    makeArticle('C', { fields: `audio: { url: "${addressOf('/c.mp3')}", bytes: 7 }` }),
  );
  const report = await importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown));
  expect(report).toMatchObject({ created: 3, refused: [] });
  expect(report.leftOut.map(formatProblem)).toEqual([
    expect.stringMatching(
      /b\.md: audio: expected bytes in audio, since the server of http\S+ does not tell the length, got status 404$/,
    ),
  ]);
  const lengths = (await newsroom.listVisible()).map(({ title, audio }) => [title, audio?.bytes]);
  expect(Object.fromEntries(lengths)).toEqual({ A: 5_812_004, B: undefined, C: 7 });
  expect(await importer.importFiles(newsroom.markdown, await listArticleFiles(newsroom.markdown))).toMatchObject({
    unchanged: 3,
  });
});
