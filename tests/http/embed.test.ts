import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { toTerm } from '../../src/model/term.ts';
import { OPTIONS } from '../../widget/contract/options.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const DAY = 86_400_000;
const HOSTILE = `</title></style><script>alert(1)</script>"'>&amp; \u0007`;

let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await openNewsroom(
    [
      feedOf('top'),
      feedOf('es', { title: 'Noticias', language: 'es' }),
      feedOf('empty', { title: 'Quiet', search: 'xyzzy' }),
    ],
    [
      draftOf('Here & now', { summary: 'What <happened>.', byline: [{ name: 'Ada Brook' }, { name: 'Tomas Lind' }] }),
      draftOf('Elsewhere', { canonicalUrl: 'https://elsewhere.example/a?b=c', publishedAt: T0 - 2 * DAY }),
      draftOf('BBC בעברית', { language: 'he', publishedAt: T0 - 3 * DAY, categories: [toTerm('Israel')] }),
      draftOf(HOSTILE, { publishedAt: T0 - 4 * DAY, summary: HOSTILE, byline: [{ name: HOSTILE }] }),
    ],
    {
      frameCode: async () => ({
        script: 'void 0',
        css: { list: ':host{top:0}a{color:red}', grid: 'b{}', cards: 'i{}' },
      }),
    },
  );
});

afterAll(() => newsroom.close());

