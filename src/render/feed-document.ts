import { feedPageUrl, mediaUrl } from '../model/addresses.ts';
import type { Article, ArticleId } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { toLanguageTag } from '../model/language.ts';
import { type LinkedLicence, parseLicence } from '../model/licence.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Site } from '../model/site.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { Tombstone } from '../model/tombstone.ts';
import { toWebUrl } from '../model/web-url.ts';
import {
  type ArchivePages,
  buildFeedArchive,
  buildFeedPaging,
  buildSelfUrls,
  type DocumentUrls,
  type FeedArchive,
  type FeedPaging,
  type PagingCursors,
} from './feed-archive.ts';
import { buildFeedItem, type FeedAuthor, type FeedItem, isRepresentable } from './feed-item.ts';
import { buildFeedPodcast, type FeedPodcast } from './feed-podcast.ts';
import { buildFeedTombstones, type FeedTombstone } from './feed-tombstone.ts';
import type { ItemCache } from './item-cache.ts';
import { toLine, toText } from './plain-text.ts';

/** Has no version, because an upgrade would then change the bytes of every feed. */
export const GENERATOR = 'Tidings';

/** Has plain text, absolute URLs, and only items that can be rendered. */
export interface FeedDocument {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language?: string;
  /** From the definition, or our own page of the feed. */
  readonly home: string;
  /** Our own page of the feed. Also the Atom id, because all formats and archive pages share it. */
  readonly page: string;
  readonly self: DocumentUrls;
  /** The beginning of the URLs of our own media files. */
  readonly media: string;
  /** Also the author of an item without authors. */
  readonly publisher: FeedAuthor;
  readonly image?: { readonly url: string; readonly alt: string };
  readonly copyright?: string;
  readonly licence?: LinkedLicence;
  /** Absent for a feed that never had an article. */
  readonly updated?: Timestamp;
  readonly hub?: string;
  /** Absent for a feed without an archive. */
  readonly archive?: FeedArchive;
  readonly paging: FeedPaging;
  readonly podcast?: FeedPodcast;
  readonly items: readonly FeedItem[];
  readonly tombstones: readonly FeedTombstone[];
  readonly skipped: readonly SkippedArticle[];
}

export interface SkippedArticle {
  readonly id: ArticleId;
  readonly reason: string;
}

/** The content of a document, and its position in the feed. */
export interface DocumentWindow {
  /** Newest first. */
  readonly articles: readonly Article[];
  /** The last change of this content. */
  readonly updated?: Timestamp;
  readonly tombstones?: readonly Tombstone[];
  readonly archive?: ArchivePages;
  readonly paging?: PagingCursors;
}

/** The feed itself, the page after a cursor, or an archive page. An article that cannot become an item is skipped and listed. */
export function buildFeedDocument(
  site: Site,
  definition: FeedDefinition,
  window: DocumentWindow,
  itemCache?: ItemCache,
): FeedDocument {
  const { items, skipped } = buildItems(site, definition, window.articles, itemCache);
  const tombstones = buildFeedTombstones(window.tombstones ?? [], items);
  const page = webUrl(feedPageUrl(site, definition.id));
  const archive = buildFeedArchive(site, definition, window.archive);
  const podcast = buildFeedPodcast(site, definition, buildSelfUrls(site, definition, undefined, undefined).rss);
  const title = toLine(definition.title) || definition.id;
  const licence = parseLicence(toLine(definition.licence ?? ''));

  return omitUndefined({
    id: definition.id,
    title,
    description: toText(definition.description),
    language: toLanguageTag(definition.language),
    home: toWebUrl(definition.home ?? page) ?? page,
    page,
    self: buildSelfUrls(site, definition, archive?.page, window.paging?.after),
    media: webUrl(`${site.publicUrl}/media/`),
    publisher: { name: toLine(site.name) || site.publicUrl, url: webUrl(site.publicUrl) },
    image: buildImage(site, definition, title, podcast),
    copyright: toLine(definition.copyright ?? '') || (licence?.kind === 'statement' ? licence.text : undefined),
    licence: licence?.kind === 'address' ? licence : undefined,
    updated: [window.updated, findNewestDate(items, tombstones)].find(isRepresentableDate),
    archive,
    paging: buildFeedPaging(site, definition, window.paging ?? {}),
    podcast,
    items,
    tombstones,
    skipped,
  });
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function buildItems(
  site: Site,
  definition: FeedDefinition,
  articles: readonly Article[],
  itemCache: ItemCache | undefined,
): Pick<FeedDocument, 'items' | 'skipped'> {
  const items: FeedItem[] = [];
  const skipped: SkippedArticle[] = [];
  for (const article of articles) {
    const build = () => buildFeedItem(site, definition, article);
    try {
      items.push(itemCache === undefined ? build() : itemCache.item(site, definition, article, build));
    } catch (error) {
      skipped.push({ id: article.id, reason: reasonOf(error) });
    }
  }
  return { items, skipped };
}

/** The feed's image, or the artwork of a podcast without one. */
function buildImage(
  site: Site,
  { image }: Pick<FeedDefinition, 'image'>,
  title: string,
  podcast: FeedPodcast | undefined,
): FeedDocument['image'] {
  const url = image === undefined ? undefined : toWebUrl(mediaUrl(site, image.url));
  if (image !== undefined && url !== undefined) return { url, alt: toLine(image.alt) };
  return podcast?.artwork === undefined ? undefined : { url: podcast.artwork, alt: title };
}

function webUrl(url: string): string {
  return toWebUrl(url) ?? url;
}

function findNewestDate(items: readonly FeedItem[], tombstones: readonly FeedTombstone[]): Timestamp | undefined {
  const moments = [...items.map((item) => item.updatedAt), ...tombstones.map(({ at }) => at)];
  return moments.length === 0 ? undefined : Math.max(...moments);
}

function isRepresentableDate(moment: Timestamp | undefined): moment is Timestamp {
  return moment !== undefined && isRepresentable(moment);
}
