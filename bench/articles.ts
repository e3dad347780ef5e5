import type { ArticleDraft } from '../src/model/article.ts';
import { slugify, toTerm } from '../src/model/term.ts';
import { openDice } from './dice.ts';

/** What generated articles look like. */
export interface ArticleShape {
  /** Length of the HTML of an article, in characters, nearly the same in UTF-8. */
  readonly length: number;
  /** How many different tags there are; every article has one of them, in turn. */
  readonly tags: number;
}

/** The first article is this old, and each further one a little younger; the day on which the archive begins. */
const FIRST = Date.parse('2010-01-04T06:00:00Z');
/** Between two articles, in milliseconds: 200,000 of them end in 2021, so that none has a date to come. */
const APART_MS = 30 * 60 * 1000;
const SEED = 20_261_124;
const CATEGORIES = ['World', 'Israel', 'Missions', 'Culture', 'Devotions', 'Middle East', 'US', 'Persecuted Church'];
const AUTHORS = 40;
/** Different words; with these and Zipf's law the text packs about as well as English news does (gzip to 0.37). */
const WORDS = 6_000;
/** Different paragraphs of which articles are put together, so that two hundred thousand are made in seconds. */
const PARAGRAPHS = 2_000;

/** Makes articles by their number, the same ones each time: 0 is the oldest. Text of invented words about invented people. */
export function articleMaker({ length, tags }: ArticleShape): (number: number) => ArticleDraft {
  const words = makeWords();
  const paragraphs = Array.from({ length: PARAGRAPHS }, (_, index) => makeParagraph(words, index));

  return (number) => {
    const dice = openDice(SEED + number);
    const title = capitalise(Array.from({ length: 8 }, () => words.pick(dice)).join(' '));
    let contentHtml = `<p>Story ${number}, ${title.toLowerCase()}.</p>`;
    while (contentHtml.length < length) contentHtml += `\n${paragraphs[dice.below(PARAGRAPHS)]}`;
    return {
      sourceId: 'bench',
      externalId: `story-${number}`,
      title,
      summary: Array.from({ length: 24 }, () => words.pick(dice)).join(' '),
      contentHtml,
      slug: slugify(title),
      canonicalUrl: `https://newsroom.example/stories/${number}`,
      byline: [{ name: `Reporter ${number % AUTHORS}`, role: 'correspondent' }],
      dateline: 'JERUSALEM (Bench News)',
      categories: [toTerm(CATEGORIES[number % CATEGORIES.length] ?? 'World')],
      tags: [toTerm(`Topic ${number % tags}`)],
      language: 'en',
      image: {
        url: `https://newsroom.example/pictures/${number}.jpg`,
        alt: 'A street in the morning',
        width: 1600,
        height: 1067,
        type: 'image/jpeg',
        bytes: 240_000 + number,
      },
      state: 'published',
      publishedAt: FIRST + number * APART_MS,
    };
  };
}

interface Words {
  pick(dice: ReturnType<typeof openDice>): string;
}

function makeWords(): Words {
  const dice = openDice(SEED);
  const syllable = () =>
    `${'bcdfghklmnprstvw'[dice.below(16)]}${'aeiou'[dice.below(5)]}${['', 'n', 'r', 's', 'l'][dice.below(5)]}`;
  const list = Array.from({ length: WORDS }, (_, rank) =>
    Array.from({ length: rank < 60 ? 1 : 2 + dice.below(3) }, syllable).join(''),
  );
  // Zipf's law: the logarithm of the rank is evenly spread.
  return { pick: (other) => list[Math.floor(WORDS ** other.fraction()) - 1] ?? '' };
}

function makeParagraph(words: Words, index: number): string {
  const dice = openDice(SEED * 3 + index);
  const sentence = () => `${capitalise(Array.from({ length: 8 + dice.below(14) }, () => words.pick(dice)).join(' '))}.`;
  const text = Array.from({ length: 3 + dice.below(3) }, sentence).join(' ');
  return index % 5 === 0
    ? `<p>${text} <a href="https://relief.example/${index}?from=story&amp;lang=en">${words.pick(dice)}</a></p>`
    : `<p>${text}</p>`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
