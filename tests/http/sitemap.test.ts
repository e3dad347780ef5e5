import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { buildResponseHeaders } from '../../src/http/response-headers.ts';
import { sitemapRoutes } from '../../src/http/sitemap-routes.ts';
import type { ArticleId } from '../../src/model/article.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, SITE, T0 } from './newsroom.ts';

const HOUR_MS = 3_600_000;

let newsroom: Newsroom;
let app: ReturnType<typeof express>;

beforeAll(async () => {
  newsroom = await openNewsroom([feedOf('top')], []);
  app = express();
  // Four articles a sitemap, two a statement.
  app.use(
    sitemapRoutes({ ...newsroom, site: SITE, headers: buildResponseHeaders(SITE.publicUrl) }, { page: 4, batch: 2 }),
  );
});

afterAll(() => newsroom.close());

interface Listed {
  readonly url: string;
  readonly lastmod: string | undefined;
}

async function readSitemap(path: string): Promise<readonly Listed[]> {
  const { status, text, headers } = await request(app).get(path);
  expect([path, status, headers['content-type']]).toEqual([path, 200, 'application/xml; charset=utf-8']);
  return [...text.matchAll(/<loc>(.*?)<\/loc>(?:<lastmod>(.*?)<\/lastmod>)?/g)].map(([, url = '', lastmod]) => {
    return { url, lastmod };
  });
}

/** The sitemaps of articles that the index names, each with the ids of its articles. */
async function readAll() {
  const [first, ...sitemaps] = await readSitemap('/sitemap.xml');
  expect(first).toEqual({ url: `${SITE.publicUrl}/sitemap/pages.xml`, lastmod: undefined });
  return await Promise.all(
    sitemaps.map(async ({ url, lastmod }) => {
      const articles = await readSitemap(url.slice(SITE.publicUrl.length));
      return { lastmod, ids: articles.map((article) => article.url.split('/').at(-1)), articles };
    }),
  );
}

async function idsOf(...titles: readonly string[]): Promise<readonly ArticleId[]> {
  const articles = await newsroom.store.listVisible({ ...feedOf('top'), limit: 100 });
  return titles.map((title) => articles.find((article) => article.title === title)?.id ?? ('none' as ArticleId));
}

test('a newsroom without articles lists its other pages', async () => {
  expect(await readAll()).toEqual([]);
  expect((await readSitemap('/sitemap/pages.xml')).map(({ url }) => url.slice(SITE.publicUrl.length))).toEqual([
    '/',
    '/feeds',
    '/embed',
    '/privacy',
    '/accessibility',
    '/feeds/top',
  ]);
  expect((await request(app).get('/sitemap/1.xml')).status).toBe(404);
});

test('robots.txt names the sitemap and keeps search engines from the pages of the newsroom', async () => {
  const { text } = await request(app).get('/robots.txt');
  expect(text).toBe('User-agent: *\nDisallow: /newsroom\n\nSitemap: https://news.example.org/sitemap.xml\n');
});

test('sitemaps list every public article once, the oldest first, without articles whose page is elsewhere', async () => {
  const titles = Array.from({ length: 9 }, (_, nth) => `Story ${nth}`);
  await newsroom.publish(
    ...titles.map((title, nth) => draftOf(title, { publishedAt: T0 - (20 - nth) * HOUR_MS })),
    draftOf('Elsewhere', { canonicalUrl: 'https://www.example.org/elsewhere' }),
    draftOf('Draft', { state: 'draft' }),
    draftOf('Tomorrow', { state: 'scheduled', publishedAt: T0 + 24 * HOUR_MS }),
  );
  const sitemaps = await readAll();
  expect(sitemaps.map(({ ids }) => ids.length)).toEqual([4, 4, 1]);
  expect(sitemaps.flatMap(({ ids }) => ids)).toEqual(await idsOf(...titles));
  expect(sitemaps[0]?.articles[0]?.lastmod).toBe('2026-11-19T12:00:00Z');
  // Old dates, announced now: a search engine has to read the sitemap again.
  expect(sitemaps.map(({ lastmod }) => lastmod)).toEqual(Array(3).fill('2026-11-20T08:00:00Z'));
});

test('a change renews the sitemap that has the article, and those after it', async () => {
  const [first, second] = (await Promise.all([1, 2].map((page) => request(app).get(`/sitemap/${page}.xml`)))).map(
    ({ headers }) => headers.etag,
  );
  await newsroom.setTime(T0 + HOUR_MS);
  const [corrected, retracted] = await idsOf('Story 8', 'Story 5');
  await newsroom.store.correct(corrected as ArticleId, 'It was nine.', T0 + HOUR_MS);
  await newsroom.checkNow();
  const sitemaps = await readAll();
  expect(sitemaps.map(({ lastmod }) => lastmod?.slice(11, 16))).toEqual(['08:00', '08:00', '09:00']);
  expect(sitemaps[2]?.articles[0]?.lastmod).toBe('2026-11-20T09:00:00Z');
  expect((await request(app).get('/sitemap/2.xml').set('If-None-Match', String(second))).status).toBe(304);

  await newsroom.store.retract(retracted as ArticleId, 'Untrue.', T0 + HOUR_MS);
  await newsroom.checkNow();
  expect((await readAll()).map(({ ids }) => ids.length)).toEqual([4, 4]);
  expect((await readAll()).flatMap(({ ids }) => ids)).not.toContain(retracted);
  expect((await request(app).get('/sitemap/1.xml').set('If-None-Match', String(first))).status).toBe(304);
  expect((await request(app).get('/sitemap/3.xml')).status).toBe(404);

  await newsroom.store.restore(retracted as ArticleId, T0 + HOUR_MS);
  await newsroom.checkNow();
  expect((await readAll()).flatMap(({ ids }) => ids)).toContain(retracted);
});

test('an article that gets a page elsewhere leaves its sitemap', async () => {
  const [id] = await idsOf('Story 0');
  await newsroom.publish(draftOf('Story 0', { canonicalUrl: 'https://www.example.org/0' }));
  expect((await readAll()).flatMap(({ ids }) => ids)).not.toContain(id);
});
