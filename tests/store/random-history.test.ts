import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Article, ArticleId } from '../../src/model/article.ts';
import { affects, type Change, isOlder } from '../../src/model/change.ts';
import type { FeedDefinition } from '../../src/model/feed-definition.ts';
import { facetsOf, matchesFilter } from '../../src/model/selection.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import { visibleFrom } from '../../src/model/visibility.ts';
import type { ArticleStore, Notice, NoticeQuery } from '../../src/store/article-store.ts';
import { overDatabases } from './databases.ts';
import { draftOf, HOUR_MS, NOW, queryOf } from './drafts.ts';
import { anyDraft, anyFeed } from './random-articles.ts';
import { anyEvent, applyEvent } from './random-events.ts';

const RUNS = 25;
const NOISE = draftOf({ byline: [], categories: [], language: 'en' });

overDatabases((open, countRuns) => {
  test('after any events, the log and the visible articles say the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
        fc.array(anyFeed, { minLength: 4, maxLength: 8 }),
        async (events, feeds) => {
          const store = await open();
          const ids = new Map<string, ArticleId>();
          const firstPublished = new Map<ArticleId, Timestamp>();
          let now = NOW;
          for (const event of events) {
            now += event.minutes * 60_000;
            await applyEvent(store, event, ids, now);
            const log = await store.listChanges(0, 1000);
            expect(log.map((change) => change.seq)).toEqual(log.map((_, index) => index + 1));
            expect(await store.getLastSeq()).toBe(log.length);

            const inLog = readLog(log);
            const visible = await store.listVisible(queryOf({}, { limit: 1000 }));
            expect(new Set(visible.map((article) => article.id))).toEqual(new Set(inLog.keys()));
            for (const article of visible) {
              expect(facetsOf(article)).toEqual(inLog.get(article.id)?.after);
              expect(article.publishedAt).toBe(inLog.get(article.id)?.publishedAt);
              expect(visibleFrom(article)).toBeLessThanOrEqual(now);
              expect(article.updatedAt).toBeLessThanOrEqual(now);
              expect(article.updatedAt).toBeGreaterThanOrEqual(visibleFrom(article) ?? Number.NaN);
              expect(article.publishedAt).toBe(firstPublished.get(article.id) ?? article.publishedAt);
              firstPublished.set(article.id, article.publishedAt);
            }
            for (const id of ids.values()) await expectOneState(store, id, inLog.has(id), log);
            expect(await store.listVisibleCategories()).toEqual(categoriesOf(visible));
          }
          await expectLastChanges(store, feeds);
          // Then with more new changes than are read at first, none of which has a category, tag or author.
          const noise = Array.from({ length: 110 }, (_, index) => ({ ...NOISE, externalId: `noise ${index}` }));
          await store.save(noise, now);
          await expectLastChanges(store, feeds);
        },
      ),
      { numRuns: countRuns(RUNS) },
    );
  });

  test('after any events, each query gives the answer that follows from the log', async () => {
    const anyQuestion = fc.record({
      feed: anyFeed,
      withAudio: fc.boolean(),
      search: fc.option(fc.constantFrom('one', 'two', 'chapel two', 'nobody'), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 1, maxLength: 20 }),
        fc.array(anyQuestion, { minLength: 6, maxLength: 12 }),
        async (events, questions) => {
          const store = await open();
          const ids = new Map<string, ArticleId>();
          let now = NOW;
          for (const event of events) {
            now += event.minutes * 60_000;
            await applyEvent(store, event, ids, now);
          }
          const log = await store.listChanges(0, 1000);
          const visible = await store.listVisible(queryOf({}, { limit: 1000 }));
          await expectTerms(store, log, visible);
          const chosen = [...ids.values()].filter((_, index) => index % 2 === 0);
          const changes = log.filter((change) => chosen.includes(change.articleId));
          expect(await store.findLastChangeOf(chosen)).toEqual(changes.at(-1));
          for (const seq of [0, 1, changes.at(-1)?.seq ?? 0]) {
            const since = changes.filter((change) => change.seq > seq).map((change) => change.articleId);
            expect(await store.listChangedSince(chosen, seq)).toEqual(new Set(since));
          }
          for (const { feed, withAudio, search } of questions) {
            const filter = { ...feed, withAudio, ...(search === undefined ? {} : { search }) };
            const matchesSearch = (article: Article): boolean =>
              (!withAudio || article.audio !== undefined) &&
              (search ?? '')
                .split(' ')
                .every((word) => `${article.title} ${article.summary}`.toLowerCase().includes(word));
            expect(await store.listVisible({ ...filter, limit: 1000 })).toEqual(
              visible.filter((article) => matchesFilter(feed, facetsOf(article)) && matchesSearch(article)),
            );
            for (const since of [0, NOW, now - HOUR_MS]) {
              for (const olderThan of [undefined, visible[1]]) {
                const query = { since, maxArticles: 2, ...(olderThan === undefined ? {} : { olderThan }) };
                expect(await store.listNotices({ ...filter, ...query })).toEqual(
                  await noticesOfLog(store, log, feed, matchesSearch, query),
                );
              }
            }
          }
        },
      ),
      { numRuns: countRuns(RUNS) },
    );
  });

  test('saving the same drafts twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyDraft, { maxLength: 6, selector: (draft) => draft.externalId }),
        async (drafts) => {
          const store = await open();
          const first = await store.save(drafts, NOW);
          const articles = await Promise.all(first.map(({ id }) => store.find(id)));
          const log = await store.listChanges(0, 100);
          const second = await store.save(drafts, NOW + HOUR_MS);
          expect(second).toEqual(first.map((outcome) => ({ ...outcome, kind: 'unchanged' })));
          expect(await Promise.all(first.map(({ id }) => store.find(id)))).toEqual(articles);
          expect(await store.listChanges(0, 100)).toEqual(log);
        },
      ),
      { numRuns: countRuns(RUNS) },
    );
  });
});

