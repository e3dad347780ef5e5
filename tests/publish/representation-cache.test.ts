import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { ArticleId } from '../../src/model/article.ts';
import type { Change, SearchMatcher } from '../../src/model/change.ts';
import { StorageFault } from '../../src/model/storage-fault.ts';
import {
  type BuiltDocument,
  createCacheFollower,
  RepresentationCache,
} from '../../src/publish/representation-cache.ts';

const MEGABYTE = 1024 * 1024;
const PUBLIC = 'public, max-age=300';
/** Words that can be compressed, in more bytes than a small document has. */
const LARGE = Array.from({ length: 3000 }, (_, index) => `<item>${(index * 7919) % 1009} good tidings</item>`).join('');

describe('the representation cache', () => {
  test('builds once for a hundred requests at the same time', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    let builds = 0;
    const build = async () => {
      builds += 1;
      await tick();
      return documentOf('body');
    };
    const all = await Promise.all(Array.from({ length: 100 }, () => cache.load('/a', build)));
    expect(builds).toBe(1);
    expect(new Set(all).size).toBe(1);
  });

  test('a change invalidates only the documents that it affects', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    await cache.load('/israel', async () => documentOf('israel', (change) => change.seq === 1));
    await cache.load('/missions', async () => documentOf('missions', (change) => change.seq === 2));
    cache.apply(changeOf(1));
    expect(cache.find('/israel')).toBeUndefined();
    expect(cache.find('/missions')?.identity.body.toString()).toBe('missions');
  });

  test.each<[string, (cache: RepresentationCache) => void]>([
    ['changed', (cache) => cache.apply(changeOf(1))],
    ['was invalidated', (cache) => cache.invalidate()],
  ])('a document that %s during its build is built again before it is cached', async (_, change) => {
    const cache = new RepresentationCache(MEGABYTE);
    const gate = Promise.withResolvers<void>();
    let text = 'old';
    const loading = cache.load('/a', async () => {
      const read = text;
      await gate.promise;
      return documentOf(read);
    });
    text = 'new';
    change(cache);
    gate.resolve();
    expect((await loading).identity.body.toString()).toBe('new');
    expect(cache.find('/a')?.identity.body.toString()).toBe('new');
  });

  test('while the database is away, the document before the last change is sent, and never one with a removed article', async () => {
    let now = 0;
    const cache = new RepresentationCache(
      MEGABYTE,
      () => true,
      () => now,
    );
    const away = () => Promise.reject(new StorageFault('The database cannot be reached.'));
    const read = async () => (await cache.load('/a', away)).identity.body.toString();
    await cache.load('/a', async () => documentOf('former'));
    cache.apply(kept(1));
    expect(await read()).toBe('former');
    expect(cache.find('/a')).toBeDefined();
    now += 2000;
    expect(cache.find('/a')).toBeUndefined();
    expect(await read()).toBe('former');
    await expect(cache.load('/b', away)).rejects.toThrow(StorageFault);
    now += 2000;
    await expect(cache.load('/a', () => Promise.reject(new Error('a defect')))).rejects.toThrow('a defect');
    cache.apply(changeOf(2));
    await expect(read()).rejects.toThrow(StorageFault);
  });

  test('while a build takes long, the former document is sent', async () => {
    const cache = new RepresentationCache(
      MEGABYTE,
      () => true,
      () => 0,
      undefined,
      1,
    );
    await cache.load('/a', async () => documentOf('former'));
    cache.apply(kept(1));
    const gate = Promise.withResolvers<BuiltDocument>();
    expect((await cache.load('/a', () => gate.promise)).identity.body.toString()).toBe('former');
    gate.resolve(documentOf('new'));
    await until(() => cache.find('/a')?.identity.body.toString() === 'new');
  });

  test('a request after a change never gets a build that began before it', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const gate = Promise.withResolvers<void>();
    const first = cache.load('/a', async () => {
      await gate.promise;
      return documentOf('old');
    });
    cache.apply(changeOf(1));
    const second = await cache.load('/a', async () => documentOf('new'));
    gate.resolve();
    expect(second.identity.body.toString()).toBe('new');
    expect((await first).identity.body.toString()).toBe('new');
  });

  test('a document is built again when its time is over, and not before', async () => {
    let now = 1_000;
    const cache = new RepresentationCache(MEGABYTE, undefined, () => now);
    const build = async () => ({ ...documentOf(`made at ${now}`), validUntil: 5_000 * Math.ceil((now + 1) / 5_000) });
    const load = async () => (await cache.load('/a', build)).identity.body.toString();
    await load();
    now = 4_999;
    expect(await load()).toBe('made at 1000');
    now = 5_000;
    expect(cache.find('/a')).toBeUndefined();
    expect(await load()).toBe('made at 5000');
  });

  test('a rebuild with the same bytes keeps the tags valid', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const before = await cache.load('/a', async () => documentOf(LARGE));
    const quick = before.variant('br');
    cache.invalidate();
    const after = await cache.load('/a', async () => documentOf(LARGE));
    expect(after.variant('br')).toBe(quick);
  });

  test('a failed build rejects for all that wait, and the next request builds again', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const failing = async () => {
      await tick();
      throw new Error('no store');
    };
    const both = await Promise.allSettled([cache.load('/a', failing), cache.load('/a', failing)]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect((await cache.load('/a', async () => documentOf('there'))).identity.body.toString()).toBe('there');
  });

  test('memory with compressed variants stays within the limit, and recently used documents stay longest', async () => {
    const cache = new RepresentationCache(100_000);
    await cache.load('/favourite', async () => documentOf('f'.repeat(10_000)));
    for (let index = 0; index < 50; index += 1) {
      const body = noise(5_000, index);
      const one = await cache.load(`/custom/${index}`, async () => documentOf(body));
      one.variant('gzip');
      cache.find('/favourite');
    }
    const kept = Array.from({ length: 50 }, (_, index) => cache.find(`/custom/${index}`)).filter((one) => one);
    const bytes = kept.reduce((sum, one) => sum + (one?.size ?? 0), 0);
    expect(kept.length).toBeGreaterThan(3);
    expect(bytes + (cache.find('/favourite')?.size ?? 0)).toBeLessThanOrEqual(100_000);
    expect(cache.find('/favourite')).toBeDefined();
  });
});

