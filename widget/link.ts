import type { Options } from './contract/options.ts';
import { element } from './element.ts';

/** Whether the address is absolute and http(s); nothing else becomes one, whatever the server says. */
export function isSafe(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** A link out of the page, with the campaign's name and in the tab that the options ask for. */
export function outwardLink(
  address: string,
  text: string,
  rel: string,
  options: Options,
  newTab: string,
): HTMLAnchorElement {
  const { target, utm } = options;
  const link = element('a', { rel }, text);
  if (isSafe(address)) link.href = address;
  if (utm) link.search += `${link.search && '&'}utm_source=${encodeURIComponent(utm)}`;
  if (target === 'new') {
    link.target = '_blank';
    link.append(element('span', {}, ` (${newTab})`));
  }
  return link;
}
