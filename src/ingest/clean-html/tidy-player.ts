import { ATTRIBUTE_FORMS } from './allowed-html.ts';
import type { HtmlElement } from './html-tree.ts';
import { resolveWeb } from './resolve-url.ts';
import type { TidyRule } from './tidy-context.ts';
import { sourcesOf } from './tidy-image.ts';

/** `audio` and `video` with their sources; without a source, their fallback content. */
export const tidyPlayer: TidyRule = ({ name, attributes, children }, context, tidyChildren) => {
  const src = findSource(attributes, context.baseUrl);
  const sources = children
    .filter((child) => typeof child !== 'string')
    .filter((child) => child.name === 'source')
    .flatMap((child): HtmlElement[] => {
      const address = findSource(child.attributes, context.baseUrl);
      if (address === undefined) return [];
      const type = child.attributes.type && ATTRIBUTE_FORMS.type?.(child.attributes.type, undefined);
      return [{ name: 'source', attributes: { src: address, ...(type ? { type } : {}) }, children: [] }];
    });
  if (src === undefined && sources.length === 0) return tidyChildren(children, context);

  const poster = name === 'video' ? resolveWeb(attributes.poster, context.baseUrl) : undefined;
  const size = (key: 'width' | 'height') =>
    name === 'video' && attributes[key] ? ATTRIBUTE_FORMS[key]?.(attributes[key], undefined) : undefined;
  const kept = Object.entries({ src, poster, width: size('width'), height: size('height') });
  const present = kept.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return [{ name, attributes: { ...Object.fromEntries(present), controls: '' }, children: sources }];
};

function findSource(attributes: HtmlElement['attributes'], baseUrl: string | undefined): string | undefined {
  return sourcesOf(attributes)
    .map((source) => resolveWeb(source, baseUrl))
    .find((url) => url !== undefined);
}
