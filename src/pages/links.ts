import type { Site } from '../model/site.ts';

/** The path under which a proxy serves the site (`/news`), or an empty string. */
export function basePath(site: Site): string {
  return new URL(site.publicUrl).pathname.replace(/\/+$/, '');
}

/** Removes scheme and host from an address of our site, so that links work under each host name. Other addresses stay the same. */
export function localUrl(site: Site, url: string): string {
  return url.startsWith(`${site.publicUrl}/`) ? basePath(site) + url.slice(site.publicUrl.length) : url;
}

/** The URL if it is an absolute http(s) URL. Nothing else may become a link. */
export function httpUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}

/** The host of a URL for people: `news.example.org`. */
export function hostOf(url: string): string {
  return new URL(url).host.replace(/^www\./, '');
}
