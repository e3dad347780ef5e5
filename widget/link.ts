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
  attributes?: Readonly<Record<string, string>>,
): HTMLAnchorElement {
  const newTab = options.target === 'new' && { target: '_blank', 'aria-label': `${text} (${labels[0]})` };
  const link = element('a', { ...newTab, ...attributes }, text);
  if (isSafe(address)) link.href = address;
  if (options.utm) link.search += `${link.search && '&'}utm_source=${encodeURIComponent(options.utm)}`;
  return link;
}
