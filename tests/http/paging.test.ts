import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const ARTICLES = 23;
const COUNT = 5;
const MINUTE = 60_000;
const VALIDATORS = { rss: validateRss, atom: validateAtom, json: validateJsonFeed };

describe.each(['atom', 'rss', 'json'] as const)('a long feed as %s', (format) => {
  let newsroom: Newsroom;
  const address = `/feeds/top.${format}`;
  const get = (path: string) => request(newsroom.app).get(path).set('Accept-Encoding', 'identity').redirects(1);

  beforeAll(async () => {
    const drafts = Array.from({ length: ARTICLES }, (_, index) =>
      draftOf(`Story ${index}`, { publishedAt: T0 - (index + 1) * MINUTE }),
    );
    newsroom = await openNewsroom([feedOf('top', { count: COUNT })], drafts);
    await settled();
  });

  afterAll(() => newsroom.close());

  /** Waits for the archive, which is made in the background after the first answer. */
  async function settled(): Promise<void> {
    for (;;) {
      const { text, headers } = await get(address);
      if (linkOf(headers.link, 'prev-archive') !== undefined) return;
      expect(text).toContain('Story');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function walk(relation: string, onPage: (page: number) => Promise<void> = async () => {}): Promise<string[][]> {
    const pages: string[][] = [];
    let next: string | undefined = address;
    for (let page = 0; next !== undefined; page += 1) {
      const answer = await get(next);
      expect([next, answer.status]).toEqual([next, 200]);
      expect([next, VALIDATORS[format](answer.text)]).toEqual([next, []]);
      pages.push(titlesIn(answer.text));
      await onPage(page);
      next = linkOf(answer.headers.link, relation);
    }
    return pages;
  }

  test('has as many items as its definition says', async () => {
    expect(titlesIn((await get(address)).text)).toEqual(Array.from({ length: COUNT }, (_, index) => `Story ${index}`));
  });

  test('can be followed by next without a gap or a repeat while articles are published', async () => {
    const before = ARTICLES;
    const pages = await walk('next', async (page) => {
      if (page < 3)
        await newsroom.publish(draftOf(`Fresh ${page} ${format}`, { publishedAt: T0 - 10_000 + page * 1000 }));
    });
    const walked = pages.flat();
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.filter((title) => title.startsWith('Story'))).toHaveLength(before);
  });

  test('the document and its archive have every article; no article is on two archive pages', async () => {
    await settled();
    const [document = [], ...archive] = await walk('prev-archive');
    const archived = archive.flat();
    expect(new Set(archived).size).toBe(archived.length);
    const everything = new Set([...document, ...archived]);
    expect(
      Array.from({ length: ARTICLES }, (_, index) => `Story ${index}`).filter((title) => !everything.has(title)),
    ).toEqual([]);
  });

  test('an archive page keeps its bytes while articles are published, and changes only with its own articles', async () => {
    const first = `/feeds/top/archive/1.${format}`;
    const before = await get(first);
    expect(before.status).toBe(200);
    expect(linkOf(before.headers.link, 'current')).toBe(address);
    expect(linkOf(before.headers.link, 'next-archive')).toBe(`/feeds/top/archive/2.${format}`);
    await newsroom.publish(
      ...Array.from({ length: 12 }, (_, index) => draftOf(`Later ${index} ${format}`, { publishedAt: T0 - 500 })),
    );
    await get(address);
    expect((await get(first)).headers.etag).toBe(before.headers.etag);
    await newsroom.publish(draftOf('Story 22', { publishedAt: T0 - 23 * MINUTE, summary: 'Put right.' }));
    const after = await get(first);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect(titlesIn(after.text).toSorted()).toEqual(titlesIn(before.text).toSorted());
  });

  test('the page after the newest archive page redirects to the feed', async () => {
    let page = 1;
    while ((await get(`/feeds/top/archive/${page + 1}.${format}`).redirects(0)).status === 200) page += 1;
    const answer = await get(`/feeds/top/archive/${page + 1}.${format}`).redirects(0);
    expect([answer.status, answer.headers.location]).toEqual([307, address]);
    expect((await get(`/feeds/top/archive/${page + 2}.${format}`)).status).toBe(404);
  });

  test('an invalid cursor is answered with 400', async () => {
    expect((await get(`${address}?after=yesterday`)).status).toBe(400);
  });
});

test('a feed links to older articles once there is one more than it shows, and no longer after its retraction', async () => {
  const drafts = Array.from({ length: COUNT }, (_, index) => draftOf(`Story ${index}`, { publishedAt: T0 - index }));
  // A custom feed has no archive, so the older article does not move to an archive page.
  const newsroom = await openNewsroom([feedOf('top')], drafts);
  const address = `/feeds/custom.atom?lang=en&count=${COUNT}`;
  const get = async () => {
    const { headers, text } = await request(newsroom.app).get(address).redirects(1);
    return { titles: titlesIn(text), next: linkOf(headers.link, 'next'), modified: headers['last-modified'] };
  };
  const before = await get();
  expect(before.next).toBeUndefined();
  await newsroom.setTime(T0 + MINUTE);
  const older = draftOf('Older', { publishedAt: T0 - MINUTE });
  await newsroom.publish(older);
  const after = await get();
  expect(after.titles).toEqual(before.titles);
  expect(after.next).toBeDefined();
  expect(after.modified).not.toBe(before.modified);
  await newsroom.publish({ ...older, state: 'retracted', retraction: { reason: 'A mistake.' } });
  expect((await get()).next).toBeUndefined();
  await newsroom.close();
});

/** The path of a link in a Link header. */
function linkOf(header: string | undefined, relation: string): string | undefined {
  const link = header?.split(', ').find((part) => part.includes(`rel="${relation}"`));
  const url = /<([^>]+)>/.exec(link ?? '')?.[1];
  return url === undefined ? undefined : url.replace('https://news.example.org', '');
}

function titlesIn(text: string): string[] {
  if (text.startsWith('{')) return JSON.parse(text).items.map(({ title }: { title: string }) => title);
  const items = text.split(/<(?:item|entry)[ >]/).slice(1);
  return items.map((item) => /<title[^>]*>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/title>/s.exec(item)?.[1] ?? '');
}
