import { omitUndefined } from '../../model/omit-undefined.ts';
import { toAttribute } from './allowed-html.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { resolveFirst, resolveWeb } from './resolve-url.ts';
import type { TidyContext, TidyRule } from './tidy-context.ts';
import { isPixel, sourcesOf, tidyImage } from './tidy-image.ts';

const YOUTUBE = /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com$/;
const YOUTUBE_PATH = /^\/(?:embed|v|shorts|live)\/([\w-]{11})$/;
const VIMEO_PATH = /^\/video\/(\d+)$/;

/** `iframe` and `embed` become a paragraph with a link, or with a linked image. */
export const tidyEmbed: TidyRule = ({ attributes }, context) => {
  if (isPixel(attributes)) return [];
  return show(resolveFirst(sourcesOf(attributes), context.baseUrl), attributes, context);
};

/** `object` becomes its fallback content; without one, an image or a link. */
export const tidyObject: TidyRule = ({ attributes, children }, context, tidyChildren) => {
  if (isPixel(attributes)) return [];
  const fallback = tidyChildren(children, context);
  if (fallback.some((node) => typeof node !== 'string' || node.trim() !== '')) return fallback;
  const parameters = children
    .filter((child) => typeof child !== 'string')
    .filter(({ name, attributes: { name: key } }) => name === 'param' && /^(movie|src|url)$/i.test(key ?? ''))
    .map(({ attributes: { value } }) => value ?? '');
  const address = resolveFirst([attributes.data ?? '', ...parameters], context.baseUrl);
  if (address !== undefined && /^image\//i.test(attributes.type ?? '')) {
    return tidyImage({ name: 'img', attributes: { ...attributes, src: address }, children: [] }, context, tidyChildren);
  }
  return show(address, attributes, context);
};

/** `audio` and `video` with their sources; without a source, their fallback content. */
export const tidyPlayer: TidyRule = ({ name, attributes, children }, context, tidyChildren) => {
  const src = resolveFirst(sourcesOf(attributes), context.baseUrl);
  const sources = children
    .filter((child) => typeof child !== 'string')
    .filter((child) => child.name === 'source')
    .flatMap((child): HtmlElement[] => {
      const address = resolveFirst(sourcesOf(child.attributes), context.baseUrl);
      if (address === undefined) return [];
      const type = toAttribute('type', child.attributes.type);
      return [{ name: 'source', attributes: omitUndefined({ src: address, type }), children: [] }];
    });
  if (src === undefined && sources.length === 0) return tidyChildren(children, context);

  const videoOnly = name === 'video' && {
    poster: resolveWeb(attributes.poster, context.baseUrl),
    width: toAttribute('width', attributes.width),
    height: toAttribute('height', attributes.height),
  };
  return [{ name, attributes: omitUndefined({ src, ...videoOnly, controls: '' }), children: sources }];
};

function show(
  address: string | undefined,
  attributes: HtmlElement['attributes'],
  context: TidyContext,
): readonly HtmlNode[] {
  if (address === undefined) return [];
  const { link, image } = parseEmbed(new URL(address));
  const label = attributes.title?.trim() || new URL(link).hostname.replace(/^www\./, '');
  const content: HtmlNode =
    image === undefined ? label : { name: 'img', attributes: { ...image, alt: label }, children: [] };
  if (context.insideLink) return [content];
  const anchor: HtmlNode = { name: 'a', attributes: { href: link }, children: [content] };
  return [context.insidePhrasing ? anchor : { name: 'p', attributes: {}, children: [anchor] }];
}

function parseEmbed(url: URL): { readonly link: string; readonly image?: HtmlElement['attributes'] } {
  const video = YOUTUBE.test(url.hostname) ? YOUTUBE_PATH.exec(url.pathname)?.[1] : undefined;
  if (video !== undefined && video !== 'videoseries') {
    return {
      link: `https://www.youtube.com/watch?v=${video}`,
      image: { src: `https://i.ytimg.com/vi/${video}/hqdefault.jpg`, width: '480', height: '360' },
    };
  }
  const film = url.hostname === 'player.vimeo.com' ? VIMEO_PATH.exec(url.pathname)?.[1] : undefined;
  return { link: film === undefined ? url.href : `https://vimeo.com/${film}` };
}
