import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

/** A request with two `Host` headers, or with one that is no host, is answered with 400 (RFC 9112, section 3.2). */
export const requireValidHost: RequestHandler = (request, _response, next) => {
  if (!hasValidHost(request))
    throw new HttpError('invalid-request', 'Host: expected one host, with or without a port.');
  next();
};

/** `joinDuplicateHeaders` of the server puts a comma between two of them. */
export function hasValidHost({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return !/[\s,/\\?#@]/.test(headers.host ?? '');
}
