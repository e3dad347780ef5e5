import type { Article, ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type FeedDefinition, type Podcast } from '../../src/model/feed-definition.ts';
import type { Site } from '../../src/model/site.ts';
import { toTerm } from '../../src/model/term.ts';
import { buildFeedDocument, type DocumentWindow, type FeedDocument } from '../../src/render/feed-document.ts';

/** An invented newsroom for tests of the renderers. */
export const site: Site = { name: 'Olive Branch News', publicUrl: 'https://news.example.org' };

/** The id of the n-th article. */
export function idOf(n: number): ArticleId {
  return `01934f00-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as ArticleId;
}

/** An ordinary article, with changes for a test. */
export function article(n: number, parts: Partial<Article> = {}): Article {
  return {
    id: idOf(n),
    sourceId: 'desk',
    externalId: `story-${n}`,
    slug: `story-${n}`,
    title: `Story ${n}`,
    summary: `What story ${n} is about.`,
    contentHtml: `<p>The text of story ${n}.</p>`,
    byline: [{ name: 'Miriam Calloway' }],
    categories: [toTerm('World')],
    tags: [],
    language: 'en',
    state: 'published',
    publishedAt: Date.UTC(2026, 10, 23, 8, 0) - n * 3_600_000,
    updatedAt: Date.UTC(2026, 10, 23, 8, 0) - n * 3_600_000,
    version: 1,
    ...parts,
  };
}

/** A feed of all articles, with changes for a test. */
export function definition(parts: Partial<FeedDefinition> = {}): FeedDefinition {
  return {
    id: 'top',
    title: 'Top stories',
    description: 'The latest from Olive Branch News.',
    language: 'en',
    select: EMPTY_SELECTION,
    exclude: EMPTY_SELECTION,
    count: 50,
    content: 'full',
    ...parts,
  };
}

/** A document of a feed with these articles. */
export function documentOf(
  articles: readonly Article[],
  parts: Partial<FeedDefinition> = {},
  window: Omit<DocumentWindow, 'articles'> = {},
): FeedDocument {
  const updated = articles.length === 0 ? {} : { updated: Math.max(...articles.map((each) => each.updatedAt)) };
  return buildFeedDocument(site, definition(parts), { articles, ...updated, ...window });
}

/** The podcast of a feed. */
export const podcast: Podcast = {
  author: 'Olive Branch & friends',
  owner: { name: 'Dana Whitfield', email: 'podcast@news.example.org' },
  categories: [{ name: 'Religion & Spirituality', subcategory: 'Christianity' }, { name: 'News' }],
  explicit: false,
  artwork: 'https://news.example.org/media/artwork.jpg',
  type: 'episodic',
  locked: true,
};

export const imageArticle = article(1, {
  title: 'Bakers & builders: "we start again" 🕊️',
  summary: 'A bakery in Kfar Zayit opens its ovens <3 weeks after the flood.',
  contentHtml:
    '<p>The ovens were lit before dawn.</p>\n<p>“We start again,” said one baker. Read <a href="https://relief.example.org/?a=1&amp;b=2">how to help</a>.</p>',
  dateline: 'KFAR ZAYIT (Olive Branch News)',
  byline: [
    { name: 'Miriam Calloway', role: 'Senior Correspondent', url: 'https://news.example.org/people/calloway' },
    { name: "Tomás O'Rourke" },
  ],
  categories: [toTerm('Israel'), toTerm('Middle East')],
  tags: [toTerm('Flood & aftermath')],
  canonicalUrl: 'https://www.olivebranch.example/2026/11/bakers?ref=a&lang=en',
  image: {
    url: 'tidings-media:0a1b2c3d4e5f60718293a4b5c6d7e8f9.jpg',
    alt: 'Two bakers at an oven',
    credit: 'Dana Whitfield/Olive Branch',
    caption: 'The first loaves, at four in the morning.',
    width: 1600,
    height: 1067,
    type: 'image/jpeg',
    bytes: 245_118,
    thumbnail: {
      url: 'tidings-media:ffeeddccbbaa99887766554433221100.jpg',
      width: 320,
      height: 240,
      type: 'image/jpeg',
    },
  },
  licence: 'CC-BY-4.0',
});

export const audioArticle = article(2, {
  title: 'Morning devotion: the lamp',
  summary: 'Six minutes on Psalm 119.',
  audio: {
    url: 'tidings-media:11112222333344445555666677778888.mp3',
    type: 'audio/mpeg',
    bytes: 5_812_004,
    duration: 363.2,
  },
  categories: [toTerm('Devotions')],
  licence: 'Free to broadcast with credit.',
});

const correctedArticle = article(3, {
  title: 'Clinic reopens in the Marsh villages',
  updatedAt: Date.UTC(2026, 10, 23, 9, 30),
  correction: {
    text: 'An earlier version named the wrong village. It is Tell Amara.',
    at: Date.UTC(2026, 10, 23, 9, 30),
  },
});

export const spanishArticle = article(4, {
  title: '«La puerta está abierta», dice la pastora',
  summary: 'Una iglesia de montaña recibe a los caminantes.',
  contentHtml: '<p>La puerta está abierta todo el año.</p>',
  language: 'es-MX',
  byline: [{ name: 'Inés Villaverde' }],
  categories: [toTerm('Misiones')],
});

export const hebrewArticle = article(5, {
  title: 'התזמורת חוזרת לכיכר – "ערב ראשון"',
  summary: 'לראשונה מזה שנה נוגנה מוזיקה בכיכר העיר.',
  contentHtml: '<p>הנגנים הגיעו מוקדם.</p>',
  dateline: 'ירושלים',
  language: 'he',
  byline: [{ name: 'נועה ברק' }],
  categories: [toTerm('תרבות')],
  correction: { text: 'שם המנצח תוקן.', at: Date.UTC(2026, 10, 22, 12, 0) },
  updatedAt: Date.UTC(2026, 10, 23, 4, 0),
});

export const arabicArticle = article(6, {
  title: 'المزارعون يعودون إلى حقول الزيتون',
  summary: 'بدأ موسم القطاف هذا العام متأخرًا.',
  contentHtml: '<p>بدأ الموسم متأخرًا.</p>',
  language: 'ar',
  byline: [{ name: 'سلمى حداد' }],
});

/** All articles, newest first. */
export const articles: readonly Article[] = [
  imageArticle,
  audioArticle,
  correctedArticle,
  spanishArticle,
  hebrewArticle,
  arabicArticle,
];
