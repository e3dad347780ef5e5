import { type RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { parseCustomFeed } from '../catalog/custom-feed.ts';
import { feedPageUrl } from '../model/addresses.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { siteByPath } from './site-by-path.ts';

/** Where a choice is sent to be given a short address. */
export const SHORTEN_PATH = '/feeds/c';

const MINUTE_MS = 60_000;
/** Short addresses one reader may make in a minute: a volunteer needs one. */
const MOST_A_MINUTE = 20;

/** `POST /feeds/c?category=…`: keeps the choice under a short code and leads to its page. The same choice has the same code. */
export function shortFeedRoutes({ store, site, clock }: RouteDependencies): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.post(SHORTEN_PATH, limitShortening(), async (request, response) => {
    const at = request.url.indexOf('?');
    const custom = parseCustomFeed(new URLSearchParams(at === -1 ? '' : request.url.slice(at + 1)));
    if ('problem' in custom) throw new HttpError(400, custom.problem);
    const code = await store.saveCustomFeed(custom.query, clock());
    response.set('Cache-Control', 'no-store').redirect(303, feedPageUrl(siteByPath(site), `c/${code}`));
  });
  router.all(SHORTEN_PATH, () => {
    throw new HttpError(405, 'A choice is sent here to be given a short address.', { Allow: 'POST, OPTIONS' });
  });
  return router;
}

/** Lets one reader make so many short addresses a minute, and no more. */
export function limitShortening(): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: MOST_A_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: () => {
      throw new HttpError(429, 'That were many short addresses; please wait a minute.', { 'Retry-After': '60' });
    },
  });
}
