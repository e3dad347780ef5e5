import { Router } from 'express';
import { IMMUTABLE } from '../publish/cache-control.ts';
import { alternatesHeader } from '../publish/feed-links.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import type { BuiltDocument } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { buildPage } from './build-page.ts';
import { readRoute } from './read-route.ts';
import { respond } from './respond.ts';

const HEADLINES_ON_LANDING_PAGE = 8;
/** Tags and authors that a form can offer without drowning who fills it in. */
const MOST_CHOICES = 60;

/** `/`, `/feeds` and the files that pages need. */
export function pageRoutes(dependencies: RouteDependencies): Router {
  const { cache, catalog, pages, site, store, headers } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, '/', async (request, response) => {
    const build = async () => {
      const { feeds, main } = catalog();
      const window = await loadFeedWindow(store, main, HEADLINES_ON_LANDING_PAGE);
      const html = pages.landing({ site, feeds, headlinesFeed: main, latest: window.articles });
      return buildPage(headers, html, window, alternatesHeader(site, main.id));
    };
    respond(request, response, await cache.load('/', build));
  });

  readRoute(router, '/feeds', async (request, response) => {
    const build = async (): Promise<BuiltDocument> => {
      const { feeds, main } = catalog();
      const html = pages.feeds({ site, headlinesFeed: main, feeds, choices: await loadChoices(dependencies) });
      // Any article can bring a term or take one away.
      return { ...buildPage(headers, html), affectedBy: () => true };
    };
    respond(request, response, await cache.load('/feeds', build));
  });

  for (const { path, text, type } of pages.assets) {
    const build = async (): Promise<BuiltDocument> => ({
      status: 200,
      body: text,
      type,
      headers: { 'Cache-Control': IMMUTABLE, ...headers.document },
      affectedBy: () => false,
    });
    readRoute(router, path, async (request, response) => {
      respond(request, response, await cache.load(path, build));
    });
  }

  return router;
}

/** What a feed of one's own can be made of. */
export async function loadChoices(dependencies: Pick<RouteDependencies, 'store' | 'catalog'>) {
  const languages = new Set(dependencies.catalog().feeds.map(({ language }) => language));
  return { ...(await loadTerms(dependencies, MOST_CHOICES)), languages: [...languages].toSorted() };
}

/** The categories, tags and authors with the most stories, so many of each kind. */
export async function loadTerms({ store }: Pick<RouteDependencies, 'store'>, most: number) {
  return {
    categories: await store.listVisibleTerms('category', most),
    tags: await store.listVisibleTerms('tag', most),
    authors: await store.listVisibleTerms('author', most),
  };
}
