import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import type { MintId } from '../../src/model/ids.ts';
import { until } from '../commands/until.ts';
import { createSchema, type TestSchema } from '../postgres/create-schema.ts';
import { countingIds } from '../store/databases.ts';
import { NOW } from '../store/drafts.ts';
import { anyDraft } from '../store/random-articles.ts';
import { applyEvent } from '../store/random-events.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

/** `NODES_OPERATIONS=10000 npm test -- tests/http/several-nodes` is the long form. Each number is another history. */
const OPERATIONS = Number(process.env.NODES_OPERATIONS ?? 24);
const IS_LONG = process.env.NODES_OPERATIONS !== undefined;
const NODES = IS_LONG ? 3 : 2;
const MS_PER_OPERATION = 3_000;

const FEEDS = [
  feedOf('top', { count: 4 }),
  feedOf('world', { count: 3, content: 'summary', select: { ...EMPTY_SELECTION, categories: ['world'] } }),
  feedOf('words', { count: 5, search: 'two' }),
];
const ADDRESSES = [
  ...FEEDS.flatMap(({ id }) => ['rss', 'atom', 'json'].map((format) => `/feeds/${id}.${format}`)),
  ...['/feeds/top', '/v1/top.json', '/embed/top', '/feeds/category/culture.atom', '/feeds/tag/chapels.json'],
  ...['/', '/feeds', '/feeds.opml', '/sitemap.xml'],
];

const anyKey = fc.nat(60).map((nth) => `article ${nth}`);
const anyDrafts = fc.array(
  fc.tuple(anyDraft, anyKey).map(([draft, externalId]) => ({ ...draft, externalId })),
  { minLength: 1, maxLength: 3 },
);
const anyNth = fc.nat(60);
const anyOperation = fc.record({
  minutes: fc.integer({ min: 0, max: 30 }),
  node: fc.nat(NODES - 1),
  act: fc.oneof(
    { weight: 6, arbitrary: anyDrafts.map((drafts) => ({ kind: 'save' as const, drafts })) },
    ...(['retract', 'restore', 'correct', 'withdraw'] as const).map((kind) => ({
      weight: 1,
      arbitrary: anyNth.map((nth) => ({ kind, nth })),
    })),
  ),
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
  'servers on one PostgreSQL database and one on SQLite answer with the same bytes and tags after each operation on any of them',
  async () => {
    const mintId = countingIds();
    const onPostgres: Node[] = [];
    for (let nth = 0; nth < NODES; nth += 1) onPostgres.push(await openNode(schema.location, mintId));
    const onSqlite = await openNode({ kind: 'memory' }, countingIds());
    const ids = new Map<string, ArticleId>();
    let now = NOW;
    // Enough for several archive pages, which are made in the background.
    const drafts = Array.from({ length: 23 }, (_, nth) => draftOf(`Old ${nth}`, { publishedAt: NOW - nth * 60_000 }));
    for (const node of [onPostgres[1], onSqlite]) await node?.store.save(drafts, now);
    const kinds = new Set<string>();
    for (const operation of fc.sample(anyOperation, { numRuns: OPERATIONS, seed: OPERATIONS })) {
      now += operation.minutes * 60_000;
      for (const node of nodes) await node.setTime(now);
      for (const node of [onPostgres[operation.node], onSqlite])
        if (node) await applyEvent(node.store, operation, ids, now);
      for (const node of nodes) await node.checkNow();
      kinds.add(operation.act.kind);

      const id = [...ids.values()][operation.act.kind === 'save' ? ids.size - 1 : operation.act.nth];
      const addresses = [...ADDRESSES, ...(id === undefined ? [] : [`/articles/${id}`, `/v1/articles/${id}.json`])];
      const archive = /archive\/(\d+)\.atom/.exec(await onSqlite.read('/feeds/top.atom'))?.[1];
      for (let page = Number(archive ?? 0); page > Math.max(0, Number(archive ?? 0) - 2); page -= 1) {
        addresses.push(`/feeds/top/archive/${page}.atom`);
      }
      for (const address of addresses) await expectSame(address);
    }
    expect(kinds.size).toBe(5);
    expect(await onSqlite.read('/feeds/top.atom')).toContain('rel="prev-archive"');
    const changes = await onSqlite.store.listChanges(0, 10 * OPERATIONS);
    expect(await onPostgres[0]?.store.listChanges(0, 10 * OPERATIONS)).toEqual(changes);
  },
  Math.max(60_000, OPERATIONS * MS_PER_OPERATION),
);

/** An archive page may be made in the background. Then the feed is made again. */
async function expectSame(address: string): Promise<void> {
  const read = () => Promise.all(nodes.map((node) => node.read(address)));
  let answers = await read();
  if (new Set(answers).size === 1) return;
  await until(`all answer the same at ${address}`, async () => {
    answers = await read();
    return new Set(answers).size === 1 || undefined;
  }).catch(() => undefined);
  for (const answer of answers) expect({ address, answer }).toEqual({ address, answer: answers[0] });
}
