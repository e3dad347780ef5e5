import { omitUndefined } from '../../model/omit-undefined.ts';
import { toAttribute } from './allowed-html.ts';
import type { HtmlElement } from './html-tree.ts';
import { resolveFirst, resolveWeb } from './resolve-url.ts';
import type { TidyRule } from './tidy-context.ts';
import { sourcesOf } from './tidy-image.ts';

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
