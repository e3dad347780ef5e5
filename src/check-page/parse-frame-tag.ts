import type { PageFrame } from './page-facts.ts';
import { CONSENT } from './parse-script-tag.ts';
import type { Tag } from './parse-tags.ts';
import type { Place } from './places.ts';
import type { TidingsUrl } from './tidings-url.ts';
import { readAddress } from './unpack-base64.ts';

/** Classes and attributes of plugins that load frames when a visitor scrolls to them. */
const LAZY = /lazy|lozad|litespeed|rocket|opt-src|breeze|(?:^|\s|-)ll(?:-|$)/i;

/** Parses an `iframe`; `undefined` if it is not ours. */
export function parseFrameTag(
  { attributes }: Tag,
  parseUrl: (text: string) => TidingsUrl | undefined,
  places: ReadonlySet<Place>,
): PageFrame | undefined {
  for (const name of new Set(['src', ...attributes.keys()])) {
    const url = parseUrl(readAddress(attributes.get(name) ?? ''));
    if (url === undefined || url.server === 'other' || !isFramed(url)) continue;
    const sandbox = attributes.get('sandbox')?.toLowerCase().split(/\s+/);
    const isOfWordPress = url.url.hash.includes('secret=') || attributes.has('data-secret');
    return { url, state: stateOf(attributes, name), sandbox, isOfWordPress, places: [...places] };
  }
  return undefined;
}

/** In an iframe, the page of a feed shows its headlines too. The page of a custom feed and a document such as `top.rss` do not. */
function isFramed({ kind, feed }: TidingsUrl): boolean {
  return kind === 'feed-frame' || kind === 'article-frame' || (kind === 'feed-page' && /^(?!custom$)[^.]+$/.test(feed));
}

function stateOf(attributes: Tag['attributes'], nameOfUrl: string): PageFrame['state'] {
  const names = [...attributes.keys()];
  if (nameOfUrl === 'src') return attributes.has('srcdoc') ? 'placeholder' : 'shown';
  if (names.some((name) => CONSENT.test(name))) return 'blocked';
  return [attributes.get('class') ?? '', ...names].some((mark) => LAZY.test(mark)) ? 'lazy' : 'blocked';
}
