import { describe, expect, test } from '@jest/globals';
import type { Article } from '../../src/model/article.ts';
import type { FeedDefinition } from '../../src/model/feed-definition.ts';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { buildFeedDocument } from '../../src/render/feed-document.ts';
import { ItemCache } from '../../src/render/item-cache.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { article, articles, audioArticle, definition, podcast, site } from './newsroom.ts';

/** Every format of a feed, with or without an item cache. */
function renderAll(stories: readonly Article[], parts: Partial<FeedDefinition>, itemCache?: ItemCache, at = site) {
  const document = buildFeedDocument(at, definition(parts), { articles: stories }, itemCache);
  return SYNDICATION_FORMATS.map((format) => renderFeed(format, document, itemCache));
}

describe('documents are the same bytes with and without an item cache', () => {
  const itemCache = new ItemCache(100);
  const elsewhere = { name: 'Moved', publicUrl: 'http://other.example:8080' };
  const styles: readonly (readonly [string, Partial<FeedDefinition>])[] = [
    ['in full', {}],
    ['in another language', { language: 'es-MX' }],
    ['as summaries', { content: 'summary' }],
    ['as a podcast', { podcast }],
    ['as an explicit podcast', { podcast: { ...podcast, explicit: true } }],
    ['as another feed', { id: 'other', title: 'Other' }],
  ];

  test.each(styles)('%s', (_what, parts) => {
    for (const at of [site, elsewhere, site]) {
      expect(renderAll(articles, parts, itemCache, at)).toEqual(renderAll(articles, parts, undefined, at));
    }
  });

  test('for a newer version', () => {
    const [first = audioArticle, ...others] = articles;
    const edited = [{ ...first, title: 'Put right', version: 2 }, ...others];
    expect(renderAll(edited, {}, itemCache)).toEqual(renderAll(edited, {}));
  });

  test('for an article that cannot be rendered', () => {
    const broken = [article(50, { publishedAt: Number.NaN }), article(51)];
    expect(renderAll(broken, {}, itemCache)).toEqual(renderAll(broken, {}));
    expect(renderAll(broken, {}, itemCache)).toEqual(renderAll(broken, {}));
  });
});

test('an item is built again only after newer items have replaced it', () => {
  const itemCache = new ItemCache(2);
  const [one, two, three] = [article(1), article(2), article(3)];
  const itemsOf = (...stories: readonly Article[]) =>
    buildFeedDocument(site, definition(), { articles: stories }, itemCache).items;
  const [first, second] = itemsOf(one, two);
  expect(itemsOf(one)[0]).toBe(first);
  itemsOf(three);
  expect(itemsOf(one)[0]).toBe(first);
  expect(itemsOf(two)[0]).not.toBe(second);
});

test('an item is rendered once per format', () => {
  const itemCache = new ItemCache(2);
  const [item] = buildFeedDocument(site, definition(), { articles: [article(1)] }, itemCache).items;
  if (item === undefined) throw new Error('the article was left out');
  const rendered: string[] = [];
  const render = (format: 'rss' | 'atom') =>
    itemCache.text(format, item, (each) => {
      rendered.push(format);
      return `${format} ${each.guid}`;
    });
  expect([render('rss'), render('atom'), render('rss'), render('atom')]).toEqual([
    ...[`rss ${item.guid}`, `atom ${item.guid}`],
    ...[`rss ${item.guid}`, `atom ${item.guid}`],
  ]);
  expect(rendered).toEqual(['rss', 'atom']);
});

test('the oldest item is removed if the rendered texts are too long', () => {
  const itemCache = new ItemCache(100, 10_000);
  const build = (...stories: readonly Article[]) =>
    buildFeedDocument(site, definition(), { articles: stories }, itemCache).items;
  const [first] = build(article(1));
  if (first === undefined) throw new Error('the article was left out');
  itemCache.text('rss', first, () => 'x'.repeat(5_000));
  expect(build(article(1))[0]).toBe(first);
  itemCache.text('atom', first, () => 'x'.repeat(6_000));
  expect(build(article(1))[0]).not.toBe(first);
});
