import { FEED_FORMATS, type SyndicationFormat } from '../model/feed-formats.ts';
import type { FeedDocument } from './feed-document.ts';

export type DocumentLink = Readonly<Record<'rel' | 'href', string> & Partial<Record<'type', string>>>;

/** On an archive page `next` has the same target as `prev-archive`, for readers that support only paging (RFC 5005, section 3). */
export function documentLinks(document: FeedDocument, format: SyndicationFormat): readonly DocumentLink[] {
  const { self, hub, archive, paging } = document;
  const type = FEED_FORMATS[format].type;
  const isArchive = archive?.page !== undefined;
  const links: readonly (readonly [rel: string, href: string | undefined])[] = [
    ['current', isArchive ? archive.current[format] : undefined],
    ['first', paging.first?.[format]],
    ['next', isArchive ? archive.older?.[format] : paging.next?.[format]],
    ['prev-archive', archive?.older?.[format]],
    ['next-archive', archive?.newer?.[format]],
  ];
  return [
    { rel: 'self', type, href: self[format] },
    ...links.flatMap(([rel, href]) => (href === undefined ? [] : [{ rel, type, href }])),
    ...(hub === undefined ? [] : [{ rel: 'hub', href: hub }]),
  ];
}