/** The articles that are visible according to the log; fails where the log contradicts itself. */
function readLog(log: readonly Change[]): Map<ArticleId, Change> {
  const seen = new Map<ArticleId, Change>();
  const last = new Map<ArticleId, Change>();
  for (const change of log) {
    const previous = last.get(change.articleId);
    const before = seen.get(change.articleId)?.after;
    expect(change.before).toEqual(before);
    // Readers are told of a retraction after a withdrawal, and of another reason.
    const kindsOfHidden = previous === undefined ? ['published'] : ['restored', 'retracted'];
    const expectedKinds = before === undefined ? kindsOfHidden : ['updated', 'corrected', 'retracted', 'withdrawn'];
    expect(expectedKinds).toContain(change.kind);
    expect(change.after === undefined).toBe(change.kind === 'retracted' || change.kind === 'withdrawn');
    last.set(change.articleId, change);
    if (change.after === undefined) seen.delete(change.articleId);
    else seen.set(change.articleId, change);
  }
  return seen;
}

/** Compares the store's last change with the log's, for full windows and others. */
async function expectLastChanges(
  store: ArticleStore,
  feeds: readonly Pick<FeedDefinition, 'select' | 'exclude'>[],
): Promise<void> {
  const log = await store.listChanges(0, 1000);
  for (const feed of feeds) {
    for (const limit of [1, 3, 1000]) {
      const shown = await store.listVisible({ ...feed, limit });
      const oldest = shown.length < limit ? undefined : shown.at(-1);
      const last = log.findLast((change) => affects(change, feed, oldest));
      expect(await store.findLastChange(feed, oldest)).toEqual(last);
    }
  }
}

