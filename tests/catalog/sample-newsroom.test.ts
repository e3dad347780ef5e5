import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { createImporter } from '../../src/ingest/importer.ts';
import { loadSources } from '../../src/ingest/load-sources.ts';
import type { ImportReport } from '../../src/ingest/source-kind.ts';
import { openMediaStore } from '../../src/media/media-store.ts';
import type { Article } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { type Checked, formatProblem } from '../../src/model/problem.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { listArticleFiles } from '../ingest/list-article-files.ts';

const FEEDS = path.resolve('feeds');
const MEDIA = path.join(FEEDS, 'articles/media');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Later than the dates of the sample releases. */
const FIRST_READ: Timestamp = Date.UTC(2040, 0, 1);

const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

let now = FIRST_READ;
let mediaFolder: string;
let catalog: Catalog;
let store: ArticleStore;
let first: readonly ImportReport[];

/** Reads every sample source as the server does at the start. */
let importAll: () => Promise<readonly ImportReport[]>;

beforeAll(async () => {
  mediaFolder = await mkdtemp(path.join(tmpdir(), 'tidings-media-'));
  catalog = valid(await loadCatalog(FEEDS));
  store = await openStore({ database: { kind: 'memory' }, mintId: mintUuidV7 });
  const sources = valid(await loadSources(path.join(FEEDS, 'sources.yaml')));
  const importer = createImporter({
    store,
    media: await openMediaStore(mediaFolder),
    clock: () => now,
    timeZone: 'UTC',
  });
  importAll = async () => {
    const reports: ImportReport[] = [];
    for (const source of sources) reports.push(await importer.importFiles(source, await listArticleFiles(source)));
    await store.announceDue(now);
    return reports;
  };
  first = await importAll();
});

afterAll(async () => {
  await store.close();
  await rm(mediaFolder, { recursive: true });
});

function valid<T>(checked: Checked<T>): T {
  if (checked.kind === 'invalid') throw new Error(checked.problems.map(formatProblem).join('\n'));
  return checked.value;
}

function listAll(): Promise<readonly Article[]> {
  return store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 500 });
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
        async ({ select, exclude }) => (await store.listVisible({ select, exclude, limit: 500 })).length,
      ),
    );
    expect(catalog.feeds[0]?.id).toBe('top');
    expect(counts[0]).toBeGreaterThanOrEqual(18);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
  });

  test('has articles in eight categories and four languages', async () => {
    const categories = (await store.listVisibleCategories()).map(({ label }) => label);
    expect([...categories].sort()).toEqual([
      'Culture',
      'Devotions',
      'Israel',
      'Middle East',
      'Missions',
      'Persecuted Church',
      'US',
      'World',
    ]);
    expect(new Set((await listAll()).map(({ language }) => language))).toEqual(new Set(['en', 'es', 'he', 'ar']));
  });

  test('has articles of 100 to 600 words, each with a byline and a summary', async () => {
    for (const { slug, contentHtml, byline, summary } of await listAll()) {
      const words = countWords(contentHtml);
      expect({ slug, fits: words >= 100 && words <= 600 }).toEqual({ slug, fits: true });
      expect({ slug, signed: byline.length > 0, summed: summary !== '' }).toEqual({ slug, signed: true, summed: true });
    }
  });

  test('is current on the day of its first reading, and goes nine days back', async () => {
    const ages = (await listAll()).map(({ publishedAt }) => FIRST_READ - publishedAt).filter((age) => age <= 9 * DAY);
    expect(Math.min(...ages)).toBeLessThan(HOUR);
    expect(ages.filter((age) => age < DAY).length).toBeGreaterThanOrEqual(8);
    expect(Math.max(...ages)).toBe(9 * DAY);
  });

  test('has a title with an ampersand, quotes, a less-than sign and an emoji, kept as typed', async () => {
    const titles = (await listAll()).map(({ title }) => title);
    expect(titles).toContain('"Salt & Light" Choir Sings Five Ports Home: ‘We <3 the Night Shift’ 🎶');
  });

  test('has an article with audio and one with a correction', async () => {
    const articles = await listAll();
    const audio = articles.flatMap((article) => (article.audio ? [article.audio] : []));
    expect(audio).toEqual([expect.objectContaining({ type: 'audio/mpeg', bytes: 128_627, duration: 16 })]);
    expect(articles.filter(({ correction }) => correction !== undefined).map(({ slug }) => slug)).toEqual([
      'after-fourteen-months-in-prison-a-pastor-comes-home-to-a-full-church',
    ]);
  });

  test('gives the reason for its retracted article', async () => {
    const changes = await store.listChanges(0, 500);
    const retracted = changes.filter(({ kind }) => kind === 'retracted');
    const stones = await Promise.all(retracted.map(({ articleId }) => store.findRetracted(articleId)));
    expect(stones.map((stone) => stone?.retraction?.reason)).toEqual([
      expect.stringContaining('could not be confirmed'),
    ]);
  });

  test('does not show its draft, its retracted article, and the one under embargo', async () => {
    const shown = (await listAll()).map(({ title }) => title).join('\n');
    for (const hidden of ['Footbridge', 'Library Van', 'Oratorio']) expect(shown).not.toContain(hidden);
  });

  test('has images with a credit, of at most 63 kB each', async () => {
    for (const name of (await readdir(MEDIA)).filter((file) => file.endsWith('.jpg'))) {
      expect({ name, light: (await stat(path.join(MEDIA, name))).size <= 63_000 }).toEqual({ name, light: true });
    }
    const pictures = (await listAll()).flatMap(({ image }) => (image ? [image] : []));
    expect(pictures.length).toBeGreaterThanOrEqual(18);
    expect(pictures.filter(({ credit }) => credit === undefined)).toEqual([]);
  });

  test('is the same after every restart', async () => {
    const before = await listAll();
    const seq = await store.getLastSeq();
    now = FIRST_READ + HOUR;
    const again = await importAll();
    expect(again.map(({ created, updated }) => ({ created, updated }))).toEqual(
      again.map(() => ({ created: 0, updated: 0 })),
    );
    expect(await listAll()).toEqual(before);
    expect(await store.getLastSeq()).toBe(seq);
  });

  test('publishes the lost oratorio when its embargo ends', async () => {
    const seq = await store.getLastSeq();
    now = FIRST_READ + 2 * DAY + HOUR;
    await importAll();
    expect((await listAll())[0]?.title).toContain('Oratorio');
    expect((await store.listChanges(seq, 500)).map(({ kind }) => kind)).toEqual(['published']);
  });
});
