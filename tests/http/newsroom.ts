import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Express } from 'express';
import { type Logger, pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { buildCatalog } from '../../src/catalog/catalog.ts';
import { checkPage } from '../../src/check-page/check-page.ts';
import type { FetchPage } from '../../src/check-page/fetch-page.ts';
import { openAccessLog } from '../../src/http/access-log.ts';
import type { ArticleDraft } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../../src/model/feed-definition.ts';
import { SERVED_FORMATS } from '../../src/model/feed-formats.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import type { Site } from '../../src/model/site.ts';
import { slugify, toTerm } from '../../src/model/term.ts';
import type { Timestamp } from '../../src/model/timestamp.ts';
import { openPages } from '../../src/pages/open-pages.ts';
import { snippet } from '../../src/pages/snippet.ts';
import { feedKey } from '../../src/publish/document-keys.ts';
import { openFeedArchiver } from '../../src/publish/feed-archiver.ts';
import { followChanges, type RunningFollowers } from '../../src/publish/follow-changes.ts';
import { RepresentationCache } from '../../src/publish/representation-cache.ts';
import type { ArchiveScript, FrameCode } from '../../src/publish/widget-code.ts';
import type { WidgetVersion } from '../../src/publish/widget-versions.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';

export const T0 = Date.parse('2026-11-20T08:00:00Z');
export const SITE: Site = { name: 'Example News', publicUrl: 'https://news.example.org' };

/** The whole server in one process over a real store in memory, with a clock that the test moves. */
export interface Newsroom {
  readonly app: Express;
  readonly store: ArticleStore;
  readonly followers: RunningFollowers;
  readonly cache: RepresentationCache;
  /** Sets the clock, and lets the followers see what is due. */
  setTime(now: Timestamp): Promise<void>;
  /** Saves drafts and lets every cache hear of it. */
  publish(...drafts: readonly ArticleDraft[]): Promise<void>;
  /** Replaces the feed definitions, as a reload does. */
  define(...feeds: readonly FeedDefinition[]): void;
  close(): Promise<void>;
}

/** Stands for what takes the bundler a second. */
const FRAME_CODE: FrameCode = { script: 'void 0', css: {} };

/** Opens a newsroom with these feeds and articles. */
export async function openNewsroom(
  feeds: readonly FeedDefinition[],
  drafts: readonly ArticleDraft[],
  {
    publicUrl = SITE.publicUrl,
    widgetCode = async () => 'void tidings;',
    archiveScript = async () => ({ path: '/v1/tidings-archive.12345678.js', code: 'export {};' }),
    widgetVersions = [],
    frameCode = async () => FRAME_CODE,
    moves = {},
    fetchPage = async () => ({ kind: 'failed', problem: 'host-not-public' }),
    log = pino({ level: 'silent' }),
    isReady = () => true,
  }: {
    publicUrl?: string;
    widgetCode?: () => Promise<string>;
    widgetVersions?: readonly WidgetVersion[];
    archiveScript?: () => Promise<ArchiveScript>;
    frameCode?: () => Promise<FrameCode>;
    moves?: Record<string, string>;
    fetchPage?: FetchPage;
    log?: Logger;
    isReady?: () => boolean;
  } = {},
): Promise<Newsroom> {
  let now = T0;
  let catalog = buildCatalog(feeds, new Map(Object.entries(moves)));
  const mediaDir = await mkdtemp(path.join(tmpdir(), 'tidings-media-'));
  const store = await openStore({ databaseUrl: 'sqlite::memory:', mintId: mintUuidV7 });
  const cache = new RepresentationCache(64 * 1024 * 1024, isReady);
  const followers = await followChanges({
    store,
    clock: () => now,
    onChange: (change, holds) => cache.apply(change, holds),
    onFault: (fault) => {
      throw fault;
    },
  });
  const archiver = openFeedArchiver(
    store,
    ({ id }) => cache.invalidate(SERVED_FORMATS.map((format) => feedKey(id, format))),
    (fault) => {
      throw fault;
    },
  );
  const site = { ...SITE, publicUrl };
  const app = createApp({
    site,
    catalog: () => catalog,
    store,
    cache,
    archiver,
    clock: () => now,
    isReady,
    pages: openPages(),
    widgetCode,
    widgetVersions: async () => widgetVersions,
    checkPage: (address, found) =>
      checkPage(address, fetchPage, {
        ...found,
        site,
        writeSnippet: (definition, options) => snippet({ site, definition, options }),
      }),
    archiveScript,
    frameCode,
    mediaDir,
    trustProxy: 0,
    accessLog: openAccessLog(undefined),
    log,
  });
  const newsroom: Newsroom = {
    app,
    store,
    followers,
    cache,
    async setTime(moment) {
      now = moment;
      await followers.checkNow();
    },
    async publish(...more) {
      await store.save(more, now);
      await followers.checkNow();
    },
    define(...definitions) {
      catalog = buildCatalog(definitions);
      cache.invalidateAll();
    },
    async close() {
      await archiver.close();
      await followers.close();
      await store.close();
      await rm(mediaDir, { recursive: true });
    },
  };
  await newsroom.publish(...drafts);
  return newsroom;
}

/** A published article an hour old, with whatever the test wants otherwise. */
export function draftOf(title: string, overrides: Partial<ArticleDraft> = {}): ArticleDraft {
  return {
    sourceId: 'test',
    externalId: title,
    slug: slugify(title),
    title,
    summary: `Summary of ${title}.`,
    contentHtml: `<p>Body of the story. ${'It goes on for a while. '.repeat(20)}</p>`,
    byline: [{ name: 'Ada Brook', role: 'reporter' }],
    categories: [toTerm('World')],
    tags: [],
    language: 'en',
    state: 'published',
    publishedAt: T0 - 3_600_000,
    ...overrides,
  };
}

/** A feed of everything, with whatever the test wants otherwise. */
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
