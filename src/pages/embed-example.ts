import { feedPageUrl, widgetScriptUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { localUrl } from './links.ts';
import { reservedHeightEm, snippet, snippetLinkText } from './snippet.ts';

/** Headlines in the snippet that a page offers, and in the live widget beside it. */
export const LIVE_COUNT = 5;

/** A snippet to copy, and what the page needs to show the same widget live. */
export interface EmbedExample {
  readonly snippet: string;
  readonly count: number;
  readonly linkUrl: string;
  readonly linkText: string;
  /** Without host: our policy takes scripts from the page's own origin only. */
  readonly scriptUrl: string;
}

/** The snippet of a feed and its live example. */
export function buildEmbedExample(site: Site, definition: FeedDefinition): EmbedExample {
  return {
    snippet: snippet({ site, definition, count: LIVE_COUNT, minHeightEm: reservedHeightEm(LIVE_COUNT) }),
    count: LIVE_COUNT,
    linkUrl: feedPageUrl(site, definition.id),
    linkText: snippetLinkText(site, definition),
    scriptUrl: localUrl(site, widgetScriptUrl(site, definition.id)),
  };
}
