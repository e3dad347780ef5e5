import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RepresentationCache } from '../publish/representation-cache.ts';
import type { AccessLog } from './access-log.ts';
import { respond } from './respond.ts';

/** Answers a request if it can; whether it did. */
export type HotPath = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * What stands in the cache under the request's very address needs no routing. It is asked before Express is: on a request that costs a map look-up,
 * the making of a handler chain would be a third of the work. A reader that wants a delta (`A-IM`) goes the long way.
 */
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