const get = (address: string, from = newsroom) => request(from.app).get(address);
const titles = (html: string) => [...html.matchAll(/<a href="[^"]*"[^>]*>([^<]*)/g)].map(([, title]) => title);

describe('the embed frame', () => {
  test('is a page that every site can frame and no search engine indexes', async () => {
    const { status, headers, text } = await get('/embed/top');
    expect(status).toBe(200);
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['x-robots-tag']).toBe('noindex');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['cache-control']).toContain('max-age=300');
    expect(text).toMatch(/^<!doctype html>/);
    expect(text).toContain('<html lang="en"');
    expect(text).toContain('<h2>Feed top</h2>');
    expect(text).toContain('<base target="_top">');
  });

  test('has only the script and styles that its policy allows', async () => {
    const { headers, text } = await get('/embed/top');
    const hash = (tag: string) => {
      const content = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(text)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    };
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src ${hash('script')}; style-src ${hash('style')}; img-src 'self'; base-uri 'none'; form-action 'none'`,
    );
    expect(text.match(/<(script|style)\b/g)).toHaveLength(2);
    expect(text).not.toMatch(/ (style|on\w+)=/);
    expect(text).not.toContain(':host');
  });

  test('escapes titles', async () => {
    const { text } = await get('/embed/top?excerpt=2&byline=on');
    const plain = text.replace(/<script>void 0<\/script>/, '');
    expect(plain).not.toContain('<script');
    expect(plain).not.toContain('\u0007');
    expect(plain.match(/&lt;script&gt;alert\(1\)/g)).toHaveLength(3);
  });

  test('links to the article: by path on this host, with the page of this server for an article on another host', async () => {
    const { text } = await get('/embed/top');
    expect(text).toMatch(/<a href="\/articles\/[\w-]{36}">Here &amp; now/);
    expect(text).toMatch(
      /<a href="https:\/\/elsewhere\.example\/a\?b(=|&#x3D;)c" data-here="\/articles\/[\w-]{36}">Elsewhere/,
    );
    expect(text).toContain('<footer><a rel="nofollow" href="/feeds/top">Example News');
  });

  test('has the language and direction of a title that differ from the feed’s', async () => {
    expect((await get('/embed/top')).text).toMatch(/<li[^>]* lang="he" dir="rtl"><div><a[^>]*>BBC בעברית/);
  });

  test('escapes every option of its query', async () => {
    const hostile = '"></style></title><script>alert(1)</script><img src=x onerror=alert(1)>;}body{x:url(//x)}';
    const names = Object.keys(OPTIONS);
    for (const name of [...names, 'fragment', 'secret']) {
      for (const path of ['/embed/top', '/embed/top.html?fragment', '/embed/nothing']) {
        const { text } = await get(`${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(hostile)}`);
        expect(text).not.toMatch(/<script>alert|<img src=x/);
        expect(/<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '').not.toContain('body{x');
      }
    }
  });

  test('takes every option from its query', async () => {
    const { text } = await get(
      '/embed/top?layout=grid&count=2&excerpt=1&date=off&byline=on&title=Hello&heading=3&theme=dark&target=new&lang=es&utm=x%20y&refresh=on',
    );
    expect(titles(text)).toHaveLength(2);
    expect(text).toContain('<p>What &lt;happened&gt;.</p><small>Ada Brook, Tomas Lind</small>');
    expect(text).toContain('<h3 dir="auto">Hello</h3>');
    expect(text).toContain('color-scheme:dark');
    expect(text).toContain('<base target="_blank">');
    expect(text).toContain(' aria-label="Here &amp; now (se abre en una pestaña nueva)">Here &amp; now</a>');
    expect(text.match(/utm_source(=|&#x3D;)x%20y/g)).toHaveLength(3);
    expect(text).toContain('data-refresh');
    expect(text).not.toContain('<time');
  });

  test('shows dates instead of ages, in the requested language', async () => {
    expect((await get('/embed/top?lang=es')).text).toContain(
      '<time datetime="2026-11-20T07:00:00Z" lang="es" dir="auto">20 nov 2026</time>',
    );
  });

  test('is the same document for the same options in any order and with unknown parameters', async () => {
    const once = await get('/embed/top?layout=grid&count=3');
    const otherwise = await get('/embed/top?utm_campaign=x&count=3&theme=purple&layout=GRID&count[]=9');
    expect(otherwise.text).toBe(once.text);
    expect(newsroom.cache.find('/embed/top?layout=grid&count=3')).toBeDefined();
    expect(newsroom.cache.find('/embed/top?utm_campaign=x&count=3&theme=purple&layout=GRID&count[]=9')).toBeUndefined();
  });

  test('is served for derived feeds; another spelling of a slug redirects with the options', async () => {
    expect((await get('/embed/category/israel')).status).toBe(200);
    const { status, headers } = await get('/embed/category/ISRAEL?count=3');
    expect([status, headers.location]).toEqual([301, '/embed/category/israel?count=3']);
  });

  test('has a link if there are no headlines', async () => {
    const { text } = await get('/embed/empty');
    expect(text).toContain('<p><a href="/feeds/empty">Latest news from Example News: Quiet</a></p>');
    expect((await get('/embed/es?max-age-days=1')).text).not.toContain('Últimas');
  });

  test.each([
    ['/feeds/top', '/embed/top?target=new'],
    ['/feeds/category/israel', '/embed/category/israel?target=new'],
    ['/feeds/top?layout=grid&count=3&x=1', '/embed/top?layout=grid&count=3&target=new'],
    ['/articles/ID', '/embed/articles/ID?target=new'],
    ['/feeds/top.rss', undefined],
    ['/feeds/custom?category=israel', undefined],
    ['/feeds', undefined],
    ['/articles/ID.json', undefined],
    ['/embed/top', undefined],
  ])('is what %s shows in an iframe', async (page, expected) => {
    const articles = await newsroom.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 1 });
    const id = articles[0]?.id ?? '';
    const { headers } = await get(page.replace('ID', id)).set('Sec-Fetch-Dest', 'iframe');
    expect(headers.location).toBe(expected?.replace('ID', id));
    if (expected === undefined) return;
    expect([headers['cache-control'], headers.vary]).toEqual(['no-store', expect.stringContaining('Sec-Fetch-Dest')]);
    const { status, text } = await get(headers.location ?? '');
    expect(status).toBe(200);
    expect(text).toContain('(opens in a new tab)');
    // The page itself, whose copies in caches are only for windows.
    expect((await get(page.replace('ID', id))).headers).toMatchObject({
      'x-frame-options': 'SAMEORIGIN',
      vary: 'Accept-Encoding, Sec-Fetch-Dest',
    });
  });

  test('says in the card of an article that its link opens a new tab', async () => {
    const articles = await newsroom.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 1 });
    const { text } = await get(`/embed/articles/${articles[0]?.id}?target=new`);
    expect(text).toMatch(/<p><a href="\/articles\/[\w-]{36}">Read on \(opens in a new tab\)<\/a><\/p>/);
    expect((await get(`/embed/articles/${articles[0]?.id}`)).text).not.toContain('Read on');
  });

  test('shows a note if the feed does not exist', async () => {
    const { status, headers, text } = await get('/embed/none');
    expect(status).toBe(404);
    expect(headers['content-security-policy']).not.toContain('frame-ancestors');
    expect(text).toContain('<p>No articles found.</p>');
    expect((await get('/embed/articles/none')).status).toBe(404);
    expect((await get('/embed/custom?category=world')).status).toBe(404);
  });

  test('leaves out articles from the day on which they are too old', async () => {
    const room = await openNewsroom([feedOf('top')], [draftOf('Old', { publishedAt: T0 - DAY })]);
    const before = await get('/embed/top?max-age-days=2', room);
    expect(before.text).toContain('Old');
    await room.setTime(T0 + 5 * DAY);
    const after = await get('/embed/top?max-age-days=2', room);
    expect(after.text).not.toContain('>Old');
    expect(Date.parse(after.headers['last-modified'] ?? '')).toBeGreaterThan(
      Date.parse(before.headers['last-modified'] ?? ''),
    );
    expect((await get('/embed/top', room)).text).toContain('Old');
    await room.close();
  });
});

describe('an article in an embed frame', () => {
  test('is a card, and a note after the article is retracted', async () => {
    const room = await openNewsroom(
      [feedOf('top')],
      [draftOf('Story', { canonicalUrl: 'https://elsewhere.example/s', language: 'es' })],
    );
    const [article] = await room.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 1 });
    const address = `/embed/articles/${article?.id}`;
    const { text } = await get(address, room);
    expect(titles(text)).toEqual(['Story']);
    expect(text).toContain(`data-here="/articles/${article?.id}"`);
    await room.store.retract(article?.id as never, 'Wrong.', T0);
    await room.checkNow();
    const gone = await get(address, room);
    expect([gone.status, gone.headers['content-security-policy']]).toEqual([
      410,
      expect.not.stringContaining('frame-ancestors'),
    ]);
    expect(gone.text).toContain('Este artículo ha sido retirado.');
    expect(gone.text).not.toContain('Story');
    await room.close();
  });
});

describe('the fragment', () => {
  test('is HTML without script or style, the same as the golden file', async () => {
    const { text, headers } = await get('/embed/top.html?fragment&excerpt=1&byline=on&target=new');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const golden = text.replace(/articles\/[\w-]{36}/g, 'articles/ID');
    const file = fileURLToPath(new URL('../pages/golden/fragment.html', import.meta.url));
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(file, golden);
    expect(golden).toBe(await readFile(file, 'utf8'));
    expect(text).not.toMatch(/<script|<style| style=/);
    expect(text.match(/(href|src)="(?!https:\/\/)/g)).toBeNull();
  });

  test('is cached under its own address', async () => {
    await get('/embed/top.html?fragment&count=3');
    expect(newsroom.cache.find('/embed/top.html?fragment&count=3')).toBeDefined();
  });

  test('needs `fragment` in the query; without it the address redirects to the frame', async () => {
    const { status, headers } = await get('/embed/top.html?count=3');
    expect([status, headers.location]).toEqual([301, '/embed/top?count=3']);
  });
});

test('a server with a path in its public URL has that path in all links', async () => {
  const room = await openNewsroom([feedOf('top')], [draftOf('Story')], { publicUrl: 'https://example.org/news' });
  const { text } = await get('/embed/top', room);
  expect([...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    expect.stringMatching(/^\/news\/articles\/[\w-]{36}$/),
    '/news/feeds/top',
  ]);
  const getOembed = (url: string) => request(room.app).get('/oembed').query({ url });
  expect((await getOembed('https://example.org/news/feeds/top')).body.html).toContain(
    'src="https://example.org/news/embed/top"',
  );
  expect((await getOembed('https://example.org/feeds/top')).status).toBe(404);
  expect((await getOembed('https://example.org/newsroom/feeds/top')).status).toBe(404);
  await room.close();
});

test('scheduled, embargoed and retracted articles are in no frame, fragment or card', async () => {
  const room = await openNewsroom(
    [feedOf('top')],
    [
      draftOf('Open'),
      draftOf('SecretSchedule', { publishedAt: T0 + 60_000 }),
      draftOf('SecretEmbargo', { embargoUntil: T0 + 60_000 }),
      draftOf('SecretDraft', { state: 'draft' }),
    ],
  );
  const addresses = [
    '/embed/top',
    '/embed/top?count=20&excerpt=2',
    '/embed/top.html?fragment',
    '/embed/category/world',
  ];
  const texts = async () => (await Promise.all(addresses.map((address) => get(address, room)))).map(({ text }) => text);
  for (const text of await texts()) {
    expect(text).toContain('Open');
    expect(text).not.toContain('Secret');
  }
  await room.setTime(T0 + 60_000);
  for (const text of await texts()) expect(text).toContain('SecretEmbargo');
  const [first] = await room.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 1 });
  await room.store.retract(first?.id as never, 'Wrong.', T0 + 61_000);
  await room.checkNow();
  for (const text of await texts()) expect(text).not.toContain(first?.title);
  await room.close();
});
