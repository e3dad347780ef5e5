import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { overDatabases } from './databases.ts';
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
    expect(await store.findCustomFeed(code)).toBe('category=israel&category=lebanon&lang=en');
    expect(await store.findCustomFeed(code.toUpperCase())).toBe('category=israel&category=lebanon&lang=en');
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
    expect(second.slice(0, 8)).toBe(first);
    expect(await store.findCustomFeed(first)).toBe(TWINS[0]);
    expect(await store.findCustomFeed(second)).toBe(TWINS[1]);
    expect(await store.saveCustomFeed(TWINS[0], NOW)).toBe(first);
    expect(await store.saveCustomFeed(TWINS[1], NOW)).toBe(second);
  });

  test('concurrent calls for one query give one code', async () => {
    const store = await open();
    const codes = await Promise.all(Array.from({ length: 20 }, () => store.saveCustomFeed('author=ilse-varga', NOW)));
    expect(new Set(codes).size).toBe(1);
  });
});

function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}
