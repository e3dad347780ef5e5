import { setImmediate } from 'node:timers/promises';
import type { Router } from 'express';
import { articlePageUrl, feedPageUrl, sitemapUrl } from '../model/addresses.ts';
import { isOlder, type Position } from '../model/change.ts';
import { memoizeAsync } from '../model/memoize-async.ts';
import { STATEMENT_NAMES } from '../pages/statements/statement-page.ts';
import { ANY_CHANGE, liveDocument, staticDocument } from '../publish/build-document.ts';
import { renderSitemap, type SitemapEntry } from '../render/sitemap.ts';
import type { OwnPageBlock } from '../store/article-store.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { createRouter, readDocument, readRoute } from './read-route.ts';
import { respond } from './respond.ts';

interface Sizes {
  /** Articles of a sitemap. The format allows 50,000; fewer are compressed faster, for which other readers wait. */
  readonly page: number;
  /** Articles of one statement, a divisor of `page`. Other requests are answered between two statements. */
  readonly batch: number;
}

const SIZES: Sizes = { page: 5_000, batch: 1_000 };

type Dependencies = Pick<RouteDependencies, 'cache' | 'catalog' | 'clock' | 'headers' | 'site' | 'store'>;

const XML = 'application/xml; charset=utf-8';

interface Block extends OwnPageBlock {
  /** The last article before it. */
  readonly after: Position | undefined;
}

/** `/robots.txt`, and `/sitemap.xml`: the index of the sitemaps `/sitemap/{n}.xml`. The first of these has the oldest articles, so only the last one grows. */
export function sitemapRoutes(dependencies: Dependencies, sizes = SIZES): Router {
  const { catalog, site, store, headers } = dependencies;
  const router = createRouter();
  const listBlocks = openBlocks(store, sizes.page);
  const sitemap = (entries: readonly SitemapEntry[], isIndex = false) => {
    return { body: renderSitemap(entries, isIndex), type: XML, headers: headers.document };
  };

  readDocument(router, dependencies, '/robots.txt', async () =>
    staticDocument({
      body: renderRobots(site.publicUrl),
      type: 'text/plain; charset=utf-8',
      headers: headers.document,
    }),
  );

  readDocument(router, dependencies, '/sitemap.xml', async () => {
    const blocks = await listBlocks();
    const pages = blocks.map(({ changedAt }, index) => ({ url: sitemapUrl(site, index + 1), changedAt }));
    return liveDocument({ ...sitemap([{ url: sitemapUrl(site, 'pages') }, ...pages], true), ...ANY_CHANGE });
  });

  readDocument(router, dependencies, '/sitemap/pages.xml', async () => {
    const own = ['', 'feeds', 'embed', ...STATEMENT_NAMES].map((path) => `${site.publicUrl}/${path}`);
    const feeds = catalog().feeds.map(({ id }) => feedPageUrl(site, id));
    return staticDocument(sitemap([...own, ...feeds].map((url) => ({ url }))));
  });

  readRoute(router, /^\/sitemap\/([1-9]\d{0,5})\.xml$/, async (request, response) => {
    const page = Number(request.params[0]);
    const document = await dependencies.cache.load(request.path, async () => {
      const block = (await listBlocks())[page - 1];
      if (block === undefined) throw new HttpError('file-not-found');
      const { last } = block;
      return liveDocument({
        ...sitemap(await listArticles(dependencies, block, sizes)),
        tags: ANY_CHANGE.tags,
        affectedBy: ({ publishedAt, articleId: id }) => last === undefined || !isOlder(last, { publishedAt, id }),
      });
    });
    respond(dependencies, request, response, document);
  });
  return router;
}

function renderRobots(publicUrl: string): string {
  const base = new URL(publicUrl).pathname.replace(/\/$/, '');
  return `User-agent: *\nDisallow: ${base}/newsroom\n\nSitemap: ${publicUrl}/sitemap.xml\n`;
}

/** Lists the articles of each sitemap. Many statements find them, so they are kept until the next change. */
function openBlocks(store: Dependencies['store'], pageSize: number): () => Promise<readonly Block[]> {
  let kept: { readonly seq: number; readonly list: () => Promise<readonly Block[]> } | undefined;
  return async () => {
    const seq = await store.getLastSeq();
    if (kept?.seq !== seq) kept = { seq, list: memoizeAsync(() => findBlocks(store, pageSize)) };
    return await kept.list();
  };
}

async function findBlocks(store: Dependencies['store'], pageSize: number): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  let after: Position | undefined;
  do {
    const block = await store.findOwnPageBlock({ after, limit: pageSize });
    if (block === undefined) break;
    blocks.push({ ...block, after });
    after = block.last;
    await setImmediate();
  } while (after !== undefined);
  return blocks;
}

async function listArticles(
  { site, store }: Dependencies,
  { after }: Block,
  sizes: Sizes,
): Promise<readonly SitemapEntry[]> {
  const entries: SitemapEntry[] = [];
  let from = after;
  do {
    const pages = await store.listOwnPages({ after: from, limit: sizes.batch });
    entries.push(...pages.map(({ id, updatedAt }) => ({ url: articlePageUrl(site, id), changedAt: updatedAt })));
    from = pages.length < sizes.batch ? undefined : pages.at(-1);
    await setImmediate();
  } while (from !== undefined && entries.length < sizes.page);
  return entries;
}