/** The notices that follow from the log. */
async function noticesOfLog(
  store: ArticleStore,
  log: readonly Change[],
  feed: Pick<FeedDefinition, 'select' | 'exclude'>,
  matchesSearch: (article: Article) => boolean,
  { since, olderThan, maxArticles }: Pick<NoticeQuery, 'since' | 'olderThan' | 'maxArticles'>,
): Promise<readonly Notice[]> {
  const kinds = ['retracted', 'corrected', 'restored'];
  const notices: Notice[] = [];
  let articles = 0;
  for (const change of log.toReversed()) {
    const { articleId, at } = change;
    const history = log.filter((other) => other.articleId === articleId);
    const last = history.at(-1) ?? change;
    if (change !== history.findLast(({ kind }) => kinds.includes(kind)) || at < since) continue;
    if (last.kind === 'withdrawn') continue;
    const article = await store.find(articleId);
    const isPublic = last.after !== undefined;
    const facets = history.flatMap(({ before, after }) => [before, after]);
    if (!facets.some((had) => had !== undefined && matchesFilter(feed, had)) || article === undefined) continue;
    const notice = { articleId, at, lastChange: { seq: last.seq, at: last.at } };
    const isShown =
      isPublic &&
      olderThan !== undefined &&
      isOlder(article, olderThan) &&
      matchesFilter(feed, facetsOf(article)) &&
      matchesSearch(article) &&
      articles < maxArticles;
    if (isShown) articles += 1;
    const reason = article.retraction === undefined ? {} : { reason: article.retraction.reason };
    if (isPublic) notices.push({ ...notice, ...(isShown ? { article } : {}) });
    else notices.push({ ...notice, tombstone: { id: articleId, at: last.at, ...reason } });
  }
  return notices;
}

/** A term is found if it is in the log, and counted if a visible article has it. */
async function expectTerms(store: ArticleStore, log: readonly Change[], visible: readonly Article[]): Promise<void> {
  for (const [kind, field] of [
    ['category', 'categories'],
    ['tag', 'tags'],
    ['author', 'authors'],
  ] as const) {
    const ever = new Set(log.flatMap(({ before, after }) => [...(before?.[field] ?? []), ...(after?.[field] ?? [])]));
    for (const slug of [...ever, 'nobody']) {
      expect((await store.findTerm(kind, slug))?.slug).toBe(ever.has(slug) ? slug : undefined);
    }
    const seen = visible.flatMap((article) => [...new Set(facetsOf(article)[field])]).filter((slug) => slug !== '');
    const counted = [...new Set(seen)].map((slug) => ({
      slug,
      articles: seen.filter((other) => other === slug).length,
    }));
    const most = counted.sort((a, b) => b.articles - a.articles || (a.slug < b.slug ? -1 : 1));
    for (const limit of [1, 2, 100]) {
      const listed = await store.listVisibleTerms(kind, limit);
      expect(listed.map(({ slug, articles }) => ({ slug, articles }))).toEqual(most.slice(0, limit));
    }
  }
}

/** An article is visible, retracted, or neither. */
async function expectOneState(
  store: ArticleStore,
  id: ArticleId,
  isVisible: boolean,
  log: readonly Change[],
): Promise<void> {
  const article = await store.find(id);
  expect(await store.findVisible(id)).toEqual(isVisible ? article : undefined);
  const isRetracted = article?.state === 'retracted' && log.some((change) => change.articleId === id);
  expect(await store.findRetracted(id)).toEqual(isRetracted ? article : undefined);
  expect(article?.retraction !== undefined).toBe(article?.state === 'retracted');
  expect(article?.withdrawal !== undefined).toBe(article?.state === 'withdrawn');
}

function categoriesOf(articles: readonly Article[]): readonly { slug: string; label: string; articles: number }[] {
  const slugs = articles.flatMap((article) => [...new Set(facetsOf(article).categories)]);
  return [...new Set(slugs)]
    .sort()
    .map((slug) => ({ slug, label: slug, articles: slugs.filter((other) => other === slug).length }));
}
