import { request as sendRequest } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPreviewPage } from '../../src/commands/preview-page.ts';
import type { ArticleDraft } from '../../src/model/article.ts';
import type { Checked } from '../../src/model/problem.ts';
import { openPages } from '../../src/pages/open-pages.ts';
import { draftOf } from '../http/newsroom.ts';

const PICTURE = 'tidings-media:0123.png';

let read: Checked<ArticleDraft>;
let server: Awaited<ReturnType<typeof openPreviewPage>>;

beforeAll(async () => {
  server = await openPreviewPage({
    file: '/desk/a.md',
    site: { name: 'Harbour Wire' },
    pages: openPages(),
    media: {
      read: async (name) =>
        name === '0123.png' ? { type: 'image/png', bytes: 3, open: async () => Readable.from(['PNG']) } : undefined,
    },
    now: Date.UTC(2026, 10, 20),
    readDraft: async () => read,
  });
});

afterAll(() => server.close());

async function readPage(): Promise<string> {
  return (await fetch(server.url)).text();
}

test('a draft is shown as its readers would get it, with its image, by this machine only', async () => {
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
  read = { kind: 'valid', value: draftOf('A well', { state: 'draft', image: { url: PICTURE, alt: 'A stone well' } }) };
  const page = await readPage();
  expect(page).toContain('>A well</h1>');
  const image = /<img[^>]* src="([^"]+)"[^>]* alt="A stone well"/.exec(page)?.[1] ?? '';
  expect(await (await fetch(new URL(image, server.url))).text()).toBe('PNG');
  const [style] = /\/assets\/tidings\.\w+\.css/.exec(page) ?? [];
  expect((await fetch(new URL(String(style), server.url))).status).toBe(200);
  expect((await fetch(new URL('/feeds', server.url))).status).toBe(404);
  expect((await fetch(new URL('/media/none.png', server.url))).status).toBe(404);
});

test('the page follows the file: another title, a mistake, a retraction', async () => {
  read = { kind: 'valid', value: draftOf('A deep well') };
  expect(await readPage()).toContain('>A deep well</h1>');
  const problem = { file: '/desk/a.md', line: 2, expected: 'quotation marks', got: 'none' };
  read = { kind: 'invalid', problems: [problem] };
  const refused = await readPage();
  expect(refused).toMatch(/1 file refused[\s\S]*quotation marks/);
  // The script cannot run twice on a page.
  expect(refused.match(/data-renew="\w+"/g)).toEqual(['data-renew="main"']);
  read = { kind: 'valid', value: draftOf('A well', { state: 'retracted', retraction: { reason: 'It is dry.' } }) };
  expect(await readPage()).toContain('It is dry.');
});

test('a site whose name leads to this machine gets nothing', async () => {
  const status = await new Promise((resolve, reject) => {
    sendRequest(server.url, { headers: { Host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(403);
});