test('the limit counts a document that is built again, or compressed later, once and with its present size', async () => {
  const cache = new RepresentationCache(100_000);
  const keep = (key: string, body: string) => cache.load(key, async () => documentOf(body));
  await keep('/other', 'short');
  for (let times = 0; times < 10; times += 1) {
    cache.invalidate(['/a']);
    const former = await keep('/a', noise(10_000, times));
    former.variant('gzip');
    expect(cache.find('/other')).toBeDefined();
  }
  cache.invalidate(['/a']);
  await keep('/a', noise(100, 1));
  for (let times = 0; times < 2; times += 1) await keep(`/${times}`, noise(10_000, times));
  expect(['/other', '/a', '/0', '/1'].every((key) => cache.find(key) !== undefined)).toBe(true);
  await keep('/large', noise(90_000, 1));
  expect(['/other', '/a', '/0', '/1', '/large'].every((key) => cache.find(key) !== undefined)).toBe(false);
});

test('a document that is too large once it is compressed too does not stay', async () => {
  const cache = new RepresentationCache(60_000);
  const one = await cache.load('/a', async () => documentOf(noise(40_000, 1)));
  one.variant('identity');
  expect(cache.find('/a')).toBe(one);
  one.variant('gzip');
  expect(cache.find('/a')).toBeUndefined();
});

test('only the named documents are invalidated, and a stale one is the first to go', async () => {
  const cache = new RepresentationCache(50_000);
  for (const key of ['/a', '/b']) await cache.load(key, async () => documentOf(noise(10_000, 1)));
  cache.find('/a');
  cache.invalidate(['/a', '/unknown']);
  expect([cache.find('/a'), cache.find('/b')?.status]).toEqual([undefined, 200]);
  await cache.load('/c', async () => documentOf(noise(10_000, 2)));
  expect([cache.find('/b')?.status, cache.find('/c')?.status]).toEqual([200, 200]);
});

test('until the server is ready, documents are not cached anywhere', async () => {
  let isReady = false;
  const cache = new RepresentationCache(MEGABYTE, () => isReady);
  const load = async () => headersOf((await cache.load('/a', async () => documentOf('body'))).identity.head);
  expect([(await load())['Cache-Control'], cache.find('/a')]).toEqual(['no-store', undefined]);
  isReady = true;
  expect([(await load())['Cache-Control'], cache.find('/a')?.status]).toEqual([PUBLIC, 200]);
});

