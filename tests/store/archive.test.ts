import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Article, ArticleId } from '../../src/model/article.ts';
import { isOlder, type Position } from '../../src/model/change.ts';
import type { ArchiveState, ArticleFilter, ArticleStore } from '../../src/store/article-store.ts';
import { anyFeed } from './corpus.ts';
import { overDatabases } from './databases.ts';
import { draftOf, HOUR_MS, NOW, queryOf, SECOND } from './drafts.ts';
import { anyEvent, happen } from './newsroom-events.ts';

const RUNS = 25;
const ALL = 1000;
const EVERY: ArticleFilter = queryOf();
const GROWTH = { keep: 3, pageSize: 2, limit: 100 };

overDatabases((open) => {
  test('whatever happens, pages never change and never share an article, and with the document they are the whole', async () => {
    const anyGrowth = fc.record({
      keep: fc.integer({ min: 0, max: 3 }),
      pageSize: fc.integer({ min: 1, max: 3 }),
      limit: fc.integer({ min: 1, max: 7 }),
    });
    const anyFilter = fc
      .tuple(anyFeed, fc.boolean(), fc.option(fc.constantFrom('one', 'two', 'chapel'), { nil: undefined, freq: 3 }))
      .map(([feed, withAudio, search]) => ({ ...feed, withAudio, ...(search === undefined ? {} : { search }) }));
    const anyArchive = fc.record({ growth: anyGrowth, filter: fc.oneof(fc.constant(EVERY), anyFilter) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyEvent, fc.boolean()), { minLength: 1, maxLength: 25 }),
        fc.array(anyArchive, { minLength: 1, maxLength: 3 }),
        async (events, archives) => {
          const store = await open();
          const ids = new Map<string, ArticleId>();
          const books = archives.map((archive, nth) => ({
            ...archive,
            key: `archive ${nth}`,
            pages: [] as string[][],
          }));
          let now = NOW;
          for (const [event, extends_] of [...events, [{ minutes: 0, act: { kind: 'announce' } }, true] as const]) {
            now += event.minutes * 60_000;
            await happen(store, event, ids, now);
            if (!extends_) continue;
            for (const { key, filter, growth, pages } of books) {
              const before = await store.getArchive(key);
              const after = await extendAll(store, key, filter, growth);
              expect(await store.getArchive(key)).toEqual(after);
              const read = await readPages(store, key, after);
              expect(read.map((page) => page.ids).slice(0, pages.length)).toEqual(pages);
              pages.splice(0, pages.length, ...read.map((page) => page.ids));
              for (const page of pages) expect(page.length).toBeLessThanOrEqual(growth.pageSize);
              const archived = pages.flat();
              expect(new Set(archived).size).toBe(archived.length);

              const visible = await store.listVisible(queryOf({}, { limit: ALL }));
              expect(read.flatMap((page) => page.articles.map((article) => article.id)).toSorted()).toEqual(
                visible
                  .filter((article) => archived.includes(article.id))
                  .map((article) => article.id)
                  .toSorted(),
              );
              const document = await documentOf(store, filter, after);
              const matching = (await store.listVisible({ ...filter, limit: ALL })).map((article) => article.id);
              expect([...document, ...archived.filter((id) => matching.includes(id as ArticleId))].toSorted()).toEqual(
                matching.toSorted(),
              );
              expect(document.length).toBeLessThan(growth.keep + growth.pageSize);
              if (after.newest?.id !== before.newest?.id) expect(document.length).toBeGreaterThanOrEqual(growth.keep);
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('an archive that nobody has begun has no pages', async () => {
    const store = await open();
    expect(await store.getArchive('all')).toEqual({ pages: 0 });
    expect(await store.findArchivePage('all', 1)).toBeUndefined();
    expect(await store.extendArchive('all', EVERY, GROWTH)).toEqual({ pages: 0, done: true });
    expect(await store.getArchive('all')).toEqual({ pages: 0 });
  });

  test('the oldest articles go onto full pages, as long as enough newer ones remain outside', async () => {
    const store = await open();
    await publish(store, 1, 4);
    expect(await store.extendArchive('all', EVERY, GROWTH)).toEqual({ pages: 0, done: true });
    await publish(store, 5, 8);
    const state = await store.extendArchive('all', EVERY, GROWTH);
    expect(state).toMatchObject({ pages: 2, newest: { publishedAt: dateOf(4) }, done: true });
    expect(await titles(store, 'all', 1)).toEqual(['2', '1']);
    expect(await titles(store, 'all', 2)).toEqual(['4', '3']);
    expect(await store.findArchivePage('all', 0)).toBeUndefined();
    expect(await store.findArchivePage('all', 3)).toBeUndefined();
    expect(await store.listVisible(queryOf({}, state.newest && { before: state.newest }))).toHaveLength(4);
  });

  test('a call makes no more pages than its limit allows, and says that more is to do', async () => {
    const store = await open();
    await publish(store, 1, 11);
    const growth = { keep: 3, pageSize: 2, limit: 5 };
    expect(await store.extendArchive('all', EVERY, growth)).toMatchObject({ pages: 2, done: false });
    expect(await store.extendArchive('all', EVERY, growth)).toMatchObject({ pages: 4, done: true });
    expect(await store.extendArchive('all', EVERY, growth)).toMatchObject({ pages: 4, done: true });
  });

  test('a page larger than the limit is made all the same', async () => {
    const store = await open();
    await publish(store, 1, 6);
    expect(await store.extendArchive('all', EVERY, { keep: 0, pageSize: 3, limit: 1 })).toMatchObject({
      pages: 1,
      done: false,
    });
    expect(await store.extendArchive('all', EVERY, { keep: 0, pageSize: 3, limit: 1 })).toMatchObject({
      pages: 2,
      done: true,
    });
  });

  test('articles of an old date go onto new pages together, the last of which need not be full', async () => {
    const store = await open();
    await publish(store, 10, 20);
    await extendAll(store, 'all', EVERY, GROWTH);
    expect(await store.getArchive('all')).toMatchObject({ pages: 4 });
    await publish(store, 1, 3);
    const state = await store.extendArchive('all', EVERY, GROWTH);
    expect(state).toMatchObject({ pages: 6, newest: { publishedAt: dateOf(17) }, done: true });
    expect(await titles(store, 'all', 4)).toEqual(['17', '16']);
    expect(await titles(store, 'all', 5)).toEqual(['2', '1']);
    expect(await titles(store, 'all', 6)).toEqual(['3']);
    expect(await store.extendArchive('all', EVERY, GROWTH)).toMatchObject({ pages: 6, done: true });
  });

  test('more old articles than are looked through at once fill their pages', async () => {
    const store = await open();
    await publish(store, 3000, 3010);
    await extendAll(store, 'all', queryOf({ tags: ['odd'] }), GROWTH);
    const before = await store.getArchive('all');
    await publish(store, 1, 2100);
    const growth = { ...GROWTH, pageSize: 100, limit: 300 };
    const after = await extendAll(store, 'all', queryOf({ tags: ['odd'] }), growth);
    expect(after.pages - before.pages).toBe(11);
    const sizes = (await readPages(store, 'all', after)).map((page) => page.ids.length);
    expect(sizes.slice(before.pages)).toEqual([...Array<number>(10).fill(100), 50]);
  });

  test.each([
    ['comes back', { state: 'draft' as const }],
    ['comes under the selection', { categories: [] }],
  ])('an article that %s when its date is archived already goes onto a page of its own', async (_name, hidden) => {
    const store = await open();
    const world = queryOf({ categories: ['world'] });
    await publish(store, 1, 8);
    await store.save([draftAt(2, hidden)], NOW);
    await extendAll(store, 'world', world, GROWTH);
    expect(await titles(store, 'world', 1)).toEqual(['3', '1']);
    expect(await store.getArchive('world')).toMatchObject({ pages: 2, newest: { publishedAt: dateOf(5) } });
    await store.save([draftAt(2)], NOW + HOUR_MS);
    await extendAll(store, 'world', world, GROWTH);
    expect(await titles(store, 'world', 1)).toEqual(['3', '1']);
    expect(await titles(store, 'world', 3)).toEqual(['2']);
  });

  test('an article that leaves the public leaves its page, which still says that it was there', async () => {
    const store = await open();
    await publish(store, 1, 8);
    await extendAll(store, 'all', EVERY, GROWTH);
    const before = await store.findArchivePage('all', 1);
    const id = before?.ids[0] ?? ('' as ArticleId);
    await store.retract(id, 'Untrue.', NOW);
    await extendAll(store, 'all', EVERY, GROWTH);
    const after = await store.findArchivePage('all', 1);
    expect(after?.ids).toEqual(before?.ids);
    expect(after?.articles).toEqual(before?.articles.slice(1));
    await store.restore(id, NOW + SECOND);
    expect(await extendAll(store, 'all', EVERY, GROWTH)).toMatchObject({ pages: 2 });
    expect((await store.findArchivePage('all', 1))?.articles.map((article) => article.id)).toEqual(before?.ids);
  });

  test('who walks from the newest page back meets every article once while new ones are published', async () => {
    const store = await open();
    await publish(store, 1, 30);
    let state = await extendAll(store, 'all', EVERY, GROWTH);
    const met = [...(await documentOf(store, EVERY, state))];
    for (let page = state.pages; page > 0; page -= 1) {
      await publish(store, 100 - page, 100 - page);
      state = await extendAll(store, 'all', EVERY, GROWTH);
      met.push(...((await store.findArchivePage('all', page))?.ids ?? []));
    }
    expect(new Set(met).size).toBe(met.length);
    expect(met).toHaveLength(30);
  });

  test('archives of different keys know nothing of each other', async () => {
    const store = await open();
    await publish(store, 1, 8);
    await extendAll(store, 'all', EVERY, GROWTH);
    expect(await store.getArchive('other')).toEqual({ pages: 0 });
    await extendAll(store, 'other', EVERY, { ...GROWTH, pageSize: 1 });
    expect((await store.getArchive('other')).pages).toBe(5);
    expect((await store.getArchive('all')).pages).toBe(2);
  });

  test('two who extend at once make each page once', async () => {
    const store = await open();
    await publish(store, 1, 20);
    await Promise.all([
      extendAll(store, 'all', EVERY, { ...GROWTH, limit: 4 }),
      extendAll(store, 'all', EVERY, { ...GROWTH, limit: 4 }),
    ]);
    const state = await store.getArchive('all');
    const archived = (await readPages(store, 'all', state)).flatMap((page) => page.ids);
    expect(archived).toHaveLength(16);
    expect(new Set(archived).size).toBe(16);
  });
});

function dateOf(nth: number): number {
  return NOW - 10_000 * HOUR_MS + nth * HOUR_MS;
}

function draftAt(nth: number, given: Parameters<typeof draftOf>[0] = {}): ReturnType<typeof draftOf> {
  const tags = [{ slug: nth % 2 === 0 ? 'even' : 'odd', label: 'Parity' }];
  return draftOf({ externalId: `n${nth}`, title: `${nth}`, publishedAt: dateOf(nth), tags, ...given });
}

async function publish(store: ArticleStore, from: number, to: number): Promise<void> {
  await store.save(
    Array.from({ length: to - from + 1 }, (_, index) => draftAt(from + index)),
    NOW,
  );
}

/** Extends until nothing is left to do. */
async function extendAll(
  store: ArticleStore,
  key: string,
  filter: ArticleFilter,
  growth: { readonly keep: number; readonly pageSize: number; readonly limit: number },
): Promise<ArchiveState> {
  for (;;) {
    const { done, ...state } = await store.extendArchive(key, filter, growth);
    if (done) return state;
  }
}

async function readPages(
  store: ArticleStore,
  key: string,
  { pages }: ArchiveState,
): Promise<readonly { readonly ids: string[]; readonly articles: readonly Article[] }[]> {
  const read = [];
  for (let page = 1; page <= pages; page += 1) {
    const found = await store.findArchivePage(key, page);
    if (found === undefined) throw new Error(`no page ${page}`);
    expect(isInOrder(found.articles)).toBe(true);
    read.push({ ids: [...found.ids], articles: found.articles });
  }
  return read;
}

function isInOrder(articles: readonly Article[]): boolean {
  return articles.every((article, index) => index === 0 || isOlder(article, articles[index - 1] as Position));
}

async function documentOf(
  store: ArticleStore,
  filter: ArticleFilter,
  { newest }: ArchiveState,
): Promise<readonly ArticleId[]> {
  const query = { ...filter, limit: ALL, ...(newest === undefined ? {} : { before: newest }) };
  return (await store.listVisible(query)).map((article) => article.id);
}

async function titles(store: ArticleStore, key: string, page: number): Promise<readonly string[] | undefined> {
  return (await store.findArchivePage(key, page))?.articles.map((article) => article.title);
}
