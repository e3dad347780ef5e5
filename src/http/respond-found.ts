import type { Request, Response } from 'express';
import type { Site } from '../model/site.ts';
import { LIVE } from '../publish/build-document.ts';
import type { Loaded } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { respond } from './respond.ts';

/** Sends a document, or the answer to its absence. `toUrl` gives the address of a feed for a redirect. */
export function respondFound(
  dependencies: Pick<RouteDependencies, 'headers' | 'isReady' | 'clock'>,
  request: Request,
  response: Response,
  found: Loaded,
  toUrl: (feedId: string) => string = (id) => id,
): void {
  if (!('kind' in found)) respond(dependencies, request, response, found);
  else if (found.kind === 'moved') redirect(dependencies, response, 301, toUrl(found.id));
  else if (found.kind === 'pending') redirect(dependencies, response, 307, toUrl(found.id));
  else if (found.kind === 'missing') throw new HttpError(`${found.what}-not-found`);
  else throw new HttpError('invalid-request', found.problem);
}

/** The site with paths for URLs. After a redirect to a path, a visitor stays on a host with another name. */
export function relativeSite(site: Site): Site {
  return { ...site, publicUrl: new URL(site.publicUrl).pathname.replace(/\/$/, '') };
}

const CACHING = { 301: 'public, max-age=86400', 307: LIVE };

export function redirect(
  { headers, isReady }: Pick<RouteDependencies, 'headers' | 'isReady'>,
  response: Response,
  status: 301 | 307,
  url: string,
): void {
  response.status(status).set({ Location: url, 'Cache-Control': isReady() ? CACHING[status] : 'no-store' });
  response.set(headers.document).type('text/plain').send(`This has moved to ${url}\n`);
}