test('what is absent is not cached', async () => {
  const cache = new RepresentationCache(MEGABYTE);
  const answers = [{ kind: 'missing', what: 'feed' } as const, documentOf('body')];
  const load = () => cache.load('/a', async () => answers.shift() ?? documentOf('none'));
  expect(await load()).toEqual({ kind: 'missing', what: 'feed' });
  expect(await load()).toMatchObject({ status: 200 });
});

test.each([
  ['is sent while the database is away', kept, 'build 3'],
  ['is never sent again where an article was removed', changeOf, 'none'],
])(
  'a document that changes during each build is sent after three builds, is built again, and %s',
  async (_, change, sentLater) => {
    const cache = new RepresentationCache(MEGABYTE);
    await cache.load('/a', async () => documentOf('former'));
    cache.apply(changeOf(0));
    let builds = 0;
    const sent = await cache.load('/a', async () => {
      builds += 1;
      await tick();
      cache.apply(change(builds));
      return documentOf(`build ${builds}`);
    });
    expect([builds, sent.identity.body.toString(), cache.find('/a')]).toEqual([3, 'build 3', undefined]);
    const away = cache.load('/a', () => Promise.reject(new StorageFault('The database cannot be reached.')));
    expect(await away.then((later) => later.identity.body.toString()).catch(() => 'none')).toBe(sentLater);
  },
);

test.each([
  [19, 19],
  [20, 0],
])('of %i changes at once the texts of %i are searched', async (count, searched) => {
  const cache = new RepresentationCache(MEGABYTE);
  const build = async () => ({
    ...documentOf('a'),
    affectedBy: (_: Change, matches: SearchMatcher) => matches('word'),
  });
  await cache.load('/search', build);
  let loads = 0;
  const loadSearchMatcher = async () => {
    loads += 1;
    return () => false;
  };
  const follower = createCacheFollower(cache, { loadSearchMatcher });
  await follower.onChanges(Array.from({ length: count }, (_, nth) => changeOf(nth)));
  expect([loads, cache.find('/search')?.status]).toEqual([searched, searched > 0 ? 200 : undefined]);
});

test('the limit counts the overhead of small documents too', async () => {
  const cache = new RepresentationCache(MEGABYTE);
  for (let index = 0; index < 1000; index += 1) await cache.load(`/${index}`, async () => documentOf('short'));
  const kept = Array.from({ length: 1000 }, (_, index) => cache.find(`/${index}`)).filter((one) => one);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.length).toBeLessThan(250);
});

