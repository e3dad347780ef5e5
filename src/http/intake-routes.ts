import type { RequestHandler, Router } from 'express';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { limitRequests } from './limit-requests.ts';
import { createNewsroomAccess } from './newsroom-access.ts';
import { createRouter } from './read-route.ts';

const PATH = '/newsroom/intake';
const MAX_WRONG_PASSWORDS_A_MINUTE = 20;
/** Other sites may neither read the page nor show it. */
const FOR_ALL_SITES = /^(?:access-control-|timing-allow-origin$)/i;

/** `/newsroom/intake`: the files that were refused or in part left out, for the newsroom's own people. */
export function intakeRoutes(dependencies: RouteDependencies): Router {
  const { site, pages, headers, catalog, intake, faults, newsroomToken: token, trustProxy } = dependencies;
  const router = createRouter();
  const isAllowed = createNewsroomAccess({ token, publicUrl: site.publicUrl, trustProxy });
  const own = Object.entries(headers.page).filter(([name]) => !FOR_ALL_SITES.test(name));

  const requireAccess: RequestHandler = (request, _response, next) => {
    if (isAllowed(request)) return next();
    if (token === '') throw new HttpError('address-not-found');
    throw new HttpError('password-needed', undefined, {
      'WWW-Authenticate': 'Basic realm="Newsroom", charset="UTF-8"',
    });
  };

  router.get(
    PATH,
    // The right password is refused too, or a program could try any number of words.
    limitRequests(MAX_WRONG_PASSWORDS_A_MINUTE, {
      skip: ({ headers }) => headers.authorization === undefined,
      failedOnly: true,
    }),
    requireAccess,
    async (_request, response) => {
      response.set({
        ...Object.fromEntries(own),
        'Cache-Control': 'no-store',
        'X-Robots-Tag': 'noindex, nofollow',
        'X-Frame-Options': 'DENY',
        'Cross-Origin-Resource-Policy': 'same-origin',
      });
      response
        .type('html')
        .send(pages.intake({ site, headlinesFeed: catalog().main, ...(await intake.list()), faults: faults.list() }));
    },
  );
  router.all(PATH, () => {
    throw new HttpError('method-not-allowed', undefined, { Allow: 'GET, HEAD' });
  });
  return router;
}
