import { describe, expect, test } from '@jest/globals';
import { buildHeadlines, renderHeadlines, trimHeadlines } from '../../src/render/headlines.ts';
import { article, documentOf, hebrewArticle, idOf, imageArticle } from './newsroom.ts';

describe('headlines', () => {
  test('say in few letters what the widget shows', () => {
    const document = documentOf([imageArticle, hebrewArticle], { home: 'https://www.olivebranch.example/' });
    expect(JSON.parse(renderHeadlines(buildHeadlines(document, 5)))).toEqual({
      v: 1,
      feed: 'top',
      title: 'Top stories',
      home: 'https://news.example.org/feeds/top',
      name: 'Olive Branch News',
      lang: 'en',
      dir: 'ltr',
      end: 1,
      items: [
        {
          id: idOf(1),
          t: 'Bakers & builders: "we start again" 🕊️',
          u: 'https://www.olivebranch.example/2026/11/bakers?ref=a&lang=en',
          d: Date.UTC(2026, 10, 23, 7) / 1000,
          s: 'A bakery in Kfar Zayit opens its ovens <3 weeks after the flood.',
          b: "Miriam Calloway, Tomás O'Rourke",
          i: ['https://news.example.org/media/ffeeddccbbaa99887766554433221100.jpg', 320, 240],
        },
        {
          id: idOf(5),
          t: 'התזמורת חוזרת לכיכר – "ערב ראשון"',
          u: `https://news.example.org/articles/${idOf(5)}`,
          d: Date.UTC(2026, 10, 23, 3) / 1000,
          s: 'לראשונה מזה שנה נוגנה מוזיקה בכיכר העיר.',
          b: 'נועה ברק',
          l: 'he',
          dir: 'rtl',
        },
      ],
    });
  });

  test('are as many as were asked for, or as there are', () => {
    const document = documentOf([article(1), article(2), article(3)]);
    expect(buildHeadlines(document, 2).items.map((item) => item.id)).toEqual([idOf(1), idOf(2)]);
    expect(buildHeadlines(document, 20).items).toHaveLength(3);
    expect([2, 3, 20].map((count) => buildHeadlines(document, count).end)).toEqual([undefined, 1, 1]);
  });

  test('leave out what is not there', () => {
    const [headline] = buildHeadlines(documentOf([article(1, { summary: '', byline: [] })]), 1).items;
    expect(Object.keys(headline ?? {})).toEqual(['id', 't', 'u', 'd']);
  });

  test('show no picture of another host', () => {
    const thumbnail = { url: 'https://cdn.example/small.jpg', width: 320, height: 240, type: 'image/jpeg' };
    const image = { url: 'https://cdn.example/large.jpg', alt: 'A lamp', thumbnail };
    const [headline] = buildHeadlines(documentOf([article(1, { image })]), 1).items;
    expect(headline).not.toHaveProperty('i');
  });

  test.each([
    ['whole words', 'Olive trees grow. '.repeat(20), ' trees…'],
    ['a long word at its end', `${'x'.repeat(150)} ${'y'.repeat(50)}`, 'x…'],
    ['one endless word inside it', 'y'.repeat(300), 'y…'],
    ['no half emoji', '👨‍👩‍👧‍👦'.repeat(40), '👨‍👩‍👧‍👦…'],
  ])('cut a long summary to %s', (_what, summary, end) => {
    const cut = buildHeadlines(documentOf([article(1, { summary })]), 1).items[0]?.s ?? '';
    expect(cut.length).toBeLessThanOrEqual(160);
    expect(cut.length).toBeGreaterThan(140);
    expect(cut.endsWith(end)).toBe(true);
  });

  test('go to a widget without summaries, unless it shows them', () => {
    const all = buildHeadlines(documentOf([imageArticle]), 5);
    expect(trimHeadlines(all, {})).toMatchObject({ q: '' });
    expect(trimHeadlines(all, {}).items[0]).not.toHaveProperty('s');
    expect(trimHeadlines(all, { excerpt: true, language: 'pt-BR' })).toMatchObject({
      q: '&excerpt=1&lang=pt-br',
      items: [{ s: all.items[0]?.s }],
    });
  });

  test.each([
    ['en', undefined, 'Latest news'],
    ['en-GB', 'de', 'Neueste Nachrichten'],
    ['he', undefined, 'החדשות האחרונות'],
    ['pl', undefined, 'Example News'],
    ['no language at all', undefined, 'Example News'],
  ])('say the newsroom’s name once where the feed is called so: feed in %s, asked for %s', (lang, language, title) => {
    const all = { ...buildHeadlines(documentOf([imageArticle]), 5), name: 'Example News', title: 'Example News', lang };
    const asked = language === undefined ? {} : { language };
    expect(trimHeadlines(all, asked).title).toBe(title);
    expect(trimHeadlines({ ...all, title: 'Israel' }, asked).title).toBe('Israel');
  });

  test.each([
    ['en', undefined, 'en', 'Pause', 'Nov 23, 2026', { one: '# day ago', other: '# days ago' }],
    ['en', 'en-GB', 'en-gb', 'Pause', '23 Nov 2026', { one: '# day ago', other: '# days ago' }],
    [
      'he',
      undefined,
      'he',
      'השהיה',
      '23 בנוב׳ 2026',
      { one: 'לפני יום אחד', two: 'לפני יומיים', other: 'לפני # ימים' },
    ],
    ['en', 'pl', 'pl', 'Pause', '23 lis 2026', { one: '# dzień temu', few: '# dni temu', many: '# dni temu' }],
    ['no language at all', undefined, 'en', 'Pause', 'Nov 23, 2026', { one: '# day ago', other: '# days ago' }],
  ])('bring dates in words: feed in %s, asked for %s', (lang, language, spoken, pause, day, days) => {
    const all = { ...buildHeadlines(documentOf([imageArticle]), 5), lang };
    const { w, items } = trimHeadlines(all, language === undefined ? {} : { language });
    expect(w?.slice(1, 3)).toEqual([pause, spoken]);
    expect(items[0]?.m).toBe(day);
    expect(w?.[3]?.map(([limit, unit]) => [limit, unit])).toEqual([
      [3600, 60],
      [86_400, 3600],
      [604_800, 86_400],
    ]);
    expect(w?.[3]?.[2]?.[2]).toMatchObject(days);
  });
});
