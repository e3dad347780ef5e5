import type { FeedFormat } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import type { FeedItem } from './feed-item.ts';

/** What of a feed decides how it shows an article: feeds that agree in this share their items. */
export type ItemStyle = Pick<FeedDefinition, 'language' | 'content' | 'podcast'>;

/**
 * Items and their finished forms, kept from one document to the next, so that a change of one article costs the rendering of one
 * article in each feed that shows it. Whoever makes one owns it; documents made with and without it are the same bytes.
 */
export class Fragments {
  readonly #most: number;
  /** The one used longest ago first. */
  readonly #items = new Map<string, FeedItem>();
  /** An item's forms go when it does. */
  readonly #texts: Readonly<Record<FeedFormat, WeakMap<FeedItem, string>>> = {
    rss: new WeakMap(),
    atom: new WeakMap(),
    json: new WeakMap(),
  };

  /** Keeps at most that many items; where that is exceeded, what was not used for longest goes first. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The item of this version of an article; what `build` throws is thrown on, and nothing is kept. */
  item(site: Site, style: ItemStyle, article: Article, build: () => FeedItem): FeedItem {
    const { id, version } = article;
    const key = JSON.stringify([id, version, site.publicUrl, style.language, style.content, style.podcast?.explicit]);
    const item = this.#items.get(key) ?? build();
    this.#items.delete(key);
    this.#items.set(key, item);
    const [oldest] = this.#items.keys();
    if (this.#items.size > this.#most && oldest !== undefined) this.#items.delete(oldest);
    return item;
  }

  /** The finished form of an item; what `render` throws is thrown on, and nothing is kept. */
  text(format: FeedFormat, item: FeedItem, render: (item: FeedItem) => string): string {
    const texts = this.#texts[format];
    const known = texts.get(item);
    if (known !== undefined) return known;
    const text = render(item);
    texts.set(item, text);
    return text;
  }
}
