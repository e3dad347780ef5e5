import type { Router } from 'express';
import { parseCustomFeed } from '../catalog/custom-feed.ts';
import { feedPageUrl } from '../model/addresses.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { limitRequests } from './limit-requests.ts';
import { createRouter } from './read-route.ts';
import { relativeSite } from './relative-site.ts';
import { queryOf } from './request-query.ts';
import { corsMiddleware } from './response-headers.ts';

/** Where the query of a custom feed is sent to get a short address. */
export const CUSTOM_FEEDS_PATH = '/feeds/c';

/** Short addresses that one client may make in a minute: a volunteer needs one. */
export const MAX_CUSTOM_FEEDS_A_MINUTE = 20;

/** `POST /feeds/c?category=…`: saves the query under a short code and redirects to its page. The same query has the same code. */
export function customFeedRoutes({ store, site, clock }: RouteDependencies): Router {
  const router = createRouter();
  router.use(CUSTOM_FEEDS_PATH, corsMiddleware);
  router.post(CUSTOM_FEEDS_PATH, limitRequests(MAX_CUSTOM_FEEDS_A_MINUTE), async (request, response) => {
    const custom = parseCustomFeed(new URLSearchParams(queryOf(request)));
    if ('problem' in custom) throw new HttpError('invalid-request', custom.problem);
    const code = await store.saveCustomFeed(custom.query, clock());
    response.set('Cache-Control', 'no-store').redirect(303, feedPageUrl(relativeSite(site), `c/${code}`));
  });
  router.all(CUSTOM_FEEDS_PATH, () => {
    throw new HttpError('method-not-allowed', 'POST the query of a custom feed to get a short address for it.', {
      Allow: 'POST, OPTIONS',
    });
  });
  return router;
}
