import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FeedDirectory } from '../../src/check-page/check-context.ts';
import { openCheckThreads } from '../../src/threads/check-threads.ts';
import { openTestSite, type TestSite } from '../net/test-site.ts';

const SITE = { name: 'Example News', publicUrl: 'https://news.example.org' };
const TOP = { id: 'top', title: 'Top stories', language: 'en' };
const FEEDS: FeedDirectory = {
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

/** Checks pages on threads. Returns each report's findings, and the faults. */
async function checkAll(paths: readonly string[], settings: { anywhere?: boolean; timeoutMs?: number } = {}) {
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

test('a thread fetches and checks a page, and asks for the status of its feeds', async () => {
  church.page('/frames', frame('israel') + frame('nothing') + frame('broken'));
  const { findings, faults } = await checkAll(['/frames']);
  expect(findings[0]).toMatchObject([
    { kind: 'feed-missing', snippet: expect.stringContaining('https://news.example.org/v1/top.js') },
    { kind: 'frame-works', message: expect.stringContaining('“Israel”') },
    { kind: 'frame-works' },
    { kind: 'feed-unchecked' },
  ]);
  expect(faults).toMatchObject([{ message: 'the store is gone' }]);
});

test('by default a thread goes to the public web only', async () => {
  church.page('/', frame('israel'));
  const before = church.requests.length;
  const { findings } = await checkAll(['/'], { anywhere: false });
  expect(findings[0]).toMatchObject([{ kind: 'address-refused' }]);
  expect(church.requests).toHaveLength(before);
});

test('while threads parse hostile pages, the main thread continues', async () => {
  church.page('/hard', '<'.repeat(2 * 1024 * 1024));
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  });
  const { findings } = await checkAll(['/hard', '/hard']).finally(() => clearInterval(turning));
  expect(findings).toMatchObject([[{ kind: 'nothing-found' }], [{ kind: 'nothing-found' }]]);
  expect(turns).toBeGreaterThan(20);
});

test('after the timeout the report says that the page could not be read', async () => {
  church.on('/silent', () => {});
  const { findings, faults } = await checkAll(['/silent'], { timeoutMs: 1 });
  expect(findings[0]).toMatchObject([{ kind: 'unreadable', severity: 'unknown' }]);
  expect(faults).toMatchObject([{ name: 'AbortError' }]);
});
