import { omitUndefined } from '../../model/omit-undefined.ts';
import { toAttribute } from './allowed-html.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { resolveFirst, resolveWeb } from './resolve-url.ts';
import { findLargest, parseSrcset, type SrcsetCandidate, serializeSrcset } from './srcset.ts';
import type { MediaImage, TidyContext, TidyRule } from './tidy-context.ts';

/** The attributes in which lazy loaders keep the real address, best first. */
const LAZY_SOURCES = ['data-src', 'data-lazy-src', 'data-original'];
const LAZY_SRCSETS = ['data-srcset', 'data-lazy-srcset'];

/** An image with its real, absolute address. Nothing for a tracking pixel or an image without an address. */
export const tidyImage: TidyRule = ({ attributes }, context) => {
  if (isPixel(attributes)) return [];
  const mediaImage = findMediaImage(attributes, context);
  const srcset = mediaImage === undefined ? resolveSrcset(attributes, context.baseUrl) : [];
  const src = mediaImage?.url ?? resolveFirst(sourcesOf(attributes), context.baseUrl) ?? findLargest(srcset);
  if (src === undefined) return [];
  const size = mediaImage ?? { width: attributes.width, height: attributes.height };
  const kept = omitUndefined({
    src,
    srcset: serializeSrcset(srcset) || undefined,
    sizes: (srcset.some(({ descriptor }) => descriptor.endsWith('w')) && attributes.sizes) || undefined,
    title: toAttribute('title', attributes.title),
    width: toAttribute('width', size.width),
    height: toAttribute('height', size.height),
    lang: toAttribute('lang', attributes.lang),
    dir: toAttribute('dir', attributes.dir),
    alt: attributes.alt ?? '',
  });
  return [{ name: 'img', attributes: kept, children: [] }];
};

/** `picture` becomes its `img`, which all readers show, with the address of a `source` if it has none. */
export const tidyPictureElement: TidyRule = (element, context, tidyChildren) => {
  const inside = elementsOf(element.children);
  const image = inside.find(({ name }) => name === 'img');
  const source = inside.findLast(({ name }) => name === 'source');
  if (image === undefined && source === undefined) return tidyChildren(element.children, context);
  const shown = tidyImage({ name: 'img', attributes: image?.attributes ?? {}, children: [] }, context, tidyChildren);
  if (shown.length > 0 || source === undefined) return shown;
  const { src: _, ...rest } = image?.attributes ?? {};
  return tidyImage({ name: 'img', attributes: { ...source.attributes, ...rest }, children: [] }, context, tidyChildren);
};

/** Removes the `noscript` copies of lazily loaded images, since those images get their real address. */
export function withoutFallbackCopies(children: readonly HtmlNode[], context: TidyContext): readonly HtmlNode[] {
  if (!children.some(isNoscript)) return children;
  const solid = children.filter((node) => typeof node !== 'string' || node.trim() !== '');
  const copies = new Set(
    solid.filter((node, index) => {
      const beside = [solid[index - 1], solid[index + 1]].filter((neighbour) => neighbour !== undefined);
      const originals = beside.filter((neighbour) => !isNoscript(neighbour));
      return isNoscript(node) && isCopyOf(originals, node, context);
    }),
  );
  return children.filter((node) => !copies.has(node));
}

export function findImages(nodes: readonly HtmlNode[]): readonly HtmlElement[] {
  return elementsOf(nodes).flatMap((element) => (element.name === 'img' ? [element] : findImages(element.children)));
}

/** The addresses of an image as written, best first. */
export function sourcesOf(attributes: HtmlElement['attributes']): readonly string[] {
  return [...LAZY_SOURCES, 'src'].flatMap((name) => attributes[name]?.trim() || []);
}

/** Whether an element is a tracking pixel: hidden, or at most one pixel wide or high. */
export function isPixel(attributes: HtmlElement['attributes']): boolean {
  const isTiny = (length: string | undefined) => /^[01](px)?$/i.test(length?.trim() ?? '');
  const { width, height, style = '' } = attributes;
  const isTinyByStyle = /(?:^|[;\s])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(style);
  return isTiny(width) || isTiny(height) || isTinyByStyle || isHidden(attributes);
}

export function isHidden(attributes: HtmlElement['attributes']): boolean {
  const { hidden, style = '' } = attributes;
  return hidden !== undefined || /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}

function isNoscript(node: HtmlNode): boolean {
  return typeof node !== 'string' && node.name === 'noscript';
}

function isCopyOf(originals: readonly HtmlNode[], copy: HtmlNode, context: TidyContext): boolean {
  const resolve = (attributes: HtmlElement['attributes']) => resolveFirst(sourcesOf(attributes), context.baseUrl);
  const copied = findImages([copy]).map(({ attributes }) => resolve(attributes));
  if (copied.length === 0) return false;
  return findImages(originals).some(({ attributes }) => {
    const isLazy = [...LAZY_SOURCES, ...LAZY_SRCSETS].some((name) => attributes[name] !== undefined);
    const source = findMediaImage(attributes, context)?.url ?? resolve(attributes);
    return source !== undefined && (isLazy || copied.includes(source));
  });
}

function findMediaImage(attributes: HtmlElement['attributes'], { mediaImages }: TidyContext): MediaImage | undefined {
  const found = sourcesOf(attributes).find((source) => mediaImages.has(source));
  return found === undefined ? undefined : mediaImages.get(found);
}

function resolveSrcset(attributes: HtmlElement['attributes'], baseUrl: string | undefined): readonly SrcsetCandidate[] {
  const written = [...LAZY_SRCSETS, 'srcset'].map((name) => attributes[name]).find((value) => value !== undefined);
  return parseSrcset(written ?? '').flatMap(({ url, descriptor }) => {
    const absolute = resolveWeb(url, baseUrl);
    return absolute === undefined ? [] : { url: absolute, descriptor };
  });
}

function elementsOf(nodes: readonly HtmlNode[]): readonly HtmlElement[] {
  return nodes.filter((node) => typeof node !== 'string');
}
