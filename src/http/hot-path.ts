import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RepresentationCache } from '../publish/representation-cache.ts';
import type { AccessLog } from './access-log.ts';
import { respond } from './respond.ts';

export type HotPath = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Answers requests for cached documents before Express, whose routing would be a third of the work. Deltas (`A-IM`) need a route. */
export function openHotPath(cache: Pick<RepresentationCache, 'find'>, accessLog: AccessLog): HotPath {
  return (request, response) => {
    const { method, url = '' } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const representation = cache.find(url);
    if (representation === undefined || request.headers['a-im'] !== undefined) return false;
    const bytes = respond(request, response, representation);
    accessLog.write(request, url, response.statusCode, bytes, 0);
    return true;
  };
}
