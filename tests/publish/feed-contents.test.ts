import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ArticleDraft, ArticleId } from '../../src/model/article.ts';
import type { Change } from '../../src/model/change.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../../src/model/feed-definition.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { toTerm } from '../../src/model/term.ts';
import { archiveKey } from '../../src/publish/feed-archiver.ts';
import { loadFeedContents } from '../../src/publish/feed-contents.ts';
import { filterOf } from '../../src/publish/feed-window.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { draftOf, feedOf, T0 } from '../http/newsroom.ts';
import { podcast } from '../render/newsroom.ts';

const SECOND = 1000;
const DAY = 86_400_000;
const TOP = feedOf('top', { count: 2 });
const CULTURE = feedOf('culture', { count: 2, select: { ...EMPTY_SELECTION, categories: ['culture'] } });

let store: ArticleStore;
const ids = new Map<string, ArticleId>();

beforeEach(async () => {
  store = await openStore({ database: { kind: 'memory' }, mintId: mintUuidV7 });
});

afterEach(() => store.close());

/** Saves articles of one second each, the first one the oldest. */
async function save(
  titles: readonly string[],
  now = T0 + 60 * SECOND,
  parts: Partial<ArticleDraft> = {},
): Promise<void> {
  const drafts = titles.map((title) => draftOf(title, { publishedAt: T0 + Number(title) * SECOND, ...parts }));
  for (const { title, id } of await store.save(drafts, now)) ids.set(title, id);
}

function idOf(title: string): ArticleId {
  const id = ids.get(title);
  if (id === undefined) throw new Error(`There is no article ${title}.`);
  return id;
}

async function load(definition: FeedDefinition = TOP) {
  const contents = await loadFeedContents(store, definition);
  return { ...contents, titles: contents.articles.map(({ title }) => title) };
}

