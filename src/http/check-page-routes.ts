import { type ErrorRequestHandler, type Request, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { CHECKER_NAME } from '../check-page/user-agent.ts';
import type { PageReport } from '../model/page-report.ts';
import { findFeedStatus } from '../publish/find-feed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { STATUS_CODES } from './node-http.ts';
import { readRoute } from './read-route.ts';

const CHECK_PATH = '/embed/check';
const MINUTE_MS = 60_000;
/** Of one reader in a minute: enough to fix a page and try again. */
const MAX_CHECKS_BY_READER = 12;
/** Of one site in a minute, so that nobody can use this server to overload it. */
const MAX_CHECKS_OF_SITE = 20;
/** Each may use a thread, a connection and two megabytes for ten seconds. */
const MAX_CONCURRENT = 4;

/** `/embed/check?url=…`: checks whether headlines work on somebody's page. A page, or JSON if `Accept` prefers it. */
export function checkPageRoutes(dependencies: RouteDependencies): Router {
  const { site, pages, headers, catalog, checkPage } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
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
    limitBy(MAX_CHECKS_BY_READER),
    limitBy(MAX_CHECKS_OF_SITE, (request) => siteOf(addressOf(request))),
  );
  readRoute(router, CHECK_PATH, async (request, response) => {
    const address = addressOf(request);
    const report = address === '' || request.method === 'HEAD' ? undefined : await check(address);
    const status = report?.findings.some(({ kind }) => kind === 'address-refused') === true ? 400 : 200;
    response.status(status);
    if (wantsJson(request)) {
      if (report === undefined) throw new HttpError(400, 'Give the address of a page: /embed/check?url=https://…');
      response.json({ url: address, ...report });
    } else {
      response.type('html').send(pages.checkPage({ site, headlinesFeed: catalog().main, address, report }));
    }
  });
  router.use(CHECK_PATH, failAsJson);
  return router;

  async function check(address: string): Promise<PageReport> {
    if (running >= MAX_CONCURRENT) {
      throw new HttpError(503, 'We are checking several pages at the moment. Please try again in a few seconds.', {
        'Retry-After': '5',
      });
    }
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

function wantsJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}

/** Errors as JSON too (RFC 9457), if `Accept` prefers it. */
const failAsJson: ErrorRequestHandler = (fault, request, response, next) => {
  if (!(fault instanceof HttpError) || response.headersSent || !wantsJson(request)) return next(fault);
  const { status, message, headers } = fault;
  response.status(status).set(headers).set('Cache-Control', 'no-store').type('application/problem+json');
  response.json({ title: STATUS_CODES[status], status, detail: message });
};

/** Refuses another server's check, which could call this one forever, and requests by images and frames on other pages. */
function refuseMisuse(request: Request): void {
  const destination = request.get('sec-fetch-dest') ?? 'empty';
  if (request.get('user-agent')?.includes(CHECKER_NAME) === true || !/^(document|empty)$/.test(destination)) {
    throw new HttpError(
      403,
      'Open this address in a browser or request it from a program. It cannot be used in another page or by another check.',
    );
  }
}

function limitBy(limit: number, key?: (request: Request) => string) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: key === undefined ? 'draft-8' : false,
    legacyHeaders: false,
    skip: (request) => addressOf(request) === '',
    ...(key === undefined ? {} : { keyGenerator: key }),
    handler: () => {
      throw new HttpError(429, 'Too many checks. Please wait a minute.', { 'Retry-After': '60' });
    },
  });
}

function addressOf({ query }: Request): string {
  return [query.url ?? ''].flat().map(String).at(0)?.trim() ?? '';
}

function siteOf(address: string): string {
  const url = URL.parse(/^https?:/i.test(address) ? address : `https://${address}`);
  return url?.hostname.replace(/\.$/, '') ?? '';
}
