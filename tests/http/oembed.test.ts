import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import request from 'supertest';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { checkOembed, type OembedLimits, readOembed } from '../conformance/oembed-checks.ts';
import { decodeLikePhp } from '../pages/wordpress-parent.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const HOSTILE = `</script>"><img src=x onerror=alert(1)> & ]]> 'x'`;
const FORMATS = ['json', 'xml'] as const;

let newsroom: Newsroom;
/** Ids by title. */
let ids: ReadonlyMap<string, string>;

beforeAll(async () => {
  newsroom = await openNewsroom(
    [feedOf('top', { title: HOSTILE }), feedOf('es', { title: 'Noticias', language: 'es' })],
    [
      draftOf(HOSTILE),
      draftOf('Open', { canonicalUrl: 'https://elsewhere.example/open' }),
      draftOf('Taken back'),
      draftOf('Scheduled', { publishedAt: T0 + 60_000 }),
      draftOf('Embargoed', { embargoUntil: T0 + 60_000 }),
    ],
    { moves: { world: 'top' } },
  );
  await newsroom.setTime(T0 + 120_000);
  const all = await newsroom.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 9 });
  ids = new Map(all.map(({ title, id }) => [title, id]));
  await newsroom.store.retract(ids.get('Taken back') as never, 'Wrong.', T0);
  await newsroom.checkNow();
});

afterAll(() => newsroom.close());

function ask(url: string, query: Readonly<Record<string, string | number>> = {}, room = newsroom) {
  return request(room.app)
    .get('/oembed')
    .query({ url, ...query });
}

/** Requests an answer, and checks it against the specification. */
async function embed(url: string, query: Readonly<Record<string, string | number>> = {}) {
  const answer = await ask(url, query);
  const members = readOembed(answer.headers['content-type'], answer.text);
  expect(checkOembed(members, query as OembedLimits)).toEqual([]);
  return members;
}

const FEED = 'https://news.example.org/feeds/top';
const article = (title: string) => `https://news.example.org/articles/${ids.get(title)}`;

