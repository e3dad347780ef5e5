import { expect, test } from '@jest/globals';
import { openCustomFeedUses } from '../../src/publish/custom-feed-uses.ts';

const NOW = Date.parse('2026-11-20T08:00:00Z');

test('the documents, page, script and iframe of a custom feed count as its use', async () => {
  const kept: unknown[] = [];
  const keepCustomFeeds = async (codes: readonly string[], now: number) => void kept.push([...codes, now]);
  const uses = openCustomFeedUses({ keepCustomFeeds }, () => NOW, fail);
  for (const url of [
    '/feeds/c/aaaaaaaa.rss',
    '/feeds/c/bbbbbbbb?x=1',
    '/v1/c/cccccccc.js?count=3',
    '/embed/c/DDDDDDDDD',
    'http://news.example.org/feeds/c/eeeeeeee.atom',
    '/feeds/c/aaaaaaaa.json',
    '/feeds/c/short',
    '/feeds/top.rss',
    '/c/',
  ]) {
    uses.note(url);
  }
  await uses.save();
  await uses.close();
  expect(kept).toEqual([['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'ddddddddd', 'eeeeeeee', NOW], [NOW]]);
});

test('many unknown codes neither fill the memory nor displace others, and a fault of the store is reported', async () => {
  const faults: unknown[] = [];
  const noted: number[] = [];
  const keepCustomFeeds = async (codes: readonly string[]) => {
    noted.push(codes.length);
    throw new Error('disk is full');
  };
  const uses = openCustomFeedUses(
    { keepCustomFeeds },
    () => NOW,
    (fault) => faults.push(fault),
  );
  for (let nth = 0; nth < 30_000; nth += 1) uses.note(`/feeds/c/${String(nth).padStart(8, '0')}.rss`);
  await uses.close();
  expect(noted).toEqual([20_000, 10_000]);
  expect(faults).toEqual(Array(2).fill(new Error('disk is full')));
});

function fail(fault: unknown): void {
  throw fault;
}
