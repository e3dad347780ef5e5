import { afterEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { toTerm } from '../../src/model/term.ts';
import type { HeadlinesPage } from '../../widget/contract/headlines-page.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const MINUTE = 60_000;
const dated = (title: string, nth: number, more: Parameters<typeof draftOf>[1] = {}) =>
  draftOf(title, { publishedAt: T0 - nth * MINUTE, ...more });

let newsroom: Newsroom;
afterEach(() => newsroom.close());

async function get(query: string, feed = 'top'): Promise<HeadlinesPage> {
  const answer = await request(newsroom.app).get(`/v1/${feed}.json${query}`);
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.body;
}

const titles = (page: HeadlinesPage) => page.items.map((item) => item.t);

describe('pages of headlines', () => {
  test('have every article once while new ones are published, and end', async () => {
    const articles = Array.from({ length: 230 }, (_, nth) => dated(`Story ${nth}`, nth + 5));
    newsroom = await openNewsroom([feedOf('top')], articles);
    const seen: string[] = [];
    let page = await get('?count=20&lang=en');
    for (let nth = 0; ; nth += 1) {
      seen.push(...titles(page));
      if (page.next === undefined) break;
      await newsroom.publish(draftOf(`Fresh ${nth}`, { publishedAt: T0 }));
      page = await get(`?count=20&after=${page.next}`);
    }
    expect(page.end).toBe(1);
    expect(seen).toEqual(articles.map(({ title }) => title));
  });

  test('do not repeat or skip an article beside one that cannot be shown', async () => {
    const articles = ['One', 'Two', 'Three', 'Four'].map((title, nth) => dated(title, nth));
    const bare = dated('', 1.5, { externalId: 'bare', summary: '', contentHtml: '' });
    newsroom = await openNewsroom([feedOf('top')], [...articles, bare]);
    const first = await get('?count=2&lang=en');
    const second = await get(`?count=2&after=${first.next}`);
    const third = await get(`?count=2&after=${second.next}`);
    expect([first, second, third].flatMap(titles)).toEqual(['One', 'Two', 'Three', 'Four']);
  });

  test('ignore invalid parameters, and have one canonical address', async () => {
    newsroom = await openNewsroom([feedOf('top')], [dated('One', 1)]);
    const plain = await get('');
    expect(plain.next ?? plain.words ?? plain.categories).toBeUndefined();
    for (const query of ['?after=nonsense', '?count=0', '?count=x&q=%20', '?category=%21&after=', '?lang=']) {
      expect(await get(query)).toEqual(plain);
    }
    await get('?lang=pt-BR&category=World&q=%20One%20%20TWO%20&count=7');
    expect(newsroom.cache.find('/v1/top.json?count=7&q=one+two&category=world&lang=pt-BR')).toBeDefined();
    expect((await get(`?q=${'x'.repeat(500)}`)).items).toEqual([]);
    expect((await get('?q=%ED%A0%80&q=b&after=1&after=2')).v).toBe(1);
  });

  test('stay in the cache until one of their articles changes', async () => {
    const articles = Array.from({ length: 9 }, (_, nth) => dated(`Story ${nth}`, nth + 5));
    newsroom = await openNewsroom([feedOf('top')], articles);
    const first = await get('?count=3&lang=en');
    const address = `/v1/top.json?count=3&after=${first.next}`;
    const second = await get(`?count=3&after=${first.next}`);
    await newsroom.publish(draftOf('Fresh', { publishedAt: T0 }));
    expect(newsroom.cache.find(address)).toBeDefined();
    expect(newsroom.cache.find('/v1/top.json?count=3&lang=en')).toBeUndefined();
    await newsroom.publish(dated('Story 8', 13, { title: 'Story eight' }));
    expect(newsroom.cache.find(address)).toBeDefined();
    await newsroom.publish(dated('Story 4', 9, { title: 'Story four' }));
    expect(titles(await get(`?count=3&after=${first.next}`))).toEqual(['Story 3', 'Story four', 'Story 5']);
    expect(titles(second)).toEqual(['Story 3', 'Story 4', 'Story 5']);
  });
});

describe('filtered headlines', () => {
  const israel = toTerm('Israel');
  const culture = toTerm('Culture');
  const world = toTerm('World');
  const feeds = [
    feedOf('top'),
    feedOf('israel', { select: { ...EMPTY_SELECTION, categories: ['israel'] } }),
    feedOf('desks', {
      select: { ...EMPTY_SELECTION, categories: ['israel', 'world'] },
      exclude: { ...EMPTY_SELECTION, tags: ['sports'] },
    }),
  ];
  const articles = [
    dated('Harbour opens', 1, { categories: [israel, culture] }),
    dated('Choir sings', 2, { categories: [culture] }),
    dated('Rain at last', 3, { categories: [israel, world] }),
    dated('Cup final', 4, { categories: [world], tags: [toTerm('Sports')] }),
    dated('גשם ראשון בנגב', 5, { categories: [israel], language: 'he' }),
    dated('Первый снег', 6, { categories: [world], language: 'ru' }),
    dated('Canción de José', 7, { categories: [culture], language: 'es' }),
  ];

  test.each([
    ['top', 'category=culture', ['Harbour opens', 'Choir sings', 'Canción de José']],
    ['israel', 'category=culture', ['Harbour opens']],
    ['israel', 'category=Israel', ['Harbour opens', 'Rain at last', 'גשם ראשון בנגב']],
    ['desks', 'category=world', ['Rain at last', 'Первый снег']],
    ['desks', 'category=culture', ['Harbour opens']],
    ['desks', 'category=nobody', []],
    ['top', 'q=harbour', ['Harbour opens']],
    ['top', 'q=גשם', ['גשם ראשון בנגב']],
    ['top', 'q=СНЕГ', ['Первый снег']],
    ['top', 'q=cancion%20jose', ['Canción de José']],
    ['desks', 'q=cup', []],
    ['israel', 'q=harbour&category=world', []],
    ['category/culture', 'q=choir', ['Choir sings']],
    ['tag/sports', 'category=world', ['Cup final']],
  ])('%s with %s', async (feed, query, expected) => {
    newsroom = await openNewsroom(feeds, articles);
    const found = await get(`?${query}`, feed);
    expect(titles(found)).toEqual(expected);
    expect(found).toMatchObject({ feed, end: 1 });
  });

  test('offer the categories that articles of the feed have', async () => {
    newsroom = await openNewsroom(feeds, articles);
    const all = [
      ['culture', 'Culture'],
      ['israel', 'Israel'],
      ['world', 'World'],
    ];
    expect((await get('?lang=en')).categories).toEqual(all);
    expect((await get('?lang=en', 'israel')).categories).toEqual([all[0], all[2]]);
    expect((await get('?lang=en', 'tag/sports')).categories).toEqual([all[2]]);
    await newsroom.publish(dated('Harbour opens', 1, { categories: [israel] }));
    expect((await get('?lang=en', 'israel')).categories).toEqual([all[2]]);
  });

  test('of a feed with a search match the words of both searches', async () => {
    newsroom = await openNewsroom(feeds, articles);
    const code = await newsroom.store.saveCustomFeed('q=opens', T0);
    expect(titles(await get('?q=harbour', `c/${code}`))).toEqual(['Harbour opens']);
    expect(titles(await get('?q=choir', `c/${code}`))).toEqual([]);
  });

  test('have labels in the requested language, or in English', async () => {
    newsroom = await openNewsroom(feeds, articles);
    expect((await get('?lang=he')).words).toMatchObject({ language: 'he', search: 'חיפוש' });
    expect((await get('?lang=zh-Hant')).words).toMatchObject({ language: 'en', search: 'Search' });
  });
});
