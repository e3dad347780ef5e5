import type { Labels } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';

/** Whether the address is absolute and http(s). Nothing else becomes a link or an image, whatever the server sends. */
export function isSafe(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** A link that leaves the page, with the options `utm` and `target`. */
export function outwardLink(
  address: string,
  text: string,
  options: Options,
  labels: Labels,
  properties?: { readonly rel?: string; readonly part?: string },
): HTMLAnchorElement {
  const link = element('a', properties, text);
  if (isSafe(address)) link.href = address;
  if (options.utm) link.search += `${link.search && '&'}utm_source=${encodeURIComponent(options.utm)}`;
  if (options.target === 'new') {
    link.ariaLabel = `${text} (${labels[0]})`;
    link.target = '_blank';
  }
  return link;
}