describe('a feed of two articles', () => {
  test('has an empty document without articles', async () => {
    const { titles, tombstones, endsAt, updated, seq, newestArchivePage } = await load();
    expect([titles, tombstones, endsAt, updated, seq, newestArchivePage]).toEqual([
      ...[[], [], undefined, undefined, 0],
      undefined,
    ]);
  });

  test('tells where it ends only if an older article follows', async () => {
    await save(['1', '2']);
    expect([(await load()).titles, (await load()).endsAt]).toEqual([['2', '1'], undefined]);
    await save(['3']);
    const { titles, endsAt, updated, seq } = await load();
    expect([titles, updated, seq]).toEqual([['3', '2'], T0 + 60 * SECOND, 3]);
    expect(endsAt).toEqual({ id: idOf('2'), publishedAt: T0 + 2 * SECOND });
  });

  test('names its newest archive page only if no article is between the page and the document', async () => {
    const extend = (definition: FeedDefinition) =>
      store.extendArchive(archiveKey(definition), filterOf(definition), { keep: 0, pageSize: 2, limit: 2 });
    await save(['1', '2', '3', '4']);
    expect((await load()).newestArchivePage).toBeUndefined();
    await extend(TOP);
    expect((await load()).newestArchivePage).toBe(1);
    await save(['5']);
    expect((await load()).newestArchivePage).toBeUndefined();
    await extend(TOP);
    expect((await load()).newestArchivePage).toBe(2);
    const custom = { ...TOP, id: 'custom?category=world' };
    for (let times = 0; times < 2; times += 1) await extend(custom);
    expect((await load(custom)).newestArchivePage).toBeUndefined();
  });

  test('has older articles that were corrected after its newest ones, in order, and tombstones, for thirty days', async () => {
    await save(['1', '2', '3', '4', '5']);
    const at = T0 + DAY;
    await store.correct(idOf('3'), 'It was Wednesday.', at - SECOND);
    await store.retract(idOf('2'), 'Untrue.', at - 1);
    await store.correct(idOf('1'), 'It was Tuesday.', at);
    const contents = await load();
    expect([contents.titles, contents.updated, contents.seq]).toStrictEqual([['5', '4', '3', '1'], at, 8]);
    expect(contents.tombstones).toEqual([{ id: idOf('2'), at: at - 1, reason: 'Untrue.' }]);

    await save(['6'], at + 30 * DAY - 1);
    const last = await load();
    expect([last.titles, last.tombstones.length]).toStrictEqual([['6', '5', '1'], 1]);
    await save(['7'], at + 30 * DAY + 1);
    const over = await load();
    expect([over.titles, over.tombstones.length]).toStrictEqual([['7', '6'], 0]);
  });

  test('is older for every notice that a newer notice ends', async () => {
    await save(['1', '2', '3', '4', '5']);
    await store.correct(idOf('1'), 'It was Tuesday.', T0 + DAY);
    await store.retract(idOf('2'), 'Untrue.', T0 + 31 * DAY + 1);
    expect((await load()).titles).toStrictEqual(['5', '4']);
  });

  test('changes with what it tells of, and with nothing else', async () => {
    await save(['1', '2', '3', '4', '5']);
    await store.correct(idOf('1'), 'It was Tuesday.', T0 + DAY);
    const { affectedBy } = await load();
    const changeOf = (title: string, kind: Change['kind'], categories = ['world']): Change => {
      const facets = { categories, tags: [], authors: [], language: 'en' };
      const publishedAt = T0 + Number(title) * SECOND;
      return { seq: 99, articleId: idOf(title), kind, at: T0, publishedAt, before: facets, after: facets };
    };
    const affects = (...parts: Parameters<typeof changeOf>) => affectedBy(changeOf(...parts), () => true);
    expect([affects('5', 'updated'), affects('3', 'updated')]).toEqual([true, true]);
    expect([affects('1', 'updated'), affects('2', 'updated')]).toEqual([true, false]);
    expect(['corrected', 'retracted', 'restored'].map((kind) => affects('2', kind as Change['kind']))).toEqual([
      ...[true, true, true],
    ]);
  });

  test('of a search changes with articles that match', async () => {
    const search = { ...TOP, search: 'body' };
    await save(['1', '2', '3', '4']);
    await store.correct(idOf('3'), 'It was Wednesday.', T0 + DAY);
    const { titles, seq, updated, endsAt, affectedBy } = await load(search);
    expect([titles, seq, updated]).toEqual([['4', '3'], 0, T0 + DAY]);
    expect(endsAt).toEqual({ id: idOf('3'), publishedAt: T0 + 3 * SECOND });
    const facets = { categories: ['world'], tags: [], authors: [], language: 'en' };
    const late = { seq: 9, kind: 'published', at: T0, publishedAt: T0 - DAY, after: facets } as const;
    const change: Change = { ...late, articleId: 'late' as ArticleId };
    expect([affectedBy(change, () => true), affectedBy(change, () => false)]).toEqual([true, false]);
    expect((await load()).affectedBy(change, () => false)).toBe(true);
    const edited = (id: ArticleId): Change => ({
      ...{ ...late, articleId: id, kind: 'updated', publishedAt: T0 + 4 * SECOND },
      before: facets,
    });
    expect([affectedBy(edited(idOf('4')), () => false), affectedBy(edited('other' as ArticleId), () => false)]).toEqual(
      [true, false],
    );
  });

  test('of a search or a podcast changes with an old article that gets its words or audio: its archive gets a page', async () => {
    const audio = { url: 'https://news.example.org/a.mp3', type: 'audio/mpeg' };
    await save(['1', '2', '3', '4'], T0 + 60 * SECOND, { audio });
    const facets = { categories: ['world'], tags: [], authors: [], language: 'en' };
    const edited: Change = {
      ...{ seq: 9, articleId: 'old' as ArticleId, kind: 'updated', at: T0, publishedAt: T0 - DAY },
      ...{ before: facets, after: facets },
    };
    const affected = async (feed: FeedDefinition, matches: boolean) =>
      (await load(feed)).affectedBy(edited, () => matches);
    const search = { ...TOP, search: 'body' };
    expect([await affected(search, true), await affected(search, false)]).toEqual([true, false]);
    expect([await affected({ ...TOP, podcast }, false), await affected(TOP, true)]).toEqual([true, false]);
  });

  test('of a search without matches has no date', async () => {
    await save(['1', '2']);
    const { titles, updated } = await load({ ...TOP, search: 'nothing' });
    expect([titles, updated]).toEqual([[], undefined]);
  });

  test('that is a podcast has only articles with audio', async () => {
    await save(['1'], T0 + 60 * SECOND, { audio: { url: 'https://news.example.org/a.mp3', type: 'audio/mpeg' } });
    await save(['2']);
    expect((await load({ ...TOP, podcast })).titles).toEqual(['1']);
  });

  test('is no newer for an article that was corrected and then left it', async () => {
    const culture = { categories: [toTerm('Culture')] };
    await save(['1', '2', '3', '4'], T0 + 60 * SECOND, culture);
    await store.correct(idOf('1'), 'It was Tuesday.', T0 + DAY);
    await save(['1'], T0 + 2 * DAY);
    const { titles, updated, seq } = await load(CULTURE);
    expect([titles, updated, seq]).toStrictEqual([['4', '3'], T0 + 60 * SECOND, 4]);
  });

  test('has no articles of others', async () => {
    await save(['1', '2']);
    await save(['3'], T0 + 60 * SECOND, { categories: [toTerm('Culture')] });
    await store.correct(idOf('1'), 'It was Tuesday.', T0 + DAY);
    expect((await load(CULTURE)).titles).toEqual(['3']);
  });
});
