import { readdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { isDefinitionFile, loadCatalog } from '../../src/catalog/load-catalog.ts';
import { createImporter } from '../../src/ingest/importer.ts';
import { loadSources } from '../../src/ingest/load-sources.ts';
import type { ImportReport } from '../../src/ingest/source-kind.ts';
import { articleUrl, guidOf } from '../../src/model/addresses.ts';
import type { Article } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { SYNDICATION_FORMATS, type SyndicationFormat } from '../../src/model/feed-formats.ts';
import { type Checked, formatProblem } from '../../src/model/problem.ts';
import { type Timestamp, toRfc3339 } from '../../src/model/timestamp.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { type Newsroom, openNewsroom, SITE, T0 } from '../http/newsroom.ts';
import { listArticleFiles } from '../ingest/list-article-files.ts';
import { readers } from '../render/reading.ts';

const VALIDATORS: Readonly<Record<SyndicationFormat, (text: string) => readonly string[]>> = {
  rss: validateRss,
  atom: validateAtom,
  json: validateJsonFeed,
};
const MEDIA_URL = new RegExp(`${SITE.publicUrl}/media/([0-9a-f]+\\.[a-z0-9]+)`, 'g');
/** Words of headlines that nobody may see: of a draft, a retracted article, and one under embargo. */
const HIDDEN = ['Footbridge', 'Library Van', 'Oratorio'];
const SAMPLE_IMAGES = 'feeds/articles/media';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

const FEED_IDS = readdirSync('feeds')
  .filter((name) => isDefinitionFile(name))
  .map((name) => path.basename(name, '.yaml'));

let catalog: Catalog;
let newsroom: Newsroom;
let first: readonly ImportReport[];
let articles: readonly Article[];

/** Reads all sample files, as the server does at a start at that time. The first one is at `T0`. */
let importAll: (now: Timestamp) => Promise<readonly ImportReport[]>;

beforeAll(async () => {
  newsroom = await openNewsroom(valid(await loadCatalog('feeds')).feeds, [], { feedsDir: 'feeds' });
  catalog = newsroom.catalog();
  const sources = valid(await loadSources('feeds/sources.yaml'));
  importAll = async (now) => {
    const importer = createImporter({
      store: newsroom.store,
      media: newsroom.media,
      clock: () => now,
      timeZone: 'UTC',
    });
    const reports: ImportReport[] = [];
    for (const source of sources) reports.push(await importer.importFiles(source, await listArticleFiles(source)));
    await newsroom.setTime(now);
    return reports;
  };
  first = await importAll(T0);
  articles = await listAll();
});

afterAll(() => newsroom.close());

function valid<T>(checked: Checked<T>): T {
  if (checked.kind === 'invalid') throw new Error(checked.problems.map(formatProblem).join('\n'));
  return checked.value;
}

function listAll(): Promise<readonly Article[]> {
  return newsroom.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 500 });
}

async function read(address: string): Promise<string> {
  const answer = await request(newsroom.app).get(address).buffer(true).responseType('blob');
  expect([address, answer.status]).toEqual([address, 200]);
  return String(answer.body);
}

/** Every address that shows several articles. */
function listSurfaces(): readonly string[] {
  return [
    '/',
    '/feeds',
    '/feeds.opml',
    ...catalog.feeds.flatMap(({ id }) => [
      ...SYNDICATION_FORMATS.map((format) => `/feeds/${id}.${format}`),
      `/feeds/${id}`,
      `/v1/${id}.js?count=20`,
      `/v1/${id}.json?count=20`,
    ]),
  ];
}

function countWords(html: string): number {
  const text = html.replace(/<[^>]*>/g, ' ');
  return [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).length;
}

