import type { Router } from 'express';
import { parseCustomFeed } from '../catalog/custom-feed.ts';
import { feedPageUrl } from '../model/addresses.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { limitRequests } from './limit-requests.ts';
import { createRouter } from './read-route.ts';
import { queryOf } from './request-query.ts';
import { relativeSite } from './respond-found.ts';
import { corsMiddleware } from './response-headers.ts';

export const CUSTOM_FEEDS_PATH = '/feeds/c';
export const MAX_CUSTOM_FEEDS_A_MINUTE = 20;

/** `POST /feeds/c?category=…`: saves the query under a short code and redirects to the page of that feed. */
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
