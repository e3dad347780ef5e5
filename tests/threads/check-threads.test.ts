import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Feeds } from '../../src/check-page/newsroom.ts';
import { openCheckThreads } from '../../src/threads/check-threads.ts';
import { openTestSite, type TestSite } from '../net/test-site.ts';

const SITE = { name: 'Example News', publicUrl: 'https://news.example.org' };
const TOP = { id: 'top', title: 'Top stories', language: 'en' };
const FEEDS: Feeds = {
  main: TOP,
  findFeed: async (path) => {
    if (path === 'broken') throw new Error('the store is gone');
    return path === 'israel' ? { kind: 'published', feed: { ...TOP, id: path, title: 'Israel' } } : { kind: 'missing' };
  },
};
const frame = (feed: string) => `<iframe src="https://news.example.org/embed/${feed}"></iframe>`;

let church: TestSite;
let home: string;

beforeAll(async () => {
  church = await openTestSite();
  home = `http://127.0.0.1:${church.port}`;
});

afterAll(() => church.close());

/** Checks pages on threads, and gives each report's findings and what was heard of faults. */
async function checkAll(paths: readonly string[], settings: { anywhere?: boolean; patienceMs?: number } = {}) {
  const faults: unknown[] = [];
  const threads = openCheckThreads({
    site: SITE,
    anywhere: true,
    ...settings,
    onFault: (fault) => faults.push(fault),
  });
  try {
    const reports = await Promise.all(paths.map((path) => threads.checkPage(home + path, FEEDS)));
    return { findings: reports.map(({ findings }) => findings), faults };
  } finally {
    await threads.close();
  }
}

test('a thread fetches and judges, and asks back what it cannot know of the feeds', async () => {
  church.page('/frames', frame('israel') + frame('nothing') + frame('broken'));
  const { findings, faults } = await checkAll(['/frames']);
  expect(findings[0]).toMatchObject([
    { kind: 'feed-missing', paste: expect.stringContaining('https://news.example.org/v1/top.js') },
    { kind: 'frame-works', says: expect.stringContaining('“Israel” stands in this page') },
    { kind: 'frame-works' },
    { kind: 'feed-unchecked' },
  ]);
  expect(faults).toMatchObject([{ message: 'the store is gone' }]);
});

test('unless it is told otherwise a thread goes to the public web only', async () => {
  church.page('/', frame('israel'));
  const before = church.requests.length;
  const { findings } = await checkAll(['/'], { anywhere: false });
  expect(findings[0]).toMatchObject([{ kind: 'address-refused' }]);
  expect(church.requests).toHaveLength(before);
});

test('while threads read pages that were made to be hard to read, this one goes on', async () => {
  church.page('/hard', '<'.repeat(2 * 1024 * 1024));
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  });
  const { findings } = await checkAll(['/hard', '/hard']).finally(() => clearInterval(turning));
  expect(findings).toMatchObject([[{ kind: 'nothing-found' }], [{ kind: 'nothing-found' }]]);
  expect(turns).toBeGreaterThan(20);
});

test('of a page that outlasts all patience the report says that it could not be read', async () => {
  church.on('/silent', () => {});
  const { findings, faults } = await checkAll(['/silent'], { patienceMs: 1 });
  expect(findings[0]).toMatchObject([{ kind: 'unreadable', weight: 'unknown' }]);
  expect(faults).toMatchObject([{ name: 'AbortError' }]);
});
