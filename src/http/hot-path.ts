import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CustomFeedUses } from '../publish/custom-feed-uses.ts';
import type { RepresentationCache } from '../publish/representation-cache.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { hasValidHost } from './host.ts';
import { isForFrame } from './redirect-frames.ts';
import { respond } from './respond.ts';

interface HotPathDependencies extends Pick<RouteDependencies, 'accessLog' | 'clock'> {
  readonly cache: Pick<RepresentationCache, 'find'>;
  readonly customFeedUses: Pick<CustomFeedUses, 'note'>;
}

export type HotPath = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Answers requests for cached documents before Express, whose routing would be a third of the work. Deltas (`A-IM`), pages in an iframe and errors need a route. */
export function openHotPath(dependencies: HotPathDependencies): HotPath {
  const { cache, customFeedUses, accessLog } = dependencies;
  return (request, response) => {
    const { method, url = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    customFeedUses.note(url);
    const representation = cache.find(url);
    if (representation === undefined || request.headers['a-im'] !== undefined || !hasValidHost(request)) return false;
    if (isForFrame(request.headers) && !url.startsWith('/embed/')) return false;
    const bytes = respond(dependencies, request, response, representation);
    accessLog.write(request, url, response.statusCode, bytes, 0);
    return true;
  };
}
