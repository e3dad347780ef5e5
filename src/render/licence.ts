import { toLine } from './plain-text.ts';
import { toWebUrl } from './web-url.ts';

/** A licence that has an address, or what is said about the rights in words. */
export type Licence = LinkedLicence | { readonly kind: 'statement'; readonly text: string };

/** A licence that has an address. */
export interface LinkedLicence {
  readonly kind: 'address';
  readonly url: string;
  readonly creativeCommons: boolean;
}

/** A stored licence (a URL, the SPDX name of a Creative Commons licence, or a sentence) as a feed can say it. */
export function toLicence(stored: string | undefined): Licence | undefined {
  if (stored === undefined) return undefined;
  const text = toLine(stored);
  if (text === '') return undefined;
  const url = creativeCommonsUrl(text) ?? toWebUrl(text);
  if (url === undefined) return { kind: 'statement', text };
  return { kind: 'address', url, creativeCommons: CREATIVE_COMMONS_HOST.test(url) };
}

const CREATIVE_COMMONS_HOST = /^https?:\/\/(?:www\.)?creativecommons\.org\//;

/** `CC-BY-NC-4.0` (SPDX licence list) is `https://creativecommons.org/licenses/by-nc/4.0/`. */
function creativeCommonsUrl(name: string): string | undefined {
  if (/^CC0-1\.0$/i.test(name)) return 'https://creativecommons.org/publicdomain/zero/1.0/';
  const [, terms, version] = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)$/i.exec(name) ?? [];
  return terms === undefined ? undefined : `https://creativecommons.org/licenses/${terms.toLowerCase()}/${version}/`;
}
