import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { ArticleId } from '../../src/model/article.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { anyDraft, anyReason } from './random-articles.ts';

const WITHDRAW_MS = 3_600_000;

/** Any event in a newsroom, `minutes` after the event before it. */
export const anyEvent = fc.record({
  minutes: fc.integer({ min: 0, max: 120 }),
  act: fc.oneof(
    { weight: 4, arbitrary: fc.array(anyDraft, { maxLength: 4 }).map((drafts) => ({ kind: 'save' as const, drafts })) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('retract' as const), nth: fc.nat(5), reason: anyReason }) },
    { weight: 1, arbitrary: fc.nat(5).map((nth) => ({ kind: 'restore' as const, nth })) },
    { weight: 1, arbitrary: fc.nat(5).map((nth) => ({ kind: 'correct' as const, nth })) },
    { weight: 1, arbitrary: fc.nat(5).map((nth) => ({ kind: 'withdraw' as const, nth })) },
    { weight: 2, arbitrary: fc.constant({ kind: 'announce' as const }) },
  ),
});
export type NewsroomEvent = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never;

/** Applies an event at `now`, and adds the ids of new articles to `ids`, by external id. */
export async function applyEvent(
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
  if (act.kind === 'retract') await store.retract(id, act.reason, now);
  if (act.kind === 'withdraw') await store.withdraw(id, { maxPublicMs: WITHDRAW_MS, now });
  if (act.kind === 'restore') await store.restore(id, now);
  if (act.kind === 'correct') await store.correct(id, `It was at ${now}.`, now);
}
