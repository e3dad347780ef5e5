import { afterEach, beforeEach, expect, test } from '@jest/globals';
import request from 'supertest';
import { draftOf, feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

const ADDRESS = '/feeds/custom.json?q=kenya';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await openNewsroom([feedOf('top')], [draftOf('In Kenya'), draftOf('In Peru')]);
  await titles();
});

afterEach(() => newsroom.close());

async function titles(): Promise<readonly string[]> {
  const { body } = await request(newsroom.app).get(ADDRESS);
  return body.items.map((item: { readonly title: string }) => item.title).toSorted();
}

/** Whether the document is still in the cache. */
function isCached(): boolean {
  return newsroom.cache.find(ADDRESS) !== undefined;
}

test('the feed of a search stays cached after articles without its words', async () => {
  await newsroom.publish(draftOf('In Chile'));
  await newsroom.publish(draftOf('In Peru', { summary: 'Put otherwise.' }));
  expect(isCached()).toBe(true);
  expect(await titles()).toEqual(['In Kenya']);
});

test.each([
  [
    'a new article contains the words',
    draftOf('Rain at last', { summary: 'From Kenya.' }),
    ['In Kenya', 'Rain at last'],
  ],
  ['an edited article contains the words', draftOf('In Peru', { summary: 'And in Kenya.' }), ['In Kenya', 'In Peru']],
  ['one that it shows is edited', draftOf('In Kenya', { summary: 'Put otherwise.' }), ['In Kenya']],
  [
    'an article that it shows no longer contains them',
    draftOf('In Kenya', { title: 'In Uganda', summary: 'There.' }),
    [],
  ],
  ['one that it shows is retracted', draftOf('In Kenya', { state: 'retracted' }), []],
])('it is rebuilt when %s', async (_name, draft, expected) => {
  await newsroom.publish(draft);
  expect(isCached()).toBe(false);
  expect(await titles()).toEqual(expected);
});

test('it is rebuilt after many articles at once, also without its words', async () => {
  await newsroom.publish(
    ...Array.from({ length: 30 }, (_, nth) => draftOf(`Many ${nth}`, { summary: 'More of Kenya.' })),
  );
  expect(isCached()).toBe(false);
  expect(await titles()).toHaveLength(31);
});
