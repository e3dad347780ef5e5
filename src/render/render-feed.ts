import type { FeedFormat } from '../model/feed-formats.ts';
import { renderAtom } from './atom.ts';
import type { FeedDocument } from './feed-document.ts';
import type { Fragments } from './fragments.ts';
import { renderJsonFeed } from './json-feed.ts';
import type { RenderedFeed } from './rendered-feed.ts';
import { renderRss } from './rss.ts';

/**
 * Renders a document in a format. The same document gives the same text, everywhere and at any time; with `fragments` the items
 * that were rendered before are taken as they are.
 */
export function renderFeed(format: FeedFormat, document: FeedDocument, fragments?: Fragments): RenderedFeed {
  switch (format) {
    case 'rss':
      return renderRss(document, fragments);
    case 'atom':
      return renderAtom(document, fragments);
    case 'json':
      return renderJsonFeed(document, fragments);
  }
}
