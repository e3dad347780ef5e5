import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Representation } from '../publish/representation.ts';
import { chooseCoding } from './accept-encoding.ts';
import { isNotModified } from './conditional.ts';

/**
 * Sends a finished document: the one place that writes 200, 304 and the answer to HEAD for what the cache holds. Says how many bytes of body it
 * sent, to a response of Express also in `locals.bytes`, since a head written in one piece cannot be asked afterwards.
 */
export function respond(
  request: IncomingMessage,
  response: ServerResponse & { readonly locals?: { bytes?: number } },
  representation: Representation,
): number {
  const variant = representation.variant(chooseCoding(request.headers['accept-encoding']));
  const unchanged = representation.status === 200 && isNotModified(request.headers, representation, variant);
  const bytes = unchanged || request.method === 'HEAD' ? 0 : variant.body.length;
  if (response.locals !== undefined) response.locals.bytes = bytes;
  if (unchanged) response.writeHead(304, variant.notModifiedHead as string[]);
  else response.writeHead(representation.status, variant.head as string[]);
  if (bytes === 0) response.end();
  else response.end(variant.body);
  return bytes;
}
