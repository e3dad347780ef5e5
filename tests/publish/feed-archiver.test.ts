import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FeedDefinition } from '../../src/model/feed-definition.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { archiveKey, type FeedArchiver, hasArchive, openFeedArchiver } from '../../src/publish/feed-archiver.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { draftOf, feedOf, T0 } from '../http/newsroom.ts';

const TOP = feedOf('top', { count: 2 });
const OTHER = feedOf('other', { count: 2 });

let store: ArticleStore;
let archiver: FeedArchiver;
let extended: string[];
let faults: string[];

beforeEach(async () => {
  store = await openStore({ database: { kind: 'memory' }, mintId: mintUuidV7 });
  open();
});

afterEach(async () => {
  await archiver.close();
  await store.close();
});

function open(extendArchive: ArticleStore['extendArchive'] = store.extendArchive): void {
  extended = [];
  faults = [];
  archiver = openFeedArchiver({ ...store, extendArchive }, ({ id }) => extended.push(id), {
    failed: (_task, fault) => void faults.push(String(fault)),
    succeeded: () => undefined,
  });
}

async function saveArticles(from: number, to: number): Promise<void> {
  const drafts = [];
  for (let nth = from; nth < to; nth += 1) drafts.push(draftOf(`Article ${nth}`, { publishedAt: T0 + nth * 1000 }));
  await store.save(drafts, T0 + 10_000_000);
}

async function pagesOf(definition: FeedDefinition): Promise<number> {
  return (await store.getArchive(archiveKey(definition))).pages;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('the archive of a feed', () => {
  test('has the pages that are missing when the call resolves, and its documents are then built again', async () => {
    await archiver.extend(TOP);
    expect([await pagesOf(TOP), extended]).toEqual([0, []]);
    for (const pages of [1, 2]) {
      await saveArticles(2 * pages, 2 * pages + 2);
      for (let times = 0; times < 2; times += 1) await archiver.extend(TOP);
      expect([await pagesOf(TOP), extended]).toEqual([pages, Array(pages).fill('top')]);
    }
  });

  test('with many pages is only begun by a call, and goes on in the background, for each feed', async () => {
    await saveArticles(0, 300);
    await Promise.all([archiver.extend(TOP), archiver.extend(OTHER)]);
    expect(await pagesOf(TOP)).toBeLessThan(150);
    expect(extended).toEqual([]);
    await archiver.extend(TOP);
    await until(() => extended.length === 2);
    expect([await pagesOf(TOP), await pagesOf(OTHER), extended.toSorted()]).toEqual([150, 150, ['other', 'top']]);
    await saveArticles(300, 600);
    await archiver.extend(TOP);
    await until(() => extended.length === 3);
    expect([await pagesOf(TOP), faults]).toEqual([300, []]);
  });

  test('that cannot be written is reported; the other feeds go on, and so does the next call', async () => {
    await saveArticles(0, 300);
    let isBroken = false;
    open((key, ...rest) =>
      isBroken && key === archiveKey(TOP) ? Promise.reject(new Error('disk')) : store.extendArchive(key, ...rest),
    );
    await Promise.all([archiver.extend(TOP), archiver.extend(OTHER)]);
    isBroken = true;
    await until(() => extended.length === 1);
    expect([extended, faults]).toEqual([['other'], ['Error: disk']]);
    isBroken = false;
    await archiver.extend(TOP);
    await until(() => extended.length === 2);
    expect(await pagesOf(TOP)).toBe(150);
  });

  test('that another server has completed after a fault has its documents built again', async () => {
    await saveArticles(0, 2);
    let isBroken = true;
    open((...all) => (isBroken ? Promise.reject(new Error('disk')) : store.extendArchive(...all)));
    await archiver.extend(TOP);
    const other = openFeedArchiver(store, () => undefined, { failed: () => undefined, succeeded: () => undefined });
    await other.extend(TOP);
    isBroken = false;
    await archiver.extend(TOP);
    await archiver.extend(TOP);
    expect([extended, faults, await pagesOf(TOP)]).toEqual([['top'], ['Error: disk'], 1]);
    await other.close();
  });

  test('is left as it is once the archiver is closed', async () => {
    await saveArticles(0, 1000);
    let calls = 0;
    open((...all) => {
      calls += 1;
      return store.extendArchive(...all);
    });
    await archiver.extend(TOP);
    await archiver.close();
    const before = [await pagesOf(TOP), calls];
    await archiver.extend(TOP);
    await archiver.extend(OTHER);
    expect([[await pagesOf(TOP), calls], extended, faults]).toEqual([before, [], []]);
    expect(await pagesOf(TOP)).toBeLessThan(500);
  });

  test.each([
    ['custom', false],
    ['custom?category=world', false],
    ['c/abcdefgh', false],
    ['customs', true],
    ['category/custom', true],
    ['tag/c/x', true],
    ['top', true],
  ])('exists for %s: %s', async (id, exists) => {
    expect(hasArchive({ id })).toBe(exists);
    await saveArticles(0, 4);
    const definition = { ...TOP, id };
    await archiver.extend(definition);
    expect((await pagesOf(definition)) > 0).toBe(exists);
  });
});

test('a feed has a new archive if its selection or page size changes', () => {
  const select = { ...TOP.select, tags: ['a'] };
  const podcast = { category: 'News' } as unknown as NonNullable<FeedDefinition['podcast']>;
  const others = [
    { id: 'x' },
    { select },
    { exclude: select },
    { search: 'a' },
    { search: 'b' },
    { podcast },
    { count: 3 },
  ];
  const keys = [TOP, ...others.map((part) => ({ ...TOP, ...part }))].map(archiveKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(archiveKey({ ...TOP, title: 'Other', content: 'summary' })).toBe(archiveKey(TOP));
  expect(archiveKey({ ...TOP, count: 51 })).toBe(archiveKey({ ...TOP, count: 50 }));
});

test('a feed of more than fifty articles keeps the others outside the pages of fifty', async () => {
  await saveArticles(0, 159);
  const long = feedOf('long', { count: 60 });
  await archiver.extend(long);
  await until(() => extended.length > 0);
  expect(await pagesOf(long)).toBe(2);
});
