import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import type { Article, ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../../src/model/feed-definition.ts';
import { facetsOf, matchesFilter } from '../../src/model/selection.ts';
import { toTerm } from '../../src/model/term.ts';
import { childrenOf, parseXml, textOf } from '../conformance/xml-tree.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from '../http/newsroom.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const COUNT = 2;
const MAX_TRIES = 500;
const ATOM = 'http://www.w3.org/2005/Atom';
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';

const world = { ...EMPTY_SELECTION, categories: ['world'] };
const FEEDS = [feedOf('top', { count: COUNT }), feedOf('world', { count: COUNT, select: world })];

describe('a feed that shows two of five articles', () => {
  const titles = ['One', 'Two', 'Three', 'Four', 'Five'];
  const drafts = titles.map((title, index) => draftOf(title, { publishedAt: T0 - (index + 1) * MINUTE }));

  async function open(): Promise<Newsroom & { idOf(title: string): Promise<ArticleId> }> {
    const newsroom = await openNewsroom(FEEDS, drafts);
    const all = await newsroom.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 9 });
    const ids = new Map(all.map(({ id, title }) => [title, id]));
    return { ...newsroom, idOf: async (title) => ids.get(title) as ArticleId };
  }

  describe.each(['rss', 'atom', 'json'] as const)('as %s', (format) => {
    const addresses = [
      `/feeds/top.${format}`,
      `/feeds/world.${format}`,
      `/feeds/custom.${format}?category=world&count=2`,
    ];

    test.each(addresses)('tells at %s of the retraction of the oldest, for thirty days', async (address) => {
      const newsroom = await open();
      const get = async () => {
        const { text, headers } = await request(newsroom.app).get(address).buffer(true);
        return { text, etag: headers.etag, modified: headers['last-modified'] };
      };
      const before = await get();
      await newsroom.setTime(T0 + DAY);
      const id = await newsroom.idOf('Five');
      await newsroom.store.retract(id, 'It was invented.', T0 + DAY);
      await newsroom.checkNow();
      const after = await get();
      expect(before.text).not.toContain('invented');
      expect(after.text).toContain(id);
      expect(after.text).toContain('It was invented.');
      expect(after.etag).not.toBe(before.etag);
      expect(after.modified).toBe(new Date(T0 + DAY).toUTCString());

      await newsroom.setTime(T0 + 31 * DAY);
      expect(await get()).toEqual(after);
      await newsroom.publish(draftOf('Thirty days later', { publishedAt: T0 + 31 * DAY }));
      expect((await get()).text).toContain(id);
      await newsroom.setTime(T0 + 31 * DAY + 1000);
      await newsroom.publish(draftOf('And a second', { publishedAt: T0 + 31 * DAY + 1000 }));
      expect((await get()).text).not.toContain(id);
      await newsroom.close();
    });

    test.each(addresses)('tells at %s of the correction of the oldest and of its return', async (address) => {
      const newsroom = await open();
      const get = async () => (await request(newsroom.app).get(address).buffer(true)).text;
      const id = await newsroom.idOf('Five');
      expect(titlesIn(await get())).toEqual(['One', 'Two']);
      await newsroom.store.correct(id, 'It was Tuesday.', T0 + MINUTE);
      await newsroom.checkNow();
      expect(titlesIn(await get())).toEqual(['One', 'Two', 'Five']);
      expect(await get()).toContain('It was Tuesday.');
      await newsroom.publish(draftOf('Five', { publishedAt: T0 - 5 * MINUTE, summary: 'Put otherwise.' }));
      expect(await get()).toContain('Put otherwise.');
      await newsroom.store.retract(id, 'Untrue.', T0 + 2 * MINUTE);
      await newsroom.checkNow();
      expect(titlesIn(await get())).toEqual(['One', 'Two']);
      await newsroom.store.restore(id, T0 + 3 * MINUTE);
      await newsroom.checkNow();
      expect(titlesIn(await get())).toEqual(['One', 'Two', 'Five']);
      expect(await get()).not.toContain('Untrue.');
      await newsroom.close();
    });
  });

  test('tells of the retraction of an article that it has lost before', async () => {
    const newsroom = await open();
    const get = async () => (await request(newsroom.app).get('/feeds/world.json')).body;
    await get();
    await newsroom.publish({ ...(drafts[4] as (typeof drafts)[0]), categories: [toTerm('Culture')] });
    const id = await newsroom.idOf('Five');
    await newsroom.store.retract(id, 'Untrue.', T0);
    await newsroom.checkNow();
    expect((await get())._tidings.withdrawn).toEqual([expect.objectContaining({ id: `urn:uuid:${id}` })]);
    await newsroom.close();
  });

  test('tells nothing of an article that was corrected and then withdrawn', async () => {
    const newsroom = await open();
    const addresses = ['rss', 'atom', 'json'].flatMap((format) => [
      `/feeds/top.${format}`,
      `/feeds/top/archive/1.${format}`,
      `/feeds/category/world.${format}`,
    ]);
    const others = ['/feeds/top', '/v1/top.json', '/v1/top.js', '/feeds/top.json?q=Mistake'];
    const read = async () => {
      const answers = await Promise.all(
        [...addresses, ...others].map((address) => request(newsroom.app).get(address).buffer(true)),
      );
      return answers.map(({ text }) => text).join();
    };
    const before = await read();
    await newsroom.publish(draftOf('A Mistake', { publishedAt: T0 - 7 * MINUTE, categories: [toTerm('World')] }));
    const [article] = await newsroom.store.listForEditors({ titleWords: ['mistake'], limit: 1 });
    const id = article?.id as ArticleId;
    await newsroom.store.correct(id, 'It was Tuesday.', T0 + MINUTE);
    await newsroom.checkNow();
    expect(await read()).toContain('It was Tuesday.');
    expect(before).not.toContain(id);
    await newsroom.store.withdraw(id, { maxPublicMs: 3 * MINUTE, reason: 'A test.', now: T0 + 2 * MINUTE });
    await newsroom.checkNow();
    expect(await read()).not.toMatch(new RegExp(`${id}|A test|Mistake</|deleted-entry`));
    for (const address of [`/articles/${id}`, `/articles/${id}.json`, `/embed/articles/${id}`]) {
      expect([address, (await request(newsroom.app).get(address)).status]).toEqual([address, 404]);
    }
    await newsroom.close();
  });

  test('tells of two hundred retractions', async () => {
    const many = Array.from({ length: 200 }, (_, nth) =>
      draftOf(`Many ${nth}`, { publishedAt: T0 - DAY - nth * MINUTE }),
    );
    const newsroom = await openNewsroom(FEEDS, [...drafts, ...many]);
    await newsroom.publish(...many.map((draft) => ({ ...draft, state: 'retracted' as const })));
    const { body } = await request(newsroom.app).get('/feeds/top.json');
    expect(body._tidings.withdrawn).toHaveLength(200);
    await newsroom.close();
  });
});

