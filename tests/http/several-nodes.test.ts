import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import type { MintId } from '../../src/model/ids.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import { archiveKey } from '../../src/publish/feed-archiver.ts';
import { filterOf } from '../../src/publish/feed-window.ts';
import { findFeedByPath } from '../../src/publish/find-feed.ts';
import { until } from '../commands/until.ts';
import { createSchema, type TestSchema } from '../postgres/create-schema.ts';
import { countingIds } from '../store/databases.ts';
import { NOW } from '../store/drafts.ts';
import { anyDraft, anyReason } from '../store/random-articles.ts';
import { applyEvent } from '../store/random-events.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom, SITE } from './newsroom.ts';

/**
 * An article saved, corrected, retracted, restored or withdrawn. `NODES_OPERATIONS=10000 npm test -- tests/http/several-nodes` is the long form.
 * Each number is another history.
 */
const OPERATIONS = Number(process.env.NODES_OPERATIONS ?? 1_000);
const NODES = 3;
/** After so many operations some of `ADDRESSES` are compared, in turn, and after the last one all. */
const BATCH = 100;
const ADDRESSES_PER_BATCH = 3;
const MS_PER_OPERATION = 200;
const MS_AT_END = 120_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

const FEEDS = [
  feedOf('top', { count: 4 }),
  feedOf('world', { count: 3, content: 'summary', select: { ...EMPTY_SELECTION, categories: ['world'] } }),
  feedOf('words', { count: 5, search: 'two' }),
];
const TERM_FEEDS = ['category/culture', 'tag/chapels'];
const ADDRESSES = [
  ...FEEDS.flatMap(({ id }) => ['rss', 'atom', 'json'].map((format) => `/feeds/${id}.${format}`)),
  ...['/feeds/top', '/v1/top.json', '/v1/world.js', '/embed/top', '/feeds/category/culture.atom'],
  ...['/feeds/tag/chapels.json', '/feeds/custom.rss?category=missions', '/', '/feeds', '/feeds.opml'],
  ...['/sitemap.xml', '/sitemap/1.xml'],
];

const anyDrafts = fc.array(
  fc
    .tuple(anyDraft, fc.nat(OPERATIONS / 5))
    .map(([draft, nth]) => ({ ...draft, externalId: `article ${nth}`, slug: `article-${nth}` })),
  { minLength: 1, maxLength: 8 },
);
/** Counted from the newest article: half of them are new. */
const anyNth = fc.oneof(fc.nat(5), fc.nat(OPERATIONS));
const anyAct = fc.oneof(
  { weight: 3, arbitrary: anyDrafts.map((drafts) => ({ kind: 'save' as const, drafts })) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retract' as const), nth: anyNth, reason: anyReason }) },
  ...(['restore', 'correct', 'withdraw'] as const).map((kind) => ({
    weight: 1,
    arbitrary: anyNth.map((nth) => ({ kind, nth })),
  })),
);
const anyTransaction = fc.record({
  minutes: fc.oneof({ weight: 3, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.nat(4 * DAY_MINUTES) }),
  node: fc.nat(NODES - 1),
  act: anyAct,
});

interface Node extends Newsroom {
  read(address: string): Promise<string>;
}

let schema: TestSchema;
let nodes: Node[];
let servers: Server[];

beforeEach(async () => {
  schema = await createSchema();
  [nodes, servers] = [[], []];
});

afterEach(async () => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  for (const node of nodes) await node.close();
  await schema.drop();
});

async function openNode(database: NonNullable<Parameters<typeof openNewsroom>[2]>['database'], mintId: MintId) {
  const newsroom = await openNewsroom(FEEDS, [], { ...(database && { database }), mintId });
  const server = createServer(newsroom.app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const node = {
    ...newsroom,
    async read(path: string) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'Accept-Encoding': 'identity' } });
      const [etag, modified, link] = ['etag', 'last-modified', 'link'].map((name) => response.headers.get(name));
      return `${response.status} ${etag} ${modified} ${link}\n${await response.text()}`;
    },
  };
  nodes.push(node);
  return node;
}

