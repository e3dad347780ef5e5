import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';
import { element, lines, textElement } from './markup.ts';

export interface SitemapEntry {
  readonly url: string;
  readonly changedAt?: Timestamp;
}

/** A sitemap (https://www.sitemaps.org/protocol.html) of pages, or with `isIndex` of other sitemaps. Not empty. */
export function renderSitemap(entries: readonly SitemapEntry[], isIndex = false): string {
  const [root, child] = isIndex ? ['sitemapindex', 'sitemap'] : ['urlset', 'url'];
  const children = entries.map(({ url, changedAt }) => {
    const date = changedAt === undefined ? '' : textElement('lastmod', toRfc3339(changedAt));
    return `<${child}>${textElement('loc', url)}${date}</${child}>`;
  });
  const markup = `\n${lines(children)}\n`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }, markup)}\n`;
}
