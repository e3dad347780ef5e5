import { optionTexts } from '../../../widget/contract/option-text.ts';
import type { Options } from '../../../widget/contract/options.ts';
import { reservedHeightEm } from '../../../widget/contract/reserved-height.ts';
import { feedPageUrl, feedUrl } from '../../model/addresses.ts';
import { escapeHtml, type SnippetOptions, snippet, snippetLinkText } from '../snippet.ts';
import type { Way } from './platforms.ts';

/** Pixels of an em in a frame, and the air between its edge and what stands in it, above and below together. */
const FRAME = { em: 16, air: 24 } as const;

/** What is pasted for a way of embedding: lines of HTML, a shortcode, an address or a command. */
export function wayCode(way: Way, what: SnippetOptions): string {
  const { site, definition, options } = what;
  switch (way) {
    case 'script':
    case 'pinned':
      return snippet(what);
    case 'frame':
      return frameSnippet(what);
    case 'plugin':
      return shortcode(definition.id, options);
    case 'link':
      return feedPageUrl(site, definition.id) + query(options);
    case 'feed':
      return feedUrl(site, definition.id, 'rss');
    case 'fragment':
      return `curl --fail --output headlines.html "${frameUrl(what, '.html', 'fragment')}"`;
  }
}

function frameSnippet(what: SnippetOptions): string {
  const height = Math.ceil(reservedHeightEm(what.options) * FRAME.em) + FRAME.air;
  const title = escapeHtml(snippetLinkText(what.site, what.definition));
  return `<iframe src="${escapeHtml(frameUrl(what))}" title="${title}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`;
}

function frameUrl({ site, definition, options }: SnippetOptions, ending = '', flag = ''): string {
  const path = definition.id.split('/').map(encodeURIComponent).join('/');
  const asked = [flag, query(options).slice(1)].filter((part) => part !== '').join('&');
  return `${site.publicUrl}/embed/${path}${ending}${asked === '' ? '' : `?${asked}`}`;
}

/** Quotes and brackets end an attribute of a shortcode, and cannot be escaped in one. */
function shortcode(feed: string, options: Options): string {
  const pairs = [['feed', feed] as const, ...optionTexts(options)];
  return `[tidings ${pairs.map(([name, text]) => `${name}="${text.replace(/["[\]<>]/g, '')}"`).join(' ')}]`;
}

function query(options: Options): string {
  const text = new URLSearchParams(optionTexts(options).map(([name, value]) => [name, value])).toString();
  return text === '' ? '' : `?${text}`;
}
