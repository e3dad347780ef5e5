import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Article, ArticleId } from '../../src/model/article.ts';
import { isOlder, type Position } from '../../src/model/change.ts';
import type { ArchiveState, ArticleFilter, ArticleStore } from '../../src/store/article-store.ts';
import { overDatabases } from './databases.ts';
import { draftOf, HOUR_MS, NOW, queryOf, SECOND } from './drafts.ts';
import { anyFeed } from './random-articles.ts';
import { anyEvent, applyEvent } from './random-events.ts';

const RUNS = 25;
const ALL = 1000;
const EVERY: ArticleFilter = queryOf();
const OPTIONS = { keep: 3, pageSize: 2, limit: 100 };

overDatabases((open, countRuns) => {
  test('after any events, pages never change, share no article, and with the document have every article of the feed', async () => {
    const anyOptions = fc.record({
      keep: fc.integer({ min: 0, max: 3 }),
      pageSize: fc.integer({ min: 1, max: 3 }),
      limit: fc.integer({ min: 1, max: 7 }),
    });
    const anyFilter = fc
      .tuple(anyFeed, fc.boolean(), fc.option(fc.constantFrom('one', 'two', 'chapel'), { nil: undefined, freq: 3 }))
      .map(([feed, withAudio, search]) => ({ ...feed, withAudio, ...(search === undefined ? {} : { search }) }));
    const anyArchive = fc.record({ options: anyOptions, filter: fc.oneof(fc.constant(EVERY), anyFilter) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyEvent, fc.boolean()), { minLength: 1, maxLength: 25 }),
        fc.array(anyArchive, { minLength: 1, maxLength: 3 }),
        async (events, archives) => {
          const store = await open();
          const ids = new Map<string, ArticleId>();
          const expected = archives.map((archive, nth) => ({
            ...archive,
            key: `archive ${nth}`,
            pages: [] as string[][],
          }));
          let now = NOW;
          for (const [event, extends_] of [...events, [{ minutes: 0, act: { kind: 'announce' } }, true] as const]) {
            now += event.minutes * 60_000;
            await applyEvent(store, event, ids, now);
            if (!extends_) continue;
            for (const { key, filter, options, pages } of expected) {
              const before = await store.getArchive(key);
              const after = await extendAll(store, key, filter, options);
              expect(await store.getArchive(key)).toEqual(after);
              const read = await readPages(store, key, after);
              expect(read.map((page) => page.ids).slice(0, pages.length)).toEqual(pages);
              pages.splice(0, pages.length, ...read.map((page) => page.ids));
              for (const page of pages) expect(page.length).toBeLessThanOrEqual(options.pageSize);
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
              expect(document.length).toBeLessThan(options.keep + options.pageSize);
              if (after.newest?.id !== before.newest?.id) expect(document.length).toBeGreaterThanOrEqual(options.keep);
            }
          }
        },
      ),
      { numRuns: countRuns(RUNS) },
    );
  });

  test('an archive that was never extended has no pages', async () => {
    const store = await open();
    expect(await store.getArchive('all')).toEqual({ pages: 0 });
    expect(await store.findArchivePage('all', 1)).toBeUndefined();
    expect(await store.extendArchive('all', EVERY, OPTIONS)).toEqual({ pages: 0, done: true });
    expect(await store.getArchive('all')).toEqual({ pages: 0 });
  });

  test('the oldest articles get full pages, as long as enough newer ones remain outside', async () => {
    const store = await open();
    await publish(store, 1, 4);
    expect(await store.extendArchive('all', EVERY, OPTIONS)).toEqual({ pages: 0, done: true });
    await publish(store, 5, 8);
    const state = await store.extendArchive('all', EVERY, OPTIONS);
    expect(state).toMatchObject({ pages: 2, newest: { publishedAt: dateOf(4) }, done: true });
    expect(await titles(store, 'all', 1)).toEqual(['2', '1']);
    expect(await titles(store, 'all', 2)).toEqual(['4', '3']);
    expect(await store.findArchivePage('all', 0)).toBeUndefined();
    expect(await store.findArchivePage('all', 3)).toBeUndefined();
    expect(await store.listVisible(queryOf({}, state.newest && { before: state.newest }))).toHaveLength(4);
  });

  test('a call makes only as many pages as its limit allows, and says that it is not done', async () => {
    const store = await open();
    await publish(store, 1, 11);
    const options = { keep: 3, pageSize: 2, limit: 5 };
    expect(await store.extendArchive('all', EVERY, options)).toMatchObject({ pages: 2, done: false });
    expect(await store.extendArchive('all', EVERY, options)).toMatchObject({ pages: 4, done: true });
    expect(await store.extendArchive('all', EVERY, options)).toMatchObject({ pages: 4, done: true });
  });

  test('a call makes at least one page, even if the page is larger than the limit', async () => {
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

  test('late articles get new pages together, of which the last may be partly filled', async () => {
    const store = await open();
    await publish(store, 10, 20);
    await extendAll(store, 'all', EVERY, OPTIONS);
    expect(await store.getArchive('all')).toMatchObject({ pages: 4 });
    await publish(store, 1, 3);
    const state = await store.extendArchive('all', EVERY, OPTIONS);
    expect(state).toMatchObject({ pages: 6, newest: { publishedAt: dateOf(17) }, done: true });
    expect(await titles(store, 'all', 4)).toEqual(['17', '16']);
    expect(await titles(store, 'all', 5)).toEqual(['2', '1']);
    expect(await titles(store, 'all', 6)).toEqual(['3']);
    expect(await store.extendArchive('all', EVERY, OPTIONS)).toMatchObject({ pages: 6, done: true });
  });

  test('late articles beyond the limit of a call are on no page until the next call', async () => {
    const store = await open();
    await publish(store, 10, 20);
    const before = await extendAll(store, 'all', EVERY, OPTIONS);
    await publish(store, 1, 5);
    const options = { ...OPTIONS, limit: 4 };
    expect(await store.extendArchive('all', EVERY, options)).toEqual({ ...before, pages: 6, done: false });
    expect(await store.findArchivePage('all', 0)).toBeUndefined();
    expect([await titles(store, 'all', 6), await titles(store, 'all', 7)]).toEqual([['4', '3'], undefined]);
    expect(await store.extendArchive('all', EVERY, options)).toEqual({ ...before, pages: 7, done: true });
    expect(await titles(store, 'all', 7)).toEqual(['5']);
  });

  test('late articles fill their pages even if several calls are needed to find them', async () => {
    const store = await open();
    await publish(store, 3000, 3010);
    await extendAll(store, 'all', queryOf({ tags: ['odd'] }), OPTIONS);
    const before = await store.getArchive('all');
    await publish(store, 1, 2100);
    const options = { ...OPTIONS, pageSize: 100, limit: 300 };
    const after = await extendAll(store, 'all', queryOf({ tags: ['odd'] }), options);
    expect(after.pages - before.pages).toBe(11);
    const sizes = (await readPages(store, 'all', after)).map((page) => page.ids.length);
    expect(sizes.slice(before.pages)).toEqual([...Array<number>(10).fill(100), 50]);
  });

  test.each([
    ['is published again', { state: 'draft' as const }],
    ['newly matches the selection', { categories: [] }],
  ])('an article that %s when its date is already archived gets a new page', async (_name, hidden) => {
    const store = await open();
    const world = queryOf({ categories: ['world'] });
    await publish(store, 1, 8);
    await store.save([draftAt(2, hidden)], NOW);
    await extendAll(store, 'world', world, OPTIONS);
    expect(await titles(store, 'world', 1)).toEqual(['3', '1']);
    expect(await store.getArchive('world')).toMatchObject({ pages: 2, newest: { publishedAt: dateOf(5) } });
    await store.save([draftAt(2)], NOW + HOUR_MS);
    await extendAll(store, 'world', world, OPTIONS);
    expect(await titles(store, 'world', 1)).toEqual(['3', '1']);
    expect(await titles(store, 'world', 3)).toEqual(['2']);
  });

  test('a retracted article leaves its page, which still lists its id', async () => {
    const store = await open();
    await publish(store, 1, 8);
    await extendAll(store, 'all', EVERY, OPTIONS);
    const before = await store.findArchivePage('all', 1);
    const id = before?.ids[0] ?? ('' as ArticleId);
    await store.retract(id, 'Untrue.', NOW);
    await extendAll(store, 'all', EVERY, OPTIONS);
    const after = await store.findArchivePage('all', 1);
    expect(after?.ids).toEqual(before?.ids);
    expect(after?.articles).toEqual(before?.articles.slice(1));
    await store.restore(id, NOW + SECOND);
    expect(await extendAll(store, 'all', EVERY, OPTIONS)).toMatchObject({ pages: 2 });
    expect((await store.findArchivePage('all', 1))?.articles.map((article) => article.id)).toEqual(before?.ids);
  });

  test('a client that reads from the newest page back receives every article once while new ones are published', async () => {
    const store = await open();
    await publish(store, 1, 30);
    let state = await extendAll(store, 'all', EVERY, OPTIONS);
    const received = [...(await documentOf(store, EVERY, state))];
    for (let page = state.pages; page > 0; page -= 1) {
      await publish(store, 100 - page, 100 - page);
      state = await extendAll(store, 'all', EVERY, OPTIONS);
      received.push(...((await store.findArchivePage('all', page))?.ids ?? []));
    }
    expect(new Set(received).size).toBe(received.length);
    expect(received).toHaveLength(30);
  });

  test('archives with different keys are independent', async () => {
    const store = await open();
    await publish(store, 1, 8);
    await extendAll(store, 'all', EVERY, OPTIONS);
    expect(await store.getArchive('other')).toEqual({ pages: 0 });
    await extendAll(store, 'other', EVERY, { ...OPTIONS, pageSize: 1 });
    expect((await store.getArchive('other')).pages).toBe(5);
    expect((await store.getArchive('all')).pages).toBe(2);
  });

  test('two concurrent calls make each page once', async () => {
    const store = await open();
    await publish(store, 1, 20);
    await Promise.all([
      extendAll(store, 'all', EVERY, { ...OPTIONS, limit: 4 }),
      extendAll(store, 'all', EVERY, { ...OPTIONS, limit: 4 }),
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

/** Extends an archive until it is done. */
async function extendAll(
  store: ArticleStore,
  key: string,
  filter: ArticleFilter,
  options: { readonly keep: number; readonly pageSize: number; readonly limit: number },
): Promise<ArchiveState> {
  for (;;) {
    const { done, ...state } = await store.extendArchive(key, filter, options);
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
