import type { Router } from 'express';
import { parseCustomFeed } from '../catalog/custom-feed.ts';
import { feedPageUrl } from '../model/addresses.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { embedQuery } from '../pages/embed-query.ts';
import { pageDocument } from '../publish/build-document.ts';
import { parseFeedName } from '../publish/feed-address.ts';
import { loadForFeed } from '../publish/feed-documents.ts';
import { alternatesHeader } from '../publish/feed-links.ts';
import { loadFeedWindow } from '../publish/feed-window.ts';
import { KEY_SITE } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { limitRequests } from './limit-requests.ts';
import { createRouter, readRoute } from './read-route.ts';
import { VARY_BY_FRAME } from './redirect-frames.ts';
import { optionsOf, queryOf } from './request-query.ts';
import { relativeSite, respondFound } from './respond-found.ts';
import { corsMiddleware } from './response-headers.ts';
import { saveCustomFeed } from './save-custom-feed.ts';

const CUSTOM_FEEDS_PATH = '/feeds/c';
export const MAX_CUSTOM_FEEDS_A_MINUTE = 20;
const HEADLINES = 30;

/** `/feeds/{feed}`: a feed for people. `POST /feeds/c?category=…`: saves a query under a short code and redirects to its page. */
export function feedPageRoutes(dependencies: RouteDependencies): Router {
  const { store, pages, site, headers } = dependencies;
  const router = createRouter();

  router.use(CUSTOM_FEEDS_PATH, corsMiddleware);
  router.post(CUSTOM_FEEDS_PATH, limitRequests(MAX_CUSTOM_FEEDS_A_MINUTE), async (request, response) => {
    const custom = parseCustomFeed(new URLSearchParams(queryOf(request)));
    if ('problem' in custom) throw new HttpError('invalid-request', custom.problem);
    const code = await saveCustomFeed(dependencies, custom);
    response.set('Cache-Control', 'no-store').redirect(303, feedPageUrl(relativeSite(site), `c/${code}`));
  });
  router.all(CUSTOM_FEEDS_PATH, () => {
    throw new HttpError('method-not-allowed', 'POST the query of a custom feed to get a short address for it.', {
      Allow: 'POST, OPTIONS',
    });
  });

  readRoute(router, '/feeds/*path', async (request, response, next) => {
    if (request.path.endsWith('/')) return next('router');
    const name = parseFeedName([request.params.path ?? []].flat());
    if (name === undefined) throw new HttpError('feed-not-found');
    // The page is the same for all options; its head tells an embedder those of the query.
    const embed = name.kind === 'custom' ? '' : embedQuery(optionsOf(request));
    const toKey = (id: string): string => feedPageUrl(KEY_SITE, id) + embed;
    const found = await loadForFeed(dependencies, { name, query: queryOf(request) }, toKey, async (definition) => {
      const window = await loadFeedWindow(store, definition, Math.min(definition.count, HEADLINES));
      const query = definition.id.split('?', 2)[1];
      const shorten = query === undefined ? undefined : { action: `${CUSTOM_FEEDS_PATH}?${query}` };
      const html = pages.feed({ site, definition, embedQuery: embed, ...window, ...omitUndefined({ shorten }) });
      return pageDocument(
        { Link: alternatesHeader(site, definition.id), ...headers.page, ...VARY_BY_FRAME },
        html,
        window,
      );
    });
    respondFound(dependencies, request, response, found, (id) => feedPageUrl(relativeSite(site), id));
  });
  return router;
}
