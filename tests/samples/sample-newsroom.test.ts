import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { importDefinitionImages } from '../../src/catalog/import-definition-images.ts';
import { isDefinitionFile, loadCatalog } from '../../src/catalog/load-catalog.ts';
import { createImporter } from '../../src/ingest/importer.ts';
import { loadSources } from '../../src/ingest/load-sources.ts';
import { openMediaStore } from '../../src/media/media-store.ts';
import { articleUrl, guidOf } from '../../src/model/addresses.ts';
import type { Article, ArticleDraft, ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { SYNDICATION_FORMATS, type SyndicationFormat } from '../../src/model/feed-formats.ts';
import { type Checked, formatProblem, type Problem } from '../../src/model/problem.ts';
import { toRfc3339 } from '../../src/model/timestamp.ts';
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

const FEED_IDS = readdirSync('feeds')
  .filter((name) => isDefinitionFile(name))
  .map((name) => path.basename(name, '.yaml'));

let mediaFolder: string;
let catalog: Catalog;
let problems: readonly Problem[];
let newsroom: Newsroom;
let articles: readonly Article[];

beforeAll(async () => {
  mediaFolder = await mkdtemp(path.join(tmpdir(), 'tidings-media-'));
  const loaded = valid(await loadCatalog('feeds'));
  const { addImage } = await openMediaStore(mediaFolder);
  const imported = await importDefinitionImages(loaded, 'feeds', addImage);
  catalog = imported.catalog;
  const read = await readSamples();
  problems = [...imported.problems, ...read.problems];
  newsroom = await openNewsroom(loaded.feeds, read.drafts, { feedsDir: 'feeds' });
  articles = await newsroom.store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 500 });
});

afterAll(async () => {
  await newsroom.close();
  await rm(mediaFolder, { recursive: true });
});

/** Reads all sample files at `T0`. */
async function readSamples(): Promise<{ drafts: readonly ArticleDraft[]; problems: readonly Problem[] }> {
  const drafts: ArticleDraft[] = [];
  const store = {
    getSourceEpoch: async () => T0,
    async save(batch: readonly ArticleDraft[]) {
      drafts.push(...batch);
      return batch.map(({ title }) => ({ kind: 'created' as const, id: '' as ArticleId, title }));
    },
  };
  const importer = createImporter({
    store,
    media: await openMediaStore(mediaFolder),
    clock: () => T0,
    timeZone: 'UTC',
  });
  const found: Problem[] = [];
  for (const source of valid(await loadSources('feeds/sources.yaml'))) {
    const { refused, leftOut } = await importer.importFiles(source, await listArticleFiles(source));
    found.push(...refused, ...leftOut);
  }
  return { drafts, problems: found };
}

function valid<T>(checked: Checked<T>): T {
  if (checked.kind === 'invalid') throw new Error(checked.problems.map(formatProblem).join('\n'));
  return checked.value;
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

describe('the sample newsroom', () => {
  test('is read without problems, and shows at least sixteen articles', () => {
    expect(problems.map(formatProblem)).toEqual([]);
    expect(articles.length).toBeGreaterThanOrEqual(16);
  });

  test('dates its releases by their text, so that a new checkout does not make them the latest', () => {
    const releases = articles.filter(({ sourceId }) => sourceId === 'wire');
    expect(releases.map(({ publishedAt }) => toRfc3339(publishedAt))).toEqual([
      '2026-11-02T07:45:00Z',
      '2026-10-30T10:20:00Z',
    ]);
    expect(new Set(articles.map(({ publishedAt }) => publishedAt)).size).toBe(articles.length);
  });

  test('has an article in each of its eight categories', async () => {
    const categories = await newsroom.store.listVisibleCategories();
    expect(categories.map(({ slug }) => slug).toSorted()).toEqual(
      'culture devotions israel middle-east missions persecuted-church us world'.split(' '),
    );
  });

  test.each<readonly [string, (article: Article) => boolean]>([
    ['in Hebrew', ({ language }) => language === 'he'],
    ['in Arabic', ({ language }) => language === 'ar'],
    ['in Spanish', ({ language }) => language === 'es'],
    ['with audio', ({ audio }) => audio?.type === 'audio/mpeg' && (audio.bytes ?? 0) > 0],
    ['with "&", "<", quotes and an emoji in its headline', ({ title }) => /"Salt & Light".*‘We <3.*’ 🎶/u.test(title)],
    [
      'that was corrected',
      ({ correction, updatedAt, publishedAt }) => correction !== undefined && updatedAt > publishedAt,
    ],
    ['by several people', ({ byline }) => byline.length > 1],
    ['with an image and its credit', ({ image }) => image?.credit !== undefined && image.thumbnail !== undefined],
  ])('has an article %s', (_what, isSuch) => {
    expect(articles.filter(isSuch).length).toBeGreaterThan(0);
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

  test('has all images and audio in the media folder', async () => {
    const files = new Set(await readdir(mediaFolder));
    const named = new Set<string>();
    for (const address of listSurfaces()) {
      for (const [, file = ''] of (await read(address)).matchAll(MEDIA_URL)) named.add(file);
    }
    expect(named.size).toBeGreaterThan(20);
    expect([...named].filter((file) => !files.has(file))).toEqual([]);
  });
});

describe.each(FEED_IDS)('the feed %s', (id) => {
  test.each(SYNDICATION_FORMATS)(
    'is valid as %s, and every reader gets each story once, as it was published',
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
