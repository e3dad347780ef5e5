import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Article } from '../../src/model/article.ts';
import { isOlder, type Position } from '../../src/model/change.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { facetsOf, matchesFilter } from '../../src/model/selection.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { overDatabases } from './databases.ts';
import { draftOf, HOUR_MS, NOW, queryOf } from './drafts.ts';
import { anyCorpus, anyFeed } from './random-articles.ts';

const RUNS = 12;
const ALL = 1000;

overDatabases((open, countRuns) => {
  test('a list has exactly the articles that match its selection, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(anyCorpus, fc.array(anyFeed, { minLength: 10, maxLength: 20 }), async (drafts, feeds) => {
        const store = await open();
        await store.save(drafts, NOW);
        const everything = await store.listVisible(queryOf({}, { limit: ALL }));
        expect(everything).toHaveLength(drafts.length);
        for (const [index, article] of everything.slice(1).entries()) {
          expect(isOlder(article, everything[index] as Article)).toBe(true);
        }
        for (const feed of feeds) {
          const matching = everything.filter((article) => matchesFilter(feed, facetsOf(article)));
          expect(titled(await store.listVisible({ ...feed, limit: ALL }))).toEqual(titled(matching));
          expect(titled(await store.listVisible({ ...feed, limit: 3 }))).toEqual(titled(matching.slice(0, 3)));
        }
      }),
      { numRuns: countRuns(RUNS) },
    );
  });

  test('all pages together are the whole list, even if articles are published meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(anyCorpus, anyFeed, fc.integer({ min: 1, max: 7 }), async (drafts, feed, limit) => {
        const store = await open();
        await store.save(drafts, NOW);
        const whole = await store.listVisible({ ...feed, limit: ALL });
        const joined: Article[] = [];
        let after: Position | undefined;
        for (let page = 0; ; page += 1) {
          const articles = await store.listVisible({ ...feed, limit, ...(after === undefined ? {} : { after }) });
          joined.push(...articles);
          after = articles.at(-1);
          if (after === undefined) break;
          await store.save([draftOf({ externalId: `late ${page}`, publishedAt: NOW })], NOW);
        }
        // An article of the same second may come after the position of a page that is already read.
        const late = joined.filter((article) => article.externalId.startsWith('late'));
        expect(titled(joined.filter((article) => !late.includes(article)))).toEqual(titled(whole));
        expect(new Set(joined.map((article) => article.id)).size).toBe(joined.length);
      }),
      { numRuns: countRuns(RUNS) },
    );
  });

  test('a field may have more values than index ranges are merged', async () => {
    const store = await open();
    await store.save([draftOf()], NOW);
    const many = Array.from({ length: 200 }, (_, index) => `nobody-${index}`);
    expect(await store.listVisible(queryOf({ categories: many }))).toEqual([]);
    expect(await store.listVisible(queryOf({ categories: [...many, 'world'], tags: many }))).toEqual([]);
    expect(await store.listVisible(queryOf({ categories: [...many, 'world'] }))).toHaveLength(1);
    expect(await store.listVisible(queryOf({}, { exclude: { categories: [...many, 'world'] } }))).toEqual([]);
  });

  test('the last change of a full window is found behind a later import of old articles', async () => {
    const store = await open();
    const recent = Array.from({ length: 5 }, (_, index) => draftOf({ externalId: `new ${index}` }));
    const old = Array.from({ length: 50 }, (_, index) =>
      draftOf({ externalId: `old ${index}`, publishedAt: NOW - 100 * HOUR_MS }),
    );
    await store.save(recent, NOW);
    await store.save(old, NOW);
    const oldest = await oldestOf(store, 5);
    expect((await store.findLastChange({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION }, oldest))?.seq).toBe(5);
    expect((await store.findLastChange(queryOf({ categories: ['world'] }), oldest))?.seq).toBe(5);
    expect((await store.findLastChange(queryOf({ categories: ['world'] }), undefined))?.seq).toBe(55);
    expect(await store.findLastChange(queryOf({ categories: ['culture'] }), undefined)).toBeUndefined();
  });

  test('the change with which an article left a feed is found behind many others', async () => {
    const store = await open();
    const others = Array.from({ length: 120 }, (_, index) =>
      draftOf({ externalId: `n${index}`, categories: [], byline: [], language: 'fr' }),
    );
    const stays = draftOf({ externalId: 'stays', tags: [{ slug: 'stays', label: 'Stays' }] });
    await store.save([stays, draftOf({ tags: [{ slug: 'flood', label: 'Flood' }], language: 'en-GB' })], NOW);
    await store.save([draftOf({ categories: [], byline: [], language: 'de' })], NOW);
    await store.save(others, NOW);
    for (const [seq, select] of [
      [3, { categories: ['world'] }],
      [3, { tags: ['flood'] }],
      [3, { authors: ['miriam-okafor'] }],
      [3, { languages: ['en'] }],
      [3, { languages: ['en-gb'] }],
      [3, { categories: ['world'], tags: ['flood'] }],
      [1, { tags: ['stays'] }],
      [1, { categories: ['world'], tags: ['stays'] }],
    ] as const) {
      expect([select, (await store.findLastChange(queryOf(select), undefined))?.seq]).toEqual([select, seq]);
    }
  });

  test('a list of a search has only articles with its words', async () => {
    const store = await open();
    await store.save([draftOf({ externalId: 'found', title: 'Rain at Last' }), draftOf()], NOW);
    expect(titled(await store.listVisible(queryOf({}, { search: 'rain' })))).toEqual(['found']);
    expect(titled(await store.listVisible(queryOf({ categories: ['world'] }, { search: 'rain' })))).toEqual(['found']);
  });

  test('a list of articles with audio has no others', async () => {
    const store = await open();
    const audio = { url: 'https://news.example.org/a.mp3', type: 'audio/mpeg' };
    await store.save([draftOf({ externalId: 'heard', audio }), draftOf()], NOW);
    expect(titled(await store.listVisible(queryOf({}, { withAudio: true })))).toEqual(['heard']);
    expect(titled(await store.listVisible(queryOf({ categories: ['world'] }, { withAudio: true })))).toEqual(['heard']);
  });

  test('the last change is found behind many that do not affect the feed', async () => {
    const store = await open();
    await store.save([draftOf({ externalId: 'first', language: 'es' })], NOW);
    const others = Array.from({ length: 30 }, (_, index) => draftOf({ externalId: `n${index}`, language: 'en' }));
    await store.save(others, NOW);
    const feed = queryOf({}, { exclude: { languages: ['en'] } });
    expect((await store.findLastChange(feed, undefined))?.seq).toBe(1);
  });
});

async function oldestOf(store: ArticleStore, limit: number): Promise<Position | undefined> {
  return (await store.listVisible(queryOf({}, { limit }))).at(-1);
}

function titled(articles: readonly Article[]): readonly string[] {
  return articles.map((article) => article.externalId);
}
