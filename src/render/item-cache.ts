import type { Article } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { FeedFormat } from '../model/feed-formats.ts';
import type { Site } from '../model/site.ts';
import type { FeedItem } from './feed-item.ts';

/** What of a feed decides how it shows an article: feeds that agree in this share their items. */
export type ItemStyle = Pick<FeedDefinition, 'language' | 'content' | 'podcast'>;

/**
 * Items and their finished forms, kept from one document to the next, so that a change of one article costs the rendering of one
 * article in each feed that shows it. Whoever makes one owns it; documents made with and without it are the same bytes.
 */
export class ItemCache {
  readonly #most: number;
  readonly #mostCharacters: number;
  /** The one used longest ago first. */
  readonly #kept = new Map<string, FeedItem>();
  /** An item's forms go when it does. */
  readonly #texts = new WeakMap<FeedItem, Map<FeedFormat, string>>();
  /** Of each item and its forms; only of those that are kept. */
  readonly #sizes = new WeakMap<FeedItem, number>();
  #characters = 0;

  /** Keeps at most that many items, and so many characters of text; where either is exceeded, what was not used for longest goes first. */
  constructor(most: number, mostCharacters = Number.POSITIVE_INFINITY) {
    this.#most = most;
    this.#mostCharacters = mostCharacters;
  }

  /** The item of this version of an article; what `build` throws is thrown on, and nothing is kept. */
  item(site: Site, style: ItemStyle, article: Article, build: () => FeedItem): FeedItem {
    const { id, version } = article;
    const key = JSON.stringify([id, version, site.publicUrl, style.language, style.content, style.podcast?.explicit]);
    const known = this.#kept.get(key);
    const item = known ?? build();
    this.#kept.delete(key);
    this.#kept.set(key, item);
    if (known === undefined) {
      this.#sizes.set(item, 0);
      this.#grow(item, item.title.length + item.summary.length + (item.contentHtml?.length ?? 0));
    }
    return item;
  }

  /** The finished form of an item; what `render` throws is thrown on, and nothing is kept. */
  text(format: FeedFormat, item: FeedItem, render: (item: FeedItem) => string): string {
    const texts = this.#texts.get(item) ?? new Map<FeedFormat, string>();
    const known = texts.get(format);
    if (known !== undefined) return known;
    const text = render(item);
    this.#texts.set(item, texts.set(format, text));
    this.#grow(item, text.length);
    return text;
  }

  #grow(item: FeedItem, characters: number): void {
    const size = this.#sizes.get(item);
    if (size === undefined) return;
    this.#sizes.set(item, size + characters);
    this.#characters += characters;
    for (const [key, oldest] of this.#kept) {
      if (this.#kept.size <= this.#most && this.#characters <= this.#mostCharacters) return;
      this.#kept.delete(key);
      this.#characters -= this.#sizes.get(oldest) ?? 0;
      this.#sizes.delete(oldest);
    }
  }
}