describe('oEmbed', () => {
  test.each(FORMATS)('describes a feed and an article as the specification says, in %s', async (format) => {
    const feed = await embed(FEED, { format });
    expect(feed.get('title')).toBe(HOSTILE);
    expect(feed.get('provider_name')).toBe('Example News');
    const described = await embed(article(HOSTILE), { format });
    expect([described.get('title'), described.get('author_name')]).toEqual([HOSTILE, 'Ada Brook']);
    expect(described.get('html')).toContain(`src="https://news.example.org/embed/articles/${ids.get(HOSTILE)}"`);
  });

  test.each(FORMATS)('has the same fields in every format: %s', async (format) => {
    expect(await embed(FEED, { format })).toEqual(await embed(FEED));
  });

  test('escapes the titles of feeds and articles', async () => {
    for (const url of [FEED, article(HOSTILE)]) {
      const html = (await embed(url)).get('html') ?? '';
      const text = '[^<>"]*';
      expect(html).toMatch(
        new RegExp(
          `^<blockquote hidden><a href="${text}">[^<>]*</a></blockquote><iframe( [a-z]+="${text}")+></iframe>$`,
        ),
      );
    }
  });

  test('passes the options in the query of a page on to the iframe, in canonical order', async () => {
    const html = (await embed(`${FEED}/?layout=grid&x=1&count=3&theme=nonsense#top`)).get('html');
    expect(html).toContain('src="https://news.example.org/embed/top?layout=grid&amp;count=3"');
    expect(html).toContain('href="https://news.example.org/feeds/top?layout=grid&amp;count=3"');
  });

  test('shows the list layout for the archive layout, with its height', async () => {
    const [list, archive] = await Promise.all([embed(FEED), embed(`${FEED}?layout=archive`)]);
    expect(archive.get('height')).toBe(list.get('height'));
  });

  test('keeps to the limits of the consumer', async () => {
    expect((await embed(FEED)).get('width')).toBe('600');
    expect((await embed(article('Open'))).get('width')).toBe('408');
    const small = await embed(FEED, { maxwidth: 320, maxheight: 250 });
    expect([small.get('width'), small.get('height')]).toEqual(['320', '250']);
    // Without `style`, as in WordPress, it is as wide as its column.
    expect(small.get('html')).toContain('width="100%" height="250" frameborder="0" style="width:320px;max-width:100%"');
    const wide = await embed(FEED, { maxwidth: 2000, maxheight: 9000 });
    expect(wide.get('width')).toBe('600');
    for (const maxwidth of ['0', '-5', 'wide', '1e3', '']) {
      expect((await ask(FEED, { maxwidth })).body).toMatchObject({ width: 600 });
    }
  });

  test.each([
    ['category/world', 'Example News: World'],
    ['es', 'Noticias'],
  ])('describes the feed %s', async (feed, title) => {
    const members = await embed(`https://news.example.org/feeds/${feed}`);
    expect(members.get('title')).toBe(title);
  });

  test('describes a renamed feed under its old id', async () => {
    expect((await embed('https://news.example.org/feeds/world')).get('html')).toContain('/embed/world"');
  });

  test('accepts http for https', async () => {
    await embed('http://news.example.org/feeds/top');
  });

  test.each([
    'https://elsewhere.example/feeds/top',
    'https://news.example.org.evil.example/feeds/top',
    'https://news.example.org@evil.example/feeds/top',
    'https://news.example.org:8443/feeds/top',
    'ftp://news.example.org/feeds/top',
    'https://news.example.org/',
    'https://news.example.org/feeds',
    'https://news.example.org/feeds/none',
    'https://news.example.org/feeds/top.rss',
    'https://news.example.org/feeds/custom?category=world',
    'https://news.example.org/feeds/%E0%A4%A',
    'https://news.example.org/articles/none',
    'https://news.example.org/articles/01900000-0000-7000-8000-000000000000',
    'feeds/top',
    '',
  ])('answers 404 for other addresses: %s', async (url) => {
    const answer = await ask(url);
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
  });

  test('answers 404 for articles that are not public', async () => {
    expect((await ask(article('Taken back'))).status).toBe(404);
    const early = await openNewsroom([feedOf('top')], [draftOf('Soon', { embargoUntil: T0 + 60_000 })]);
    await early.setTime(T0 + 60_000);
    const [soon] = await early.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 1 });
    const url = `https://news.example.org/articles/${soon?.id}`;
    expect((await ask(url, {}, early)).status).toBe(200);
    await early.publish(draftOf('Soon', { embargoUntil: T0 + 600_000 }));
    expect((await ask(url, {}, early)).status).toBe(404);
    await early.close();
  });

  test('answers 501 for another format, 400 without an address', async () => {
    for (const format of ['yaml', 'JSON']) expect((await ask(FEED, { format })).status).toBe(501);
    expect((await ask(FEED, { format: '' })).body).toMatchObject({ type: 'rich' });
    const answer = await request(newsroom.app).get('/oembed');
    expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(/^url: expected /)]);
  });

  test('does not log an unsupported format', async () => {
    const lines: string[] = [];
    const own = await openNewsroom([feedOf('top')], [], {
      log: pino({ level: 'warn' }, { write: (line) => lines.push(line) }),
    });
    expect((await ask(FEED, { format: 'yaml' }, own)).status).toBe(501);
    await own.close();
    expect((await ask(FEED, {}, own)).status).toBe(500);
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['request failed']);
  });

  test('can be read from every origin', async () => {
    const answer = await ask(FEED);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' });
    expect(answer.headers['cache-control']).toContain('max-age=300');
  });

  test.each(['/feeds/top', '/feeds/category/world', '/articles/'])('is linked on %s', async (page) => {
    const path = page === '/articles/' ? `/articles/${ids.get('Open')}` : page;
    const { text } = await request(newsroom.app).get(path);
    const links = [...text.matchAll(/<link rel="alternate" type="(.+?)\+oembed" title=".+?" href="(.+?)">/g)];
    expect(links.map(([, type]) => type)).toEqual(['application/json', 'text/xml']);
    for (const [, type, href = ''] of links) {
      const { pathname, search, searchParams } = new URL(decodeLikePhp(href));
      expect(searchParams.get('url')).toBe(`https://news.example.org${path}`);
      const answer = await request(newsroom.app).get(pathname + search);
      expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`);
    }
  });

  test('is linked with the options of the page’s query in canonical order', async () => {
    const { text } = await request(newsroom.app).get('/feeds/top?theme=dark&count=3&fbclid=x&lang=wrong!');
    const href = /type="application\/json\+oembed"[^>]* href="([^"]*)"/.exec(text)?.[1] ?? '';
    const { searchParams } = new URL(decodeLikePhp(href));
    expect(searchParams.get('url')).toBe(`${FEED}?count=3&theme=dark`);
    expect(text).toContain('<link rel="canonical" href="https://news.example.org/feeds/top">');
    expect(newsroom.cache.find('/feeds/top?count=3&theme=dark')).toBeDefined();
    expect(newsroom.cache.find('/feeds/top?theme=dark&count=3&fbclid=x&lang=wrong!')).toBeUndefined();
  });

  test('is not linked on the page of a custom feed by query', async () => {
    for (const page of ['/', '/feeds', '/feeds/custom?category=world', '/none']) {
      expect((await request(newsroom.app).get(page)).text).not.toContain('oembed');
    }
  });
});
