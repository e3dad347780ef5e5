import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { SERVED_FORMATS } from '../../src/model/feed-formats.ts';
import { toTerm } from '../../src/model/term.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { readers } from '../render/reading.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const FORMATS = ['rss', 'atom', 'json'] as const;
const VALIDATORS = { rss: validateRss, atom: validateAtom, json: validateJsonFeed };

describe('feeds without a definition', () => {
  let newsroom: Newsroom;
  const get = (address: string) => request(newsroom.app).get(address);

  beforeAll(async () => {
    newsroom = await openNewsroom(
      [feedOf('top', { title: 'Example News' })],
      [
        draftOf('In Kenya', { categories: [toTerm('Missions')], tags: [toTerm('Kenya')] }),
        draftOf('In Peru', { categories: [toTerm('Missions')], tags: [toTerm('Perú')], language: 'es' }),
        draftOf('At home', { categories: [toTerm('Middle East')], byline: [{ name: 'Miriam Halloran' }] }),
        draftOf('Not yet', { categories: [toTerm('Secret')], state: 'draft' }),
      ],
      { moves: { 'category/mid-east': 'category/middle-east', world: 'top' } },
    );
  });

  afterAll(() => newsroom.close());

  test.each([
    ['category/missions', ['In Kenya', 'In Peru'], 'Example News: Missions'],
    ['category/middle-east', ['At home'], 'Example News: Middle East'],
    ['tag/peru', ['In Peru'], 'Example News: Perú'],
    ['author/miriam-halloran', ['At home'], 'Example News: Miriam Halloran'],
  ])('%s has all formats, a page and a script', async (path, titles, title) => {
    for (const format of FORMATS) {
      const answer = await get(`/feeds/${path}.${format}`);
      expect([answer.status, titlesIn(answer.text).toSorted()]).toEqual([200, titles.toSorted()]);
      expect(answer.headers.link).toContain(`<https://news.example.org/feeds/${path}.${format}>; rel="self"`);
    }
    expect((await get(`/feeds/${path}`)).text).toContain(title.replace('&', '&amp;'));
    expect(JSON.parse((await get(`/v1/${path}.json`)).text)).toMatchObject({ feed: path, title });
    expect((await get(`/v1/${path}.js`)).status).toBe(200);
  });

  test.each([
    'category/missions',
    'tag/peru',
    'author/miriam-halloran',
    'custom?category=missions',
    'custom?q=kenya&content=summary',
  ])('%s is valid in all formats, and independent parsers read it', async (id) => {
    const [path, query] = id.split('?');
    for (const format of FORMATS) {
      const { text } = await get(`/feeds/${path}.${format}${query === undefined ? '' : `?${query}`}`);
      expect([format, VALIDATORS[format](text)]).toEqual([format, []]);
      for (const parse of Object.values(readers[format])) {
        expect((await parse(text)).map(({ title }) => title)).toEqual(titlesIn(text));
      }
    }
  });

  test.each([
    'category/nothing.rss',
    'category/secret.rss',
    'tag/missions.atom',
    'author/nobody.json',
    'subject/missions.rss',
  ])('%s does not exist: 404 with a short text', async (path) => {
    const answer = await get(`/feeds/${path}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
  });

  test.each([
    ['/feeds/category/Middle%20East.rss', '/feeds/category/middle-east.rss'],
    ['/feeds/category/mid-east.atom', '/feeds/category/middle-east.atom'],
    ['/feeds/category/mid-east', '/feeds/category/middle-east'],
    ['/feeds/world.json', '/feeds/top.json'],
  ])('%s redirects to %s permanently', async (from, to) => {
    const answer = await get(from);
    expect([answer.status, answer.headers.location]).toEqual([301, to]);
  });

  test('the script of a renamed feed is served under the old id, so old snippets work', async () => {
    const answer = await get('/v1/world.json');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ feed: 'world', home: 'https://news.example.org/feeds/world' });
  });

  test('the feed of a category whose last article was retracted is empty and still exists', async () => {
    const [article] = await newsroom.store.listVisible({
      select: { categories: ['middle-east'], tags: [], authors: [], languages: [] },
      exclude: { categories: [], tags: [], authors: [], languages: [] },
      limit: 1,
    });
    if (article === undefined) throw new Error('no article');
    await newsroom.store.retract(article.id, 'Withdrawn.', T0 + 1000);
    await newsroom.checkNow();
    const answer = await get('/feeds/category/middle-east.rss');
    expect([answer.status, titlesIn(answer.text)]).toEqual([200, []]);
    await newsroom.store.restore(article.id, T0 + 2000);
    await newsroom.checkNow();
  });

  describe('custom feeds', () => {
    test('match any value of a field and all fields', async () => {
      expect(titlesIn((await get('/feeds/custom.rss?tag=kenya&tag=peru')).text).toSorted()).toEqual([
        'In Kenya',
        'In Peru',
      ]);
      expect(titlesIn((await get('/feeds/custom.json?category=missions&lang=es')).text)).toEqual(['In Peru']);
      expect(titlesIn((await get('/feeds/custom.atom?not-category=missions')).text)).toEqual(['At home']);
      expect(titlesIn((await get('/feeds/custom.rss?q=kenya')).text)).toEqual(['In Kenya']);
      expect(titlesIn((await get('/feeds/custom.rss?category=missions&count=1')).text)).toHaveLength(1);
    });

    test('on the page of a selection without articles asks about the names', async () => {
      const { status, text } = await get('/feeds/custom?category=missons');
      expect(status).toBe(200);
      expect(text).toContain('Are the names in the address spelt correctly?');
      expect(text).not.toContain('Subscribe now');
    });

    test('have one address; other orders and spellings redirect to it', async () => {
      const answer = await get('/feeds/custom.rss?tag=Kenya&category=missions&utm_source=x');
      expect([answer.status, answer.headers.location]).toEqual([301, '/feeds/custom.rss?category=missions&tag=kenya']);
      expect((await get('/feeds/custom.rss?category=missions&tag=kenya')).status).toBe(200);
    });

    test('name an invalid value', async () => {
      const answer = await get('/feeds/custom.rss?count=many');
      expect([answer.status, answer.text]).toEqual([400, 'count: expected a whole number from 1 to 100, got "many"\n']);
    });

    test('name an unknown parameter at each of their addresses, without a redirect to an unfiltered feed', async () => {
      const problem = /"categroy" \(did you mean category\?\)/;
      for (const format of SERVED_FORMATS) {
        const answer = await get(`/feeds/custom.${format}?categroy=missions`);
        expect([format, answer.status, answer.text]).toEqual([format, 400, expect.stringMatching(problem)]);
      }
      const page = await get('/feeds/custom?categroy=missions%3Cb%3E&%3Cb%3E=1');
      expect([page.status, page.type]).toEqual([400, 'text/html']);
      expect(page.text).toContain('&quot;categroy&quot; (did you mean category?)');
      expect(page.text).not.toContain('<b>');
      const saved = await request(newsroom.app).post('/feeds/c?categroy=missions');
      expect([saved.status, saved.text]).toEqual([400, expect.stringContaining('did you mean category?')]);
      expect((await get('/feeds/custom.rss?tag=kenya&categroy=x&after=1')).status).toBe(400);
    });

    test.each([
      '/feeds/top.rss?categroy=missions',
      '/feeds/category/missions.rss?t=1',
      '/feeds/top?categroy=missions',
      '/v1/top.js?categroy=missions',
      '/v1/top.json?since=1',
      '/embed/top?layuot=cards',
    ])('are the only addresses that refuse an unknown parameter: %s', async (address) => {
      expect((await get(address)).status).toBe(200);
    });

    test('get a permanent short address, the same for the same query, with page, documents and script', async () => {
      const made = await request(newsroom.app).post('/feeds/c?tag=peru&category=Missions');
      expect(made.status).toBe(303);
      const path = made.headers.location ?? '';
      expect(path).toMatch(/^\/feeds\/c\/[a-z0-9]{8,}$/);
      const again = await request(newsroom.app).post('/feeds/c?category=missions&tag=peru');
      expect(again.headers.location).toBe(made.headers.location);
      expect(titlesIn((await get(`${path}.rss`)).text)).toEqual(['In Peru']);
      expect((await get(path)).text).toContain('Missions');
      expect(JSON.parse((await get(`${path.replace('/feeds/', '/v1/')}.json`)).text).items).toHaveLength(1);
      expect((await get('/feeds/c/zzzzzzzz.rss')).status).toBe(404);
      expect((await get('/feeds/c')).status).toBe(405);
    });

    test('are not stored where they are too long, or where too many are in use', async () => {
      const post = async (query: string) => (await request(newsroom.app).post(`/feeds/c?${query}`)).status;
      const values = (count: number, length: number) =>
        Array.from({ length: count }, (_, nth) => `tag=${nth}${'x'.repeat(length)}`).join('&');
      expect([await post(values(1, 199)), await post(values(1, 200)), await post(values(12, 190))]).toEqual([
        303, 400, 400,
      ]);
      const { saveCustomFeed } = newsroom.store;
      Object.assign(newsroom.store, { saveCustomFeed: async () => undefined });
      const full = await request(newsroom.app).post('/feeds/c?tag=peru');
      Object.assign(newsroom.store, { saveCustomFeed });
      expect([full.status, full.text]).toEqual([503, expect.stringContaining('/feeds/custom?')]);
    });

    test('are limited to 20 new short addresses a minute', async () => {
      let last = 0;
      for (let index = 0; index < 25 && last !== 429; index += 1) {
        last = (await request(newsroom.app).post(`/feeds/c?tag=t${index}`)).status;
      }
      expect(last).toBe(429);
    });
  });
});

/** The titles of the items of a document in any format. */
function titlesIn(text: string): string[] {
  if (text.startsWith('{')) return JSON.parse(text).items.map(({ title }: { title: string }) => title);
  const items = text.split(/<(?:item|entry)[ >]/).slice(1);
  return items.map((item) => /<title[^>]*>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/title>/s.exec(item)?.[1] ?? '');
}