describe('a representation', () => {
  test('is the same document in every coding, each with its own tag', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const body = 'Good tidings. '.repeat(100);
    const one = await cache.load('/a', async () => documentOf(body));
    const [identity, gzip, br] = [one.variant('identity'), one.variant('gzip'), one.variant('br')];
    expect(gunzipSync(gzip.body).toString()).toBe(body);
    expect(brotliDecompressSync(br.body).toString()).toBe(body);
    expect(new Set([identity.etag, gzip.etag, br.etag]).size).toBe(3);
    expect(one.notModifiedHead(br, gzip.etag)).toBeUndefined();
  });

  test('takes as much memory for a coding as it counts', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const one = await cache.load('/a', async () => documentOf('Good tidings. '.repeat(100)));
    for (const coding of ['gzip', 'br'] as const) {
      const { body } = one.variant(coding);
      expect([coding, body.buffer.byteLength]).toEqual([coding, body.length]);
    }
  });

  test('is compressed best before it is sent, if it is small', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const body = LARGE.slice(0, 30_000);
    const one = await cache.load('/a', async () => documentOf(body));
    for (const coding of ['gzip', 'br'] as const) {
      const variant = one.variant(coding);
      expect(variant.body.length).toBeLessThan(quickLength(body, coding));
      expect(headersOf(variant.head)).not.toHaveProperty('s-maxage');
      expect(headersOf(variant.head)['Cache-Control']).toBe(PUBLIC);
    }
  });

  test('is compressed best soon after it was sent, if it is large; shared caches come back for it', async () => {
    const loadLarge = () => new RepresentationCache(MEGABYTE).load('/a', async () => documentOf(LARGE));
    const check = async (coding: 'gzip' | 'br'): Promise<void> => {
      const one = await loadLarge();
      const quick = one.variant(coding);
      for (const head of [quick.head, quick.notModifiedHead]) {
        expect(headersOf(head)['Cache-Control']).toBe(`${PUBLIC}, s-maxage=10`);
      }
      expect(one.notModifiedHead(quick, quick.etag)).toBe(quick.notModifiedHead);

      // No request comes in between.
      await until(() => one.size < quick.body.length);
      const best = one.variant(coding);
      expect(best.etag).not.toBe(quick.etag);
      expect(headersOf(best.head)['Cache-Control']).toBe(PUBLIC);
      expect(one.notModifiedHead(best, quick.etag)).toBeUndefined();
      expect((coding === 'br' ? brotliDecompressSync : gunzipSync)(best.body).toString()).toBe(LARGE);

      // Another node has not made it yet.
      const other = await loadLarge();
      expect(other.notModifiedHead(other.variant(coding), best.etag)).toEqual(best.notModifiedHead);
    };
    await Promise.all([check('gzip'), check('br')]);
  });

  test('is compressed fast before it is sent, if it is very large: other requests would wait', async () => {
    const body = LARGE.repeat(7);
    const one = await new RepresentationCache(MEGABYTE).load('/a', async () => documentOf(body));
    const { size } = one;
    const [gzip, br] = [one.variant('gzip'), one.variant('br')];
    expect([gzip.body.length + br.body.length, one.size]).toEqual([size, size]);
    expect([gunzipSync(gzip.body).toString(), brotliDecompressSync(br.body).toString()]).toEqual([body, body]);
    expect(headersOf(br.head)['Cache-Control']).toBe(`${PUBLIC}, s-maxage=10`);
  });

  test('is compressed fast only, if no cache may store it', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    for (const body of [LARGE, LARGE.slice(0, 30_000)]) {
      const headers = { 'Cache-Control': 'no-store, im, max-age=300' };
      const one = await cache.load(`/${body.length}`, async () => ({ ...documentOf(body), headers }));
      const { head, body: quick } = one.variant('br');
      expect([quick.length, headersOf(head)['Cache-Control']]).toEqual([
        quickLength(body, 'br'),
        headers['Cache-Control'],
      ]);
    }
  });

  test('drops its uncompressed bytes after compression, and can restore them', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const body = LARGE;
    const one = await cache.load('/a', async () => documentOf(body));
    one.variant('gzip');
    expect(one.size).toBeLessThan(body.length);
    expect(one.variant('br').coding).toBe('br');
    expect(one.identity.body.toString()).toBe(body);
    expect(one.variant('identity').body.toString()).toBe(body);
    expect(one.variant('identity').head).toContain(String(Buffer.byteLength(body)));
  });

  test('keeps its uncompressed bytes if a client requests them', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const one = await cache.load('/a', async () => documentOf(LARGE));
    const plain = one.variant('identity').body;
    const quick = one.variant('gzip');
    await until(() => one.variant('gzip') !== quick);
    expect(one.variant('identity').body).toBe(plain);
    expect(one.size).toBe(plain.length + one.variant('gzip').body.length);
  });

  test('is not compressed if its body is small', async () => {
    const cache = new RepresentationCache(MEGABYTE);
    const one = await cache.load('/a', async () => documentOf('short'));
    expect(one.variant('br')).toBe(one.identity);
  });
});

function documentOf(body: string, affectedBy: (change: Change) => boolean = () => true): BuiltDocument {
  return {
    status: 200,
    body,
    type: 'text/plain; charset=utf-8',
    headers: { 'Cache-Control': PUBLIC },
    affectedBy,
    tags: [],
  };
}

function quickLength(body: string, coding: 'gzip' | 'br'): number {
  if (coding === 'gzip') return gzipSync(body, { level: 1 }).length;
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }).length;
}

function headersOf(head: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: head.length / 2 }, (_, index) => head.slice(2 * index, 2 * index + 2)),
  );
}

/** A change of an article that stays public. */
function kept(seq: number): Change {
  return { ...changeOf(seq), after: { categories: [], tags: [] } as never };
}

function changeOf(seq: number): Change {
  return { seq, articleId: `${seq}` as ArticleId, kind: 'updated', at: 0, publishedAt: 0 };
}

/** Text that cannot be compressed, the same for the same seed. */
function noise(length: number, seed: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await tick();
}
