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

/** The one document that every format is rendered from: plain text, absolute URLs, items that can be rendered. */
export interface FeedDocument {
  /** The feed's id, as in its definition. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language?: string;
  /** What the feed is the feed of: the newsroom's page where the definition names one, ours otherwise. */
  readonly home: string;
  /** Our own page of the feed; also the Atom id, since every format and every page of the archive shares it. */
  readonly page: string;
  /** Where this very document is found, by format. */
  readonly self: DocumentUrls;
  /** What the addresses of our own pictures and sounds begin with. */
  readonly media: string;
  /** Who publishes; the author of an item that names none. */
  readonly publisher: FeedAuthor;
  readonly image?: { readonly url: string; readonly alt: string };
  readonly copyright?: string;
  readonly licence?: LinkedLicence;
  /** Absent for a feed that never held anything. */
  readonly updated?: Timestamp;
  /** WebSub hub, where the feed has one. */
  readonly hub?: string;
  /** The other documents that hold older and newer items; absent for a feed without an archive. */
  readonly archive?: FeedArchive;
  readonly paging: FeedPaging;
  readonly podcast?: FeedPodcast;
  readonly items: readonly FeedItem[];
  /** What readers may no longer see, and have to be told so. */
  readonly tombstones: readonly FeedTombstone[];
  readonly skipped: readonly SkippedArticle[];
}

/** An article that could not be shown, and why. */
export interface SkippedArticle {
  readonly id: ArticleId;
  readonly reason: string;
}

/** What a document shows: articles newest first, what is gone, when that last changed, and its place in the feed's archive. */
export interface DocumentWindow {
  readonly articles: readonly Article[];
  readonly updated?: Timestamp;
  readonly tombstones?: readonly Tombstone[];
  readonly archive?: ArchivePages;
  /** The place among the pages of the feed as it is now. */
  readonly paging?: PagingCursors;
}

/**
 * Builds a document of a feed: its own, or a page of its archive. An article that cannot be an item is left out by name; it never
 * takes the others along. With `itemCache` the items that were built before are taken as they are.
 */
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
    updated: [window.updated, newest(items, tombstones)].find(isRepresentableDate),
    archive,
    paging: buildFeedPaging(site, definition, window.paging ?? {}),
    podcast,
    items,
    tombstones,
    skipped,
  });
}

/** Why an item could not be made, in a line for the log. */
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

/** A podcast's artwork is its picture where it names no other. */
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

/** Our own addresses are absolute, because the site's is. */
function webUrl(url: string): string {
  return toWebUrl(url) ?? url;
}

function newest(items: readonly FeedItem[], tombstones: readonly FeedTombstone[]): Timestamp | undefined {
  const moments = [...items.map((item) => item.updatedAt), ...tombstones.map(({ at }) => at)];
  return moments.length === 0 ? undefined : Math.max(...moments);
}

function isRepresentableDate(moment: Timestamp | undefined): moment is Timestamp {
  return moment !== undefined && isRepresentable(moment);
}
