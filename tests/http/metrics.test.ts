import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { parse } from 'yaml';
import { DURATIONS, METRICS } from '../../src/http/metrics.ts';
import { openMetricsRegistry } from '../../src/http/metrics-registry.ts';
import { createRequestCounts } from '../../src/http/request-counts.ts';
import { readChangeLog } from '../../src/read-metrics.ts';
import { readGuide } from '../docs/markdown-tables.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, T0 } from './newsroom.ts';

const TOKEN = 'a-token-of-the-test';

let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await openNewsroom([feedOf('top')], [draftOf('First'), draftOf('Second')], { newsroomToken: TOKEN });
});

afterAll(() => newsroom.close());

/** The values by name and labels, as in `name{a="1"}`. */
function parseMetrics(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

async function readMetrics(): Promise<ReadonlyMap<string, number>> {
  const { text, headers } = await request(newsroom.app).get('/metrics').auth('prometheus', TOKEN).expect(200);
  expect([headers['content-type'], headers['cache-control']]).toEqual([
    'text/plain; version=0.0.4; charset=utf-8',
    'no-store',
  ]);
  return parseMetrics(text);
}

test('/metrics is for the newsroom only', async () => {
  const { status, text, headers } = await request(newsroom.app).get('/metrics');
  expect([status, headers['www-authenticate']]).toEqual([401, expect.stringContaining('Basic')]);
  expect(text).not.toContain('tidings_');
  expect((await request(newsroom.app).post('/metrics').auth('x', TOKEN)).status).toBe(405);
});

test('/metrics counts requests, the cache and the change log', async () => {
  const before = await readMetrics();
  for (const address of ['/feeds/top.rss', '/feeds/top.rss', '/feeds/top', '/nowhere']) {
    await request(newsroom.app).get(address);
  }
  const after = await readMetrics();
  const added = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect(added('tidings_http_requests_total{document="feed",status="200"}')).toBe(2);
  expect(added('tidings_http_requests_total{document="page",status="200"}')).toBe(1);
  expect(added('tidings_http_requests_total{document="other",status="404"}')).toBe(1);
  expect(added('tidings_http_requests_total{document="operation",status="200"}')).toBe(1);
  expect(added('tidings_http_request_duration_seconds_count{document="feed"}')).toBe(2);
  expect(added('tidings_http_request_duration_seconds_bucket{le="+Inf",document="feed"}')).toBe(2);
  expect(added('tidings_http_response_bytes_total{document="feed"}')).toBeGreaterThan(1000);
  expect([added('tidings_cache_builds_total'), added('tidings_cache_hits_total')]).toEqual([2, 1]);
  expect(after.get('tidings_change_log_seq')).toBe(2);
  expect(after.get('tidings_follower_lag_changes{follower="cache"}')).toBe(0);
  expect([after.get('tidings_ready'), after.get('tidings_database_up')]).toEqual([1, 1]);
  expect(after.get('tidings_disk_free_bytes{folder="media"}')).toBeGreaterThan(0);
  expect(after.get('process_resident_memory_bytes')).toBeGreaterThan(0);
  expect(after.get('nodejs_eventloop_lag_p99_seconds')).toBeDefined();
});

test('a fault is shown with its age', async () => {
  expect(() => newsroom.faults.failed('articles cannot be saved', new Error('full'))).toThrow();
  await newsroom.setTime(T0 + 90_000);
  expect((await readMetrics()).get('tidings_fault_seconds{task="articles cannot be saved"}')).toBe(90);
  newsroom.faults.succeeded('articles cannot be saved');
});

test('how far a follower is behind, in changes and seconds', async () => {
  const followers = { readMetrics: () => [{ name: 'slow', seq: 1 }] };
  expect(await readChangeLog(newsroom.store, [followers], T0 + 5_000)).toEqual({
    lastSeq: 2,
    followers: [{ name: 'slow', seq: 1, lagMs: 5_000 }],
  });
});

test.each([
  ['cannot be read', () => Promise.reject(new Error('gone'))],
  ['does not answer', () => Promise.withResolvers<number>().promise],
])('a database that %s does not keep the other metrics away', async (_what, getLastSeq) => {
  const store = { ...newsroom.store, getLastSeq };
  expect(await readChangeLog(store, [], T0, 1)).toBeUndefined();
});

test.each([
  ['/feeds/top.rss', 'feed'],
  ['/feeds/custom.rss?category=a', 'feed'],
  ['/feeds/tag/a.json', 'feed'],
  ['/feeds/top/archive/1.atom', 'feed'],
  ['/feeds.opml', 'feed'],
  ['/v1/top.js?count=5', 'script'],
  ['/v1.2.3/tidings.js', 'script'],
  ['/v1/tidings-archive.12345678.js', 'script'],
  ['/v1/top.json?after=x', 'headlines'],
  ['/v1/articles/1.json', 'headlines'],
  ['/embed', 'embed'],
  ['/embed/top.html?fragment', 'embed'],
  ['/oembed?url=x', 'embed'],
  ['/articles/1', 'article'],
  ['/media/1.jpg', 'media'],
  ['/', 'page'],
  ['/feeds', 'page'],
  ['/feeds/top?a.rss', 'page'],
  ['/privacy', 'page'],
  ['/healthz', 'operation'],
  ['/newsroom/intake', 'operation'],
  ['/robots.txt', 'other'],
  [`/${'x'.repeat(600)}`, 'other'],
])('%s counts as %s', (url, expected) => {
  const counts = createRequestCounts();
  counts.add(url, 304, 10, 60);
  const counted = counts.list().filter(({ bytes }) => bytes > 0);
  expect(counted).toEqual([expect.objectContaining({ document: expected, statuses: [{ status: 304, requests: 1 }] })]);
  expect(counted[0]?.durations.map(({ requests }) => requests)).toEqual([0, 0, 1, 1, 1, 1]);
});

/** The names of a server with PostgreSQL on which something does not work. */
async function listNames(): Promise<ReadonlySet<string>> {
  const registry = await openMetricsRegistry(2)({
    newsroom: {
      ...(await newsroom.readMetrics()),
      faults: [{ task: 'x', ms: 1 }],
      leases: { sources: true },
      threads: { import: { busy: 0, idle: 0 } },
      store: { faults: 0, connections: { open: 1, idle: 1, waiting: 0, max: 1 } },
    },
    requests: createRequestCounts().list(),
  });
  const counted = createRequestCounts();
  counted.add('/', 200, 0, 0);
  const metrics = [...parseMetrics(await registry.metrics()).keys()];
  expect(metrics.filter((name) => !name.includes('worker="2"'))).toEqual([]);
  const names = metrics.map((name) => name.replace(/\{.*/, ''));
  return new Set([...names, 'tidings_http_requests_total']);
}

test('the dashboard and the alerts use metrics that exist, and docs/operations.md lists all of Tidings', async () => {
  const names = await listNames();
  const used = (file: string) =>
    new Set(
      readFileSync(file, 'utf8')
        .match(/\b(?:tidings|process|nodejs)_\w+/g)
        ?.filter((name) => name !== ''),
    );
  for (const file of ['deploy/grafana/tidings.json', 'deploy/prometheus/alerts.yaml']) {
    const unknown = [...used(file)].filter((name) => !names.has(name));
    expect([file, unknown]).toEqual([file, []]);
    expect(used(file).size).toBeGreaterThan(5);
  }
  const guide = await readGuide('operations.md');
  const listed = guide.table('metric').map((row) => [...row.values()]);
  const expected = [...METRICS, DURATIONS].map(({ name, help, labels = [] as readonly string[] }) => [
    `\`${name}\``,
    labels.map((label) => `\`${label}\``).join(' '),
    help,
  ]);
  expect(listed.toSorted()).toEqual(expected.toSorted());
  const alerts = parse(readFileSync('deploy/prometheus/alerts.yaml', 'utf8')).groups[0].rules;
  const explained = guide.table('alert').map((row) => [...row.values()][0]);
  expect(explained).toEqual(alerts.map(({ alert }: { alert: string }) => `\`${alert}\``));
});
