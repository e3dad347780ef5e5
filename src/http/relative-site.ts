import type { Site } from '../model/site.ts';

/**
 * The site with addresses that are paths, for redirects: a visitor who came under another host name stays there, which a form's
 * `form-action 'self'` insists on.
 */
export function relativeSite(site: Site): Site {
  return { ...site, publicUrl: new URL(site.publicUrl).pathname.replace(/\/$/, '') };
}
