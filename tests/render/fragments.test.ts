import { describe, expect, test } from '@jest/globals';
import type { Article } from '../../src/model/article.ts';
import type { FeedDefinition } from '../../src/model/feed-definition.ts';
import { SYNDICATION_FORMATS } from '../../src/model/feed-formats.ts';
import { buildFeedDocument } from '../../src/render/feed-document.ts';
import { Fragments } from '../../src/render/fragments.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { article, articles, definition, podcast, site, soundStory } from './newsroom.ts';

/** Every format of a feed, with or without fragments. */
function renderAll(stories: readonly Article[], parts: Partial<FeedDefinition>, fragments?: Fragments, at = site) {
  const document = buildFeedDocument(at, definition(parts), { articles: stories }, fragments);
  return SYNDICATION_FORMATS.map((format) => renderFeed(format, document, fragments));
}

describe('documents made with fragments are the same bytes as those made without', () => {
  const fragments = new Fragments(100);
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
      expect(renderAll(articles, parts, fragments, at)).toEqual(renderAll(articles, parts, undefined, at));
    }
  });

  test('of a newer version', () => {
    const [first = soundStory, ...others] = articles;
    const edited = [{ ...first, title: 'Put right', version: 2 }, ...others];
    expect(renderAll(edited, {}, fragments)).toEqual(renderAll(edited, {}));
  });

  test('of an article that cannot be shown', () => {
    const broken = [article(50, { publishedAt: Number.NaN }), article(51)];
    expect(renderAll(broken, {}, fragments)).toEqual(renderAll(broken, {}));
    expect(renderAll(broken, {}, fragments)).toEqual(renderAll(broken, {}));
  });
});

test('an item that was built is not built again, until others have taken its place', () => {
  const fragments = new Fragments(2);
  const [one, two, three] = [article(1), article(2), article(3)];
  const itemsOf = (...stories: readonly Article[]) =>
    buildFeedDocument(site, definition(), { articles: stories }, fragments).items;
  const [first, second] = itemsOf(one, two);
  expect(itemsOf(one)[0]).toBe(first);
  itemsOf(three);
  expect(itemsOf(one)[0]).toBe(first);
  expect(itemsOf(two)[0]).not.toBe(second);
});

test('an item is rendered once a format', () => {
  const fragments = new Fragments(2);
  const [item] = buildFeedDocument(site, definition(), { articles: [article(1)] }, fragments).items;
  if (item === undefined) throw new Error('the article was left out');
  const rendered: string[] = [];
  const render = (format: 'rss' | 'atom') =>
    fragments.text(format, item, (each) => {
      rendered.push(format);
      return `${format} ${each.guid}`;
    });
  expect([render('rss'), render('atom'), render('rss'), render('atom')]).toEqual([
    ...[`rss ${item.guid}`, `atom ${item.guid}`],
    ...[`rss ${item.guid}`, `atom ${item.guid}`],
  ]);
  expect(rendered).toEqual(['rss', 'atom']);
});

test('an item whose forms take too much room is the first to go, if it is the oldest', () => {
  const fragments = new Fragments(100, 10_000);
  const build = (...stories: readonly Article[]) =>
    buildFeedDocument(site, definition(), { articles: stories }, fragments).items;
  const [first] = build(article(1));
  if (first === undefined) throw new Error('the article was left out');
  fragments.text('rss', first, () => 'x'.repeat(5_000));
  expect(build(article(1))[0]).toBe(first);
  fragments.text('atom', first, () => 'x'.repeat(6_000));
  expect(build(article(1))[0]).not.toBe(first);
});
