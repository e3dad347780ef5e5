import type { Words } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';

/** Whether the address is absolute and http(s); nothing else becomes one, whatever the server says. */
export function isSafe(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** A link out of the page, with the campaign's name and in the tab that the options ask for, which the words announce. */
export function outwardLink(
  address: string,
  text: string,
  options: Options,
  words: Words,
  properties?: { readonly rel?: string; readonly part?: string },
): HTMLAnchorElement {
  const link = element('a', properties, text);
  if (isSafe(address)) link.href = address;
  if (options.utm) link.search += `${link.search && '&'}utm_source=${encodeURIComponent(options.utm)}`;
  if (options.target === 'new') {
    link.ariaLabel = `${text} (${words[0]})`;
    link.target = '_blank';
  }
  return link;
}
