import type { RequestHandler } from 'express';
import type { Site } from '../model/site.ts';
import { relativeSite } from './relative-site.ts';

/** Redirects `/feeds/top/` to `/feeds/top` (301). A path such as `//elsewhere.example/` is not redirected: browsers read it as another host. */
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
