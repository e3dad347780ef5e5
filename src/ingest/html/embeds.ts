import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { isPixel, sourcesOf, tidyImage } from './images.ts';
import type { TidyContext, TidyRule } from './tidy-context.ts';
import { resolveWeb } from './urls.ts';

/** Something from elsewhere that a page embeds, as a reader can have it: a link, and a picture where one is known. */
interface Embed {
  readonly link: string;
  readonly picture?: { readonly src: string; readonly width: string; readonly height: string };
}

const YOUTUBE = /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com$/;
const YOUTUBE_PATH = /^\/(?:embed|v|shorts|live)\/([\w-]{11})$/;
const VIMEO_PATH = /^\/video\/(\d+)$/;

/** `iframe` and `embed`: a paragraph with a link to what they show, or with its picture, linked. */
export const tidyEmbed: TidyRule = ({ attributes }, context) => {
  if (isPixel(attributes)) return [];
  return show(findAddress(sourcesOf(attributes), context), attributes, context);
};

/** `object`: what it offers to those who cannot show it; otherwise its picture or a link. */
export const tidyObject: TidyRule = ({ attributes, children }, context, tidyChildren) => {
  if (isPixel(attributes)) return [];
  const fallback = tidyChildren(children, context);
  if (fallback.some((node) => typeof node !== 'string' || node.trim() !== '')) return fallback;
  const parameters = children
    .filter((child) => typeof child !== 'string')
    .filter(({ name, attributes: { name: key } }) => name === 'param' && /^(movie|src|url)$/i.test(key ?? ''))
    .map(({ attributes: { value } }) => value ?? '');
  const address = findAddress([attributes.data ?? '', ...parameters], context);
  if (address !== undefined && /^image\//i.test(attributes.type ?? '')) {
    return tidyImage({ name: 'img', attributes: { ...attributes, src: address }, children: [] }, context, tidyChildren);
  }
  return show(address, attributes, context);
};

function findAddress(written: readonly string[], context: TidyContext): string | undefined {
  return written.map((source) => resolveWeb(source, context.baseUrl)).find((url) => url !== undefined);
}

function show(
  address: string | undefined,
  attributes: HtmlElement['attributes'],
  context: TidyContext,
): readonly HtmlNode[] {
  if (address === undefined) return [];
  const { link, picture } = recognise(new URL(address));
  const label = attributes.title?.trim() || new URL(link).hostname.replace(/^www\./, '');
  const content: HtmlNode =
    picture === undefined ? label : { name: 'img', attributes: { ...picture, alt: label }, children: [] };
  if (context.insideLink) return [content];
  const anchor: HtmlNode = { name: 'a', attributes: { href: link }, children: [content] };
  return [context.insidePhrasing ? anchor : { name: 'p', attributes: {}, children: [anchor] }];
}

function recognise(url: URL): Embed {
  const video = YOUTUBE.test(url.hostname) ? YOUTUBE_PATH.exec(url.pathname)?.[1] : undefined;
  if (video !== undefined && video !== 'videoseries') {
    return {
      link: `https://www.youtube.com/watch?v=${video}`,
      picture: { src: `https://i.ytimg.com/vi/${video}/hqdefault.jpg`, width: '480', height: '360' },
    };
  }
  const film = url.hostname === 'player.vimeo.com' ? VIMEO_PATH.exec(url.pathname)?.[1] : undefined;
  return { link: film === undefined ? url.href : `https://vimeo.com/${film}` };
}
