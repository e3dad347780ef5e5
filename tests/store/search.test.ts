import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Article, ArticleDraft } from '../../src/model/article.ts';
import type { Position } from '../../src/model/change.ts';
import { facetsOf, matchesFilter } from '../../src/model/selection.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { overDatabases } from './databases.ts';
import { draftOf, HOUR_MS, NOW, queryOf, saveOne } from './drafts.ts';
import { anyCorpus, anyFeed } from './random-articles.ts';

const RUNS = 12;
const ALL = 1000;
/** Words for random articles and searches. */
const WORDS = ['harbour', 'chapel', 'hymn', 'bread', 'lamp', 'river'];

/** Each searched part of an article has one word that no other part has. */
const SPREAD: ArticleDraft = draftOf({
  title: 'Lanterns Over the Quay',
  summary: 'A procession came by water.',
  contentHtml: '<p>The <b>ferry</b> was late.</p><p>Nobody<br>minded; R&amp;D &lt;3 H<sub>2</sub>O.</p>',
  byline: [{ name: 'Ilse Varga', role: 'Correspondent', url: 'https://news.example/ilse' }],
  categories: [{ slug: 'faith-and-life', label: 'Devotion' }],
  tags: [{ slug: 'feasts', label: 'Midsummer' }],
});

overDatabases((open, countRuns) => {
  test.each([
    'lanterns',
    'procession',
    'ferry',
    'varga',
    'devotion',
    'midsummer',
    'LANTERNS',
    'by water',
    'ferry ilse',
    'minded',
    'r&d',
    'h2o',
  ])('an article is found by %s', async (search) => {
    expect(await found(await storeOf(SPREAD), search)).toEqual(['Lanterns Over the Quay']);
  });

  test.each([
    ['a word that is not there', 'harbour'],
    ['one word that is there and one that is not', 'ferry harbour'],
    ['a part of a word', 'lantern'],
    ['a tag of the text', 'br'],
    ['an attribute', 'https'],
    ['a reference', 'amp'],
    ['a role', 'correspondent'],
    ['a slug', 'feasts'],
    ['two words joined across a line break', 'nobodyminded'],
  ])('an article is not found by %s', async (_name, search) => {
    expect(await found(await storeOf(SPREAD), search)).toEqual([]);
  });

  test.each([
    ['"the ferry"'],
    ['ferry OR harbour'],
    ['NOT ferry'],
    ['ferry NEAR late'],
    ['title:lanterns'],
    ['ferr*'],
    ['ferry AND'],
    ['(ferry'],
    ["ferry'; drop table articles; --"],
    ['_all'],
    ['_category_66616974682d616e642d6c696665'],
    ['\u0000ferry\ud800'],
  ])('%s is searched as plain words, not as a query language', async (search) => {
    const words = search.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const all = 'lanterns over the quay a procession came by water the ferry was late'.split(' ');
    const titles = words.every((word) => all.includes(word)) ? ['Lanterns Over the Quay'] : [];
    expect(await found(await storeOf(SPREAD), search)).toEqual(titles);
  });

  test.each(['', ' ', '?!', '*', '"', '-', '_', '\u0000', '\ud800', '🕊️', '“”'])(
    'a search without a word, %j, finds nothing',
    async (search) => {
      expect(await found(await storeOf(SPREAD, draftOf({ title: search })), search)).toEqual([]);
    },
  );

  test.each([
    ['España', 'espana'],
    ['espana', 'España'],
    ['Espan\u0303a', 'españa'],
    ['ΣΟΦΟΣ', 'σοφοσ'],
    ['Ἀθῆναι', 'αθηναι'],
    ['שָׁלוֹם', 'שלום'],
    ['السَّلَام', 'السلام'],
    ['Straße', 'straße'],
    ['İstanbul', 'istanbul'],
    ['ﬁnal', 'final'],
    ['God’s', 'god'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['one\u200btwo', 'two'],
    ['𝐁𝐨𝐥𝐝', 'bold'],
    ['हिन्दी', 'हिन्दी'],
  ])('%s is found by %s', async (title, search) => {
    expect(await found(await storeOf(draftOf({ title })), search)).toEqual([title]);
  });

  test.each([
    ['мой', 'мои'],
    ['हिन्दी', 'हन्दी'],
    ['Straße', 'stra'],
  ])('%s is not found by %s', async (title, search) => {
    expect(await found(await storeOf(draftOf({ title })), search)).toEqual([]);
  });

  test('any title is found by each of its words, and any search gives an answer', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (titles) => {
        const store = await open();
        await store.save(
          titles.map((title, index) =>
            draftOf({ externalId: `n${index}`, title, summary: '', contentHtml: '', byline: [], categories: [] }),
          ),
          NOW,
        );
        for (const title of titles) {
          const parts = title.normalize('NFKD').split(/[^\p{L}\p{N}\p{M}\p{Cf}]+/u);
          const words = parts.filter((part) => /[\p{L}\p{N}]/u.test(part));
          const hits = await found(store, title);
          if (words.length > 0) expect(hits).toContain(title);
          else expect(hits).toEqual([]);
          for (const word of words) expect(await found(store, word)).toContain(title);
        }
      }),
      { numRuns: countRuns(20) },
    );
  });

  test('a search works together with selections, exclusions, audio and pages', async () => {
    const anyWords = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        anyCorpus,
        fc.infiniteStream(anyWords),
        fc.array(fc.tuple(anyFeed, fc.option(anyWords, { freq: 3 }), fc.boolean()), { minLength: 10, maxLength: 20 }),
        async (corpus, titles, questions) => {
          const store = await open();
          await store.save(
            corpus.map((draft) => ({
              ...draft,
              title: titles.next().value.join(' '),
              summary: '',
              contentHtml: '',
            })),
            NOW,
          );
          const everything = await store.listVisible(queryOf({}, { limit: ALL }));
          for (const [feed, words, withAudio] of questions) {
            const query = { ...feed, withAudio, ...(words === null ? {} : { search: words.join(' ') }) };
            const matching = everything.filter(
              (article) =>
                matchesFilter(feed, facetsOf(article)) &&
                (!withAudio || article.audio !== undefined) &&
                (words ?? []).every((word) => article.title.split(' ').includes(word)),
            );
            expect(ids(await store.listVisible({ ...query, limit: ALL }))).toEqual(ids(matching));
            expect(ids(await store.listVisible({ ...query, limit: 3 }))).toEqual(ids(matching.slice(0, 3)));
            const [first, second, last] = [matching[0], matching[1], matching.at(-1)];
            if (first === undefined || second === undefined || last === undefined) continue;
            expect(ids(await store.listVisible({ ...query, after: first, limit: 2 }))).toEqual(
              ids(matching.slice(1, 3)),
            );
            expect(ids(await store.listVisible({ ...query, before: last, limit: ALL }))).toEqual(
              ids(matching.slice(0, -1)),
            );
            expect(ids(await store.listVisible({ ...query, after: first, before: last, limit: ALL }))).toEqual(
              ids(matching.slice(1, -1)),
            );
          }
        },
      ),
      { numRuns: countRuns(RUNS) },
    );
  });

  test('all pages of a search together are the whole list, even if an hour has more than a page', async () => {
    const store = await open();
    // Within an hour, the order of arrival differs from the order of dates.
    const drafts = Array.from({ length: 40 }, (_, index) =>
      draftOf({
        externalId: `n${index}`,
        publishedAt: NOW - 30 * HOUR_MS + ((index * 7) % 11) * 1000 + (index % 3) * HOUR_MS,
      }),
    );
    await store.save(drafts.slice(0, 25), NOW);
    await store.save(drafts.slice(25), NOW);
    const whole = await store.listVisible(queryOf({}, { limit: ALL }));
    for (const limit of [1, 4, 13, 39, 40, 41]) {
      const joined: Article[] = [];
      let after: Position | undefined;
      do {
        const query = queryOf({}, { search: 'chapel', limit, ...(after === undefined ? {} : { after }) });
        const page = await store.listVisible(query);
        joined.push(...page);
        after = page.at(-1);
      } while (after !== undefined);
      expect(ids(joined)).toEqual(ids(whole));
    }
  });

  test('an article is found only while it is visible', async () => {
    const store = await open();
    const { id } = await saveOne(store, draftOf({ title: 'Quiet Vigil', publishedAt: NOW + HOUR_MS }));
    expect(await found(store, 'vigil')).toEqual([]);
    await store.announceDue(NOW + HOUR_MS);
    expect(await found(store, 'vigil')).toEqual(['Quiet Vigil']);
    await store.retract(id, 'Untrue.', NOW + HOUR_MS);
    expect(await found(store, 'vigil')).toEqual([]);
    await store.restore(id, NOW + HOUR_MS);
    expect(await found(store, 'vigil')).toEqual(['Quiet Vigil']);
    await saveOne(
      store,
      draftOf({ title: 'Quiet Vigil', publishedAt: NOW + HOUR_MS, state: 'draft' }),
      NOW + 2 * HOUR_MS,
    );
    expect(await found(store, 'vigil')).toEqual([]);
  });

  test('an article is found by its present text and not by an earlier one', async () => {
    const store = await open();
    await saveOne(store, draftOf({ title: 'Quiet Vigil' }));
    await saveOne(store, draftOf({ title: 'Loud Procession', tags: [{ slug: 'feasts', label: 'Feasts' }] }));
    expect(await found(store, 'vigil')).toEqual([]);
    expect(await found(store, 'procession feasts')).toEqual(['Loud Procession']);
    expect(await found(store, 'procession', { tags: ['feasts'] })).toEqual(['Loud Procession']);
    await saveOne(store, draftOf({ title: 'Loud Procession' }), NOW + HOUR_MS);
    expect(await found(store, 'procession', { tags: ['feasts'] })).toEqual([]);
  });

  test('a batch that fails leaves nothing in the index', async () => {
    const store = await open();
    const faulty = draftOf({ externalId: 'faulty', publishedAt: Number.NaN });
    await expect(store.save([draftOf({ title: 'Quiet Vigil' }), faulty], NOW)).rejects.toThrow();
    expect(await found(store, 'vigil')).toEqual([]);
    await saveOne(store, draftOf({ title: 'Quiet Vigil' }));
    expect(await found(store, 'vigil')).toEqual(['Quiet Vigil']);
  });

  test('articles from before 1970 come last, in order', async () => {
    const old = [-2, -1, 0, 1].map((hours) =>
      draftOf({ externalId: `${hours}`, title: `${hours} hours`, publishedAt: hours * HOUR_MS }),
    );
    const store = await storeOf(...old, draftOf({ title: 'Now hours' }));
    const titles = ['Now hours', '1 hours', '0 hours', '-1 hours', '-2 hours'];
    expect(await found(store, 'hours')).toEqual(titles);
    const [, , third] = await store.listVisible(queryOf());
    const behind = await store.listVisible(queryOf({}, { search: 'hours', ...(third && { after: third }) }));
    expect(behind.map((article) => article.title)).toEqual(titles.slice(3));
  });

  test('a search may be combined with hundreds of values', async () => {
    const store = await storeOf(SPREAD);
    const many = Array.from({ length: 200 }, (_, index) => `nobody-${index}`);
    expect(
      await found(store, 'ferry', { categories: [...many, 'faith-and-life'], tags: [...many, 'feasts'] }),
    ).toHaveLength(1);
    expect(await found(store, 'ferry', { categories: many })).toEqual([]);
    const without = queryOf({}, { search: 'ferry', exclude: { categories: [...many, 'faith-and-life'] } });
    expect(await store.listVisible(without)).toEqual([]);
  });

  async function storeOf(...drafts: readonly ArticleDraft[]): Promise<ArticleStore> {
    const store = await open();
    await store.save(
      drafts.map((draft, index) => ({ ...draft, externalId: `${draft.externalId} ${index}` })),
      NOW,
    );
    return store;
  }
});

async function found(
  store: ArticleStore,
  search: string,
  select: Parameters<typeof queryOf>[0] = {},
): Promise<readonly string[]> {
  return (await store.listVisible(queryOf(select, { search }))).map((article) => article.title);
}

function ids(articles: readonly Article[]): readonly string[] {
  return articles.map((article) => article.id);
}
