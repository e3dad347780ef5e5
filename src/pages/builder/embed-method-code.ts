import { optionTexts } from '../../../widget/contract/option-text.ts';
import type { Options } from '../../../widget/contract/options.ts';
import { embedUrl, feedPageUrl, feedUrl } from '../../model/addresses.ts';
import type { EmbedMethod } from '../../model/platforms.ts';
import { embedQuery } from '../embed-query.ts';
import { iframeSnippet } from '../iframe-snippet.ts';
import { type SnippetOptions, scriptTag, snippet } from '../snippet.ts';

export interface PinnedScript {
  /** The path below the site's address: `/v1.4.2/tidings.js`. */
  readonly path: string;
  readonly integrity: string;
}

/** What to paste for an embed method: lines of HTML, a shortcode, an address or a command. */
export function embedMethodCode(method: EmbedMethod, what: SnippetOptions, pinned?: PinnedScript): string {
  const { site, definition, options } = what;
  switch (method) {
    case 'script':
      return snippet(what);
    case 'pinned':
      return pinned === undefined ? snippet(what) : pinnedSnippet(what, pinned);
    case 'frame':
      return iframeSnippet(what);
    case 'plugin':
      return shortcode(definition.id, options);
    case 'link':
      return feedPageUrl(site, definition.id) + embedQuery(options);
    case 'page':
      return embedUrl(site, definition.id, embedQuery(options));
    case 'feed':
      return feedUrl(site, definition.id, 'rss');
    case 'fragment':
      return `curl --fail --output headlines.html "${embedUrl(site, definition.id, '.html?fragment')}${embedQuery(options).replace('?', '&')}"`;
  }
}

/** The script without headlines: it fetches those of the linked feed. Browsers check `integrity` only for requests with CORS. */
function pinnedSnippet(what: SnippetOptions, { path, integrity }: PinnedScript): string {
  const element = snippet(what).split('\n').slice(0, -1);
  const script = scriptTag(what.site.publicUrl + path, ` integrity="${integrity}" crossorigin="anonymous"`);
  return [...element, script].join('\n');
}

/** Quotes and brackets are removed: an attribute of a shortcode cannot escape them. */
function shortcode(feed: string, options: Options): string {
  const pairs = [['feed', feed] as const, ...optionTexts(options)];
  return `[tidings ${pairs.map(([name, text]) => `${name}="${text.replace(/["[\]<>]/g, '')}"`).join(' ')}]`;
}
