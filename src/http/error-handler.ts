import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { LIVE } from '../publish/cache-control.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { STATUS_CODES } from './node-http.ts';

/** What is moved is moved for ever; what is missing may come. */
const CACHING: Readonly<Record<number, string>> = {
  301: 'public, max-age=86400',
  307: LIVE,
  404: 'public, max-age=60',
};

/** Answers what no route took. */
export const nothingHere: RequestHandler = () => {
  throw new HttpError(404, 'There is nothing at this address.');
};

/**
 * The one place that answers a failure: a page where people look, a short text where programs do. Never a stack; the fault itself
 * goes to the log.
 */
export function errorHandler(dependencies: RouteDependencies): ErrorRequestHandler {
  const { log, isReady } = dependencies;
  return (fault, request, response, _next) => {
    const failure = toFailure(fault);
    // What a route answers on purpose is no fault, whatever its status: a stranger could fill the log with it.
    if (failure !== fault && failure.status >= 500)
      log.error({ err: fault, url: request.originalUrl }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(failure.status);
    response.set(failure.headers);
    response.set('Cache-Control', (isReady() && CACHING[failure.status]) || 'no-store');
    if (failure.status >= 400 && isForPeople(request)) sendPage(dependencies, failure, request, response);
    else response.set(dependencies.headers.document).type('text/plain').send(`${failure.message}\n`);
  };
}

/** Express and its parsers throw errors with a 4xx status for what the client got wrong; all else is our fault. */
function toFailure(fault: unknown): HttpError {
  if (fault instanceof HttpError) return fault;
  const status = fault instanceof Error && 'status' in fault ? Number(fault.status) : 500;
  if (status >= 400 && status < 500) return new HttpError(status, 'This request could not be understood.');
  return new HttpError(500, 'Something went wrong on our side. It has been written down.');
}

function isForPeople(request: Request): boolean {
  return !/^\/(v1|media|assets|api|hub|healthz|readyz|oembed)(\/|$)|^\/feeds.*\.(rss|atom|json|opml|xml)$|^\/articles\/.*\.json$/.test(
    request.path,
  );
}

function sendPage(
  { pages, site, headers, catalog }: RouteDependencies,
  failure: HttpError,
  request: Request,
  response: Response,
): void {
  const page = { site, headlinesFeed: catalog().main };
  const html =
    failure.status === 404
      ? pages.notFound({ ...page, path: request.path })
      : pages.problem({
          ...page,
          status: failure.status,
          title: STATUS_CODES[failure.status] ?? 'Something went wrong',
          detail: failure.message,
        });
  response.set(headers.page).type('html').send(html);
}
