import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/open-store.ts';
import { countingIds, createSqliteFile, overDatabases } from './databases.ts';
import { HOUR_MS, NOW } from './drafts.ts';

/** Two queries whose hashes have their first 40 bits in common, and so their first eight digits: found by trying. */
const TWINS = ['tag=harbour-46752', 'tag=harbour-1378504'] as const;

overDatabases((open) => {
  test('a query always has the same code of eight characters, none of which people misread', async () => {
    const store = await open();
    const code = await store.saveCustomFeed('category=israel&category=lebanon&lang=en', NOW);
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
    expect(await store.saveCustomFeed('category=israel&category=lebanon&lang=en', NOW + HOUR_MS)).toBe(code);
    expect(await (await open()).saveCustomFeed('category=israel&category=lebanon&lang=en', NOW)).toBe(code);
    expect(await store.findCustomFeed(code ?? '')).toBe('category=israel&category=lebanon&lang=en');
    expect(await store.findCustomFeed(code?.toUpperCase() ?? '')).toBe('category=israel&category=lebanon&lang=en');
  });

  test('an unknown code has no query', async () => {
    const store = await open();
    await store.saveCustomFeed('tag=harbours', NOW);
    expect(await store.findCustomFeed('00000000')).toBeUndefined();
    expect(await store.findCustomFeed('')).toBeUndefined();
    expect(await store.findCustomFeed("'")).toBeUndefined();
  });

  test('a query whose code is taken gets a longer one, and both stay', async () => {
    expect(hashOf(TWINS[0]).slice(0, 10)).toBe(hashOf(TWINS[1]).slice(0, 10));
    const store = await open();
    const [first, second] = [await store.saveCustomFeed(TWINS[0], NOW), await store.saveCustomFeed(TWINS[1], NOW)];
    expect(second).toHaveLength(9);
    expect(second?.slice(0, 8)).toBe(first);
    expect(await store.findCustomFeed(first ?? '')).toBe(TWINS[0]);
    expect(await store.findCustomFeed(second ?? '')).toBe(TWINS[1]);
    expect(await store.saveCustomFeed(TWINS[0], NOW)).toBe(first);
    expect(await store.saveCustomFeed(TWINS[1], NOW)).toBe(second);
  });

  test('concurrent calls for one query give one code', async () => {
    const store = await open();
    const codes = await Promise.all(Array.from({ length: 20 }, () => store.saveCustomFeed('author=ilse-varga', NOW)));
    expect(new Set(codes).size).toBe(1);
  });
});

describe('a store that is full', () => {
  const DAY_MS = 24 * HOUR_MS;
  const YEAR_MS = 365 * DAY_MS;

  test('deletes feeds that nobody uses, and then refuses new ones; those in use stay', async () => {
    const { location, path, drop } = await createSqliteFile();
    const store = await openStore({ database: location, mintId: countingIds() });
    const [looked, polled] = [
      await store.saveCustomFeed('tag=looked', NOW),
      await store.saveCustomFeed('tag=polled', NOW),
    ];
    const codes = [looked ?? '', polled ?? ''];
    // Its author looks at each, and a reader polls one of them.
    await store.keepCustomFeeds(codes, NOW + HOUR_MS);
    await store.keepCustomFeeds(codes.slice(1), NOW + 29 * DAY_MS);
    fill(path, NOW + 30 * DAY_MS);
    expect(await store.saveCustomFeed('tag=early', NOW + 30 * DAY_MS - 1)).toBeUndefined();
    expect(await store.saveCustomFeed('tag=next', NOW + 30 * DAY_MS)).toHaveLength(8);
    expect(await store.findCustomFeed(codes[0] ?? '')).toBeUndefined();
    expect(await store.findCustomFeed(codes[1] ?? '')).toBe('tag=polled');
    expect(await store.saveCustomFeed('tag=polled', NOW + 31 * DAY_MS)).toBe(codes[1]);
    expect(await store.saveCustomFeed('tag=last', NOW + 31 * DAY_MS)).toBeUndefined();
    await store.keepCustomFeeds([...codes, 'unknown1'], NOW + YEAR_MS);
    const later = NOW + YEAR_MS + 30 * DAY_MS;
    expect(await store.saveCustomFeed('tag=last', later)).toHaveLength(8);
    expect(await store.findCustomFeed(codes[1] ?? '')).toBe('tag=polled');
    await store.close();
    await drop();
  });

  test('writes at most once a day that a feed is used', async () => {
    const { location, path, drop } = await createSqliteFile();
    const store = await openStore({ database: location, mintId: countingIds() });
    const code = (await store.saveCustomFeed('tag=polled', NOW)) ?? '';
    const writes = () => {
      const database = new DatabaseSync(path, { readOnly: true });
      const rows = database.prepare('select expires_at from custom_feeds').all();
      database.close();
      return rows;
    };
    const keep = async (now: number) => {
      await store.keepCustomFeeds([code], now);
      return writes();
    };
    const saved = writes();
    expect(await keep(NOW + DAY_MS - 1)).toEqual(saved);
    const kept = await keep(NOW + DAY_MS);
    expect(kept).not.toEqual(saved);
    expect(await keep(NOW + 2 * DAY_MS - 1)).toEqual(kept);
    expect(await keep(NOW + 2 * DAY_MS)).not.toEqual(kept);
    await store.close();
    await drop();
  });

  /** Adds feeds in use, up to the maximum. */
  function fill(path: string, now: number): void {
    const database = new DatabaseSync(path);
    database.exec(`
      with recursive n(value) as (select 1 union all select value + 1 from n where value < 99998)
      insert into custom_feeds select printf('u%07d', value), printf('tag=%d', value), 0, ${now + YEAR_MS} from n`);
    database.close();
  }
});

function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}
