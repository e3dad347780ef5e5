import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { StorageFault } from '../model/storage-fault.ts';
import { CARD } from '../pages/embed-page.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { buildEmbedFrame, noteInput } from './embed-frame.ts';
import { HttpError } from './http-error.ts';
import { STATUS_CODES } from './node-http.ts';
import { getRequestId, REQUEST_ID } from './request-id.ts';
import { optionsOf } from './request-query.ts';

const READING = 'pages and feeds cannot be read from the database';
/** Nobody may ask for the same document again. */
const READING_MS = 300_000;

/** `problem` is JSON (RFC 9457). */
export type ErrorForm = 'page' | 'text' | 'iframe' | 'problem';

type SendError = (
  dependencies: RouteDependencies,
  error: HttpError,
  request: Request,
  response: Response,
) => void | Promise<void>;

const SEND: Readonly<Record<ErrorForm, SendError>> = {
  page: sendPage,
  text({ headers }, { message }, _request, response) {
    const report = response.locals.requestId === undefined ? '' : `Request: ${response.locals.requestId}\n`;
    response.set(headers.document).type('text/plain').send(`${message}\n${report}`);
  },
  iframe: sendFrame,
  problem({ headers }, { code, status, message }, _request, response) {
    response.set(headers.document).type('application/problem+json');
    response.json({ title: STATUS_CODES[status], status, detail: message, code, requestId: response.locals.requestId });
  },
};

export const addressNotFound: RequestHandler = () => {
  throw new HttpError('address-not-found');
};

export function errorHandler(
  dependencies: RouteDependencies,
  form: ErrorForm | ((request: Request) => ErrorForm),
): ErrorRequestHandler {
  const { log, isReady, faults } = dependencies;
  return async (thrown, request, response, _next) => {
    const error = toHttpError(thrown, request.method);
    // Errors of the client are cached or its own matter.
    const id = error.status >= 500 ? getRequestId(request, response) : undefined;
    if (error !== thrown && error.code === 'not-readable') faults.failed(READING, thrown, READING_MS);
    // What a route throws on purpose is not logged: any client could fill the log with it.
    else if (error !== thrown && error.status >= 500)
      log.error({ err: thrown, url: request.originalUrl, id }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(error.status).set(error.headers);
    response.set('Cache-Control', error.status === 404 && isReady() ? 'public, max-age=60' : 'no-store');
    if (id !== undefined) response.set(REQUEST_ID, id);
    await SEND[typeof form === 'function' ? form(request) : form](dependencies, error, request, response);
  };
}

/** Express and its parsers throw errors with a 4xx status for what the client got wrong. */
function toHttpError(thrown: unknown, method: string): HttpError {
  if (thrown instanceof HttpError) return thrown;
  if (thrown instanceof StorageFault) return new HttpError(method === 'POST' ? 'not-saved' : 'not-readable');
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 500;
  if (status === 413) return new HttpError('body-too-large');
  return new HttpError(status >= 400 && status < 500 ? 'invalid-request' : 'internal-error');
}

function sendPage(
  { pages, site, headers, catalog }: RouteDependencies,
  { status, message }: HttpError,
  { path }: Request,
  response: Response,
): void {
  const page = { site, headlinesFeed: catalog().main };
  const title = STATUS_CODES[status] ?? 'Error';
  const html =
    status === 404
      ? pages.notFound({ ...page, path })
      : pages.problem({ ...page, status, title, detail: message, requestId: response.locals.requestId });
  response.set(headers.page).type('html').send(html);
}

/** The page of other errors may not be framed: a browser would show an error of its own instead. */
async function sendFrame(
  dependencies: RouteDependencies,
  _error: HttpError,
  request: Request,
  response: Response,
): Promise<void> {
  const input = noteInput(dependencies, 'en', `${dependencies.site.publicUrl}/`, (words) => words.nothing);
  const options = { ...CARD, ...optionsOf(request), title: 'none' } as const;
  const { body, headers } = await buildEmbedFrame(dependencies, { ...input, options });
  response.set(headers).type('html').send(String(body));
}
