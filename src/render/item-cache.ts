import type { Article } from '../model/article.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { FeedFormat } from '../model/feed-formats.ts';
import type { Site } from '../model/site.ts';
import type { FeedItem } from './feed-item.ts';

/** What decides how a feed shows an article. Feeds with the same values share items. */
export type ItemStyle = Pick<FeedDefinition, 'language' | 'content' | 'podcast'>;

/** Keeps items and their rendered text, so that a change of one article renders only that article again. */
export class ItemCache {
  readonly #maxItems: number;
  readonly #maxCharacters: number;
  /** The least recently used item is first. */
  readonly #items = new Map<string, FeedItem>();
  readonly #texts = new WeakMap<FeedItem, Map<FeedFormat, string>>();
  readonly #sizes = new WeakMap<FeedItem, number>();
  #characters = 0;

  /** Beyond either limit, the least recently used items are removed. */
  constructor(maxItems: number, maxCharacters = Number.POSITIVE_INFINITY) {
    this.#maxItems = maxItems;
    this.#maxCharacters = maxCharacters;
  }

  /** The item of this version of an article. Nothing is kept if `build` throws. */
  item(site: Site, style: ItemStyle, article: Article, build: () => FeedItem): FeedItem {
    const { id, version } = article;
    const key = JSON.stringify([id, version, site.publicUrl, style.language, style.content, style.podcast?.explicit]);
    const known = this.#items.get(key);
    const item = known ?? build();
    this.#items.delete(key);
    this.#items.set(key, item);
    if (known === undefined) {
      this.#sizes.set(item, 0);
      this.#grow(item, item.title.length + item.summary.length + (item.contentHtml?.length ?? 0));
    }
    return item;
  }

  /** Nothing is kept if `render` throws. */
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
    for (const [key, oldest] of this.#items) {
      if (this.#items.size <= this.#maxItems && this.#characters <= this.#maxCharacters) return;
      this.#items.delete(key);
      this.#characters -= this.#sizes.get(oldest) ?? 0;
      this.#sizes.delete(oldest);
    }
  }
}