const isPoll = fc.constantFrom(true, false, false);
const anyEvent = fc.record({
  // Often nearly thirty days between two polls.
  days: fc.constantFrom(0, 0, 1, 14, 28),
  polls: fc.tuple(isPoll, isPoll, isPoll),
  act: fc.constantFrom('publish', 'publish late', 'retract', 'restore', 'correct', 'move', 'edit'),
  nth: fc.nat(9),
});

test('mirrors that poll at least once in thirty days have what is public, and nothing that was withdrawn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { minLength: 4, maxLength: 24 }), async (events) => {
      const newsroom = await openNewsroom(FEEDS, [draftOf('First')]);
      const mirrors = [
        openMirror(newsroom, '/feeds/top.json', EMPTY_SELECTION),
        openMirror(newsroom, '/feeds/world.atom', world),
        openMirror(newsroom, '/feeds/custom.json?category=world&count=2', world),
      ];
      let now = T0;
      for (const mirror of mirrors) await mirror.poll(now);
      for (const [index, { days, polls, ...event }] of events.entries()) {
        const next = now + days * DAY;
        for (const mirror of mirrors) if (next > mirror.polledAt() + 30 * DAY) await mirror.poll(now);
        now = next;
        await newsroom.setTime(now);
        await apply(newsroom, event, index, now);
        for (const [at, mirror] of mirrors.entries()) if (polls[at]) await mirror.poll(now);
      }
      for (const mirror of mirrors) await mirror.poll(now);
      for (const mirror of mirrors) await mirror.expectCurrent(now);
      await newsroom.close();
    }),
    { numRuns: 15 },
  );
});

async function apply(
  newsroom: Newsroom,
  { act, nth }: { readonly act: string; readonly nth: number },
  index: number,
  now: number,
): Promise<void> {
  const { store } = newsroom;
  const articles = await allArticles(newsroom);
  const article = articles[nth % articles.length];
  if (act === 'publish') await store.save([draftOf(`Article ${index}`, { publishedAt: now })], now);
  if (act === 'publish late') await store.save([draftOf(`Late ${index}`, { publishedAt: T0 - nth * DAY })], now);
  if (article === undefined) return;
  if (act === 'retract') await store.retract(article.id, 'Untrue.', now);
  if (act === 'restore') await store.restore(article.id, now);
  if (act === 'correct') await store.correct(article.id, `Corrected in event ${index}.`, now);
  if (act === 'move' || act === 'edit') {
    const { title, publishedAt, categories } = article;
    const isWorld = categories.some(({ slug }) => slug === 'world') === (act === 'edit');
    const parts = { publishedAt, categories: [toTerm(isWorld ? 'World' : 'Culture')] };
    await store.save([draftOf(title, { ...parts, summary: `As of event ${index}.` })], now);
  }
  await newsroom.checkNow();
}

