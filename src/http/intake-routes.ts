import type { Router } from 'express';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { requireNewsroomAccess } from './newsroom-access.ts';
import { createRouter } from './read-route.ts';

const PATH = '/newsroom/intake';
/** Other sites may neither read the page nor show it. */
const FOR_ALL_SITES = /^(?:access-control-|timing-allow-origin$)/i;

/** `/newsroom/intake`: the files that were refused or in part left out, for the newsroom's own people. */
export function intakeRoutes(dependencies: RouteDependencies): Router {
  const { site, pages, headers, catalog, intake, faults } = dependencies;
  const router = createRouter();
  const own = Object.entries(headers.page).filter(([name]) => !FOR_ALL_SITES.test(name));

  router.get(PATH, ...requireNewsroomAccess(dependencies), async (_request, response) => {
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
  });
  router.all(PATH, () => {
    throw new HttpError('method-not-allowed', undefined, { Allow: 'GET, HEAD' });
  });
  return router;
}
