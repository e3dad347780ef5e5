import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestSite, type TestSite } from '../net/test-site.ts';
import { createLocalFetcher, getPage } from './local-fetcher.ts';

let church: TestSite;
let home: string;

beforeAll(async () => {
  church = await openTestSite();
  home = `http://church.example:${church.port}`;
});

afterAll(() => church.close());

describe('an address as people type it', () => {
  test.each(['', 'https://', 'our church', `https://church.example/${'a'.repeat(2000)}`])(
    '%p: not a URL',
    async (text) => {
      expect(await createLocalFetcher()(text)).toEqual({ kind: 'failed', problem: 'invalid-url' });
    },
  );

  test.each([
    ['church.example:6379', 'port-not-allowed'],
    ['javascript:alert(1)', 'unsupported-scheme'],
    [' nowhere.example ', 'host-not-public'],
  ])('%p: %s', async (text, problem) => {
    expect(await createLocalFetcher({ ports: new Set([80, 443]) })(text)).toEqual({ kind: 'failed', problem });
  });
});

test('a page with a fragment, behind a redirect', async () => {
  church.on('/', (_request, response) => void response.writeHead(302, { Location: '/news' }).end());
  church.page('/news', '<p>News</p>');
  const page = await getPage(createLocalFetcher(), `${home}/#top`);
  expect(page).toMatchObject({ kind: 'page', status: 200, redirected: true, html: '<p>News</p>', truncated: false });
  expect(page.url.href).toBe(`${home}/news`);
});

test('the body of a response that is not a page, or not a success, is not read', async () => {
  church.page('/song.mp3', 'la', { 'Content-Type': 'audio/mpeg' });
  church.on('/gone', (_request, response) => void response.writeHead(410, { 'Content-Type': 'text/html' }).end('x'));
  expect(await getPage(createLocalFetcher(), `${home}/song.mp3`)).toMatchObject({ status: 200, html: '' });
  expect(await getPage(createLocalFetcher(), `${home}/gone`)).toMatchObject({ status: 410, html: '' });
});

describe('the character encoding', () => {
  const latin = Buffer.from('<p>Gr\xfc\xdfe</p>', 'latin1');

  test.each([
    ['the media type', 'text/html; charset=ISO-8859-1', latin],
    ['a meta', 'text/html', Buffer.concat([Buffer.from('<meta charset="windows-1252">'), latin])],
    [
      'a meta with http-equiv',
      'text/html',
      Buffer.concat([Buffer.from('<meta content="text/html; charset=latin1">'), latin]),
    ],
    ['the default, windows-1252', 'text/html', latin],
    ['the default, if the name is unknown', 'text/html; charset=klingon', latin],
    ['a byte order mark', 'text/html; charset=latin1', Buffer.from('\ufeff<p>Grüße</p>', 'utf8')],
    ['the byte order mark of UTF-16', 'text/html', Buffer.from('\ufeff<p>Grüße</p>', 'utf16le')],
  ])('comes from %s', async (_from, type, bytes) => {
    church.page('/encoded', bytes, { 'Content-Type': type });
    expect((await getPage(createLocalFetcher(), `${home}/encoded`)).html).toContain('<p>Grüße</p>');
  });
});
