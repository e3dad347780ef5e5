import { optionTexts } from '../../../widget/contract/option-text.ts';
import type { Options } from '../../../widget/contract/options.ts';
import { embedUrl, feedPageUrl, feedUrl } from '../../model/addresses.ts';
import { embedQuery } from '../embed-query.ts';
import { iframeSnippet } from '../iframe-snippet.ts';
import { type SnippetOptions, snippet } from '../snippet.ts';
import type { Way } from './platforms.ts';

/** What is pasted for a way of embedding: lines of HTML, a shortcode, an address or a command. */
export function wayCode(way: Way, what: SnippetOptions): string {
  const { site, definition, options } = what;
  switch (way) {
    case 'script':
      return snippet(what);
    case 'frame':
      return iframeSnippet(what);
    case 'plugin':
      return shortcode(definition.id, options);
    case 'link':
      return feedPageUrl(site, definition.id) + embedQuery(options);
    case 'feed':
      return feedUrl(site, definition.id, 'rss');
    case 'fragment':
      return `curl --fail --output headlines.html "${embedUrl(site, definition.id, '.html?fragment')}${embedQuery(options).replace('?', '&')}"`;
  }
}

/** Quotes and brackets end an attribute of a shortcode, and cannot be escaped in one. */
function shortcode(feed: string, options: Options): string {
  const pairs = [['feed', feed] as const, ...optionTexts(options)];
  return `[tidings ${pairs.map(([name, text]) => `${name}="${text.replace(/["[\]<>]/g, '')}"`).join(' ')}]`;
}
