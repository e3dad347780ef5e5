import type { Licence } from '../model/licence.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { toRfc3339 } from '../model/timestamp.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedAuthor, FeedItem } from './feed-item.ts';
import type { FeedAudio, FeedImage } from './feed-media.ts';
import type { ItemCache } from './item-cache.ts';
import { type RenderedFeed, renderItems } from './render-items.ts';

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). The extension `_tidings` has what the format does not define. */
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
  return buildObject({
    copyright,
    ...buildRights(licence),
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
  const { image, audio } = item;
  // A file without a type cannot be an attachment.
  const attachments = [audio, image].flatMap((file) => (file?.type === undefined ? [] : buildAttachment(file)));
  const tags = [...new Set(item.categories.map((category) => category.label))];
  return JSON.stringify({
    id: item.guid,
    url: item.url,
    title: item.title,
    // Each item must have one of these two.
    ...(item.contentHtml === undefined
      ? { content_text: item.summary || item.title }
      : { content_html: item.contentHtml }),
    summary: item.summary || undefined,
    image: image?.url,
    date_published: toRfc3339(item.publishedAt),
    date_modified: toRfc3339(item.updatedAt),
    authors: item.authors.length === 0 ? undefined : item.authors.map(buildAuthor),
    tags: tags.length === 0 ? undefined : tags,
    language: item.language,
    attachments: attachments.length === 0 ? undefined : attachments,
    _tidings: buildObject({
      image: image && buildImage(image),
      ...buildRights(item.licence),
      categories: buildTerms(item, 'category'),
      tags: buildTerms(item, 'tag'),
    }),
  });
}

function buildAuthor({ name, url, role, kind }: FeedAuthor): object {
  return omitUndefined({ name, url, _tidings: buildObject({ role, kind }) });
}

/** The member `tags` of the format has the labels of both kinds. */
function buildTerms({ categories }: FeedItem, wanted: 'category' | 'tag'): readonly object[] | undefined {
  const terms = categories.filter(({ kind }) => kind === wanted).map(({ term, label }) => ({ slug: term, label }));
  return terms.length === 0 ? undefined : terms;
}

function buildAttachment(file: FeedImage | FeedAudio): object {
  return {
    url: file.url,
    mime_type: file.type,
    title: 'alt' in file && file.alt !== '' ? file.alt : undefined,
    size_in_bytes: file.bytes,
    duration_in_seconds: 'duration' in file ? file.duration : undefined,
  };
}

function buildImage({ alt, caption, credit, width, height, thumbnail }: FeedImage): object | undefined {
  return buildObject({ alt: alt || undefined, caption, credit, width, height, thumbnail });
}

function buildRights(licence: Licence | undefined): object {
  return licence === undefined ? {} : { licence: licence.kind === 'address' ? licence.url : licence.text };
}

/** The members that are not `undefined`; `undefined` if there are none. */
function buildObject(members: object): object | undefined {
  const present = omitUndefined(members);
  return Object.keys(present).length === 0 ? undefined : present;
}
