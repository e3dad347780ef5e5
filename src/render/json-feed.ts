import type { Licence } from '../model/licence.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { toRfc3339 } from '../model/timestamp.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedAudio, FeedImage } from './feed-media.ts';
import type { ItemCache } from './item-cache.ts';
import { type RenderedFeed, renderItems } from './render-items.ts';

/**
 * Renders JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). What the format has no word for, rights, the words of a picture,
 * the archive and what was withdrawn, stands in an extension, `_tidings`.
 */
export function renderJsonFeed(document: FeedDocument, itemCache?: ItemCache): RenderedFeed {
  const { items, skipped } = renderItems(document, 'json', renderItem, itemCache);
  const { image, hub, archive, paging } = document;
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: document.title,
    home_page_url: document.home,
    feed_url: document.self.json,
    next_url: archive?.page === undefined ? paging.next?.json : archive.older?.json,
    description: document.description || undefined,
    icon: image?.url,
    authors: [document.publisher],
    language: document.language,
    hubs: hub === undefined ? undefined : [{ type: 'WebSub', url: hub }],
    _tidings: buildExtension(document),
  };
  return { text: `${JSON.stringify(feed).slice(0, -1)},"items":[${items.join(',')}]}`, skipped };
}

function buildExtension({ copyright, licence, archive, tombstones }: FeedDocument): object | undefined {
  return extension({
    copyright,
    ...rights(licence),
    archive:
      archive?.page === undefined
        ? undefined
        : { page: archive.page, current: archive.current.json, newer: archive.newer?.json },
    withdrawn:
      tombstones.length === 0
        ? undefined
        : tombstones.map(({ guid, at, reason }) => ({ id: guid, date: toRfc3339(at), reason })),
  });
}

function renderItem(item: FeedItem): string {
  return JSON.stringify(buildItem(item));
}

function buildItem(item: FeedItem): object {
  const { image, audio } = item;
  const attachments = [...(audio ? buildAttachment(audio) : []), ...(image ? buildAttachment(image) : [])];
  const tags = [...new Set(item.categories.map((category) => category.label))];
  return {
    id: item.guid,
    url: item.url,
    title: item.title,
    // One of the two is required of every item; a feed of summaries has nothing but the summary.
    ...(item.contentHtml === undefined
      ? { content_text: item.summary || item.title }
      : { content_html: item.contentHtml }),
    summary: item.summary || undefined,
    image: image?.url,
    date_published: toRfc3339(item.publishedAt),
    date_modified: toRfc3339(item.updatedAt),
    authors: item.authors.length === 0 ? undefined : item.authors,
    tags: tags.length === 0 ? undefined : tags,
    language: item.language,
    attachments: attachments.length === 0 ? undefined : attachments,
    _tidings: extension({ image: image && describe(image), ...rights(item.licence) }),
  };
}

/** An attachment must name its type, so what has none is not one. */
function buildAttachment(file: FeedImage | FeedAudio): readonly object[] {
  if (file.type === undefined) return [];
  return [
    {
      url: file.url,
      mime_type: file.type,
      title: 'alt' in file && file.alt !== '' ? file.alt : undefined,
      size_in_bytes: file.bytes,
      duration_in_seconds: 'duration' in file ? file.duration : undefined,
    },
  ];
}

function describe({ alt, caption, credit, width, height, thumbnail }: FeedImage): object | undefined {
  return extension({
    alt: alt || undefined,
    caption,
    credit,
    width,
    height,
    thumbnail,
  });
}

function rights(licence: Licence | undefined): object {
  return licence === undefined ? {} : { licence: licence.kind === 'address' ? licence.url : licence.text };
}

function extension(members: object): object | undefined {
  const present = omitUndefined(members);
  return Object.keys(present).length === 0 ? undefined : present;
}
