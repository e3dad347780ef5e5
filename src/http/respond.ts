import type { Request, Response } from 'express';
import type { Representation } from '../publish/representation.ts';
import { chooseCoding } from './accept-encoding.ts';
import { isNotModified } from './conditional.ts';

/** Sends a finished document: the one place that writes 200, 304 and the answer to HEAD for what the cache holds. */
export function respond(request: Request, response: Response, representation: Representation): void {
  const variant = representation.variant(chooseCoding(request.headers['accept-encoding']));
  if (representation.status === 200 && isNotModified(request.headers, representation, variant)) {
    response.writeHead(304, variant.notModifiedHead as string[]);
    response.end();
    return;
  }
  response.writeHead(representation.status, variant.head as string[]);
  if (request.method === 'HEAD') response.end();
  else response.end(variant.body);
}
