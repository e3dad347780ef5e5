import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { feedPageUrl, widgetScriptUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { iframeSnippet } from './iframe-snippet.ts';
import { basePath, localUrl } from './links.ts';
import { snippet, snippetLinkText } from './snippet.ts';

/** The snippet that a page offers, and the live widget beside it: every option left alone. */
export const LIVE: Options = parseOptions(() => null);

/** A snippet to copy, and what the page needs to show the same widget live. */
export interface EmbedExample {
  readonly snippet: string;
  readonly iframe: string;
  readonly count: number;
  /** The builder, with this feed chosen. */
  readonly builderUrl: string;
  readonly linkUrl: string;
  readonly linkText: string;
  /** Without host: our policy takes scripts from the page's own origin only. */
  readonly scriptUrl: string;
}

/** The snippet of a feed and its live example. */
export function buildEmbedExample(site: Site, definition: FeedDefinition): EmbedExample {
  return {
    snippet: snippet({ site, definition, options: LIVE }),
    iframe: iframeSnippet({ site, definition, options: LIVE }),
    count: LIVE.count,
    builderUrl: `${basePath(site)}/embed?feed=${definition.id.split('/').map(encodeURIComponent).join('/')}`,
    linkUrl: feedPageUrl(site, definition.id),
    linkText: snippetLinkText(site, definition),
    scriptUrl: localUrl(site, widgetScriptUrl(site, definition.id)),
  };
}
