import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';

export const REQUEST_ID = 'X-Request-Id';
const SANE_ID = /^[\w.:/+=@-]{1,128}$/;

/** The id that a proxy gave the request, if it can be part of a log line and of a header. */
export function findRequestId({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const id = headers['x-request-id'];
  return typeof id === 'string' && SANE_ID.test(id) ? id : undefined;
}

/** The id of a request that fails: that of the proxy, or a new one, which the log line then has too. */
export function getRequestId(request: IncomingMessage, { locals }: Response): string {
  locals.requestId ??= findRequestId(request) ?? randomUUID();
  return locals.requestId;
}
