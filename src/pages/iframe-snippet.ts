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

/** Pixels of an em: a frame has no page around it that would say otherwise. */
const EM = 16;
/** Between the frame's edge and what stands in it, above and below together, in pixels. */
const FRAME_PADDING = 24;

/**
 * What somebody pastes where no script is welcome, or where the headlines are to fill a box: a frame, and a few lines that give it the height that it
 * reports. Without these lines, or where they are stripped, the frame stays as high as it says and scrolls inside itself.
 */
export function iframeSnippet({ site, definition, options }: SnippetOptions): string {
  const src = embedUrl(site, definition.id, embedQuery(options));
  return [
    `<iframe src="${escapeMarkup(src)}" title="${escapeMarkup(snippetLinkText(site, definition))}" width="100%" height="${frameHeight(options)}" style="border:0" loading="lazy"></iframe>`,
    `<script>${LISTENER}</script>`,
  ].join('\n');
}

/** The height of a feed's frame in pixels, the same at every width. */
export function frameHeight(options: Options): number {
  return Math.ceil(reservedHeightEm(insideFrame(options)) * EM) + FRAME_PADDING;
}

/** The height of an article's frame in pixels, before it says its own. */
export const CARD_HEIGHT = frameHeight(CARD);

/**
 * Gives each frame of a page the height that it reports. A message counts for the frame that sent it (`source`) alone, and only where that is one of ours:
 * another frame can make nothing of the page larger or smaller but itself.
 */
const LISTENER =
  'addEventListener("message",function(e){' +
  `document.querySelectorAll('iframe[src*="/embed/"]').forEach(function(f){` +
  'if(f.contentWindow===e.source&&e.data&&e.data.message==="height"&&e.data.value>0)' +
  'f.style.height=e.data.value+"px"})})';

/** What an oEmbed consumer puts into its page for a feed. */
export function feedFrameHtml(
  { site, definition, options }: SnippetOptions,
  size: { readonly width: number; readonly height: number },
): string {
  const query = embedQuery(options);
  const text = snippetLinkText(site, definition);
  return frameHtml(feedPageUrl(site, definition.id) + query, embedUrl(site, definition.id, query), text, size);
}

/** What an oEmbed consumer puts into its page for an article. */
export function articleFrameHtml(
  site: Site,
  { id, title }: Pick<Article, 'id' | 'title'>,
  size: { readonly width: number; readonly height: number },
): string {
  return frameHtml(articlePageUrl(site, id), embedArticleUrl(site, id), title, size);
}

/**
 * WordPress keeps of an unknown provider's HTML one frame, and one quotation with a link before it. It loads the script that listens to the frame only
 * where that quotation is, shows it until the frame has reported its height, and puts its own, stricter sandbox in place of this one. Others are not to show it.
 */
function frameHtml(page: string, src: string, text: string, size: { width: number; height: number }): string {
  return (
    `<blockquote hidden><a href="${escapeMarkup(page)}">${escapeMarkup(text)}</a></blockquote>` +
    `<iframe src="${escapeMarkup(src)}" title="${escapeMarkup(text)}" width="${size.width}" height="${size.height}" ` +
    'frameborder="0" style="max-width:100%" loading="lazy" ' +
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>'
  );
}
