import { FEED_FORMATS, type FeedFormat, feedPageUrl, feedUrl } from '../model/addresses.ts';
import type { Article, ArticleId } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { buildFeedItem, type FeedAuthor, type FeedItem, isSayable } from './feed-item.ts';
import { toLanguageTag } from './language-tag.ts';
import { type Licence, toLicence } from './licence.ts';
import { toLine, toText } from './plain-text.ts';
import { some } from './some.ts';
import { toWebUrl } from './web-url.ts';

/** The one document that every format is rendered from: plain text, absolute URLs, items that can be rendered. */
export interface FeedDocument {
  /** The feed's id, as in its definition. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language?: string;
  /** What the feed is the feed of: the newsroom's page where the definition names one, ours otherwise. */
  readonly home: string;
  /** Our own page of the feed; also the Atom id, since every format shares it. */
  readonly page: string;
  /** Where this very document is found, by format. */
  readonly self: Readonly<Record<FeedFormat, string>>;
  /** What the addresses of our own pictures and sounds begin with. */
  readonly media: string;
  /** Who publishes; the author of an item that names none. */
  readonly publisher: FeedAuthor;
  readonly image?: { readonly url: string; readonly alt: string };
  readonly copyright?: string;
  readonly licence?: Licence;
  /** Absent for a feed that never held anything. */
  readonly updated?: Timestamp;
  /** WebSub hub, where the feed has one. */
  readonly hub?: string;
  readonly items: readonly FeedItem[];
  readonly leftOut: readonly LeftOut[];
}

/** An article that could not be shown, and why. */
export interface LeftOut {
  readonly id: ArticleId;
  readonly reason: string;
}

/** What a feed shows: articles newest first, and when that last changed. */
export interface DocumentWindow {
  readonly articles: readonly Article[];
  readonly updated?: Timestamp;
}

/** Builds the document of a feed. An article that cannot be an item is left out by name; it never takes the others along. */
export function buildFeedDocument(site: Site, definition: FeedDefinition, window: DocumentWindow): FeedDocument {
  const items: FeedItem[] = [];
  const leftOut: LeftOut[] = [];
  for (const article of window.articles) {
    try {
      items.push(buildFeedItem(site, definition, article));
    } catch (error) {
      leftOut.push({ id: article.id, reason: reasonOf(error) });
    }
  }
  const page = webUrl(feedPageUrl(site, definition.id));
  const image = definition.image && { url: toWebUrl(definition.image.url), alt: toLine(definition.image.alt) };

  return {
    id: definition.id,
    title: toLine(definition.title) || definition.id,
    description: toText(definition.description),
    ...some('language', toLanguageTag(definition.language)),
    home: toWebUrl(definition.home ?? page) ?? page,
    page,
    self: selfUrls(site, definition.id),
    media: webUrl(`${site.publicUrl}/media/`),
    publisher: { name: toLine(site.name) || site.publicUrl, url: webUrl(site.publicUrl) },
    ...some('image', image?.url === undefined ? undefined : { url: image.url, alt: image.alt }),
    ...some('copyright', toLine(definition.copyright ?? '') || undefined),
    ...some('licence', toLicence(definition.licence)),
    ...some(
      'updated',
      [window.updated, newest(items)].find((moment) => moment !== undefined && isSayable(moment)),
    ),
    items,
    leftOut,
  };
}

/** Why an item could not be made, in a line for the log. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function selfUrls(site: Site, feedId: string): Readonly<Record<FeedFormat, string>> {
  const urls = FEED_FORMATS.map((format) => [format, webUrl(feedUrl(site, feedId, format))] as const);
  return Object.fromEntries(urls) as Record<FeedFormat, string>;
}

/** Our own addresses are absolute, because the site's is. */
function webUrl(url: string): string {
  return toWebUrl(url) ?? url;
}

function newest(items: readonly FeedItem[]): Timestamp | undefined {
  return items.length === 0 ? undefined : Math.max(...items.map((item) => item.updatedAt));
}
