import type { Site } from '../model/site.ts';

/**
 * The site with paths for URLs, for redirects: a visitor who used another host name stays on it, as `form-action 'self'` of a page with a form
 * requires.
 */
export function relativeSite(site: Site): Site {
  return { ...site, publicUrl: new URL(site.publicUrl).pathname.replace(/\/$/, '') };
}
