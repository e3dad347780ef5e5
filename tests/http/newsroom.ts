import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Express } from 'express';
import { type Logger, pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { buildCatalog } from '../../src/catalog/catalog.ts';
import { checkPage } from '../../src/check-page/check-page.ts';
import type { FetchPage } from '../../src/check-page/fetch-page.ts';
import type { Config } from '../../src/config.ts';
import { loadConfig } from '../../src/config.ts';
import { openAccessLog } from '../../src/http/access-log.ts';
import type { Source } from '../../src/ingest/source-kinds.ts';
import type { Bucket } from '../../src/media/bucket.ts';
import type { ArticleDraft } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../../src/model/feed-definition.ts';
import type { MintId } from '../../src/model/ids.ts';
import { omitUndefined } from '../../src/model/omit-undefined.ts';
import type { Site } from '../../src/model/site.ts';
import { slugify, toTerm } from '../../src/model/term.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import { openNewsroom as openWholeNewsroom, type Newsroom as WholeNewsroom } from '../../src/newsroom.ts';
import { embedMethodCode } from '../../src/pages/builder/embed-method-code.ts';
import { openPages } from '../../src/pages/open-pages.ts';
import type { FrameCode, SecondScript } from '../../src/publish/widget-code.ts';
import type { WidgetVersion } from '../../src/publish/widget-versions.ts';

export const T0 = Date.parse('2026-11-20T08:00:00Z');
export const SITE: Site = { name: 'Example News', publicUrl: 'https://news.example.org' };

/** The whole server in one process, with a store in memory and a clock that the test sets. */
export interface Newsroom extends WholeNewsroom {
  readonly app: Express;
  /** Sets the clock, and announces what is due. */
  setTime(now: Timestamp): Promise<void>;
  /** Saves drafts, and brings documents up to date. */
  publish(...drafts: readonly ArticleDraft[]): Promise<void>;
  /** Replaces the feed definitions. */
  define(...feeds: readonly FeedDefinition[]): Promise<void>;
}

/** An error in the background fails the test. */
const FAILING_LOG = {
  info: () => undefined,
  warn: () => undefined,
  error: ({ err }: { readonly err?: unknown }, message: string): void => {
    throw new Error(message, { cause: err });
  },
};

/** The real code would take the bundler a second. */
const FRAME_CODE: FrameCode = { script: 'void 0', css: {} };

/** Opens a newsroom with these feeds and articles. */
export async function openNewsroom(
  feeds: readonly FeedDefinition[],
  drafts: readonly ArticleDraft[],
  {
    publicUrl = SITE.publicUrl,
    timeZone = 'UTC',
    widgetCode = async () => 'void tidings;',
    secondScript = async () => ({ path: '/v1/tidings-archive.12345678.js', code: 'export {};' }),
    widgetVersions = [],
    frameCode = async () => FRAME_CODE,
    moves = {},
    fetchPage = async () => ({ kind: 'failed', problem: 'host-not-public' }),
    log = pino({ level: 'silent' }),
    sources = [],
    database = { kind: 'memory' },
    newsroomToken = '',
    feedsDir,
    bucket,
    mintId,
    isStopping = () => false,
    environment = {},
    deliveryDelayMs,
    backgroundLog = FAILING_LOG,
  }: {
    publicUrl?: string;
    timeZone?: string;
    widgetCode?: () => Promise<string>;
    widgetVersions?: readonly WidgetVersion[];
    secondScript?: () => Promise<SecondScript>;
    frameCode?: () => Promise<FrameCode>;
    moves?: Record<string, string>;
    fetchPage?: FetchPage;
    log?: Logger;
    sources?: readonly Source[];
    database?: Config['DATABASE_URL'];
    newsroomToken?: string;
    /** The folder of feed definitions, for a test that watches it. */
    feedsDir?: string;
    /** Has the media. */
    bucket?: Bucket;
    mintId?: MintId;
    isStopping?: () => boolean;
    /** Options of the server. */
    environment?: Readonly<Record<string, string>>;
    deliveryDelayMs?: number;
    /** For a test that causes an error in the background. */
    backgroundLog?: typeof FAILING_LOG;
  } = {},
): Promise<Newsroom> {
  let now = T0;
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-newsroom-'));
  const newsroom = await openWholeNewsroom({
    config: {
      ...loadConfig(environment),
      TIMEZONE: timeZone,
      DATABASE_URL: database,
      MEDIA_DIR: path.join(folder, 'media'),
      ...omitUndefined({ bucket }),
    },
    files: { folder: feedsDir ?? folder, catalog: buildCatalog(feeds, new Map(Object.entries(moves))), sources },
    clock: () => now,
    log: backgroundLog,
    ...omitUndefined({ mintId, deliveryDelayMs }),
  });
  const { store } = newsroom;
  const site = { ...SITE, publicUrl, timeZone };
  const app = createApp({
    ...newsroom,
    isStopping,
    site,
    pages: openPages(),
    widgetCode,
    widgetVersions: async () => widgetVersions,
    checkPage: (address, found) =>
      checkPage(address, fetchPage, {
        ...found,
        site,
        buildCode: (method, definition, options) => embedMethodCode(method, { site, definition, options }),
        releases: new Map(widgetVersions.map(({ version, code }) => [version, code])),
      }),
    secondScript,
    frameCode,
    trustProxy: 0,
    newsroomToken,
    accessLog: openAccessLog(undefined),
    log,
  });
  const publish = async (...more: readonly ArticleDraft[]): Promise<void> => {
    await store.save(more, now);
    await newsroom.checkNow();
  };
  await publish(...drafts);
  return {
    ...newsroom,
    app,
    publish,
    define: (...definitions) => newsroom.setCatalog(buildCatalog(definitions)),
    async setTime(moment) {
      now = moment;
      await newsroom.checkNow();
    },
    async close() {
      await newsroom.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A published article an hour old, with the overrides of the test. */
export function draftOf(title: string, overrides: Partial<ArticleDraft> = {}): ArticleDraft {
  return {
    sourceId: 'test',
    externalId: title,
    slug: slugify(title),
    title,
    summary: `Summary of ${title}.`,
    contentHtml: `<p>Body of the article. ${'It goes on for a while. '.repeat(20)}</p>`,
    byline: [{ name: 'Ada Brook', role: 'reporter' }],
    categories: [toTerm('World')],
    tags: [],
    language: 'en',
    state: 'published',
    publishedAt: T0 - 3_600_000,
    ...overrides,
  };
}

/** A feed of everything, with the overrides of the test. */
export function feedOf(id: string, overrides: Partial<FeedDefinition> = {}): FeedDefinition {
  return {
    id,
    title: `Feed ${id}`,
    description: `What ${id} is about`,
    language: 'en',
    select: EMPTY_SELECTION,
    exclude: EMPTY_SELECTION,
    count: 50,
    content: 'full',
    ...overrides,
  };
}
