import { describe, expect, test } from '@jest/globals';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { toTerm } from '../../src/model/term.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { article, articles, documentOf } from './newsroom.ts';
import { authorReaders, readers } from './reading.ts';

const AWKWARD = [
  'Bread & roses',
  'I <3 Nazareth',
  'Quotes: "double", \'single\', “curly”, «guillemets»',
  'A dove 🕊️ and a family 👨‍👩‍👧‍👦',
  'المزارعون يعودون إلى الحقول',
  'שלום & ברכה – "ערב ראשון"',
  'Mixed \u200fעברית\u200e and English',
  'Ends with ]]>',
  ']]> twice ]]> and thrice ]]>',
  'An entity, typed: &amp; &lt;b&gt; &#38; &nbsp;',
  'Entities twice: &amp;amp;',
  '<script>alert(1)</script>',
  '<![CDATA[ not a section',
  'a < b > c && d',
  'Résumé naïve — Ünïcödé',
];

const stories = AWKWARD.map((text, index) =>
  article(index + 1, {
    title: text,
    summary: `${text}.`,
    contentHtml: `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p><p title="]]>">]]> ]]></p>`,
    byline: [{ name: text }, { name: 'Second Name' }],
    categories: [toTerm(text), toTerm('World')],
    updatedAt: Date.UTC(2026, 10, 23, 12, index),
  }),
);

const cases = SYNDICATION_FORMATS.flatMap((format) =>
  Object.entries(readers[format]).map((reader) => [format, ...reader] as const),
);

describe.each(cases)('%s, read by %s', (format, _name, read) => {
  test('returns each text with special characters as typed', async () => {
    const items = await read(renderFeed(format, documentOf(stories)).text);
    expect(items.map((item) => item.title)).toEqual(AWKWARD);
    expect(items.map((item) => item.summary)).toEqual(stories.map((story) => story.summary));
    expect(items.map((item) => item.content)).toEqual(stories.map((story) => story.contentHtml));
    expect(items.map((item) => item.categories)).toEqual(AWKWARD.map((text) => [text, 'World']));
  });

  test('returns guid, link and dates', async () => {
    const items = await read(renderFeed(format, documentOf(articles)).text);
    const document = documentOf(articles);
    expect(items.map(({ guid, link, published }) => ({ guid, link, published }))).toEqual(
      document.items.map(({ guid, url, publishedAt }) => ({ guid, link: url, published: publishedAt })),
    );
  });
});

test.each(SYNDICATION_FORMATS)('feedsmith finds all authors and the last update in %s', async (format) => {
  const read = readers[format].feedsmith;
  const items = (await read?.(renderFeed(format, documentOf(stories)).text)) ?? [];
  const namesOf = (text: string) => (format === 'rss' ? [`${text} and Second Name`] : [text, 'Second Name']);
  expect(items.map((item) => item.authors)).toEqual(AWKWARD.map(namesOf));
  expect(items.map((item) => item.updated)).toEqual(stories.map((story) => story.updatedAt));
});

describe.each(Object.entries(authorReaders))('of RSS, %s', (_name, readAuthors) => {
  test.each([
    ['one name', 'en', ['Anna Lee'], 'Anna Lee'],
    ['two names', 'en', ['Anna Lee', 'Ben Ross'], 'Anna Lee and Ben Ross'],
    ['three names', 'en', ['Anna Lee', 'Ben Ross', 'Harbour Wire'], 'Anna Lee, Ben Ross, and Harbour Wire'],
    ['names in Spanish', 'es', ['José Núñez', 'Isabel Ibáñez'], 'José Núñez e Isabel Ibáñez'],
    ['names in Hebrew', 'he', ['נועה ברק', 'דן לוי'], 'נועה ברק ודן לוי'],
    ['names of an unknown language', 'no language', ['Anna Lee', 'Ben Ross'], 'Anna Lee and Ben Ross'],
  ])('shows %s', async (_case, language, names, shown) => {
    const byline = names.map((name) => ({ name }));
    expect(await readAuthors(renderFeed('rss', documentOf([article(1, { byline, language })])).text)).toEqual([shown]);
  });
});

test.each(SYNDICATION_FORMATS)('a feed of summaries in %s has no content', async (format) => {
  const { text } = renderFeed(format, documentOf(stories, { content: 'summary' }));
  for (const read of Object.values(readers[format])) {
    expect((await read(text)).map((item) => item.content)).toEqual(AWKWARD.map(() => undefined));
  }
});

test('every format has the same item', async () => {
  const document = documentOf([...articles, ...stories]);
  const [rss, atom, json] = await Promise.all(
    SYNDICATION_FORMATS.map(async (format) => readers[format].feedsmith?.(renderFeed(format, document).text)),
  );
  const byline = (items: typeof atom) => items?.map((item) => ({ ...item, authors: [item.authors?.join(' and ')] }));
  expect(json).toEqual(atom);
  expect(byline(atom)).toEqual(byline(rss));
});
