import type { FeedFormat } from '../model/feed-formats.ts';
import { type FeedDocument, reasonOf, type SkippedArticle } from './feed-document.ts';
import type { FeedItem } from './feed-item.ts';
import type { ItemCache } from './item-cache.ts';

export interface RenderedFeed {
  readonly text: string;
  readonly skipped: readonly SkippedArticle[];
}

/** Renders each item. An item whose rendering throws is skipped and listed. The text of an item depends on that item only. */
export function renderItems(
  document: FeedDocument,
  format: FeedFormat,
  render: (item: FeedItem) => string,
  itemCache: ItemCache | undefined,
): { readonly items: readonly string[]; readonly skipped: readonly SkippedArticle[] } {
  const items: string[] = [];
  const skipped = [...document.skipped];
  for (const item of document.items) {
    try {
      items.push(itemCache === undefined ? render(item) : itemCache.text(format, item, render));
    } catch (error) {
      skipped.push({ id: item.id, reason: reasonOf(error) });
    }
  }
  return { items, skipped };
}
