import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { buildResponseHeaders } from '../../src/http/response-headers.ts';
import type { ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { toTerm } from '../../src/model/term.ts';
import { parseFeedName } from '../../src/publish/feed-address.ts';
import { loadFeed } from '../../src/publish/feed-documents.ts';
import { findFeed, findFeedByPath, findFeedStatus } from '../../src/publish/find-feed.ts';
import type { PublishDependencies } from '../../src/publish/publish-dependencies.ts';
import { ItemCache } from '../../src/render/item-cache.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, SITE } from '../http/newsroom.ts';
import { NOW } from '../store/drafts.ts';
import { anyEvent, applyEvent } from '../store/random-events.ts';

let newsroom: Newsroom;
let dependencies: PublishDependencies;

beforeAll(async () => {
  newsroom = await openNewsroom([feedOf('top')], [draftOf('News', { categories: [toTerm('Middle East')] })], {
    moves: { latest: 'top', 'category/mid-east': 'category/middle-east' },
  });
  dependencies = {
    ...newsroom,
    site: SITE,
    headers: buildResponseHeaders(SITE.publicUrl),
    itemCache: new ItemCache(100),
    reportSkipped: () => undefined,
  };
});

afterAll(() => newsroom.close());

test.each(['rss', 'atom', 'json'] as const)(
  'a feed as %s is the same for a subscriber and a reader',
  async (format) => {
    const loaded = await loadFeed(dependencies, { name: nameOf('top'), format });
    if ('kind' in loaded) throw new Error(loaded.kind);
    newsroom.cache.invalidate();
    const response = await request(newsroom.app)
      .get(`/feeds/top.${format}`)
      .set('Accept-Encoding', 'identity')
      .buffer(true);
    expect(String(response.text ?? response.body)).toBe(loaded.identity.body.toString());
    const { head } = loaded.identity;
    for (let at = 0; at < head.length; at += 2) {
      const name = head[at] ?? '';
      expect([name, response.headers[name.toLowerCase()]]).toEqual([name, head[at + 1]]);
    }
  },
);

test.each([
  ['latest', { kind: 'moved', id: 'top' }],
  ['category/mid-east', { kind: 'moved', id: 'category/middle-east' }],
  ['category/Middle East', { kind: 'moved', id: 'category/middle-east' }],
  ['category/none', { kind: 'missing', what: 'feed' }],
  ['c/ABCDEFGH', { kind: 'moved', id: 'c/abcdefgh' }],
  ['c/abcdefgh', { kind: 'missing', what: 'feed' }],
  ['none', { kind: 'missing', what: 'feed' }],
])('%s is looked up with the answer %j', async (path, answer) => {
  expect(await findFeed(dependencies, nameOf(path))).toEqual(answer);
});

test('the query of a custom feed is found, moved or invalid', async () => {
  const lookUp = async (query: string) => findFeed(dependencies, { kind: 'custom' }, query);
  expect(await lookUp('category=middle-east')).toMatchObject({ kind: 'found' });
  expect(await lookUp('category=Middle+East')).toEqual({ kind: 'moved', id: 'custom?category=middle-east' });
  expect(await lookUp('count=0')).toEqual({
    kind: 'invalid',
    problem: 'count: expected a whole number from 1 to 100, got "0"',
  });
});

test('a feed is found by a former path and by another spelling, under its present id', async () => {
  expect((await findFeedByPath(dependencies, 'latest'))?.id).toBe('top');
  expect((await findFeedByPath(dependencies, 'category/Middle East'))?.id).toBe('category/middle-east');
  expect(await findFeedStatus(dependencies, 'latest')).toMatchObject({ kind: 'moved', feed: { id: 'top' } });
  expect(await findFeedStatus(dependencies, 'top')).toMatchObject({ kind: 'published' });
  expect(await findFeedStatus(dependencies, 'custom')).toEqual({ kind: 'missing' });
});

function nameOf(path: string) {
  const name = parseFeedName(path.split('/'));
  if (name === undefined) throw new Error(`${path} is no feed`);
  return name;
}

test('after any events, each saved document is the same as one that is built anew', async () => {
  const documents = ['/feeds/top.atom', '/feeds/world.json', '/v1/top.json', '/'];
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { minLength: 5, maxLength: 20 }), async (events) => {
      const world = { ...EMPTY_SELECTION, categories: ['world'] };
      const one = await openNewsroom([feedOf('top', { count: 2 }), feedOf('world', { select: world })], []);
      const read = async (addresses: readonly string[]) => {
        const answers = await Promise.all(addresses.map((address) => request(one.app).get(address)));
        return answers.map(({ status, headers: { etag, link }, text }, nth) => ({ nth, status, etag, link, text }));
      };
      const ids = new Map<string, ArticleId>();
      let now = NOW;
      for (const event of events) {
        now += event.minutes * 60_000;
        await applyEvent(one.store, event, ids, now);
        await one.setTime(now);
        const addresses = [...documents, ...[...ids.values()].map((id) => `/articles/${id}`)];
        const saved = await read(addresses);
        one.cache.invalidate();
        expect(saved).toEqual(await read(addresses));
      }
      await one.close();
    }),
    { numRuns: 4 },
  );
});
