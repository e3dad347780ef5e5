import type { FeedFormat } from '../model/addresses.ts';
import { renderAtom } from './atom.ts';
import type { FeedDocument } from './feed-document.ts';
import { renderJsonFeed } from './json-feed.ts';
import type { RenderedFeed } from './rendered-feed.ts';
import { renderRss } from './rss.ts';

/** Renders a document in a format. The same document gives the same text, everywhere and at any time. */
export function renderFeed(format: FeedFormat, document: FeedDocument): RenderedFeed {
  switch (format) {
    case 'rss':
      return renderRss(document);
    case 'atom':
      return renderAtom(document);
    case 'json':
      return renderJsonFeed(document);
  }
}
