import type { RequestHandler } from 'express';
import type { Site } from '../model/site.ts';
import { relativeSite } from './relative-site.ts';

/**
 * Sends `/feeds/top/` to `/feeds/top`, for ever (301). The target is always on our own host: a path such as `//elsewhere.example/`
 * would otherwise be a redirect to anywhere.
 */
export function removeTrailingSlash(site: Site): RequestHandler {
  return (request, response, next) => {
    const trimmed = request.path.replace(/\/+$/, '').replace(/^\/+/, '/');
    if (trimmed === '' || trimmed === request.path || request.path.startsWith('//')) return next();
    const query = request.originalUrl.indexOf('?');
    response.redirect(
      301,
      relativeSite(site).publicUrl + trimmed + (query === -1 ? '' : request.originalUrl.slice(query)),
    );
  };
}
