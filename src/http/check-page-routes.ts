import type { Request, Router } from 'express';
import { parsePageUrl } from '../check-page/parse-page-url.ts';
import { CHECKER_NAME } from '../check-page/user-agent.ts';
import type { PageReport } from '../model/page-report.ts';
import { findFeedStatus } from '../publish/find-feed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import type { ErrorForm } from './error-handler.ts';
import { HttpError } from './http-error.ts';
import { limitRequests } from './limit-requests.ts';
import { createRouter, readRoute } from './read-route.ts';
import { parameterOf } from './request-query.ts';

const CHECK_PATH = '/embed/check';
const MAX_CHECKS_BY_CLIENT = 12;
/** Of one site in a minute, so that nobody overloads it through this server. */
const MAX_CHECKS_OF_SITE = 20;
const MAX_CONCURRENT = 4;

/** `/embed/check?url=…`: checks whether headlines work on somebody's page. A page, or JSON if `Accept` prefers it. */
export function checkPageRoutes(dependencies: RouteDependencies): Router {
  const { site, pages, headers, catalog, checkPage } = dependencies;
  const router = createRouter();
  let running = 0;

  router.get(
    CHECK_PATH,
    (request, response, next) => {
      response
        .vary('Accept')
        .set({ ...headers.page, 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' });
      refuseMisuse(request);
      next();
    },
    limitRequests(MAX_CHECKS_BY_CLIENT, { skip: asksForForm }),
    limitRequests(MAX_CHECKS_OF_SITE, { skip: asksForForm, keyOf: hostOf }),
  );
  readRoute(router, CHECK_PATH, async (request, response) => {
    const address = addressOf(request);
    const report = address === '' || request.method === 'HEAD' ? undefined : await check(address);
    const status = report?.findings.some(({ kind }) => kind === 'address-refused') === true ? 400 : 200;
    response.status(status);
    if (prefersJson(request)) {
      if (report === undefined)
        throw new HttpError('invalid-request', 'url: expected the address of a page: /embed/check?url=https://…');
      response.json({ url: address, ...report });
    } else {
      response.type('html').send(pages.checkPage({ site, headlinesFeed: catalog().main, address, report }));
    }
  });
  return router;

  async function check(address: string): Promise<PageReport> {
    if (running >= MAX_CONCURRENT) throw new HttpError('too-many-checks', undefined, { 'Retry-After': '5' });
    running += 1;
    try {
      return await checkPage(address, {
        main: catalog().main,
        findFeed: (path) => findFeedStatus(dependencies, path),
      });
    } finally {
      running -= 1;
    }
  }
}

export function checkErrorForm(request: Request): ErrorForm {
  return prefersJson(request) ? 'problem' : 'page';
}

function prefersJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}

/** Refuses the check of another server, which could call this one forever, and requests of images and frames on other pages. */
function refuseMisuse(request: Request): void {
  const destination = request.get('sec-fetch-dest') ?? 'empty';
  if (request.get('user-agent')?.includes(CHECKER_NAME) === true || !/^(document|empty)$/.test(destination)) {
    throw new HttpError('check-refused');
  }
}

function asksForForm(request: Request): boolean {
  return addressOf(request) === '';
}

function hostOf(request: Request): string {
  return parsePageUrl(addressOf(request))?.hostname.replace(/\.$/, '') ?? '';
}

function addressOf(request: Request): string {
  return parameterOf(request, 'url').trim();
}