test(
  'three servers on PostgreSQL and one on SQLite answer with the same bytes and tags after random operations on all of them',
  async () => {
    const mintId = countingIds();
    const onPostgres: Node[] = [];
    for (let nth = 0; nth < NODES; nth += 1) onPostgres.push(await openNode(schema.location, mintId));
    const onSqlite = await openNode({ kind: 'memory' }, countingIds());
    const ids = new Map<string, ArticleId>();
    let now = NOW;
    // Enough for several archive pages, which are made in the background.
    const drafts = Array.from({ length: 23 }, (_, nth) =>
      draftOf(`Old ${nth}`, { publishedAt: NOW - nth * MINUTE_MS }),
    );
    for (const node of [onPostgres[1], onSqlite]) await node?.store.save(drafts, now);
    const done = { save: 0, retract: 0, restore: 0, correct: 0, withdraw: 0 };
    let total = 0;
    let compared = 0;

    const compare = async (addresses: readonly string[], maxPages: number): Promise<void> => {
      for (const node of nodes) await node.setTime(now);
      for (const node of [onPostgres[0], onSqlite]) if (node) await completeArchives(node);
      // Saved documents are compared with new ones.
      onSqlite.cache.invalidate();
      const feed = await readSame('/feeds/top.atom');
      const newest = Number(/archive\/(\d+)\.atom/.exec(feed)?.[1] ?? 0);
      const pages = Array.from({ length: newest }, (_, nth) => `/feeds/top/archive/${newest - nth}.atom`);
      for (const address of [...addresses, ...pages.slice(0, maxPages)]) await readSame(address);
    };

    for (const { minutes, node, act: anyAct } of fc.sample(anyTransaction, { numRuns: OPERATIONS, seed: OPERATIONS })) {
      if (total >= OPERATIONS) break;
      now += minutes * MINUTE_MS;
      const act = actAt(anyAct, now, ids.size);
      for (const one of [onPostgres[node], onSqlite]) if (one) await applyEvent(one.store, { minutes, act }, ids, now);
      const operations = act.kind === 'save' ? act.drafts.length : 1;
      done[act.kind] += operations;
      total += operations;
      if (Math.floor(total / BATCH) === compared && total < OPERATIONS) continue;

      const first = compared * ADDRESSES_PER_BATCH;
      const some = [...ADDRESSES, ...ADDRESSES].splice(first % ADDRESSES.length, ADDRESSES_PER_BATCH);
      const id = [...ids.values()][act.kind === 'save' ? ids.size - 1 : act.nth];
      await compare([...some, `/v1/articles/${id}.json`], 1);
      compared = Math.floor(total / BATCH);
    }
    expect(Math.min(...Object.values(done))).toBeGreaterThan(OPERATIONS / 40);
    const articles = [...ids.values()].slice(-12).flatMap((id) => [`/articles/${id}`, `/articles/${id}.json`]);
    await compare([...ADDRESSES, ...articles], 12);
    expect(await onSqlite.read('/feeds/top.atom')).toContain('/feeds/top/archive/');
    const changes = await onSqlite.store.listChanges(0, 10 * OPERATIONS);
    expect(await onPostgres[0]?.store.listChanges(0, 10 * OPERATIONS)).toEqual(changes);
  },
  OPERATIONS * MS_PER_OPERATION + MS_AT_END,
);

type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

/** Dates count from `now`, and articles from the newest of `count`. */
function actAt(act: Act, now: Timestamp, count: number): Act {
  if (act.kind !== 'save') return { ...act, nth: Math.max(0, count - 1 - (act.nth % Math.max(1, count))) };
  const drafts = act.drafts.map(({ embargoUntil, ...draft }) => ({
    ...draft,
    publishedAt: draft.publishedAt + now - NOW,
    ...(embargoUntil === undefined ? {} : { embargoUntil: embargoUntil + now - NOW }),
  }));
  return { ...act, drafts };
}

/** Which articles share a page depends on when it is made, and requests make pages in the background. */
async function completeArchives({ store, catalog }: Newsroom): Promise<void> {
  for (const path of [...FEEDS.map(({ id }) => id), ...TERM_FEEDS]) {
    const feed = await findFeedByPath({ store, catalog, site: SITE }, path);
    if (feed === undefined) continue;
    const options = { keep: 0, pageSize: feed.count, limit: 1_000 };
    while (!(await store.extendArchive(archiveKey(feed), filterOf(feed), options)).done);
  }
}

/** An archive page may be made in the background. Then the feed is made again. */
async function readSame(address: string): Promise<string> {
  const read = async () => {
    const each: string[] = [];
    // In turn: a server goes on with an archive in the background if another one writes to it at that moment.
    for (const node of nodes) each.push(await node.read(address));
    return each;
  };
  let answers = await read();
  if (new Set(answers).size === 1) return answers[0] ?? '';
  await until(`all answer the same at ${address}`, async () => {
    answers = await read();
    return new Set(answers).size === 1 || undefined;
  }).catch(() => undefined);
  for (const answer of answers) expect({ address, answer }).toEqual({ address, answer: answers[0] });
  return answers[0] ?? '';
}
