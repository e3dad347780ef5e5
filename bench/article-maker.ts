import type { ArticleDraft } from '../src/model/article.ts';
import { slugify, toTerm } from '../src/model/term.ts';
import { createRandom } from './random.ts';

/** Size and variety of generated articles. */
export interface ArticleShape {
  /** Length of an article's HTML, in characters. */
  readonly length: number;
  /** Number of different tags; each article has one. */
  readonly tags: number;
}

const FIRST = Date.parse('2010-01-04T06:00:00Z');
/** The last of 200,000 articles is of 2021: none has a future date. */
const INTERVAL_MS = 30 * 60 * 1000;
const SEED = 20_261_124;
const CATEGORIES = ['World', 'Israel', 'Missions', 'Culture', 'Devotions', 'Middle East', 'US', 'Persecuted Church'];
const AUTHORS = 40;
/** With this number of different words and Zipf's law, text compresses like English news (gzip to 0.37). */
const WORDS = 6_000;
/** Articles are combined from these, so that 200,000 take seconds. */
const PARAGRAPHS = 2_000;

/** Makes articles by number, 0 being the oldest; the same number gives the same article. */
export function articleMaker({ length, tags }: ArticleShape): (number: number) => ArticleDraft {
  const words = makeWords();
  const paragraphs = Array.from({ length: PARAGRAPHS }, (_, index) => makeParagraph(words, index));

  return (number) => {
    const random = createRandom(SEED + number);
    const title = capitalise(Array.from({ length: 8 }, () => words.pick(random)).join(' '));
    let contentHtml = `<p>Story ${number}, ${title.toLowerCase()}.</p>`;
    while (contentHtml.length < length) contentHtml += `\n${paragraphs[random.below(PARAGRAPHS)]}`;
    return {
      sourceId: 'bench',
      externalId: `story-${number}`,
      title,
      summary: Array.from({ length: 24 }, () => words.pick(random)).join(' '),
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
      publishedAt: FIRST + number * INTERVAL_MS,
    };
  };
}

interface Words {
  pick(random: ReturnType<typeof createRandom>): string;
}

function makeWords(): Words {
  const random = createRandom(SEED);
  const syllable = () =>
    `${'bcdfghklmnprstvw'[random.below(16)]}${'aeiou'[random.below(5)]}${['', 'n', 'r', 's', 'l'][random.below(5)]}`;
  const list = Array.from({ length: WORDS }, (_, rank) =>
    Array.from({ length: rank < 60 ? 1 : 2 + random.below(3) }, syllable).join(''),
  );
  // Zipf's law: the logarithm of the rank is uniform.
  return { pick: (other) => list[Math.floor(WORDS ** other.fraction()) - 1] ?? '' };
}

function makeParagraph(words: Words, index: number): string {
  const random = createRandom(SEED * 3 + index);
  const sentence = () =>
    `${capitalise(Array.from({ length: 8 + random.below(14) }, () => words.pick(random)).join(' '))}.`;
  const text = Array.from({ length: 3 + random.below(3) }, sentence).join(' ');
  return index % 5 === 0
    ? `<p>${text} <a href="https://relief.example/${index}?from=story&amp;lang=en">${words.pick(random)}</a></p>`
    : `<p>${text}</p>`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
