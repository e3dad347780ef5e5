import type { Site } from '../model/site.ts';

/** What stands before every path of ours: empty, or the path under which a proxy serves the site (`/news`). */
export function basePath(site: Site): string {
  return new URL(site.publicUrl).pathname.replace(/\/+$/, '');
}

/** An address of ours without scheme and host, so that links work under whatever name the page was reached; others unchanged. */
export function localUrl(site: Site, url: string): string {
  return url.startsWith(`${site.publicUrl}/`) ? basePath(site) + url.slice(site.publicUrl.length) : url;
}

/** The URL where it is absolute http(s); `undefined` for anything else, which is not to become a link. */
export function httpUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}

/** The host of a URL as people read it: `news.example.org`. */
export function hostOf(url: string): string {
  return new URL(url).host.replace(/^www\./, '');
}
