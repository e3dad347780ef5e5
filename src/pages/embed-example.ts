import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { feedPageUrl, widgetScriptUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { iframeSnippet } from './iframe-snippet.ts';
import { basePath, localUrl } from './links.ts';
import { snippet, snippetLinkText } from './snippet.ts';

/** The options of the snippet that pages offer: all defaults. */
export const DEFAULT_OPTIONS: Options = parseOptions(() => null);

/** A snippet to copy, and what the page needs to show the same headlines. */
export interface EmbedExample {
  readonly snippet: string;
  readonly iframe: string;
  readonly count: number;
  /** The builder, with this feed chosen. */
  readonly builderUrl: string;
  readonly linkUrl: string;
  readonly linkText: string;
  /** Without host, because our policy allows only scripts of the page's own origin. */
  readonly scriptUrl: string;
}

/** Builds the snippet of a feed and its example. */
export function buildEmbedExample(site: Site, definition: FeedDefinition): EmbedExample {
  return {
    snippet: snippet({ site, definition, options: DEFAULT_OPTIONS }),
    iframe: iframeSnippet({ site, definition, options: DEFAULT_OPTIONS }),
    count: DEFAULT_OPTIONS.count,
    builderUrl: `${basePath(site)}/embed?feed=${definition.id.split('/').map(encodeURIComponent).join('/')}`,
    linkUrl: feedPageUrl(site, definition.id),
    linkText: snippetLinkText(site, definition),
    scriptUrl: localUrl(site, widgetScriptUrl(site, definition.id)),
  };
}
