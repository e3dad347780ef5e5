import { expect, test } from '@jest/globals';
import { facetsOf } from '../../src/model/selection.ts';
import { overDatabases } from './databases.ts';
import { draftOf, getArticle, HOUR_MS, kindsOf, NOW, queryOf, SECOND, saveOne, visibleTitles } from './drafts.ts';

overDatabases((open) => {
  test('a published draft with a future date is scheduled, and nothing of it is public', async () => {
    const store = await open();
    const article = await saveOne(store, draftOf({ publishedAt: NOW + HOUR_MS }));
    expect(article.state).toBe('scheduled');
    expect(await store.findVisible(article.id)).toBeUndefined();
    expect(await store.listVisible(queryOf())).toEqual([]);
    expect(await store.listVisible(queryOf({ categories: ['world'] }))).toEqual([]);
    expect(await store.listVisibleCategories()).toEqual([]);
    expect(await store.getLastSeq()).toBe(0);
  });

  test('a scheduled article is announced at its date and not a second before', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf({ publishedAt: NOW + HOUR_MS, state: 'scheduled' }));
    expect(await store.findNextDue()).toBe(NOW + HOUR_MS);
    expect(await store.announceDue(NOW + HOUR_MS - SECOND)).toEqual([]);
    const changes = await store.announceDue(NOW + HOUR_MS);
    expect(changes).toEqual([
      {
        seq: 1,
        articleId: id,
        kind: 'published',
        at: NOW + HOUR_MS,
        publishedAt: NOW + HOUR_MS,
        after: facetsOf(draftOf()),
      },
    ]);
    expect(await store.listChanges(0, 10)).toEqual(changes);
    expect(await store.findVisible(id)).toMatchObject({ state: 'published', updatedAt: NOW + HOUR_MS });
    expect(await store.findNextDue()).toBeUndefined();
    expect(await store.announceDue(NOW + 2 * HOUR_MS)).toEqual([]);
  });

  test('all articles that are due at one time are announced, also many', async () => {
    const store = await open();
    const drafts = Array.from({ length: 40 }, (_, nth) => {
      return draftOf({ externalId: `n${nth}`, publishedAt: NOW + (nth < 35 ? 1 : 2) * HOUR_MS });
    });
    await store.save(drafts, NOW);
    const changes = await store.announceDue(NOW + HOUR_MS);
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 35 }, (_, nth) => nth + 1));
    expect(await store.listVisible(queryOf())).toHaveLength(35);
    expect(await store.findNextDue()).toBe(NOW + 2 * HOUR_MS);
  });

  test('an article that was under embargo was last edited when it became public', async () => {
    const store = await open();
    const { id, publishedAt } = await saveOne(store, draftOf({ embargoUntil: NOW + HOUR_MS }));
    await store.announceDue(NOW + HOUR_MS + SECOND);
    expect(await store.findVisible(id)).toMatchObject({ publishedAt, updatedAt: NOW + HOUR_MS + SECOND });
  });

  test('an article that arrives after its embargo was last edited when the embargo ended', async () => {
    const store = await open();
    const article = await saveOne(store, draftOf({ embargoUntil: NOW - HOUR_MS / 2 }));
    expect(article.updatedAt).toBe(NOW - HOUR_MS / 2);
  });

  test('articles that are due together are announced in order of date and id', async () => {
    const store = await open();
    const due = [3, 1, 2, 1].map((hours, index) =>
      draftOf({ externalId: `n${index}`, publishedAt: NOW + hours * HOUR_MS, title: `n${index}` }),
    );
    const ids = (await store.save(due, NOW)).map((outcome) => outcome.id);
    const changes = await store.announceDue(NOW + 3 * HOUR_MS);
    expect(changes.map((change) => change.articleId)).toEqual([ids[1], ids[3], ids[2], ids[0]]);
    expect(changes.map((change) => change.seq)).toEqual([1, 2, 3, 4]);
  });

  test('all articles that are due are announced, however many they are', async () => {
    const store = await open();
    const due = Array.from({ length: 33 }, (_, nth) => draftOf({ externalId: `${nth}`, publishedAt: NOW + SECOND }));
    await store.save([...due, draftOf({ externalId: 'later', publishedAt: NOW + HOUR_MS })], NOW);
    expect(await store.announceDue(NOW + SECOND)).toHaveLength(33);
    expect(await store.findNextDue()).toBe(NOW + HOUR_MS);
  });

  test('saving a scheduled draft after its date announces it once', async () => {
    const store = await open();
    await saveOne(store, draftOf({ publishedAt: NOW + HOUR_MS }));
    const late = await saveOne(
      store,
      draftOf({ publishedAt: NOW + HOUR_MS, title: 'Chapel Opens' }),
      NOW + 2 * HOUR_MS,
    );
    expect(late).toMatchObject({ state: 'published', updatedAt: NOW + 2 * HOUR_MS });
    expect(await store.announceDue(NOW + 3 * HOUR_MS)).toEqual([]);
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test('a draft is announced only when it is published', async () => {
    const store = await open();
    const draft = await saveOne(store, draftOf({ state: 'draft' }));
    expect(await store.findNextDue()).toBeUndefined();
    const article = await saveOne(store, draftOf(), NOW + HOUR_MS);
    expect(article).toMatchObject({ id: draft.id, state: 'published', updatedAt: NOW + HOUR_MS, version: 2 });
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test.each([
    ['becomes a draft again', draftOf({ state: 'draft' }), 'draft'],
    ['gets an embargo', draftOf({ embargoUntil: NOW + 3 * HOUR_MS }), 'scheduled'],
  ])('an article that %s is hidden, and later announced as restored', async (_name, draft, state) => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    const hidden = await saveOne(store, draft, NOW + HOUR_MS);
    expect(hidden.state).toBe(state);
    expect(await store.findVisible(before.id)).toBeUndefined();
    expect(await store.findRetracted(before.id)).toBeUndefined();
    expect(await store.listVisibleCategories()).toEqual([]);
    const back = await saveOne(store, draftOf(), NOW + 2 * HOUR_MS);
    expect(back).toMatchObject({ state: 'published', publishedAt: before.publishedAt, updatedAt: NOW + 2 * HOUR_MS });
    const [, retracted, restored] = await store.listChanges(0, 10);
    expect(retracted).toMatchObject({ kind: 'retracted', before: facetsOf(before) });
    expect(retracted).not.toHaveProperty('after');
    expect(restored).toMatchObject({ kind: 'restored', after: facetsOf(before) });
    expect(restored).not.toHaveProperty('before');
  });

  test('an article that gets an embargo is restored when the embargo ends', async () => {
    const store = await open();
    await saveOne(store, draftOf());
    await saveOne(store, draftOf({ embargoUntil: NOW + 3 * HOUR_MS }), NOW + HOUR_MS);
    expect((await store.announceDue(NOW + 3 * HOUR_MS)).map((change) => change.kind)).toEqual(['restored']);
  });

  test('a source can retract an article and publish it again', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    const retracted = await saveOne(
      store,
      draftOf({ state: 'retracted', retraction: { reason: 'Untrue.' } }),
      NOW + HOUR_MS,
    );
    expect(retracted.retraction).toEqual({ reason: 'Untrue.', at: NOW + HOUR_MS, by: 'source' });
    expect(await store.findVisible(before.id)).toBeUndefined();
    expect(await store.findRetracted(before.id)).toEqual(retracted);
    const back = await saveOne(store, draftOf(), NOW + 2 * HOUR_MS);
    expect(back).not.toHaveProperty('retraction');
    expect(await store.findRetracted(before.id)).toBeUndefined();
    expect(await kindsOf(store)).toEqual(['published', 'retracted', 'restored']);
  });

  test('an article that arrives retracted is announced and retracted', async () => {
    const store = await open();
    const draft = draftOf({ state: 'retracted', retraction: { reason: 'Untrue.', at: NOW - SECOND } });
    const article = await saveOne(store, draft);
    expect(article).toMatchObject({
      state: 'retracted',
      retraction: { reason: 'Untrue.', at: NOW - SECOND, by: 'source' },
    });
    expect(await store.findRetracted(article.id)).toEqual(article);
    expect(await store.findVisible(article.id)).toBeUndefined();
    const subject = { articleId: article.id, at: NOW, publishedAt: article.publishedAt };
    expect(await store.listChanges(0, 10)).toEqual([
      { seq: 1, kind: 'published', ...subject, after: facetsOf(draft) },
      { seq: 2, kind: 'retracted', ...subject, before: facetsOf(draft) },
    ]);
    expect(await store.listVisibleCategories()).toEqual([]);
  });

  test('an article that arrives retracted and under embargo is not announced', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf({ state: 'retracted', embargoUntil: NOW + HOUR_MS }));
    expect(await store.findRetracted(id)).toBeUndefined();
    expect((await getArticle(store, id)).retraction).toEqual({ reason: '', at: NOW, by: 'source' });
    expect(await kindsOf(store)).toEqual([]);
  });

  test('the listed categories are those of visible articles, with their latest labels', async () => {
    const store = await open();
    const world = { slug: 'world', label: 'World' };
    const culture = { slug: 'culture', label: 'Culture' };
    const { id } = await saveOne(store, draftOf({ externalId: 'a', categories: [world, culture, world] }));
    await saveOne(store, draftOf({ externalId: 'b', categories: [world] }));
    await saveOne(store, draftOf({ externalId: 'c', categories: [culture], state: 'draft' }));
    expect(await store.listVisibleCategories()).toEqual([
      { ...culture, articles: 1 },
      { ...world, articles: 2 },
    ]);
    await store.retract(id, 'Untrue.', NOW);
    await saveOne(store, draftOf({ externalId: 'b', categories: [{ slug: 'world', label: 'The World' }] }), NOW);
    expect(await store.listVisibleCategories()).toEqual([{ slug: 'world', label: 'The World', articles: 1 }]);
  });

  test('articles with the same date are listed by id, the greatest first', async () => {
    const store = await open();
    await store.save(
      ['a', 'b', 'c'].map((name) => draftOf({ externalId: name, title: name })),
      NOW,
    );
    expect(await visibleTitles(store)).toEqual(['c', 'b', 'a']);
    const [first] = await store.listVisible(queryOf({}, { limit: 1 }));
    expect(first).toEqual(await getArticle(store, first?.id));
  });
});
