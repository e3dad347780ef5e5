import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Article, ArticleId } from '../../src/model/article.ts';
import { affects, type Change } from '../../src/model/change.ts';
import { facetsOf } from '../../src/model/selection.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import { visibleFrom } from '../../src/model/visibility.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { anyDraft, anyFeed } from './corpus.ts';
import { overDatabases } from './databases.ts';
import { HOUR, NOW, queryOf } from './drafts.ts';

/** Something that happens in a newsroom, `minutes` after what happened before. */
const anyEvent = fc.record({
  minutes: fc.integer({ min: 0, max: 120 }),
  act: fc.oneof(
    { weight: 4, arbitrary: fc.array(anyDraft, { maxLength: 4 }).map((drafts) => ({ kind: 'save' as const, drafts })) },
    { weight: 1, arbitrary: fc.nat(5).map((nth) => ({ kind: 'retract' as const, nth })) },
    { weight: 1, arbitrary: fc.nat(5).map((nth) => ({ kind: 'restore' as const, nth })) },
    { weight: 1, arbitrary: fc.nat(5).map((nth) => ({ kind: 'correct' as const, nth })) },
    { weight: 2, arbitrary: fc.constant({ kind: 'announce' as const }) },
  ),
});
type NewsroomEvent = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never;

const RUNS = 25;

overDatabases((open) => {
  test('whatever happens in a newsroom, the log tells the public exactly what it may see', async () => {
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
            await happen(store, event, ids, now);
            const log = await store.listChanges(0, 1000);
            expect(log.map((change) => change.seq)).toEqual(log.map((_, index) => index + 1));
            expect(await store.getLastSeq()).toBe(log.length);

            const seen = readLog(log);
            const visible = await store.listVisible(queryOf({}, { limit: 1000 }));
            expect(new Set(visible.map((article) => article.id))).toEqual(new Set(seen.keys()));
            for (const article of visible) {
              expect(facetsOf(article)).toEqual(seen.get(article.id)?.after);
              expect(article.publishedAt).toBe(seen.get(article.id)?.publishedAt);
              expect(visibleFrom(article)).toBeLessThanOrEqual(now);
              expect(article.updatedAt).toBeLessThanOrEqual(now);
              expect(article.updatedAt).toBeGreaterThanOrEqual(visibleFrom(article) ?? Number.NaN);
              expect(article.publishedAt).toBe(firstPublished.get(article.id) ?? article.publishedAt);
              firstPublished.set(article.id, article.publishedAt);
            }
            for (const id of ids.values()) await expectOnePlace(store, id, seen.has(id), log);
            expect(await store.listVisibleCategories()).toEqual(categoriesOf(visible));
          }
          const log = await store.listChanges(0, 1000);
          for (const feed of feeds) {
            for (const limit of [1, 3, 1000]) {
              const shown = await store.listVisible({ ...feed, limit });
              const oldest = shown.length < limit ? undefined : shown.at(-1);
              const last = log.findLast((change) => affects(change, feed, oldest));
              expect(await store.findLastChange(feed, oldest)).toEqual(last);
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('saving twice is saving once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyDraft, { maxLength: 6, selector: (draft) => draft.externalId }),
        async (drafts) => {
          const store = await open();
          const first = await store.save(drafts, NOW);
          const articles = await Promise.all(first.map(({ id }) => store.find(id)));
          const log = await store.listChanges(0, 100);
          const second = await store.save(drafts, NOW + HOUR);
          expect(second).toEqual(first.map((outcome) => ({ ...outcome, kind: 'unchanged' })));
          expect(await Promise.all(first.map(({ id }) => store.find(id)))).toEqual(articles);
          expect(await store.listChanges(0, 100)).toEqual(log);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

async function happen(
  store: ArticleStore,
  { act }: NewsroomEvent,
  ids: Map<string, ArticleId>,
  now: Timestamp,
): Promise<void> {
  if (act.kind === 'announce') {
    const last = await store.getLastSeq();
    const changes = await store.announceDue(now);
    expect(changes).toEqual(await store.listChanges(last, 1000));
    expect((await store.findNextDue()) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
    return;
  }
  if (act.kind === 'save') {
    const outcomes = await store.save(act.drafts, now);
    for (const [index, { id }] of outcomes.entries()) {
      const key = act.drafts[index]?.externalId ?? '';
      expect(ids.get(key) ?? id).toBe(id);
      ids.set(key, id);
    }
    return;
  }
  const id = [...ids.values()][act.nth];
  if (id === undefined) return;
  if (act.kind === 'retract') await store.retract(id, 'Untrue.', now);
  if (act.kind === 'restore') await store.restore(id, now);
  if (act.kind === 'correct') await store.correct(id, `It was at ${now}.`, now);
}

/** What somebody who only reads the log believes to be visible; fails where the log contradicts itself. */
function readLog(log: readonly Change[]): Map<ArticleId, Change> {
  const seen = new Map<ArticleId, Change>();
  const known = new Set<ArticleId>();
  for (const change of log) {
    const before = seen.get(change.articleId)?.after;
    expect(change.before).toEqual(before);
    const expectedKinds =
      before === undefined
        ? [known.has(change.articleId) ? 'restored' : 'published']
        : ['updated', 'corrected', 'retracted'];
    expect(expectedKinds).toContain(change.kind);
    expect(change.after === undefined).toBe(change.kind === 'retracted');
    known.add(change.articleId);
    if (change.after === undefined) seen.delete(change.articleId);
    else seen.set(change.articleId, change);
  }
  return seen;
}

/** An article is with the living, under a stone, or known to the newsroom alone. */
async function expectOnePlace(
  store: ArticleStore,
  id: ArticleId,
  seen: boolean,
  log: readonly Change[],
): Promise<void> {
  const article = await store.find(id);
  expect(await store.findVisible(id)).toEqual(seen ? article : undefined);
  const hasStone = article?.state === 'retracted' && log.some((change) => change.articleId === id);
  expect(await store.findRetracted(id)).toEqual(hasStone ? article : undefined);
  expect(article?.retraction !== undefined).toBe(article?.state === 'retracted');
}

function categoriesOf(articles: readonly Article[]): readonly { slug: string; label: string; articles: number }[] {
  const slugs = articles.flatMap((article) => [...new Set(facetsOf(article).categories)]);
  return [...new Set(slugs)]
    .sort()
    .map((slug) => ({ slug, label: slug, articles: slugs.filter((other) => other === slug).length }));
}
