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

  test('has the newsroom’s own first, podcasts and other languages apart, without its name before each', () => {
    expect(groups.slice(0, 3)).toEqual([
      {
        label: 'The newsroom’s feeds',
        choices: [
          { value: 'top', label: 'Harbour News' },
          { value: 'israel', label: 'Israel' },
        ],
      },
      { label: 'Podcasts', choices: [{ value: 'listen', label: 'To listen to' }] },
      { label: 'In other languages', choices: [{ value: 'hebrew', label: 'חדשות הנמל' }] },
    ]);
  });

  test('leaves out a category that has a feed of its own', () => {
    expect(groups[3]).toEqual({ label: 'Categories', choices: [{ value: 'category/world', label: 'World' }] });
  });

  test('has the dozen tags with the most stories, in the order of their names', () => {
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

  test('finds by the beginning of any word, capitals and accents apart, whole names first', () => {
    expect(find('ISR')).toEqual(['Israel (Feed)', 'Israel (Category, 9 stories)']);
    expect(find('tome')).toEqual(['São Tomé (Topic, 40 stories)']);
    expect(find('castel')).toEqual(['Ruth Castellane (Author, 3 stories)']);
    expect(find('listen')).toEqual(['To listen to (Podcast)']);
    expect(find('חדש')).toEqual(['חדשות הנמל (Feed)']);
    expect(find('har').map((one) => one.split(' (')[0])).toEqual(['Harbour News', 'harvest']);
  });

  test('shows a dozen at most, those with the most stories, and nothing for nothing', () => {
    expect(find('topic')).toHaveLength(12);
    expect(find('topic')[0]).toBe('topic 29 (Topic, 30 stories)');
    expect(find('topic 00')).toEqual(['topic 00 (Topic, 1 story)']);
    for (const text of ['', ' ', '!', 'zebra']) expect(find(text)).toEqual([]);
  });
});

test('a title loses the newsroom’s name only where something else stands behind it', () => {
  expect(shortTitle('Harbour News', 'Harbour News: every language')).toBe('Every language');
  for (const title of ['Harbour News', 'Harbour Newsletter', 'Israel', 'Harbour News: ']) {
    expect(shortTitle('Harbour News', title)).toBe(title);
  }
});
