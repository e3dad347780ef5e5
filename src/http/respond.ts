import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Representation } from '../publish/representation.ts';
import { chooseCoding } from './accept-encoding.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { findNotModifiedHead } from './conditional.ts';

/** Sends a document and returns the length of its body. `locals.bytes` has it for the access log: `getHeader` does not know it. */
export function respond(
  { clock }: Pick<RouteDependencies, 'clock'>,
  request: IncomingMessage,
  response: ServerResponse & { readonly locals?: { bytes?: number } },
  representation: Representation,
): number {
  const variant = representation.variant(chooseCoding(request.headers['accept-encoding']));
  const notModifiedHead =
    representation.status === 200 ? findNotModifiedHead(request.headers, representation, variant, clock) : undefined;
  const bytes = notModifiedHead !== undefined || request.method === 'HEAD' ? 0 : variant.body.length;
  if (response.locals !== undefined) response.locals.bytes = bytes;
  if (notModifiedHead !== undefined) response.writeHead(304, notModifiedHead as string[]);
  else response.writeHead(representation.status, variant.head as string[]);
  if (bytes === 0) response.end();
  else response.end(variant.body);
  return bytes;
}
