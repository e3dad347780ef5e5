import { type ErrorRequestHandler, type Request, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { CHECKER_NAME } from '../check-page/checker-name.ts';
import type { PageReport } from '../model/page-report.ts';
import { findFeedStatus } from '../publish/find-feed.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { STATUS_CODES } from './node-http.ts';
import { readRoute } from './read-route.ts';

const CHECK_PATH = '/embed/check';
const MINUTE_MS = 60_000;
/** Checks for one reader in a minute: enough for somebody who mends and tries again. */
const MOST_FOR_A_READER = 12;
/** Checks of one site in a minute, whoever asks: nobody shall use us to weary it. */
const MOST_OF_A_SITE = 20;
/** Checks at one time; each may hold a thread, a connection and a page of two megabytes for ten seconds. */
const MOST_AT_ONCE = 4;

/** `/embed/check?url=…`: what became of our headlines on somebody's page; as a page, or as JSON for who asks for that. */
export function checkPageRoutes(dependencies: RouteDependencies): Router {
  const { site, pages, headers, catalog, checkPage } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });
  let underWay = 0;

  router.get(
    CHECK_PATH,
    (request, response, next) => {
      response
        .vary('Accept')
        .set({ ...headers.page, 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' });
      refuseMisuse(request);
      next();
    },
    limitBy(MOST_FOR_A_READER),
    limitBy(MOST_OF_A_SITE, (request) => siteOf(addressOf(request))),
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
    if (underWay >= MOST_AT_ONCE) {
      throw new HttpError(503, 'We are looking at several pages at this moment; please try again in a few seconds.', {
        'Retry-After': '5',
      });
    }
    underWay += 1;
    try {
      return await checkPage(address, {
        main: catalog().main,
        findFeed: (path) => findFeedStatus(dependencies, path),
      });
    } finally {
      underWay -= 1;
    }
  }
}

function wantsJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}

/** Who asks for JSON is told what is wrong in JSON as well (RFC 9457). */
const failAsJson: ErrorRequestHandler = (fault, request, response, next) => {
  if (!(fault instanceof HttpError) || response.headersSent || !wantsJson(request)) return next(fault);
  const { status, message, headers } = fault;
  response.status(status).set(headers).set('Cache-Control', 'no-store').type('application/problem+json');
  response.json({ title: STATUS_CODES[status], status, detail: message });
};

/** A check that meets a check would go round in circles, and a picture or frame in some page is nobody who asked for one. */
function refuseMisuse(request: Request): void {
  const destination = request.get('sec-fetch-dest') ?? 'empty';
  if (request.get('user-agent')?.includes(CHECKER_NAME) === true || !/^(document|empty)$/.test(destination)) {
    throw new HttpError(403, 'A check is made only for somebody who asks for it.');
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
      throw new HttpError(429, 'That were many checks; please wait a minute.', { 'Retry-After': '60' });
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
