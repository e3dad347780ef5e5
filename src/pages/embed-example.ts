import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { feedPageUrl, widgetScriptUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { iframeSnippet } from './iframe-snippet.ts';
import { basePath, localUrl } from './links.ts';
import { snippet, snippetLinkText } from './snippet.ts';

export const DEFAULT_OPTIONS: Options = parseOptions(() => null);

/** A snippet to copy, and what the page needs to show the same headlines. */
export function buildEmbedExample(site: Site, definition: FeedDefinition) {
  return {
    snippet: snippet({ site, definition, options: DEFAULT_OPTIONS }),
    iframe: iframeSnippet({ site, definition, options: DEFAULT_OPTIONS }),
    count: DEFAULT_OPTIONS.count,
    builderUrl: `${basePath(site)}/embed?feed=${definition.id.split('/').map(encodeURIComponent).join('/')}`,
    linkUrl: feedPageUrl(site, definition.id),
    linkText: snippetLinkText(site, definition),
    // Without host, because our policy allows only scripts of the page's own origin.
    scriptUrl: localUrl(site, widgetScriptUrl(site, definition.id)),
  };
}
