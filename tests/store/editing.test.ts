import { expect, test } from '@jest/globals';
import type { Article, ArticleDraft, ArticleId } from '../../src/model/article.ts';
import { facetsOf } from '../../src/model/selection.ts';
import { overDatabases } from './databases.ts';
import { draftOf, HOUR_MS, kindsOf, NOW, queryOf, SECOND, saveOne } from './drafts.ts';

const MINUTE_MS = 60_000;
const ALLOWED = { maxPublicMs: 10 * MINUTE_MS };
const UNKNOWN = '00000000-0000-7000-8000-ffffffffffff' as ArticleId;

overDatabases((open) => {
  test('a correction is announced and changes `updatedAt` and the version', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    const after = await store.correct(before.id, 'It was Tuesday.', NOW + SECOND);
    expect(after).toEqual({
      ...before,
      correction: { text: 'It was Tuesday.', at: NOW + SECOND },
      updatedAt: NOW + SECOND,
      version: 2,
    });
    expect(await store.findVisible(before.id)).toEqual(after);
    expect((await store.listChanges(1, 10))[0]).toMatchObject({
      kind: 'corrected',
      before: facetsOf(before),
      after: facetsOf(before),
    });
  });

  test('the same correction a second time changes nothing', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf());
    const once = await store.correct(id, 'It was Tuesday.', NOW + SECOND);
    expect(await store.correct(id, 'It was Tuesday.', NOW + HOUR_MS)).toEqual(once);
    expect(await kindsOf(store)).toEqual(['published', 'corrected']);
  });

  test("an editor's correction stays after an edit by the source, until the source has its own", async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf());
    const corrected = await store.correct(id, 'It was Tuesday.', NOW);
    const edited = await saveOne(store, draftOf({ title: 'Chapel Opens' }), NOW + SECOND);
    expect(edited.correction).toEqual(corrected?.correction);
    const again = await saveOne(store, draftOf({ title: 'Chapel Opens Again' }), NOW + 2 * SECOND);
    expect(again.correction).toEqual(corrected?.correction);
    const own = await saveOne(store, draftOf({ correction: { text: 'It was Wednesday.' } }), NOW + HOUR_MS);
    expect(own.correction).toEqual({ text: 'It was Wednesday.', at: NOW + HOUR_MS });
    expect(await kindsOf(store)).toEqual(['published', 'corrected', 'updated', 'updated', 'corrected']);
  });

  test('a correction of a draft is not announced', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf({ state: 'draft' }));
    expect((await store.correct(id, 'It was Tuesday.', NOW))?.correction?.text).toBe('It was Tuesday.');
    expect(await kindsOf(store)).toEqual([]);
  });

  test('a retracted article is no longer visible, and is found as retracted', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    const after = await store.retract(before.id, 'Untrue.', NOW + HOUR_MS);
    expect(after).toEqual({
      ...before,
      state: 'retracted',
      retraction: { reason: 'Untrue.', at: NOW + HOUR_MS, by: 'editor' },
      version: 2,
    });
    expect(await store.findVisible(before.id)).toBeUndefined();
    expect(await store.findRetracted(before.id)).toEqual(after);
    const [, change] = await store.listChanges(0, 10);
    expect(change).toEqual({
      seq: 2,
      articleId: before.id,
      kind: 'retracted',
      at: NOW + HOUR_MS,
      publishedAt: before.publishedAt,
      before: facetsOf(before),
    });
  });

  test('retracting twice changes the reason only, and readers are told', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf());
    const once = await store.retract(id, 'Untrue.', NOW);
    const twice = await store.retract(id, 'Invented.', NOW + HOUR_MS);
    expect(twice).toEqual({ ...once, retraction: { reason: 'Invented.', at: NOW, by: 'editor' } });
    expect(await kindsOf(store)).toEqual(['published', 'retracted', 'retracted']);
    const [notice] = await store.listNotices({ ...queryOf(), since: NOW + SECOND, maxArticles: 9 });
    expect(notice?.tombstone).toEqual({ id, at: NOW + HOUR_MS, reason: 'Invented.' });
  });

  test('a change that feeds or pages show is in the change log, and no other', async () => {
    const store = await open();
    let now = NOW;
    const untrue = { state: 'retracted', retraction: { reason: 'Untrue.' } } as const;
    const later = { embargoUntil: NOW + HOUR_MS };
    const save =
      (part: Partial<ArticleDraft>) =>
      ({ externalId }: Article) =>
        saveOne(store, draftOf({ externalId, ...part }), now);
    const retract =
      (reason: string) =>
      ({ id }: Article) =>
        store.retract(id, reason, now);
    const correct =
      (text: string) =>
      ({ id }: Article) =>
        store.correct(id, text, now);
    const restore = ({ id }: Article) => store.restore(id, now);
    const withdraw = ({ id }: Article) => store.withdraw(id, { ...ALLOWED, now });

    const histories: readonly [string, readonly ((article: Article) => Promise<unknown>)[]][] = [
      ['retracted', [save(untrue), save({ ...untrue, title: 'Chapel Opens' }), retract('Untrue.')]],
      ['retracted retracted', [save(untrue), save({ ...untrue, retraction: { reason: 'Invented.' } })]],
      ['retracted retracted', [save(untrue), retract('Invented.'), retract('Invented.'), save({ state: 'draft' })]],
      ['retracted retracted', [save(untrue), retract('')]],
      ['retracted retracted', [save(untrue), save({ ...untrue, language: 'he' }), correct('It was Tuesday.')]],
      [
        'retracted retracted',
        [save(untrue), save({ state: 'draft' }), save(later), save({ state: 'scheduled', ...later })],
      ],
      [
        'retracted retracted',
        [save({ state: 'draft' }), save({ state: 'draft', title: 'Chapel Opens' }), retract('Untrue.')],
      ],
      ['retracted retracted retracted', [save({ state: 'draft' }), retract('Untrue.'), restore, restore]],
      ['retracted', [save(later), save({ embargoUntil: NOW + 2 * HOUR_MS })]],
      ['retracted restored', [save(untrue), restore, restore]],
      ['withdrawn', [withdraw, withdraw, save({ state: 'draft' }), restore]],
      ['withdrawn retracted', [withdraw, save({ state: 'draft' }), restore, retract('Untrue.'), retract('Untrue.')]],
      ['withdrawn restored', [withdraw, save({ title: 'Chapel Opens' }), restore]],
      ['corrected corrected', [correct('It was Tuesday.'), correct('It was Tuesday.'), correct('It was Wednesday.')]],
      [
        'corrected',
        [save({ correction: { text: 'It was Tuesday.' } }), save({ correction: { text: 'It was Tuesday.', at: NOW } })],
      ],
      ['corrected updated', [save({ correction: { text: 'It was Tuesday.' } }), save({})]],
      [
        '',
        [
          save({ editorsNote: 'Call us.' }),
          save({ publishedAt: NOW }),
          save({ embargoUntil: NOW }),
          save({ state: 'scheduled' }),
        ],
      ],
    ];
    for (const [nth, [kinds, steps]] of histories.entries()) {
      const article = await saveOne(store, draftOf({ externalId: `article ${nth}` }), now);
      for (const step of steps) {
        now += SECOND;
        await step(article);
      }
      const changes = (await store.listChanges(0, 1000)).filter(({ articleId }) => articleId === article.id);
      const expected = `published ${kinds}`.trim();
      expect({ nth, kinds: changes.map(({ kind }) => kind).join(' ') }).toEqual({ nth, kinds: expected });
    }
  });

  test('a retraction of an article that was never public is not announced', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf({ publishedAt: NOW + HOUR_MS }));
    expect((await store.retract(id, 'Untrue.', NOW))?.state).toBe('retracted');
    expect(await store.findRetracted(id)).toBeUndefined();
    expect(await store.announceDue(NOW + 2 * HOUR_MS)).toEqual([]);
    expect(await kindsOf(store)).toEqual([]);
  });

  test("an editor's retraction stays when the source is read again or changes", async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf());
    const retracted = await store.retract(id, 'Untrue.', NOW);
    const [again] = await store.save([draftOf()], NOW + SECOND);
    expect(again?.kind).toBe('unchanged');
    const changed = await saveOne(store, draftOf({ title: 'Chapel Opens' }), NOW + HOUR_MS);
    expect(changed).toMatchObject({ title: 'Chapel Opens', state: 'retracted', retraction: retracted?.retraction });
    const claimed = await saveOne(
      store,
      draftOf({ state: 'retracted', retraction: { reason: 'Dull.' } }),
      NOW + HOUR_MS,
    );
    expect(claimed.retraction).toEqual(retracted?.retraction);
    expect(await kindsOf(store)).toEqual(['published', 'retracted']);
  });

  test.each(['Invented.', 'Untrue.'])(
    'an editor takes over the retraction of a source, with the reason %s',
    async (reason) => {
      const store = await open();
      const { id } = await saveOne(store, draftOf());
      await saveOne(store, draftOf({ state: 'retracted', retraction: { reason: 'Untrue.' } }), NOW);
      await store.retract(id, reason, NOW + SECOND);
      const still = await saveOne(store, draftOf(), NOW + HOUR_MS);
      expect(still).toMatchObject({ state: 'retracted', retraction: { reason, at: NOW, by: 'editor' } });
    },
  );

  test('a restored article is as it was before its retraction', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    await store.retract(before.id, 'Untrue.', NOW + SECOND);
    const after = await store.restore(before.id, NOW + HOUR_MS);
    expect(after).toEqual({ ...before, updatedAt: NOW + HOUR_MS, version: 3 });
    expect(await store.findVisible(before.id)).toEqual(after);
    const [, , change] = await store.listChanges(0, 10);
    expect(change).toMatchObject({ kind: 'restored', after: facetsOf(before) });
    expect(change).not.toHaveProperty('before');
  });

  test('a restored article that is not due, or was a draft, is not visible', async () => {
    const store = await open();
    const due = await saveOne(store, draftOf({ externalId: 'due', publishedAt: NOW + HOUR_MS }));
    const draft = await saveOne(store, draftOf({ externalId: 'draft', state: 'draft' }));
    for (const { id } of [due, draft]) await store.retract(id, 'Untrue.', NOW);
    expect((await store.restore(due.id, NOW))?.state).toBe('scheduled');
    expect((await store.restore(draft.id, NOW))?.state).toBe('draft');
    expect(await kindsOf(store)).toEqual([]);
    expect((await store.announceDue(NOW + HOUR_MS)).map((change) => change.kind)).toEqual(['published']);
  });

  test('an editor can undo a retraction by the source', async () => {
    const store = await open();
    const retracted = draftOf({ state: 'retracted', retraction: { reason: 'Untrue.' } });
    const { id } = await saveOne(store, retracted);
    expect((await store.restore(id, NOW))?.state).toBe('published');
    expect((await store.save([retracted], NOW + HOUR_MS))[0]?.kind).toBe('unchanged');
    expect((await store.findVisible(id))?.state).toBe('published');
  });

  test('restoring an article that is not retracted changes nothing', async () => {
    const store = await open();
    const article = await saveOne(store, draftOf());
    expect(await store.restore(article.id, NOW + HOUR_MS)).toEqual(article);
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test('an article keeps its file through every edit, so a second file with its id stays a duplicate', async () => {
    const store = await open();
    const first = draftOf({ externalId: 'ddd', file: 'posts/ddd.md', publishedAt: NOW + SECOND });
    const second = { ...first, file: 'dupd.md', title: 'Another Chapel' };
    const { id } = await saveOne(store, first);
    const edits = [
      () => store.announceDue(NOW + SECOND),
      () => store.correct(id, 'It was Tuesday.', NOW + 2 * SECOND),
      () => store.retract(id, 'Untrue.', NOW + 3 * SECOND),
      () => store.retract(id, 'Invented.', NOW + 4 * SECOND),
      () => store.restore(id, NOW + 5 * SECOND),
    ];
    for (const edit of edits) {
      await edit();
      expect(await store.save([second, first], NOW + HOUR_MS)).toMatchObject([
        { kind: 'duplicate', id, file: 'posts/ddd.md' },
        { kind: 'unchanged', id },
      ]);
    }
    expect(await kindsOf(store)).toEqual(['published', 'corrected', 'retracted', 'retracted', 'restored']);
  });

  test('an unknown id gives `undefined`', async () => {
    const store = await open();
    expect(await store.find(UNKNOWN)).toBeUndefined();
    expect(await store.correct(UNKNOWN, 'It was Tuesday.', NOW)).toBeUndefined();
    expect(await store.retract(UNKNOWN, 'Untrue.', NOW)).toBeUndefined();
    expect(await store.restore(UNKNOWN, NOW)).toBeUndefined();
  });

  test('an article that was published minutes ago is withdrawn: nothing tells readers that it was there', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    await store.correct(before.id, 'It was Tuesday.', NOW + SECOND);
    const now = NOW + 10 * MINUTE_MS - 1;
    const outcome = await store.withdraw(before.id, { ...ALLOWED, reason: 'A test.', now });
    expect(outcome).toEqual({
      kind: 'withdrawn',
      article: expect.objectContaining({ state: 'withdrawn', withdrawal: { reason: 'A test.', at: now }, version: 3 }),
    });
    expect(await store.find(before.id)).toEqual(outcome?.kind === 'withdrawn' ? outcome.article : undefined);
    expect(await store.findVisible(before.id)).toBeUndefined();
    expect(await store.findRetracted(before.id)).toBeUndefined();
    expect(await store.listVisible(queryOf())).toEqual([]);
    expect(await store.listVisible(queryOf({}, { search: 'chapel' }))).toEqual([]);
    expect(await store.listVisibleCategories()).toEqual([]);
    expect(await store.listNotices({ ...queryOf(), since: 0, maxArticles: 9 })).toEqual([]);
    const changes = await store.listChanges(2, 10);
    const facets = facetsOf(before);
    expect(changes).toEqual([
      expect.objectContaining({ kind: 'withdrawn', at: now, before: facets, publishedAt: before.publishedAt }),
    ]);
    expect(changes[0]?.after).toBeUndefined();
  });

  test('a withdrawn article stays away when its source is read again or changes, until an editor restores it', async () => {
    const store = await open();
    const { id, publishedAt } = await saveOne(store, draftOf());
    await store.withdraw(id, { ...ALLOWED, now: NOW });
    expect((await store.save([draftOf()], NOW + SECOND))[0]?.kind).toBe('unchanged');
    await saveOne(store, draftOf({ state: 'retracted', retraction: { reason: 'Dull.' } }), NOW + SECOND);
    const changed = await saveOne(store, draftOf({ title: 'Chapel Opens' }), NOW + HOUR_MS);
    expect(changed).toMatchObject({ state: 'withdrawn', title: 'Chapel Opens' });
    const [again] = await store.save([draftOf({ title: 'Chapel Reopens' })], NOW + HOUR_MS);
    expect(again).toMatchObject({ kind: 'updated', hidden: 'withdrawn' });
    expect(await store.announceDue(NOW + HOUR_MS)).toEqual([]);
    expect(await kindsOf(store)).toEqual(['published', 'withdrawn']);
    const restored = await store.restore(id, NOW + 2 * HOUR_MS);
    expect(restored).toMatchObject({ state: 'published', title: 'Chapel Reopens', publishedAt });
    expect(restored?.withdrawal).toBeUndefined();
    expect(await store.findVisible(id)).toEqual(restored);
    expect(await kindsOf(store)).toEqual(['published', 'withdrawn', 'restored']);
  });

  test('an article that has been public for longer is not withdrawn, however it was edited or retracted', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf());
    const refused = { kind: 'public', since: NOW };
    const late = { ...ALLOWED, now: NOW + 10 * MINUTE_MS };
    expect(await store.withdraw(id, late)).toEqual(refused);
    await saveOne(store, draftOf({ title: 'Chapel Opens' }), NOW + MINUTE_MS);
    await store.retract(id, 'Untrue.', NOW + 2 * MINUTE_MS);
    expect(await store.withdraw(id, { ...ALLOWED, now: NOW + 3 * MINUTE_MS })).toEqual({ kind: 'told' });
    await store.restore(id, NOW + 4 * MINUTE_MS);
    expect(await store.withdraw(id, late)).toEqual(refused);
    expect(await store.withdraw(UNKNOWN, late)).toBeUndefined();
    expect((await store.find(id))?.state).toBe('published');
  });

  test('the minutes count anew after a withdrawal', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf());
    await store.withdraw(id, { ...ALLOWED, reason: 'A test.', now: NOW });
    expect(await store.withdraw(id, { ...ALLOWED, reason: 'A duplicate.', now: NOW + HOUR_MS })).toMatchObject({
      article: { withdrawal: { reason: 'A duplicate.', at: NOW }, version: 2 },
    });
    await store.restore(id, NOW + HOUR_MS);
    const now = NOW + HOUR_MS + MINUTE_MS;
    expect(await store.withdraw(id, { ...ALLOWED, now })).toMatchObject({ kind: 'withdrawn' });
    expect(await kindsOf(store)).toEqual(['published', 'withdrawn', 'restored', 'withdrawn']);
  });

  test.each([
    ['scheduled', { publishedAt: NOW + HOUR_MS }],
    ['under embargo', { embargoUntil: NOW + HOUR_MS }],
    ['a draft', { state: 'draft' as const }],
  ])('an article that is %s can always be withdrawn, and is not published', async (_what, part) => {
    const store = await open();
    const { id } = await saveOne(store, draftOf(part));
    const now = NOW + HOUR_MS - 1;
    expect(await store.withdraw(id, { maxPublicMs: 0, now })).toMatchObject({ kind: 'withdrawn' });
    expect(await store.findNextDue()).toBeUndefined();
    expect(await store.announceDue(NOW + 2 * HOUR_MS)).toEqual([]);
    await saveOne(store, draftOf({ title: 'Chapel Opens' }), NOW + 2 * HOUR_MS);
    expect(await kindsOf(store)).toEqual([]);
    await store.restore(id, NOW + 3 * HOUR_MS);
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test('readers are told of an article that is retracted after its withdrawal', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf());
    await store.withdraw(id, { ...ALLOWED, now: NOW });
    const retracted = await store.retract(id, 'Untrue.', NOW + SECOND);
    expect(retracted?.withdrawal).toBeUndefined();
    expect(await store.findRetracted(id)).toEqual(retracted);
    expect(await kindsOf(store)).toEqual(['published', 'withdrawn', 'retracted']);
    const [notice] = await store.listNotices({ ...queryOf(), since: 0, maxArticles: 9 });
    expect(notice?.tombstone).toEqual({ id, at: NOW + SECOND, reason: 'Untrue.' });
  });
});