describe('the sample newsroom', () => {
  test('is read without problems', () => {
    expect(first.flatMap(({ refused, leftOut }) => [...refused, ...leftOut]).map(formatProblem)).toEqual([]);
  });

  test('has articles in every feed, most of them in the first', async () => {
    const counts = await Promise.all(
      catalog.feeds.map(
        async ({ select, exclude }) => (await newsroom.store.listVisible({ select, exclude, limit: 500 })).length,
      ),
    );
    expect(catalog.feeds[0]?.id).toBe('top');
    expect(counts[0]).toBeGreaterThanOrEqual(18);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
  });

  test('has articles in eight categories and four languages', async () => {
    const categories = await newsroom.store.listVisibleCategories();
    expect(categories.map(({ slug, label }) => `${slug} ${label}`).toSorted()).toEqual([
      'culture Culture',
      'devotions Devotions',
      'israel Israel',
      'middle-east Middle East',
      'missions Missions',
      'persecuted-church Persecuted Church',
      'us US',
      'world World',
    ]);
    expect(new Set(articles.map(({ language }) => language))).toEqual(new Set(['en', 'es', 'he', 'ar']));
  });

  test('has articles of 100 to 600 words, each with a byline and a summary', () => {
    for (const { slug, contentHtml, byline, summary } of articles) {
      const words = countWords(contentHtml);
      expect({ slug, fits: words >= 100 && words <= 600 }).toEqual({ slug, fits: true });
      expect({ slug, signed: byline.length > 0, summed: summary !== '' }).toEqual({ slug, signed: true, summed: true });
    }
    expect(articles.some(({ byline }) => byline.length > 1)).toBe(true);
  });

  test('is current on the day of its first reading, and goes nine days back', () => {
    const ages = articles.map(({ publishedAt }) => T0 - publishedAt).filter((age) => age <= 9 * DAY);
    expect(Math.min(...ages)).toBeLessThan(HOUR);
    expect(ages.filter((age) => age < DAY).length).toBeGreaterThanOrEqual(8);
    expect(Math.max(...ages)).toBe(9 * DAY);
  });

  test('dates its releases by their text, so that a new checkout does not make them the latest', () => {
    const releases = articles.filter(({ sourceId }) => sourceId === 'wire');
    expect(releases.map(({ publishedAt }) => toRfc3339(publishedAt))).toEqual([
      '2026-11-02T07:45:00Z',
      '2026-10-30T10:20:00Z',
    ]);
    expect(new Set(articles.map(({ publishedAt }) => publishedAt)).size).toBe(articles.length);
  });

  test('has a title with an ampersand, quotes, a less-than sign and an emoji, kept as typed', () => {
    const titles = articles.map(({ title }) => title);
    expect(titles).toContain('"Salt & Light" Choir Sings Five Ports Home: ‘We <3 the Night Shift’ 🎶');
  });

  test('has an article with audio and one with a correction', () => {
    const audio = articles.flatMap((article) => (article.audio ? [article.audio] : []));
    expect(audio).toEqual([expect.objectContaining({ type: 'audio/mpeg', bytes: 128_627, duration: 16 })]);
    const corrected = articles.filter(({ correction }) => correction !== undefined);
    expect(corrected.map(({ slug, updatedAt, publishedAt }) => [slug, updatedAt > publishedAt])).toEqual([
      ['after-fourteen-months-in-prison-a-pastor-comes-home-to-a-full-church', true],
    ]);
  });

  test('does not show its draft, its retracted article, and the one under embargo', async () => {
    for (const address of listSurfaces()) {
      const text = await read(address);
      expect([address, HIDDEN.filter((words) => text.includes(words))]).toEqual([address, []]);
    }
  });

  test('answers 410 with the reason for its retracted article', async () => {
    const retracted = (await newsroom.store.listChanges(0, 500)).filter(({ kind }) => kind === 'retracted');
    expect(retracted.length).toBe(1);
    const answer = await request(newsroom.app).get(`/articles/${retracted[0]?.articleId}`);
    expect([answer.status, answer.text]).toEqual([410, expect.stringContaining('could not be confirmed')]);
  });

  test('has images with a credit, of at most 63 kB each', async () => {
    for (const name of (await readdir(SAMPLE_IMAGES)).filter((file) => file.endsWith('.jpg'))) {
      const { size } = await stat(path.join(SAMPLE_IMAGES, name));
      expect({ name, light: size <= 63_000 }).toEqual({ name, light: true });
    }
    const images = articles.flatMap(({ image }) => (image ? [image] : []));
    expect(images.length).toBeGreaterThanOrEqual(18);
    expect(images.filter(({ credit, thumbnail }) => credit === undefined || thumbnail === undefined)).toEqual([]);
  });

  test('has all images and audio in the media folder', async () => {
    const named = new Set<string>();
    for (const address of listSurfaces()) {
      for (const [, file = ''] of (await read(address)).matchAll(MEDIA_URL)) named.add(file);
    }
    expect(named.size).toBeGreaterThan(20);
    for (const file of named) expect([file, await newsroom.media.read(file)]).toEqual([file, expect.anything()]);
  });
});

describe.each(FEED_IDS)('the feed %s', (id) => {
  test.each(SYNDICATION_FORMATS)(
    'is valid as %s, and every reader gets each article once, as it was published',
    async (format) => {
      const text = await read(`/feeds/${id}.${format}`);
      expect(VALIDATORS[format](text)).toEqual([]);

      const { select = EMPTY_SELECTION, exclude = EMPTY_SELECTION, count = 0, podcast } = catalog.find(id) ?? {};
      const chosen = await newsroom.store.listVisible({ select, exclude, limit: 500 });
      const expected = chosen.filter(({ audio }) => podcast === undefined || audio !== undefined).slice(0, count);
      expect(expected.length).toBeGreaterThan(0);
      for (const [reader, parse] of Object.entries(readers[format])) {
        const items = await parse(text);
        expect([reader, items.map(({ guid, title, link, published }) => ({ guid, title, link, published }))]).toEqual([
          reader,
          expected.map((article) => ({
            guid: guidOf(article.id),
            title: article.title,
            link: articleUrl(SITE, article),
            published: article.publishedAt,
          })),
        ]);
      }
    },
  );
});

describe('a later start of the sample newsroom', () => {
  test('changes nothing', async () => {
    const seq = await newsroom.store.getLastSeq();
    const again = await importAll(T0 + HOUR);
    expect(again.map(({ created, updated }) => ({ created, updated }))).toEqual(
      again.map(() => ({ created: 0, updated: 0 })),
    );
    expect(await listAll()).toEqual(articles);
    expect(await newsroom.store.getLastSeq()).toBe(seq);
  });

  test('publishes the article under embargo when its embargo ends', async () => {
    const seq = await newsroom.store.getLastSeq();
    await importAll(T0 + 2 * DAY + HOUR);
    expect((await listAll())[0]?.title).toContain('Oratorio');
    expect((await newsroom.store.listChanges(seq, 500)).map(({ kind }) => kind)).toEqual(['published']);
  });
});
