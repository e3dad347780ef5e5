import { describe, expect, test } from '@jest/globals';
import type { FeedDefinition } from '../../../src/model/feed-definition.ts';
import { toTerm } from '../../../src/model/term.ts';
import { type ChoosableFeeds, findFeeds, groupFeeds, shortTitle } from '../../../src/pages/builder/feed-choices.ts';
import { feedOf } from '../../http/newsroom.ts';

const select = (categories: readonly string[]) => ({ categories, tags: [], authors: [], languages: ['en'] });
const podcast = {
  author: 'Harbour News',
  owner: { name: 'Harbour News', email: 'a@example.org' },
  categories: [],
  explicit: false,
  artwork: 'a.jpg',
  type: 'episodic',
  locked: false,
} as unknown as NonNullable<FeedDefinition['podcast']>;
const term = (label: string, articles: number) => ({ ...toTerm(label), articles });
const titled = (id: string, title: string, more: Partial<FeedDefinition> = {}) => ({ ...feedOf(id), title, ...more });

const WORLD: ChoosableFeeds = {
  siteName: 'Harbour News',
  language: 'en-GB',
  feeds: [
    titled('top', 'Harbour News'),
    titled('israel', 'Harbour News: Israel', { select: select(['israel']) }),
    titled('hebrew', 'חדשות הנמל', { language: 'he' }),
    titled('listen', 'Harbour News – to listen to', { podcast }),
  ],
  choices: {
    categories: [term('Israel', 9), term('World', 4)],
    tags: [
      ...Array.from({ length: 30 }, (_, index) => term(`topic ${String(index).padStart(2, '0')}`, index + 1)),
      term('São Tomé', 40),
      term('harvest', 50),
    ],
    authors: [term('Ruth Castellane', 3)],
  },
};

describe('the list of feeds', () => {
  const groups = groupFeeds(WORLD);

  test('begins with the newsroom’s feeds, separates podcasts and other languages, and drops the newsroom’s name', () => {
    expect(groups.slice(0, 3)).toEqual([
      {
        label: 'Feeds of the newsroom',
        choices: [
          { value: 'top', label: 'Harbour News' },
          { value: 'israel', label: 'Israel' },
        ],
      },
      { label: 'Podcasts', choices: [{ value: 'listen', label: 'To listen to' }] },
      { label: 'In other languages', choices: [{ value: 'hebrew', label: 'חדשות הנמל' }] },
    ]);
  });

  test('leaves out a category for which the newsroom has a feed', () => {
    expect(groups[3]).toEqual({ label: 'Categories', choices: [{ value: 'category/world', label: 'World' }] });
  });

  test('has the twelve most used tags, sorted by name', () => {
    const labels = groups[4]?.choices.map(({ label }) => label);
    expect(labels).toHaveLength(12);
    expect(labels?.slice(0, 2)).toEqual(['harvest', 'São Tomé']);
    expect(labels).toContain('topic 29');
    expect(labels).not.toContain('topic 02');
    expect(groups.at(-1)?.choices).toEqual([{ value: 'author/ruth-castellane', label: 'Ruth Castellane' }]);
  });
});

describe('a search for a feed', () => {
  const find = (text: string) => findFeeds(text, WORLD).map(({ label, kind }) => `${label} (${kind})`);

  test('finds the beginning of any word without case and accents, and puts beginnings of names first', () => {
    expect(find('ISR')).toEqual(['Israel (Feed)', 'Israel (Category, 9 stories)']);
    expect(find('tome')).toEqual(['São Tomé (Topic, 40 stories)']);
    expect(find('castel')).toEqual(['Ruth Castellane (Author, 3 stories)']);
    expect(find('listen')).toEqual(['To listen to (Podcast)']);
    expect(find('חדש')).toEqual(['חדשות הנמל (Feed)']);
    expect(find('har').map((one) => one.split(' (')[0])).toEqual(['Harbour News', 'harvest']);
  });

  test('shows at most the twelve most used, and nothing for an empty search', () => {
    expect(find('topic')).toHaveLength(12);
    expect(find('topic')[0]).toBe('topic 29 (Topic, 30 stories)');
    expect(find('topic 00')).toEqual(['topic 00 (Topic, 1 story)']);
    for (const text of ['', ' ', '!', 'zebra']) expect(find(text)).toEqual([]);
  });
});

test('a title keeps the newsroom’s name if nothing follows it', () => {
  expect(shortTitle('Harbour News', 'Harbour News: every language')).toBe('Every language');
  for (const title of ['Harbour News', 'Harbour Newsletter', 'Israel', 'Harbour News: ']) {
    expect(shortTitle('Harbour News', title)).toBe(title);
  }
});
