import type { FeedFormat } from '../model/feed-formats.ts';
import { renderAtom } from './atom.ts';
import type { FeedDocument } from './feed-document.ts';
import type { ItemCache } from './item-cache.ts';
import { renderJsonFeed } from './json-feed.ts';
import type { RenderedFeed } from './render-items.ts';
import { renderRss } from './rss.ts';

/** The same document always gives the same text, also with `itemCache`. */
export function renderFeed(format: FeedFormat, document: FeedDocument, itemCache?: ItemCache): RenderedFeed {
  switch (format) {
    case 'rss':
      return renderRss(document, itemCache);
    case 'atom':
      return renderAtom(document, itemCache);
    case 'json':
      return renderJsonFeed(document, itemCache);
  }
}
