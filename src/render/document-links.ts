import { FEED_TYPES } from '../model/addresses.ts';
import type { FeedDocument } from './feed-document.ts';
import type { Attributes } from './markup.ts';

/**
 * The links by which an XML document names itself, its hub and its neighbours: attributes of `atom:link`. `next` leads the same
 * way as `prev-archive`, for readers that know paging alone (RFC 5005, section 3).
 */
export function documentLinks(document: FeedDocument, format: 'rss' | 'atom'): readonly Attributes[] {
  const { self, hub, archive } = document;
  const type = FEED_TYPES[format];
  const links: readonly (readonly [rel: string, href: string | undefined])[] = [
    ['current', archive?.page === undefined ? undefined : archive.current[format]],
    ['next', archive?.older?.[format]],
    ['prev-archive', archive?.older?.[format]],
    ['next-archive', archive?.newer?.[format]],
  ];
  return [
    { rel: 'self', type, href: self[format] },
    ...links.flatMap(([rel, href]) => (href === undefined ? [] : [{ rel, type, href }])),
    ...(hub === undefined ? [] : [{ rel: 'hub', href: hub }]),
  ];
}
