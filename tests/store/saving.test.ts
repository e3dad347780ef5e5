import { expect, test } from '@jest/globals';
import { facetsOf } from '../../src/model/selection.ts';
import { overDatabases } from './databases.ts';
import { draftOf, getArticle, HOUR_MS, kindsOf, NOW, queryOf, SECOND, saveOne, visibleTitles } from './drafts.ts';

overDatabases((open) => {
  test('a new article has all fields of its draft, the dates of its source and version 1', async () => {
    const store = await open();
    const draft = draftOf({
      updatedAt: NOW - HOUR_MS / 2,
      canonicalUrl: 'https://news.example/harbour',
      dateline: 'PORT ELIM (Agency News)',
      tags: [{ slug: 'chapels', label: 'Chapels' }],
      image: { url: 'tidings-media:ab12.jpg', alt: 'The chapel', width: 1200, height: 800 },
      audio: { url: 'https://news.example/a.mp3', type: 'audio/mpeg', bytes: 4000, duration: 12 },
      licence: 'CC-BY-4.0',
    });
    const [outcome] = await store.save([draft], NOW);
    expect(outcome).toEqual({ kind: 'created', id: outcome?.id, title: draft.title });
    expect(await getArticle(store, outcome?.id)).toEqual({ ...draft, id: outcome?.id, version: 1 });
  });

  test('without a date of its last edit, an article was last edited when it was published', async () => {
    const store = await open();
    expect((await saveOne(store, draftOf())).updatedAt).toBe(NOW - HOUR_MS);
  });

  test('dates of edits, corrections and retractions are never in the future', async () => {
    const store = await open();
    const later = NOW + HOUR_MS;
    const edited = draftOf({ updatedAt: later, correction: { text: 'It was Tuesday.', at: later } });
    const article = await saveOne(store, edited);
    expect([article.updatedAt, article.correction?.at]).toEqual([NOW, NOW]);
    const retracted = await saveOne(store, {
      ...edited,
      state: 'retracted',
      retraction: { reason: 'Untrue.', at: later },
    });
    expect([retracted.updatedAt, retracted.retraction?.at]).toEqual([NOW, NOW]);
  });

  test('a visible article is announced when it is saved', async () => {
    const store = await open();
    const article = await saveOne(store, draftOf());
    expect(await store.listChanges(0, 10)).toEqual([
      {
        seq: 1,
        articleId: article.id,
        kind: 'published',
        at: NOW,
        publishedAt: article.publishedAt,
        after: { categories: ['world'], tags: [], authors: ['miriam-okafor'], language: 'en' },
      },
    ]);
    expect(await store.findVisible(article.id)).toEqual(article);
    expect(await store.getLastSeq()).toBe(1);
  });

  test('any text is stored unchanged', async () => {
    const store = await open();
    const title = 'R&D <3 “quotes” 🕊️ שלום \u0000 \ud800 \u{10ffff} \\ \' "';
    expect((await saveOne(store, draftOf({ title }))).title).toBe(title);
  });

  test('the same draft a second time changes nothing, in any order of its keys', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    const backwards = Object.fromEntries(Object.entries(draftOf()).reverse()) as unknown as ReturnType<typeof draftOf>;
    const [outcome] = await store.save([backwards], NOW + HOUR_MS);
    expect(outcome?.kind).toBe('unchanged');
    expect(await getArticle(store, before.id)).toEqual(before);
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test('two drafts under one key in one batch are two versions of one article', async () => {
    const store = await open();
    const outcomes = await store.save(
      [draftOf(), draftOf({ title: 'Chapel Opens' }), draftOf({ externalId: 'b' })],
      NOW,
    );
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['created', 'updated', 'created']);
    expect(outcomes[0]?.id).toBe(outcomes[1]?.id);
    expect(await visibleTitles(store)).toEqual(['Harbour Chapel Reopens', 'Chapel Opens']);
  });

  test('so are two drafts under one key that are far apart in a long list', async () => {
    const store = await open();
    const drafts = Array.from({ length: 130 }, (_, nth) => draftOf({ externalId: `${nth}` }));
    const outcomes = await store.save([...drafts, draftOf({ externalId: '3', title: 'Chapel Opens' })], NOW);
    expect(outcomes.map(({ kind }) => kind)).toEqual([...drafts.map(() => 'created'), 'updated']);
    expect(outcomes[130]?.id).toBe(outcomes[3]?.id);
    expect(await store.getLastSeq()).toBe(131);
  });

  test('a second file with the id of an article is a duplicate, unless the file was moved there', async () => {
    const store = await open();
    const saveFile = async (parts: Parameters<typeof draftOf>[0]) =>
      (await store.save([draftOf({ externalId: 'id-1', ...parts })], NOW))[0];
    const first = await saveFile({ file: 'a.md' });
    const copy = { kind: 'duplicate', id: first?.id, title: 'Copy' };
    expect(await saveFile({ file: 'b.md', title: 'Copy' })).toEqual({ ...copy, file: 'a.md' });
    expect(await saveFile({ file: 'b.md', title: 'Copy', movedFrom: 'c.md' })).toEqual({ ...copy, file: 'a.md' });
    expect((await getArticle(store, first?.id)).title).toBe('Harbour Chapel Reopens');
    expect(await saveFile({ file: 'b.md', movedFrom: 'a.md' })).toEqual({
      kind: 'unchanged',
      id: first?.id,
      title: 'Harbour Chapel Reopens',
    });
    expect(await saveFile({ file: 'a.md', title: 'Copy' })).toEqual({ ...copy, file: 'b.md' });
    const [moved, left] = await store.save(
      [
        draftOf({ externalId: 'id-1', file: 'c.md', movedFrom: 'b.md', title: 'Chapel Opens' }),
        draftOf({ externalId: 'id-1', file: 'b.md', title: 'Copy' }),
      ],
      NOW,
    );
    expect([moved?.kind, left]).toEqual(['updated', { ...copy, file: 'c.md' }]);
  });

  test('a file that gets an id stays the same article, and a new file at the path of a moved one is another', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf({ externalId: 'a.md' }));
    expect((await saveOne(store, draftOf({ externalId: 'id-1', file: 'a.md' }))).id).toBe(id);
    expect((await saveOne(store, draftOf({ externalId: 'id-1', file: 'a.md' }))).id).toBe(id);
    const other = await saveOne(store, draftOf({ externalId: 'b.md' }));
    const moved = draftOf({ externalId: 'b.md', file: 'c.md', movedFrom: 'b.md' });
    expect((await saveOne(store, moved)).id).toBe(other.id);
    const fresh = await saveOne(store, draftOf({ externalId: 'id-2', file: 'b.md' }));
    expect([id, other.id]).not.toContain(fresh.id);
  });

  test.each([
    ['is renamed', { externalId: 'new.md', movedFrom: 'old.md' }],
    ['gets an id', { externalId: 'id-1', file: 'old.md' }],
  ])('a file that %s stays the same article, and its former path is free for another one', async (_, renamed) => {
    const store = await open();
    const [old] = await store.save([draftOf({ externalId: 'old.md' })], NOW);
    const next = draftOf({ externalId: 'old.md', title: 'Chapel Opens' });
    const [same, other] = await store.save([draftOf(renamed), next], NOW);
    expect([same?.id, other?.kind]).toEqual([old?.id, 'created']);
    expect((await store.save([draftOf(renamed)], NOW))[0]?.id).toBe(old?.id);
    expect((await store.save([next], NOW))[0]?.id).toBe(other?.id);
    expect((await getArticle(store, old?.id)).title).toBe('Harbour Chapel Reopens');
  });

  test('an article whose id is its former path stays the same when a batch also has another file from that path', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf({ externalId: 'a.md' }));
    await saveOne(store, draftOf({ externalId: 'a.md', file: 'z.md', movedFrom: 'a.md' }));
    const other = { externalId: 'id-1', title: 'Chapel Opens' };
    for (const [title, paths] of [
      ['First', { file: 'a.md' }],
      ['Second', { file: 'b.md', movedFrom: 'a.md' }],
    ] as const) {
      const outcomes = await store.save(
        [draftOf({ ...other, ...paths }), draftOf({ externalId: 'a.md', file: 'z.md', title })],
        NOW,
      );
      expect(outcomes[1]).toEqual({ kind: 'updated', id, title });
      expect(outcomes[0]?.id).not.toBe(id);
    }
  });

  test('the same external id in another source is another article', async () => {
    const store = await open();
    const first = await saveOne(store, draftOf());
    const second = await saveOne(store, draftOf({ sourceId: 'agency' }));
    expect(second.id).not.toBe(first.id);
  });

  test('a batch is saved completely or not at all', async () => {
    const store = await open();
    const faulty = draftOf({ externalId: 'faulty', publishedAt: Number.NaN });
    await expect(store.save([draftOf(), faulty], NOW)).rejects.toThrow();
    expect(await store.listVisible(queryOf())).toEqual([]);
    expect(await store.getLastSeq()).toBe(0);
    await saveOne(store, draftOf());
    expect((await store.listChanges(0, 10)).map((change) => change.seq)).toEqual([1]);
  });

  test('a changed draft replaces the content and keeps the id and the publication date', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf({ dateline: 'PORT ELIM' }));
    const changed = draftOf({
      title: 'Chapel Opens',
      publishedAt: NOW,
      categories: [{ slug: 'culture', label: 'Culture' }],
    });
    const after = await saveOne(store, changed, NOW + HOUR_MS);
    expect(after).toEqual({
      ...changed,
      id: before.id,
      publishedAt: before.publishedAt,
      updatedAt: NOW + HOUR_MS,
      version: 2,
    });
    expect((await store.listChanges(1, 10))[0]).toEqual({
      seq: 2,
      articleId: before.id,
      kind: 'updated',
      at: NOW + HOUR_MS,
      publishedAt: before.publishedAt,
      before: facetsOf(before),
      after: facetsOf(after),
    });
    expect(await store.listVisible(queryOf({ categories: ['world'] }))).toEqual([]);
    expect(await store.listVisible(queryOf({ categories: ['culture'] }))).toEqual([after]);
  });

  test.each([
    ['is taken from the source', NOW + HOUR_MS / 2, NOW + HOUR_MS / 2],
    ['never becomes earlier', NOW - 10 * HOUR_MS, NOW - HOUR_MS],
    ['is never in the future', NOW + 5 * HOUR_MS, NOW + HOUR_MS],
  ])('the date of the last edit %s', async (_name, claimed, stored) => {
    const store = await open();
    await saveOne(store, draftOf());
    const after = await saveOne(store, draftOf({ title: 'Chapel Opens', updatedAt: claimed }), NOW + HOUR_MS);
    expect(after.updatedAt).toBe(stored);
  });

  test('a draft that differs only in its date of edit changes nothing', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf());
    const [outcome] = await store.save([draftOf({ updatedAt: NOW })], NOW + HOUR_MS);
    expect(outcome?.kind).toBe('unchanged');
    expect(await getArticle(store, before.id)).toEqual(before);
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test('a note to editors is kept, and a change of it is no change for readers', async () => {
    const store = await open();
    const article = await saveOne(store, draftOf({ editorsNote: 'With photos.' }));
    expect(article.editorsNote).toBe('With photos.');
    const later = await saveOne(store, draftOf({ editorsNote: 'Without photos.' }), NOW + SECOND);
    expect(later).toEqual({ ...article, editorsNote: 'Without photos.' });
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test('a draft without its past embargo is no change for readers', async () => {
    const store = await open();
    const before = await saveOne(store, draftOf({ embargoUntil: NOW - SECOND }));
    const [outcome] = await store.save([draftOf()], NOW + HOUR_MS);
    const after = await getArticle(store, before.id);
    expect(outcome?.kind).toBe('updated');
    expect(after).toEqual({ ...draftOf(), id: before.id, updatedAt: before.updatedAt, version: 1 });
    expect(await kindsOf(store)).toEqual(['published']);
  });

  test('the date of an article that was never public may change, also to an earlier one', async () => {
    const store = await open();
    await saveOne(store, draftOf({ publishedAt: NOW + 9 * HOUR_MS }));
    const moved = await saveOne(store, draftOf({ publishedAt: NOW + HOUR_MS }), NOW + SECOND);
    expect([moved.publishedAt, moved.updatedAt]).toEqual([NOW + HOUR_MS, NOW + HOUR_MS]);
    await store.announceDue(NOW + HOUR_MS);
    expect((await store.findVisible(moved.id))?.updatedAt).toBe(NOW + HOUR_MS);
  });

  test('a new or changed correction is announced and keeps its first date', async () => {
    const store = await open();
    await saveOne(store, draftOf());
    const first = await saveOne(store, draftOf({ correction: { text: 'It was Tuesday.' } }), NOW + SECOND);
    expect(first.correction).toEqual({ text: 'It was Tuesday.', at: NOW + SECOND });
    const same = await saveOne(
      store,
      draftOf({ title: 'Chapel Opens', correction: { text: 'It was Tuesday.' } }),
      NOW + 2 * SECOND,
    );
    expect(same.correction).toEqual(first.correction);
    const next = await saveOne(store, draftOf({ correction: { text: 'It was Wednesday.' } }), NOW + 3 * SECOND);
    expect(next.correction).toEqual({ text: 'It was Wednesday.', at: NOW + 3 * SECOND });
    const dated = { text: 'It was Thursday.', at: NOW - SECOND };
    expect((await saveOne(store, draftOf({ correction: dated }), NOW + 4 * SECOND)).correction).toEqual(dated);
    const gone = await saveOne(store, draftOf(), NOW + 5 * SECOND);
    expect(gone.correction).toBeUndefined();
    expect(await kindsOf(store)).toEqual(['published', 'corrected', 'updated', 'corrected', 'corrected', 'updated']);
  });

  test('the time at which a source was first read never changes', async () => {
    const store = await open();
    expect(await store.getSourceEpoch('sample', NOW)).toBe(NOW);
    expect(await store.getSourceEpoch('sample', NOW + HOUR_MS)).toBe(NOW);
    expect(await store.getSourceEpoch('other', NOW + HOUR_MS)).toBe(NOW + HOUR_MS);
  });

  test('the cursor of a source is kept, and does not change its epoch', async () => {
    const store = await open();
    expect(await store.findSourceCursor('sample')).toBeUndefined();
    await store.saveSourceCursor('sample', 'page 2', NOW);
    await store.saveSourceCursor('sample', 'page 3', NOW + HOUR_MS);
    expect(await store.findSourceCursor('sample')).toBe('page 3');
    expect(await store.getSourceEpoch('sample', NOW + 2 * HOUR_MS)).toBe(NOW);
    expect(await store.findSourceCursor('other')).toBeUndefined();
  });

  test('concurrent reads see all of a batch or none of it', async () => {
    const store = await open();
    const batch = Array.from({ length: 60 }, (_, index) => draftOf({ externalId: `n${index}` }));
    const [outcomes, ...reads] = await Promise.all([
      store.save(batch, NOW),
      ...Array.from({ length: 5 }, () => store.listVisible(queryOf({}, { limit: 100 }))),
      store.ping(),
    ]);
    expect(outcomes).toHaveLength(60);
    for (const articles of reads) expect([undefined, 0, 60]).toContain(articles?.length);
  });
});