/** Follows a feed as RFC 5005, section 4.1, and RFC 3229 say. */
function openMirror(newsroom: Newsroom, address: string, select: FeedDefinition['select']) {
  /** The text of each article, by guid. */
  const texts = new Map<string, string>();
  const archivePages = new Set<string>();
  let [etag, polledAt] = ['', 0];

  const read = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await request(newsroom.app).get(path).set(headers).buffer(true);
    if (answer.status === 304) return answer.headers;
    const { items, withdrawn } = parseFeed(String(answer.text));
    for (const { id, text } of items) texts.set(id, text);
    for (const id of withdrawn) texts.delete(id);
    return answer.headers;
  };
  const poll = async (now: number): Promise<void> => {
    polledAt = now;
    const headers = await read(address, { 'A-IM': 'feed', 'If-None-Match': etag });
    etag = headers.etag ?? etag;
    let older = linkOf(headers.link, 'prev-archive');
    while (older !== undefined && !archivePages.has(older)) {
      archivePages.add(older);
      older = linkOf((await read(older)).link, 'prev-archive');
    }
  };

  /** A change that alters the document has made the cached one stale. The links of Atom follow the archive. */
  const expectSameBytesAfterRestart = async (): Promise<void> => {
    const get = async () => (await request(newsroom.app).get(address).buffer(true)).text.replace(/<link [^>]*>/g, '');
    const cached = await get();
    newsroom.cache.invalidate();
    expect(await get()).toBe(cached);
  };

  return {
    polledAt: () => polledAt,
    poll,
    async expectCurrent(now: number): Promise<void> {
      const articles = await allArticles(newsroom);
      const current = articles.filter(
        (article) =>
          article.state === 'published' && matchesFilter({ select, exclude: EMPTY_SELECTION }, facetsOf(article)),
      );
      const withdrawn = articles.filter(({ state }) => state === 'retracted').map(({ id }) => `urn:uuid:${id}`);
      expect(withdrawn.filter((id) => texts.has(id))).toEqual([]);
      const missing = () => current.filter(({ id }) => !texts.has(`urn:uuid:${id}`)).map(({ title }) => title);
      // Custom feeds have no archive. That of the others may still be in the making.
      for (let tries = 0; !address.includes('custom') && missing().length > 0; tries += 1) {
        if (tries === MAX_TRIES) throw new Error(`${address} never had ${missing().join(', ')}`);
        await setTimeout(5);
        await poll(now);
      }
      await expectSameBytesAfterRestart();
      for (const { id, correction } of current) {
        const text = texts.get(`urn:uuid:${id}`);
        if (text !== undefined) expect(text).toContain(correction?.text ?? '');
      }
    },
  };
}

async function allArticles({ store }: Newsroom): Promise<readonly Article[]> {
  const ids = new Set((await store.listChanges(0, 1000)).map(({ articleId }) => articleId));
  return (await Promise.all([...ids].map((id) => store.find(id)))).filter((article) => article !== undefined);
}

function parseFeed(document: string) {
  if (document.startsWith('{')) {
    const { items, _tidings: extension } = JSON.parse(document);
    const withdrawn = extension?.withdrawn ?? [];
    return {
      items: items.map((item: Record<'id' | 'content_html', string>) => ({ id: item.id, text: item.content_html })),
      withdrawn: withdrawn.map(({ id }: { readonly id: string }) => id),
    };
  }
  const feed = parseXml(document);
  return {
    items: childrenOf(feed, ATOM, 'entry').map((entry) => ({
      id: textOf(entry, ATOM, 'id') ?? '',
      text: textOf(entry, ATOM, 'content') ?? '',
    })),
    withdrawn: childrenOf(feed, TOMBSTONES, 'deleted-entry').map(({ attributes }) => attributes.get('ref') ?? ''),
  };
}

/** The path of a link in a Link header. */
function linkOf(header: string | undefined, relation: string): string | undefined {
  const link = header?.split(', ').find((part) => part.includes(`rel="${relation}"`));
  return /<https:\/\/news\.example\.org([^>]+)>/.exec(link ?? '')?.[1];
}

function titlesIn(text: string): readonly string[] {
  if (text.startsWith('{')) return JSON.parse(text).items.map(({ title }: { readonly title: string }) => title);
  const items = text.split(/<(?:item|entry)[ >]/).slice(1);
  return items.map((item) => /<title>(.*?)<\/title>/.exec(item)?.[1] ?? '');
}
