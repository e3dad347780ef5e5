import type { Options } from '../../widget/contract/options.ts';
import { reservedHeightEm } from '../../widget/contract/reserved-height.ts';
import { articlePageUrl, embedArticleUrl, embedUrl, feedPageUrl } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { escapeMarkup } from '../model/escape-markup.ts';
import type { Site } from '../model/site.ts';
import { CARD } from './embed-page.ts';
import { embedQuery } from './embed-query.ts';
import { insideFrame } from './embed-theme.ts';
import { type SnippetOptions, snippetLinkText } from './snippet.ts';

interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Pixels of an em. In an iframe the page around it cannot change this. */
const EM_PX = 16;
const FRAME_PADDING_PX = 24;

/**
 * The script gives the iframe the height that its page reports. If a site removes the script, the iframe keeps its height and scrolls. Themes centre
 * blocks in the column of the text, and an iframe is not a block, so it has a `div` around it.
 */
export function iframeSnippet({ site, definition, options }: SnippetOptions): string {
  const src = embedUrl(site, definition.id, embedQuery(options));
  return [
    `<div><iframe src="${escapeMarkup(src)}" title="${escapeMarkup(snippetLinkText(site, definition))}" width="100%" height="${frameHeight(options)}" style="border:0" loading="lazy"></iframe></div>`,
    `<script>${LISTENER}</script>`,
  ].join('\n');
}

/** The height of a feed's iframe in pixels, for every width. */
export function frameHeight(options: Options): number {
  return Math.ceil(reservedHeightEm(insideFrame(options)) * EM_PX) + FRAME_PADDING_PX;
}

/** The height of an article's iframe in pixels, until its page reports one. */
export const CARD_HEIGHT = frameHeight(CARD);

/** A message changes only the iframe that sent it (`source`), and only if that is one of ours. Without `&` and `<`, for XML parsers. */
const LISTENER =
  'addEventListener("message",function(e){var d=Object(e.data);if(d.message==="height")if(d.value>0)' +
  `document.querySelectorAll('iframe[src*="/embed/"]').forEach(function(f){` +
  'if(f.contentWindow===e.source)f.style.height=d.value+"px"})})';

export function feedFrameHtml({ site, definition, options }: SnippetOptions, size: FrameSize): string {
  const query = embedQuery(options);
  const text = snippetLinkText(site, definition);
  return frameHtml(feedPageUrl(site, definition.id) + query, embedUrl(site, definition.id, query), text, size);
}

export function articleFrameHtml(site: Site, { id, title }: Pick<Article, 'id' | 'title'>, size: FrameSize): string {
  return frameHtml(articlePageUrl(site, id), embedArticleUrl(site, id), title, size);
}

/**
 * From an unknown provider, WordPress keeps one iframe and one blockquote with a link before it. It loads its listener for the iframe's height only
 * if there is a blockquote, and shows the blockquote until the height arrives. Other sites must not show it, so it is hidden. WordPress removes `style`,
 * so the iframe there is as wide as the text: a block theme asks for 500 pixels, whatever the width of its column. Elsewhere it has the width asked for.
 */
function frameHtml(page: string, src: string, text: string, size: FrameSize): string {
  return (
    `<blockquote hidden><a href="${escapeMarkup(page)}">${escapeMarkup(text)}</a></blockquote>` +
    `<iframe src="${escapeMarkup(src)}" title="${escapeMarkup(text)}" width="100%" height="${size.height}" ` +
    `frameborder="0" style="width:${size.width}px;max-width:100%" loading="lazy" ` +
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>'
  );
}
